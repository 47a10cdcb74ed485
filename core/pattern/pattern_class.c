/*
 * pattern_class - what stands for one byte or looks at one place
 *
 * Bytes, half-known bytes, numbers and gaps, and the classes (B), (L), (W).
 */
#include <string.h>

#include "core/pattern/pattern_text.h"

#include "core/base/ascii.h"

#define NUMBER_MAX ((uint64_t)INT32_MAX)

/* ---- what the parser writes -------------------------------------------- */

struct program_element *
parser_element_add(struct parser *p, enum program_kind kind, uint32_t length)
{
	struct pattern_build *build = p->build;
	struct program_element *element;

	CHECK(build->element_count < build->element_capacity);
	element = &build->elements[build->element_count++];
	*element = (struct program_element){
	    .kind = (uint8_t)kind, .min = length, .max = length};
	return element;
}

uint32_t
parser_data_add(struct parser *p, const uint8_t *bytes, size_t size)
{
	struct pattern_build *build = p->build;
	uint32_t place = build->data_size;

	CHECK(size <= build->data_capacity - place);
	memcpy(build->data + place, bytes, size);
	build->data_size += (uint32_t)size;
	return place;
}

/* The element before, if it is of that kind and can grow. */
static struct program_element *
last_of_kind(struct parser *p, enum program_kind kind)
{
	struct pattern_build *build = p->build;
	struct program_element *last;

	if (build->element_count == p->fixed_until)
		return NULL;
	last = &build->elements[build->element_count - 1];
	return last->kind == kind ? last : NULL;
}

static void
literal_add(struct parser *p, uint8_t byte)
{
	struct program_element *last = last_of_kind(p, PROGRAM_LITERAL);

	if (p->build->flags & PATTERN_NOCASE)
		byte = program_fold(byte);
	if (last == NULL) {
		last = parser_element_add(p, PROGRAM_LITERAL, 0);
		last->data = p->build->data_size;
	}
	parser_data_add(p, &byte, 1);
	last->max = ++last->min;
}

void
parser_skip_add(struct parser *p, uint32_t count)
{
	struct program_element *last = last_of_kind(p, PROGRAM_SKIP);

	if (last == NULL)
		last = parser_element_add(p, PROGRAM_SKIP, 0);
	last->min += count;
	last->max += count;
}

static void
bitmap_put(uint8_t *bitmap, unsigned byte)
{
	bitmap[byte >> 3] = (uint8_t)(bitmap[byte >> 3] | 1u << (byte & 7));
}

void
parser_bitmap_put_masked(
    uint8_t *bitmap, uint8_t value, uint8_t mask, bool nocase)
{
	for (unsigned byte = 0; byte < 256; byte++) {
		if ((byte & mask) != value)
			continue;
		bitmap_put(bitmap, byte);
		if (nocase && is_letter(byte))
			bitmap_put(bitmap, byte ^ 0x20);
	}
}

void
parser_bitmap_invert(uint8_t *bitmap)
{
	for (unsigned i = 0; i < PROGRAM_BITMAP; i++)
		bitmap[i] = (uint8_t)~bitmap[i];
}

struct program_element *
parser_set_add(struct parser *p, enum program_kind kind, const uint8_t *bitmap)
{
	uint32_t length = kind == PROGRAM_SET ? 1 : 0;
	struct program_element *set = parser_element_add(p, kind, length);

	set->data = parser_data_add(p, bitmap, PROGRAM_BITMAP);
	return set;
}

/* A half-known byte, in the case that is written also without case. */
static void
mask_add(struct parser *p, uint8_t value, uint8_t mask)
{
	struct program_element *element;
	uint8_t pair[2] = {value, mask};

	element = parser_element_add(p, PROGRAM_MASK, 1);
	element->data = parser_data_add(p, pair, sizeof(pair));
}

/* ---- atoms ------------------------------------------------------------- */

/* Two characters, each a hex digit or "?". */
bool
parser_byte_at(const struct parser *p, uint8_t *value_r, uint8_t *mask_r)
{
	unsigned value = 0;
	unsigned mask = 0;

	if (p->end - p->at < 2)
		return false;
	for (unsigned i = 0; i < 2; i++) {
		int digit = ascii_hex_value(p->at[i]);

		if (digit < 0 && p->at[i] != '?')
			return false;
		value = value << 4 | (digit < 0 ? 0 : (unsigned)digit);
		mask = mask << 4 | (digit < 0 ? 0 : 15u);
	}
	*value_r = (uint8_t)value;
	*mask_r = (uint8_t)mask;
	return true;
}

void
parser_parse_byte(struct parser *p)
{
	uint8_t value;
	uint8_t mask;

	if (!parser_byte_at(p, &value, &mask)) {
		BAD(p, "not a pair of hex digits");
		return;
	}
	p->at += 2;
	if (mask == 0xff)
		literal_add(p, value);
	else if (mask == 0)
		parser_skip_add(p, 1);
	else
		mask_add(p, value, mask);
}

/* Digits at *at; false: none, or a number that clamscan's int cannot hold. */
bool
parser_number_at(const uint8_t **at, const uint8_t *end, uint32_t *number_r)
{
	uint64_t number = 0;
	const uint8_t *c = *at;

	for (; c < end && *c >= '0' && *c <= '9'; c++) {
		number = number * 10 + (uint64_t)(*c - '0');
		if (number > NUMBER_MAX)
			return false;
	}
	if (c == *at)
		return false;
	*at = c;
	*number_r = (uint32_t)number;
	return true;
}

/* "n}", "n-m}", "-m}", "n-}", "-}", "}"; leaves p->at behind the brace. */
bool
parser_parse_braces(struct parser *p, struct gap *gap_r)
{
	const uint8_t *at = p->at + 1;

	*gap_r = (struct gap){.fixed = true};
	if (parser_number_at(&at, p->end, &gap_r->min))
		gap_r->max = gap_r->min;
	if (at < p->end && *at == '-') {
		at++;
		gap_r->fixed = false;
		gap_r->max = 0;
		(void)parser_number_at(&at, p->end, &gap_r->max);
	}
	if (at == p->end || *at != '}') {
		BAD(p, "a gap is not {n}, {n-m}, {-m} or {n-}");
		return false;
	}
	p->at = at + 1;
	return true;
}

/* ---- (B) (L) (W) ------------------------------------------------------- */

/* As clamscan 1.4.6 takes them, measured with each of the 256 values. */
static const char boundary_left[] = " -./<@_";
static const char boundary_right[] = "\n\r \"'-/=>_";

static void
bitmap_put_string(uint8_t *bitmap, const char *string)
{
	for (; *string != '\0'; string++)
		bitmap_put(bitmap, (uint8_t)*string);
}

bool
parser_is_class(const struct parser *p, size_t ahead)
{
	return next_is(p, ahead, '(') && next_is(p, ahead + 2, ')') &&
	       (next_is(p, ahead + 1, 'B') || next_is(p, ahead + 1, 'L') ||
		   next_is(p, ahead + 1, 'W'));
}

/* Nothing of this part but a bracketed look-behind was seen. */
static bool
at_part_start(const struct parser *p)
{
	uint32_t seen = p->build->element_count - p->part_first;

	/* What the f modifier puts there is the end then. */
	if (p->build->part_count == 1 && (p->build->flags & PATTERN_WORD) != 0)
		return false;
	return seen == 0 ||
	       (seen == 1 && p->build->elements[p->part_first].kind ==
				 PROGRAM_NEAR_BEFORE);
}

bool
parser_at_part_end(const struct parser *p)
{
	struct parser ahead = *p;
	struct gap gap;

	if (p->at == p->end)
		return (p->build->flags & PATTERN_WORD) == 0;
	if (*p->at == '*' || *p->at == '[')
		return true;
	if (*p->at != '{')
		return false;
	return parser_parse_braces(&ahead, &gap) && !gap_is_skip(&gap);
}

static void
class_bitmap(
    uint8_t *bitmap, uint8_t letter, bool negated, enum program_kind place)
{
	if (letter == 'L')
		bitmap_put(bitmap, '\n');
	if (letter == 'B' && (place != PROGRAM_AFTER))
		bitmap_put_string(bitmap, boundary_left);
	if (letter == 'B' && place != PROGRAM_BEFORE)
		bitmap_put_string(bitmap, boundary_right);
	if (letter == 'W') {
		for (unsigned byte = 0; byte < 256; byte++)
			if ((byte < '0' || byte > '9') && !is_letter(byte))
				bitmap_put(bitmap, byte);
	}
	if (negated)
		parser_bitmap_invert(bitmap);
}

/* Only looks, and at two bytes in a wide pattern. */
void
parser_word_add(struct parser *p, enum program_kind place, bool negated)
{
	uint8_t bitmap[PROGRAM_BITMAP] = {0};
	uint8_t flags = negated ? 0 : PROGRAM_AT_EDGE;

	if ((p->build->flags & PATTERN_WIDE) != 0)
		flags |= PROGRAM_BY_WIDE;
	class_bitmap(bitmap, 'W', negated, place);
	parser_set_add(p, place, bitmap)->flags = flags;
}

/* At the ends a class only looks; in the middle it eats, and on the left too if
 * it is negated, as in clamscan. */
void
parser_parse_class(struct parser *p, bool negated)
{
	uint8_t bitmap[PROGRAM_BITMAP] = {0};
	uint8_t letter = p->at[1];
	enum program_kind place = PROGRAM_SET;

	p->at += 3;
	if (at_part_start(p) && !negated)
		place = PROGRAM_BEFORE;
	else if (parser_at_part_end(p))
		place = PROGRAM_AFTER;

	if (letter == 'W' && place != PROGRAM_SET) {
		parser_word_add(p, place, negated);
	} else if (letter == 'L' && place == PROGRAM_AFTER) {
		parser_element_add(
		    p, negated ? PROGRAM_NO_LINE_END : PROGRAM_LINE_END, 0);
	} else if (letter == 'L' && place == PROGRAM_SET) {
		struct program_element *line = parser_element_add(
		    p, negated ? PROGRAM_NO_LINE : PROGRAM_LINE, 1);

		line->max = negated ? 1 : 2;
	} else {
		class_bitmap(bitmap, letter, negated, place);
		parser_set_add(p, place, bitmap)->flags =
		    place != PROGRAM_SET && !negated ? PROGRAM_AT_EDGE : 0;
	}
}
