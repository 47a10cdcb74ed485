/*
 * pattern - one ClamAV body pattern, compiled
 *
 * Text such as 6861{2-4}6c6f??(aa|bb)*!(63) with its offset becomes a flat
 * program without pointers, which pattern_verify() (core/scan/verify.h) runs
 * over a buffer, and one or more anchors: literals of which at least one stands
 * in every match.  The matcher looks for an anchor; only where it is found is
 * the program run.
 *
 * Grammar and quirks: the ClamAV signature manual; what the manual leaves open
 * follows clamscan 1.4.6 as measured.
 */
#ifndef CORE_PATTERN_PATTERN_H
#define CORE_PATTERN_PATTERN_H

#include <stdint.h>

#include "core/base/arena.h"
#include "core/base/check.h"
#include "core/base/slice.h"

enum pattern_result {
	PATTERN_OK,
	PATTERN_MALFORMED,   /* clamscan would refuse it too */
	PATTERN_UNSUPPORTED, /* valid, but not here (yet): *reason_r says what
			      */
	PATTERN_NO_MEMORY,
};

/*
 * One way to find the pattern: a set of literals of which one stands in every
 * match, each at a known distance from the start of the part it lies in.  Most
 * sets have one member; a nibble or an alternation may need several.
 */
#define PATTERN_ANCHORS 8u          /* ways offered, best first */
#define PATTERN_ANCHOR_LITERALS 64u /* members of one set */

struct pattern_literal {
	struct slice bytes; /* in the arena, 1 .. 64 bytes */
	uint16_t member;    /* handed back to pattern_verify() */
};

struct pattern_anchor {
	struct pattern_literal *literals;
	/* How seldom mail is expected to hold one of them: higher is rarer, and
	 * comparable between patterns. */
	uint32_t rarity;
	uint16_t count;
	uint16_t shortest; /* bytes of its shortest member */
	uint16_t id;       /* handed back to pattern_verify() */
};

struct pattern {
	struct slice program; /* flat, aligned to 8, in the arena */
	struct pattern_anchor anchors[PATTERN_ANCHORS];
	size_t anchor_count;  /* at least 1 with PATTERN_OK */
	bool nocase;          /* its literals match in either case */
	uint32_t range_count; /* see pattern_range_count() */
	uint32_t length_min;  /* no buffer shorter than this can match */
	/* Its offset is one within a program (EP, S, VI), which clamscan takes
	 * for targets 1, 6 and 9 only. */
	bool in_executable;
	/* It begins at one place, so many bytes from where a buffer begins. */
	bool at_one_place;
};

enum pattern_flag {
	/* The i modifier: ASCII letters match in either case.  The anchor
	 * literals are in lower case and must be looked for without case. */
	PATTERN_NOCASE = 1 << 0,
	/* Take a plain pattern of two bytes too: clamscan does so in logical
	 * signatures and for .ndb targets other than 0 and 1. */
	PATTERN_SHORT = 1 << 1,
	/* The w modifier: each byte is followed by a zero. */
	PATTERN_WIDE = 1 << 2,
	/* The f modifier: no letter or digit on either side, of one byte, or of
	 * two with PATTERN_WIDE. */
	PATTERN_WORD = 1 << 3,
};

/*
 * Compile hexsig with its offset: "*", "n", "EOF-n", "EP+n", "EP-n", "Sx+n",
 * "SL+n", "SEx", "VI", all but the first with a ",shift" or without.  The $
 * forms, and sections from 255 on, are PATTERN_UNSUPPORTED.
 * *reason_r is a sentence in static storage whenever the result is not OK.
 */
enum pattern_result pattern_compile(struct slice hexsig, struct slice offset,
    unsigned flags, struct arena *arena, struct pattern *pattern_r,
    const char **reason_r) MUST_USE;

#endif
