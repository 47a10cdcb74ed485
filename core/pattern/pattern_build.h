/*
 * pattern_build - a pattern between its text and its program
 *
 * Private to the pattern compiler: pattern_parse.c fills it, pattern_anchor.c
 * adds the anchors, pattern.c lays it out as a program.
 *
 * Memory: malloc'ed by pattern_build_init(), given back by _fini().
 */
#ifndef CORE_PATTERN_PATTERN_BUILD_H
#define CORE_PATTERN_PATTERN_BUILD_H

#include "core/pattern/pattern.h"
#include "core/pattern/pattern_program.h"

#define ANCHOR_BYTES 64u /* of one literal at most */

struct anchor_literal {
	uint8_t size;
	uint8_t bytes[ANCHOR_BYTES];
	uint32_t end_min; /* distance of its end from the start of the part */
	uint32_t end_max;
};

struct anchor_set {
	uint32_t rarity;
	uint16_t part;
	uint16_t count;
	uint16_t shortest;
	struct anchor_literal literals[PATTERN_ANCHOR_LITERALS];
};

struct pattern_build {
	unsigned flags; /* enum pattern_flag */
	enum pattern_result result;
	const char *reason;

	uint8_t origin; /* enum program_origin */
	uint32_t offset;
	uint32_t shift;
	uint32_t section;

	struct program_part parts[PROGRAM_PARTS_MAX];
	uint32_t part_count;

	struct program_element *elements;
	uint32_t element_count;
	uint32_t element_capacity;

	uint8_t *data;
	uint32_t data_size;
	uint32_t data_capacity;

	/* Best first, by order[]; one set more is room to work in. */
	struct anchor_set sets[PATTERN_ANCHORS + 1];
	uint8_t order[PATTERN_ANCHORS + 1];
	uint32_t set_count;
};

/* Room for what a text of that many characters can hold at most. */
bool pattern_build_init(
    struct pattern_build *build, size_t text_size, unsigned flags) MUST_USE;
void pattern_build_fini(struct pattern_build *build);

/* Keep the first thing that is wrong. */
void pattern_build_refuse(struct pattern_build *build,
    enum pattern_result result, const char *reason);

/* The text with a zero behind each byte, in the arena.  False: no memory. */
bool pattern_widen(
    struct slice text, struct arena *arena, struct slice *wide_r) MUST_USE;

/* Parts, elements, data; result says whether it went well. */
void pattern_parse(struct pattern_build *build, struct slice hexsig);
void pattern_parse_offset(struct pattern_build *build, struct slice offset);

/* At least one set for a pattern that pattern_parse() took. */
void pattern_find_anchors(struct pattern_build *build);

/* Add a literal once; false: the set is full. */
bool anchor_set_put(
    struct anchor_set *set, const struct anchor_literal *literal) MUST_USE;

/*
 * Follow each literal of set by all that element may be.  False: that cannot
 * be done within the limits, and set is spoiled.
 */
bool anchor_set_multiply(const struct pattern_build *build,
    const struct program_element *element, struct anchor_set *set) MUST_USE;

/* The rarity of the rarest window of a run, where that ends, its size. */
uint32_t pattern_rarest_window(
    const uint8_t *bytes, size_t size, size_t *end_r, size_t *size_r);

uint32_t pattern_literal_rarity(const struct anchor_literal *literal);

/* How rare a byte is in mail, in quarters of a bit; 63 at most. */
unsigned pattern_byte_rarity(uint8_t byte);

/* The same, of a letter in either case if so wanted. */
unsigned pattern_probe_rarity(uint8_t byte, bool either);

#endif
