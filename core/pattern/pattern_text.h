/*
 * pattern_text - a cursor over the text of a pattern
 *
 * Private to the parser.  pattern_parse.c knows parts, gaps and offsets;
 * pattern_class.c what stands for one byte or for a place; pattern_alt.c
 * alternatives.  A parser_parse_*() function moves the cursor over what it
 * names, adds elements, and refuses the pattern when it is not well formed.
 */
#ifndef CORE_PATTERN_PATTERN_TEXT_H
#define CORE_PATTERN_PATTERN_TEXT_H

#include "core/pattern/pattern_build.h"

#define BAD(p, sentence)                                                       \
	pattern_build_refuse((p)->build, PATTERN_MALFORMED, sentence)

/* {n} below this is n times ??, and does not end a part. */
#define FIXED_GAP_END 128u

struct parser {
	struct pattern_build *build;
	const uint8_t *at;
	const uint8_t *end;
	uint32_t part_first;  /* element */
	uint32_t fixed_until; /* elements before it may not be extended */
};

struct gap {
	uint32_t min;
	uint32_t max; /* 0: not set, which means no limit */
	bool fixed;   /* {n}: no dash */
};

static inline bool
going(const struct parser *p)
{
	return p->build->result == PATTERN_OK && p->at < p->end;
}

static inline bool
next_is(const struct parser *p, size_t ahead, char c)
{
	return ahead < (size_t)(p->end - p->at) && p->at[ahead] == (uint8_t)c;
}

static inline bool
is_letter(unsigned byte)
{
	return (byte | 0x20) >= 'a' && (byte | 0x20) <= 'z';
}

static inline bool
gap_is_skip(const struct gap *gap)
{
	return gap->fixed && gap->min > 0 && gap->min < FIXED_GAP_END;
}

/* Elements go behind each other; data is what they refer to. */
struct program_element *parser_element_add(
    struct parser *p, enum program_kind kind, uint32_t length);
uint32_t parser_data_add(struct parser *p, const uint8_t *bytes, size_t size);
void parser_skip_add(struct parser *p, uint32_t count);
struct program_element *parser_set_add(
    struct parser *p, enum program_kind kind, const uint8_t *bitmap);

/* All bytes that equal value under mask; with nocase in either case. */
void parser_bitmap_put_masked(
    uint8_t *bitmap, uint8_t value, uint8_t mask, bool nocase);
void parser_bitmap_invert(uint8_t *bitmap);

/* Two characters, each a hex digit or "?"; the cursor stays. */
bool parser_byte_at(const struct parser *p, uint8_t *value_r, uint8_t *mask_r);
void parser_parse_byte(struct parser *p);

/*
 * Digits at *at, moved behind them.  False: none, or a number that clamscan's
 * int cannot hold.
 */
bool parser_number_at(
    const uint8_t **at, const uint8_t *end, uint32_t *number_r);

/* "{n}", "{n-m}", "{-m}", "{n-}", "{-}", "{}". */
bool parser_parse_braces(struct parser *p, struct gap *gap_r);

/* Nothing, or what ends a part or stands at its end, comes next. */
bool parser_at_part_end(const struct parser *p);

/* (B), (L), (W) ahead; an exclamation mark was skipped if negated. */
bool parser_is_class(const struct parser *p, size_t ahead);
void parser_parse_class(struct parser *p, bool negated);
/* (W) at the beginning or end of a part: PROGRAM_BEFORE, PROGRAM_AFTER. */
void parser_word_add(struct parser *p, enum program_kind place, bool negated);

/* depth is 0 outside of any alternation. */
void parser_parse_alternatives(struct parser *p, unsigned depth);
void parser_parse_negated(struct parser *p);

#endif
