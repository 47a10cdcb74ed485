/*
 * pattern_product - sets of literals multiplied out
 *
 * What follows a set of literals in the pattern, be it bytes, nibbles, sets or
 * alternatives, makes a set of longer ones, as long as all of them fit.
 */
#include <stdlib.h>
#include <string.h>

#include "core/pattern/pattern_build.h"

static bool
literal_same(const struct anchor_literal *a, const struct anchor_literal *b)
{
	return a->size == b->size && a->end_min == b->end_min &&
	       a->end_max == b->end_max &&
	       memcmp(a->bytes, b->bytes, a->size) == 0;
}

/* False: the set is full. */
bool
anchor_set_put(struct anchor_set *set, const struct anchor_literal *literal)
{
	for (uint32_t i = 0; i < set->count; i++)
		if (literal_same(&set->literals[i], literal))
			return true;
	if (set->count == PATTERN_ANCHOR_LITERALS)
		return false;
	set->literals[set->count++] = *literal;
	return true;
}

static bool
literal_append(
    struct anchor_literal *literal, const uint8_t *bytes, size_t size)
{
	if (size > ANCHOR_BYTES - (size_t)literal->size)
		return false;
	memcpy(literal->bytes + literal->size, bytes, size);
	literal->size = (uint8_t)(literal->size + size);
	literal->end_min += (uint32_t)size;
	literal->end_max += (uint32_t)size;
	return true;
}

/* What is in use of it. */
static void
set_copy(struct anchor_set *set, const struct anchor_set *from)
{
	set->count = from->count;
	memcpy(set->literals, from->literals,
	    from->count * sizeof(from->literals[0]));
}

/* Each literal of from, followed by each byte of the bitmap. */
static bool
multiply_bitmap(struct anchor_set *set, const struct anchor_set *from,
    const uint8_t *bitmap, bool nocase)
{
	set->count = 0;
	for (uint32_t i = 0; i < from->count; i++) {
		for (unsigned b = 0; b < 256; b++) {
			struct anchor_literal literal = from->literals[i];
			uint8_t byte = (uint8_t)b;

			if (!program_bit(bitmap, byte))
				continue;
			if (nocase)
				byte = program_fold(byte);
			if (!literal_append(&literal, &byte, 1) ||
			    !anchor_set_put(set, &literal))
				return false;
		}
	}
	return true;
}

static bool
append_all(struct anchor_set *set, const uint8_t *bytes, size_t size)
{
	for (uint32_t i = 0; i < set->count; i++)
		if (!literal_append(&set->literals[i], bytes, size))
			return false;
	return true;
}

/* Elements [first, first + count) after each other. */
static bool
multiply_sequence(const struct pattern_build *build,
    const struct program_element *first, uint32_t count, struct anchor_set *set)
{
	for (uint32_t i = 0; i < count; i++) {
		if (!anchor_set_multiply(build, &first[i], set))
			return false;
		if (first[i].kind == PROGRAM_ALT)
			i += first[i].data;
	}
	return true;
}

static bool
multiply_alt(const struct pattern_build *build,
    const struct program_element *alt, struct anchor_set *set)
{
	struct anchor_set *sum = malloc(2 * sizeof(*sum));
	struct anchor_set *one = sum + 1;
	const struct program_element *branch = alt + 1;
	bool fits = sum != NULL;

	if (fits)
		sum->count = 0;
	for (uint32_t b = 0; fits && b < alt->count; b++) {
		set_copy(one, set);
		fits = multiply_sequence(build, branch + 1, branch->data, one);
		for (uint32_t i = 0; fits && i < one->count; i++)
			fits = anchor_set_put(sum, &one->literals[i]);
		branch += 1 + branch->data;
	}
	if (fits) {
		set_copy(set, sum);
	}
	free(sum);
	return fits;
}

static bool
multiply_one_byte(const struct pattern_build *build,
    const struct program_element *element, struct anchor_set *set)
{
	bool nocase = (build->flags & PATTERN_NOCASE) != 0;
	uint8_t bitmap[PROGRAM_BITMAP] = {0};
	struct anchor_set *product = malloc(sizeof(*product));
	bool fits;

	if (product == NULL)
		return false;
	memcpy(bitmap, build->data + element->data,
	    element->kind == PROGRAM_SET ? PROGRAM_BITMAP : 0);
	if (element->kind == PROGRAM_MASK) {
		const uint8_t *pair = build->data + element->data;

		for (unsigned b = 0; b < 256; b++)
			if ((b & pair[1]) == pair[0])
				bitmap[b >> 3] =
				    (uint8_t)(bitmap[b >> 3] | 1u << (b & 7));
	}
	fits = multiply_bitmap(product, set, bitmap, nocase);
	if (fits) {
		set_copy(set, product);
	}
	free(product);
	return fits;
}

/* Follow each literal of set by all that element may be; false: it cannot. */
bool
anchor_set_multiply(const struct pattern_build *build,
    const struct program_element *element, struct anchor_set *set)
{
	switch (element->kind) {
	case PROGRAM_LITERAL:
		return append_all(
		    set, build->data + element->data, element->min);
	case PROGRAM_SET:
	case PROGRAM_MASK:
		return multiply_one_byte(build, element, set);
	case PROGRAM_ALT:
		return multiply_alt(build, element, set);
	default:
		return false;
	}
}
