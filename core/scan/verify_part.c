/*
 * verify_part - one part of a pattern at one place
 */
#include "core/scan/verify_part.h"

#include <string.h>

#include "core/base/check.h"

/* ---- elements of one length -------------------------------------------- */

static bool
equal_fold(const uint8_t *at, const uint8_t *folded, uint32_t size)
{
	for (uint32_t i = 0; i < size; i++)
		if (program_fold(at[i]) != folded[i])
			return false;
	return true;
}

static bool
equal(const struct verify_run *run, const uint8_t *at, const uint8_t *bytes,
    uint32_t size)
{
	return run->nocase ? equal_fold(at, bytes, size)
			   : memcmp(at, bytes, size) == 0;
}

static bool
equal_masked(const uint8_t *at, const uint8_t *data, uint32_t size)
{
	for (uint32_t i = 0; i < size; i++)
		if ((at[i] & data[size + i]) != data[i])
			return false;
	return true;
}

static bool
equal_any(const struct verify_run *run, const struct program_element *element,
    const uint8_t *at)
{
	const uint8_t *member = run->data + element->data;

	for (uint32_t i = 0; i < element->count; i++) {
		if (equal(run, at, member, element->min))
			return true;
		member += element->min;
	}
	return false;
}

/* ---- line ends --------------------------------------------------------- */

static bool
is_crlf(const struct verify_run *run, uint64_t pos)
{
	return run->size - pos >= 2 && run->buffer[pos] == '\r' &&
	       run->buffer[pos + 1] == '\n';
}

static bool
is_line_end(const struct verify_run *run, uint64_t pos)
{
	return (pos < run->size && run->buffer[pos] == '\n') ||
	       is_crlf(run, pos);
}

/* ---- looks at the ends of a part --------------------------------------- */

static bool
look(const struct verify_run *run, const struct program_element *element,
    bool inside, uint64_t pos)
{
	if (!inside)
		return (element->flags & PROGRAM_AT_EDGE) != 0;
	return program_bit(run->data + element->data, run->buffer[pos]);
}

static bool
look_before(const struct verify_run *run, const struct program_element *element,
    uint64_t pos)
{
	if ((element->flags & PROGRAM_BY_WIDE) == 0)
		return look(run, element, pos > 0, pos - 1);
	return look(
	    run, element, pos > 1 && run->buffer[pos - 1] == 0, pos - 2);
}

static bool
look_after(const struct verify_run *run, const struct program_element *element,
    uint64_t pos)
{
	if ((element->flags & PROGRAM_BY_WIDE) == 0)
		return look(run, element, pos < run->size, pos);
	return look(run, element,
	    run->size - pos > 1 && run->buffer[pos + 1] == 0, pos);
}

static bool
near_equal(const struct verify_run *run, const struct program_element *element,
    uint64_t pos)
{
	uint8_t byte = run->buffer[pos];
	uint8_t lower = byte | 0x20;
	bool either = run->nocase && lower >= 'a' && lower <= 'z';

	/* Either case of a letter, under a mask of half a byte too. */
	return (byte & element->mask) == element->value ||
	       (either && ((byte ^ 0x20) & element->mask) == element->value);
}

static bool
near_before(const struct verify_run *run, const struct program_element *element,
    uint64_t pos)
{
	for (uint64_t d = element->near.low; d <= element->near.high; d++)
		if (d < pos && near_equal(run, element, pos - d - 1))
			return true;
	return false;
}

static bool
near_after(const struct verify_run *run, const struct program_element *element,
    uint64_t pos)
{
	for (uint64_t d = element->near.low; d <= element->near.high; d++)
		if (d < run->size - pos && near_equal(run, element, pos + d))
			return true;
	return false;
}

/* An element other than ALT and LINE at pos <= size. */
static bool
simple_at(const struct verify_run *run, const struct program_element *element,
    uint64_t pos)
{
	const uint8_t *at = run->buffer + pos;
	const uint8_t *data = run->data + element->data;

	if (element->min > run->size - pos)
		return false;
	switch (element->kind) {
	case PROGRAM_LITERAL:
		return equal(run, at, data, element->min);
	case PROGRAM_MASK:
		return equal_masked(at, data, element->min);
	case PROGRAM_SKIP:
		return true;
	case PROGRAM_SET:
		return program_bit(data, *at);
	case PROGRAM_NOT:
		return !equal_any(run, element, at);
	case PROGRAM_BEFORE:
		return look_before(run, element, pos);
	case PROGRAM_AFTER:
		return look_after(run, element, pos);
	case PROGRAM_LINE_END:
		return pos == run->size || is_line_end(run, pos);
	case PROGRAM_NO_LINE_END:
		return pos < run->size && !is_line_end(run, pos);
	case PROGRAM_NO_LINE:
		return !is_line_end(run, pos);
	case PROGRAM_NEAR_BEFORE:
		return near_before(run, element, pos);
	case PROGRAM_NEAR_AFTER:
		return near_after(run, element, pos);
	default:
		return false;
	}
}

/* ---- sets of positions ------------------------------------------------- */

bool
reach_next(const struct reach *reach, uint64_t from, uint64_t *end_r)
{
	uint64_t bit = from > reach->base ? from - reach->base : 0;
	uint64_t word;

	if (bit >= reach->words * 64)
		return false;
	word = reach->bits[bit / 64] & (UINT64_MAX << (bit % 64));
	for (uint64_t i = bit / 64;;) {
		if (word != 0) {
			*end_r = reach->base + i * 64 +
				 (uint64_t)__builtin_ctzll(word);
			return true;
		}
		if (++i == reach->words)
			return false;
		word = reach->bits[i];
	}
}

static void
reach_clear(struct reach *reach, uint64_t base, uint64_t words)
{
	reach->base = base;
	reach->words = words;
	memset(reach->bits, 0, words * sizeof(reach->bits[0]));
}

/* One position, with room for what it may spread to. */
static void
reach_one(struct reach *reach, uint64_t pos, uint64_t spread)
{
	reach_clear(reach, pos, spread / 64 + 1);
	reach->bits[0] = 1;
}

static void
reach_copy(struct reach *reach, const struct reach *from)
{
	reach->base = from->base;
	reach->words = from->words;
	memcpy(reach->bits, from->bits, from->words * sizeof(from->bits[0]));
}

static void
reach_set(struct reach *reach, uint64_t pos)
{
	uint64_t bit = pos - reach->base;

	/* A checked program cannot spread further. */
	CHECK(bit < reach->words * 64);
	reach->bits[bit / 64] |= UINT64_C(1) << (bit % 64);
}

static void
reach_add(struct reach *sum, const struct reach *more)
{
	uint64_t pos = 0;

	while (reach_next(more, pos, &pos))
		reach_set(sum, pos++);
}

static bool sequence_from(struct verify_run *run,
    const struct program_element *first, uint32_t count, struct reach *reach);

static void
line_from(struct verify_run *run, struct reach *reach)
{
	struct reach after;
	uint64_t pos = 0;

	reach_clear(&after, reach->base + 1, reach->words);
	for (; reach_next(reach, pos, &pos); pos++) {
		if (is_line_end(run, pos))
			reach_set(&after, pos + 1);
		if (is_crlf(run, pos))
			reach_set(&after, pos + 2);
	}
	reach_copy(reach, &after);
}

static void
alt_from(struct verify_run *run, const struct program_element *alt,
    struct reach *reach)
{
	const struct program_element *branch = alt + 1;
	struct reach sum;

	reach_clear(&sum, reach->base + alt->min, reach->words);
	for (uint32_t i = 0; i < alt->count && !run->exhausted; i++) {
		struct reach one;

		reach_copy(&one, reach);
		if (sequence_from(run, branch + 1, branch->data, &one))
			reach_add(&sum, &one);
		branch += 1 + branch->data;
	}
	reach_copy(reach, &sum);
}

static void
simple_from(struct verify_run *run, const struct program_element *element,
    struct reach *reach)
{
	uint64_t pos = 0;

	for (; reach_next(reach, pos, &pos); pos++) {
		uint64_t bit = pos - reach->base;

		if (!verify_pay(run, 1) || !simple_at(run, element, pos))
			reach->bits[bit / 64] &= ~(UINT64_C(1) << (bit % 64));
	}
	reach->base += element->min;
}

/* From the positions in reach to those behind the elements; false: none. */
static bool
sequence_from(struct verify_run *run, const struct program_element *first,
    uint32_t count, struct reach *reach)
{
	uint64_t any;

	for (uint32_t i = 0; i < count; i++) {
		const struct program_element *element = &first[i];

		if (!verify_pay(run, 1) || !reach_next(reach, 0, &any))
			return false;
		if (element->kind == PROGRAM_ALT) {
			alt_from(run, element, reach);
			i += element->data;
		} else if (element->kind == PROGRAM_LINE) {
			line_from(run, reach);
		} else {
			simple_from(run, element, reach);
		}
	}
	return !run->exhausted && reach_next(reach, 0, &any);
}

/* ---- a part ------------------------------------------------------------ */

static bool sequence_at(struct verify_run *run,
    const struct program_element *first, uint32_t count, uint64_t pos);

/* Branches of one length: the first that fits decides. */
static bool
alt_at(struct verify_run *run, const struct program_element *alt, uint64_t pos)
{
	const struct program_element *branch = alt + 1;

	for (uint32_t i = 0; i < alt->count; i++) {
		if (sequence_at(run, branch + 1, branch->data, pos))
			return true;
		branch += 1 + branch->data;
	}
	return false;
}

/* Elements of one length each; pos may not lie beyond the end. */
static bool
sequence_at(struct verify_run *run, const struct program_element *first,
    uint32_t count, uint64_t pos)
{
	for (uint32_t i = 0; i < count; i++) {
		const struct program_element *element = &first[i];
		bool fits;

		if (!verify_pay(run, 1))
			return false;
		fits = element->kind == PROGRAM_ALT
			   ? element->min <= run->size - pos &&
				 alt_at(run, element, pos)
			   : simple_at(run, element, pos);
		if (!fits)
			return false;
		pos += element->min;
		if (element->kind == PROGRAM_ALT)
			i += element->data;
	}
	return true;
}

bool
verify_part_at(struct verify_run *run, const struct program_part *part,
    uint64_t start, struct reach *ends_r)
{
	const struct program_element *first =
	    run->elements + part->element_first;

	if (part->length_min > run->size - start)
		return false;
	if (part->length_min != part->length_max) {
		reach_one(ends_r, start, part->length_max - part->length_min);
		return sequence_from(run, first, part->element_count, ends_r);
	}
	if (!sequence_at(run, first, part->element_count, start))
		return false;
	reach_one(ends_r, start + part->length_min, 0);
	return true;
}

/* ---- where a part may stand -------------------------------------------- */

static struct bytes_two
probe_of(const struct program_part *part)
{
	return verify_two(part->probe,
	    (part->flags & PROGRAM_PROBE_EITHER) != 0, part->behind,
	    (part->flags & PROGRAM_BEHIND_EITHER) != 0);
}

/* The bytes that hold a probe for starts in [from, to]; false: none. */
static bool
probe_window(const struct verify_run *run, const struct program_part *part,
    uint64_t from, uint64_t to, uint64_t *first_r, uint64_t *size_r)
{
	uint64_t end = to + part->probe_max + 2;

	*first_r = from + part->probe_min;
	if (end > run->size)
		end = run->size;
	if (*first_r >= end)
		return false;
	*size_r = end - *first_r;
	return true;
}

bool
verify_candidate_up(struct verify_run *run, const struct program_part *part,
    uint64_t from, uint64_t to, uint64_t *start_r)
{
	struct bytes_two two = probe_of(part);
	uint64_t first, size, at;

	if (!verify_pay(run, 1) || from > to)
		return false;
	*start_r = from;
	if ((part->flags & PROGRAM_PROBE) == 0)
		return true;
	if (!probe_window(run, part, from, to, &first, &size))
		return false;
	at = bytes_find_two(run->buffer + first, size, &two);
	if (at == size)
		return verify_pay(run, (size - 1) / VERIFY_PROBE_STEP) && false;
	if (!verify_pay(run, at / VERIFY_PROBE_STEP))
		return false;
	at += first;
	if (at > part->probe_max && at - part->probe_max > from)
		*start_r = at - part->probe_max;
	return true;
}

bool
verify_candidate_down(struct verify_run *run, const struct program_part *part,
    uint64_t from, uint64_t to, uint64_t *start_r)
{
	struct bytes_two two = probe_of(part);
	uint64_t first, size, at;

	if (!verify_pay(run, 1) || from > to)
		return false;
	*start_r = to;
	if ((part->flags & PROGRAM_PROBE) == 0)
		return true;
	if (!probe_window(run, part, from, to, &first, &size))
		return false;
	at = bytes_find_last_two(run->buffer + first, size, &two);
	if (at == size)
		return verify_pay(run, (size - 1) / VERIFY_PROBE_STEP) && false;
	if (!verify_pay(run, (size - 1 - at) / VERIFY_PROBE_STEP))
		return false;
	at += first;
	if (at - part->probe_min < to)
		*start_r = at - part->probe_min;
	return true;
}
