/*
 * verify - does the whole pattern match here?
 *
 * The exact second step behind the matcher: gaps, alternatives, nibbles,
 * negations, character classes, offsets.  Existential: true when any choice of
 * positions satisfies the pattern with the anchor where it was found.
 *
 * Bounded: each step takes one from *steps; at 0 the answer is
 * VERIFY_EXHAUSTED, which the caller notes as a limit reached.
 *
 * Linear: a buffer full of hits would have the same gaps searched again for
 * each of them.  So what was searched in vain can be kept from one hit to the
 * next: struct verify_range, one for each part of the pattern.
 *
 * Threads: any number, on the same program.
 */
#ifndef CORE_SCAN_VERIFY_H
#define CORE_SCAN_VERIFY_H

#include <stdint.h>

#include "core/executable/executable.h"
#include "core/pattern/pattern_program.h"

enum verify_result { VERIFY_NO, VERIFY_YES, VERIFY_EXHAUSTED };

struct verify_match {
	uint64_t start; /* of the first part */
	uint64_t end;   /* one past the last byte of the last part */
};

/* Places [from, to]; from > to: none. */
struct verify_range {
	uint64_t from;
	uint64_t to;
};

#define VERIFY_RANGE_NONE ((struct verify_range){1, 0})

/* What offsets within a program refer to. */
struct verify_places {
	const struct executable *executable;
	const uint32_t *version_keys;
	size_t version_key_count;
};

/* The pattern has such an offset: pattern_verify() wants places for it. */
bool pattern_wants_places(const void *program);

/*
 * Bytes from the start of a buffer in which every match ends; UINT64_MAX: a
 * match may end anywhere.  Of a checked program.
 */
uint64_t pattern_reach(const void *program);

/*
 * program: from struct pattern, or the same bytes in a mapped image (checked by
 * pattern_program_check() when the image was opened).  anchor and member as
 * pattern_compile() numbered them; literal_end is where that literal ended in
 * buffer (one past its last byte).
 *
 * places: NULL where the buffer is no executable, or program wants none.
 *
 * known: pattern_range_count() ranges, all VERIFY_RANGE_NONE ahead of the first
 * hit of this anchor in this buffer, and then handed in as they were left.
 * NULL: this hit is searched on its own.  After VERIFY_EXHAUSTED they mean
 * nothing.
 */
enum verify_result pattern_verify(const void *program, uint16_t anchor,
    uint16_t member, struct slice buffer, const struct verify_places *places,
    uint64_t literal_end, int64_t *steps, struct verify_range *known,
    struct verify_match *match_r);

/*
 * The first match whose last part starts at from or behind; one that starts
 * there ends the search.  *next_r: where to go on for the next one.
 *
 * known: PROGRAM_PARTS_MAX ranges, all VERIFY_RANGE_NONE before the first
 * search in this buffer, then as they were left.
 */
enum verify_result pattern_search(const void *program, struct slice buffer,
    const struct verify_places *places, uint64_t from, int64_t *steps,
    struct verify_range *known, struct verify_match *match_r, uint64_t *next_r);

/* True: the size bytes are one whole program that cannot lead verify astray. */
bool pattern_program_check(const void *program, size_t size);

#endif
