/*
 * pattern_program - the flat form of a compiled pattern
 *
 * Written by pattern_compile(), run by pattern_verify(), checked by
 * pattern_program_check().  No pointers, native byte order, aligned to 8, so
 * that it can lie in a mapped image.
 *
 *     form PLAIN (one run of bytes, 86 % of all patterns)
 *     +------+----------------+-----+
 *     | head | head.length    | pad |  the run itself; one anchor, one member
 *     +------+----------------+-----+
 *
 *     form PARTS
 *     +------+--------+---------+-----------+-----------+------------+-----+
 *     | head | counts | part .. | anchor .. | member .. | element .. | data|
 *     +------+--------+---------+-----------+-----------+------------+-----+
 *
 * A part's elements are a range of the element array and a tree in preorder:
 *
 *     ALT   data = elements below it
 *       BRANCH  data = elements below it
 *         LIT, MASK, ... ALT (PROGRAM_DEPTH_MAX deep at most)
 *       BRANCH ...
 *
 * min and max of an element are the least and most bytes it eats.  An element
 * with bytes or a bitmap of its own has its place in the data in `data`.
 */
#ifndef CORE_PATTERN_PATTERN_PROGRAM_H
#define CORE_PATTERN_PATTERN_PROGRAM_H

#include <stdint.h>

#define PROGRAM_PARTS_MAX 128u
/* clamscan 1.4.6 takes 16 and refuses 17. */
#define PROGRAM_DEPTH_MAX 16u
/* A part's longest form has fewer than that many bytes more than its
 * shortest: the verifier keeps one bit for each. */
#define PROGRAM_SPREAD_MAX 1024u
/* One part, gaps within it included.  Far above what the text can spell. */
#define PROGRAM_LENGTH_MAX (UINT32_C(1) << 24)
#define PROGRAM_NO_LIMIT UINT32_MAX

enum program_form { PROGRAM_PLAIN = 1, PROGRAM_PARTS };

enum program_origin {
	PROGRAM_ANYWHERE,
	PROGRAM_FROM_START, /* starts in [offset, offset + shift] */
	PROGRAM_FROM_END,   /* starts in [size - offset, that + shift] */
	/* Within a program (core/executable): from there on as far as shift. */
	PROGRAM_FROM_ENTRY,   /* entry + offset */
	PROGRAM_BEFORE_ENTRY, /* entry - offset */
	PROGRAM_FROM_SECTION, /* where that section begins, + offset */
	PROGRAM_FROM_LAST,    /* where the last section begins, + offset */
	PROGRAM_IN_SECTION,   /* anywhere from its begin to its end */
	PROGRAM_AT_VERSION,   /* at a key of the version information */
	PROGRAM_ORIGINS,
};

static inline int
program_origin_is_executable(unsigned origin)
{
	return origin >= PROGRAM_FROM_ENTRY;
}

struct program_head {
	uint32_t size; /* of all of it, a multiple of 8 */
	uint8_t form;
	uint8_t origin;
	uint8_t nocase;  /* letters of patterns are stored in lower case */
	uint8_t probe;   /* PLAIN: place of the rarest byte of the run, or
			  * of the one before it: another stands behind it */
	uint32_t offset; /* FROM_SECTION, IN_SECTION: the section above it */
	uint32_t shift;
	uint32_t length;     /* PLAIN: of the run; PARTS: 0 */
	uint32_t anchor_end; /* PLAIN: where the literal ends in the run */
};

/* Section and distance in one offset: 8 bits and 24. */
#define PROGRAM_SECTION_SHIFT 24u
#define PROGRAM_DISTANCE_MAX ((UINT32_C(1) << PROGRAM_SECTION_SHIFT) - 1)

struct program_counts {
	uint32_t parts;
	uint32_t anchors;
	uint32_t members;
	uint32_t elements;
	uint32_t data;
	uint32_t zero;
};

/* Ranges that the verifier has use for, searching this program; 0: keeping any
 * would gain nothing. */
static inline uint32_t
pattern_range_count(const void *program)
{
	const struct program_head *head = program;
	const struct program_counts *counts =
	    (const struct program_counts *)(head + 1);

	if (head->form == PROGRAM_PLAIN || counts->parts == 1)
		return 0;
	return counts->parts;
}

enum program_part_flag {
	/* Every match of the part holds these two bytes side by side, */
	PROGRAM_PROBE = 1 << 0,
	/* ... or the capital of the first, of the second. */
	PROGRAM_PROBE_EITHER = 1 << 1,
	PROGRAM_BEHIND_EITHER = 1 << 2,
};

struct program_part {
	uint32_t gap_min; /* from the end of the part before */
	uint32_t gap_max; /* PROGRAM_NO_LIMIT: none */
	uint32_t element_first;
	uint32_t element_count;
	uint32_t length_min;
	uint32_t length_max;
	uint32_t probe_min; /* distance of the first from the start */
	uint32_t probe_max;
	uint8_t probe;
	uint8_t behind; /* the second */
	uint8_t flags;
	uint8_t zero[5];
};

/* A way to find the pattern: its members are literals in one part. */
struct program_anchor {
	uint16_t part;
	uint16_t member_count;
	uint32_t member_first;
};

/* How far the end of the literal lies from the start of the part. */
struct program_member {
	uint32_t end_min;
	uint32_t end_max;
};

enum program_kind {
	/* Eat min = max bytes. */
	PROGRAM_LITERAL = 1, /* data: min bytes */
	PROGRAM_MASK,        /* data: min values, then min masks */
	PROGRAM_SKIP,        /* any bytes */
	PROGRAM_SET,         /* one byte; data: bitmap of 32 bytes */
	PROGRAM_NOT,         /* data: count members of min bytes each */
	/* Eat min .. max bytes. */
	PROGRAM_LINE,   /* LF, or CR before LF alone or with it */
	PROGRAM_ALT,    /* count branches */
	PROGRAM_BRANCH, /* one of them */
	/* Only look: at the first or last edge of a part, min = max = 0. */
	PROGRAM_BEFORE,      /* the byte before; data: bitmap */
	PROGRAM_AFTER,       /* the byte behind; data: bitmap */
	PROGRAM_LINE_END,    /* LF, CR LF or the end follows */
	PROGRAM_NO_LINE_END, /* something else follows */
	PROGRAM_NO_LINE,     /* eats one byte that begins no line end */
	PROGRAM_NEAR_BEFORE, /* a byte `low` .. `high` before the part */
	PROGRAM_NEAR_AFTER,  /* a byte `low` .. `high` behind it */
	PROGRAM_KINDS,
};

enum program_element_flag {
	PROGRAM_AT_EDGE = 1 << 0, /* BEFORE, AFTER: the buffer's edge will do */
	/* BEFORE, AFTER: the byte has a zero behind it; whatever else stands
	 * there is as good as the edge. */
	PROGRAM_BY_WIDE = 1 << 1,
};

struct program_element {
	uint8_t kind;
	uint8_t flags;
	uint8_t value; /* NEAR: byte & mask must equal this */
	uint8_t mask;
	uint32_t min;
	uint32_t max;
	union {
		uint32_t data; /* place in the data; ALT, BRANCH: elements */
		struct {
			uint16_t low; /* NEAR: bytes between it and the part */
			uint16_t high;
		} near;
	};
	uint32_t count; /* NOT, ALT */
};

#define PROGRAM_BITMAP 32u

static inline int
program_bit(const uint8_t *bitmap, uint8_t byte)
{
	return bitmap[byte >> 3] >> (byte & 7) & 1;
}

/* The letters that the i modifier makes equal. */
static inline uint8_t
program_fold(uint8_t byte)
{
	return byte >= 'A' && byte <= 'Z' ? (uint8_t)(byte | 0x20) : byte;
}

#endif
