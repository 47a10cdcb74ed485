/*
 * way - one choice for each thing that mail clients differ in
 *
 * A walk goes one way.  It notes which other choices would have made a
 * difference to it; each of those, and what they note in turn, is a way for a
 * further walk.  The first way is choice 0 in everything.
 *
 * Threads: one at a time.
 */
#ifndef CORE_MESSAGE_WAY_H
#define CORE_MESSAGE_WAY_H

#include "core/message/message.h"

/* Bits of enum doubt. */
#define DOUBTS 9u
/* Choices for one doubt, the first included. */
#define CHOICES 8u

/* Choices other than the first. */
enum {
	TYPES_LAST = 1, /* the last Content-Type field; a boundary makes any
			   type a multipart */
	TYPES_SECOND,
	/* DOUBT_BOUNDARIES: the nth boundary of struct content */
	LINE_PREFIX = 1,      /* a line that begins with a boundary is one */
	EQUAL_INNERMOST = 1,  /* has the line, not the outermost */
	NAMES_STRICT = 1,     /* "Content-Type :" is no such field */
	NAMES_LOOSE,          /* whatever has the letters is one */
	HEADER_TO_BLANKS = 1, /* ends at a line of blanks */
	HEADER_TO_JUNK,       /* at a line that is no field */
	HEADER_ON,            /* goes on behind an empty line */
	LINE_ENDS_LF = 1,     /* a bare CR ends no line */
};

struct way {
	uint8_t choice[DOUBTS];
};

/* What a walk notes: for each doubt, bit n for choice n. */
struct noted {
	uint8_t choices[DOUBTS];
};

static inline unsigned
doubt_index(enum doubt doubt)
{
	return (unsigned)__builtin_ctz((unsigned)doubt);
}

static inline unsigned
way_choice(const struct way *way, enum doubt doubt)
{
	return way->choice[doubt_index(doubt)];
}

static inline void
note(struct noted *noted, enum doubt doubt, unsigned choice)
{
	noted->choices[doubt_index(doubt)] |= (uint8_t)(1u << choice);
}

/* The doubts that were noted, as bits of enum doubt. */
unsigned noted_doubts(const struct noted *noted);

/* Ways still to go, each once. */
#define WAYS_MAX 256u

struct ways {
	struct way way[WAYS_MAX];
	size_t count;
	bool cut; /* there were more */
};

/*
 * Add way with each noted choice in its turn, where its own choice is the
 * first; and with all of them together.  Doubts in passed over (bits) are left
 * out.
 */
void ways_add(struct ways *ways, const struct way *way,
    const struct noted *noted, unsigned passed_over);

#endif
