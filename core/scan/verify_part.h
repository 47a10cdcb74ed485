/*
 * verify_part - one part of a pattern at one place
 *
 * Private to the verifier.  A part whose forms all have one length is answered
 * with yes or no; one with forms of several lengths leaves a set of ends: bit i
 * stands for an end at base + i.  Sets are carried forward through the part, so
 * the time is bounded by elements times spread, whatever the alternatives.
 */
#ifndef CORE_SCAN_VERIFY_PART_H
#define CORE_SCAN_VERIFY_PART_H

#include <stdbool.h>
#include <stdint.h>

#include "core/base/slice.h"
#include "core/pattern/pattern_program.h"
#include "simd/bytes.h"

/* Bytes that a search for the probe covers for the price of one step. */
#define VERIFY_PROBE_STEP 256u

#define REACH_WORDS (PROGRAM_SPREAD_MAX / 64)

/* A program taken apart, and the buffer it runs over. */
struct verify_run {
	const struct program_part *parts;
	const struct program_element *elements;
	const uint8_t *data;
	uint32_t part_count;
	bool nocase;
	const uint8_t *buffer;
	uint64_t size;
	int64_t *steps;
	bool exhausted; /* nothing matches any more */
};

struct reach {
	uint64_t base;
	uint64_t words; /* of bits that are in use; the rest is undefined */
	uint64_t bits[REACH_WORDS];
};

/* Take steps from the budget; false: it is used up. */
static inline bool
verify_pay(struct verify_run *run, uint64_t steps)
{
	*run->steps -= (int64_t)steps;
	if (*run->steps < 0)
		run->exhausted = true;
	return !run->exhausted;
}

/* All ends of part when it starts at start <= size; false: none. */
bool verify_part_at(struct verify_run *run, const struct program_part *part,
    uint64_t start, struct reach *ends_r);

/* The least end that is at least from; false: there is none. */
bool reach_next(const struct reach *reach, uint64_t from, uint64_t *end_r);

/* As they stand, or with the capital of a letter in lower case. */
static inline struct bytes_two
verify_two(uint8_t first, bool first_either, uint8_t second, bool second_either)
{
	return (struct bytes_two){
	    {first, (uint8_t)(first_either ? first ^ 0x20 : first)},
	    {second, (uint8_t)(second_either ? second ^ 0x20 : second)},
	};
}

/*
 * The first start in [from, to] where the part may stand, going up, or the
 * last one, going down, by its probe alone.  False: none.
 */
bool verify_candidate_up(struct verify_run *run,
    const struct program_part *part, uint64_t from, uint64_t to,
    uint64_t *start_r);
bool verify_candidate_down(struct verify_run *run,
    const struct program_part *part, uint64_t from, uint64_t to,
    uint64_t *start_r);

#endif
