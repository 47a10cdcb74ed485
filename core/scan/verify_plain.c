/*
 * verify_plain - a pattern that is one run of bytes
 */
#include "core/scan/verify_plain.h"

#include <string.h>

#include "core/base/ascii.h"
#include "core/scan/verify_part.h"

static bool
plain_equal(const struct program_head *head, const uint8_t *at)
{
	const uint8_t *run = (const uint8_t *)(head + 1);

	if (!head->nocase)
		return memcmp(at, run, head->length) == 0;
	for (uint32_t i = 0; i < head->length; i++)
		if (program_fold(at[i]) != run[i])
			return false;
	return true;
}

enum verify_result
verify_plain_at(const struct program_head *head, struct slice buffer,
    struct verify_range window, uint64_t literal_end, int64_t *steps,
    struct verify_match *match_r)
{
	uint64_t start = literal_end - head->anchor_end;

	if (--*steps < 0)
		return VERIFY_EXHAUSTED;
	if (literal_end < head->anchor_end || literal_end > buffer.size ||
	    head->length > buffer.size - start || start < window.from ||
	    start > window.to || !plain_equal(head, buffer.data + start))
		return VERIFY_NO;
	match_r->start = start;
	match_r->end = start + head->length;
	return VERIFY_YES;
}

/* The next start in [from, high] by two bytes of the run. */
static bool
plain_candidate(const struct program_head *head, struct slice buffer,
    const struct bytes_two *two, uint64_t high, int64_t *steps, uint64_t *start)
{
	uint64_t size = high - *start + 2;
	uint64_t passed =
	    bytes_find_two(buffer.data + *start + head->probe, size, two);

	*steps -= 1 + (int64_t)(passed / VERIFY_PROBE_STEP);
	*start += passed;
	return passed < size;
}

static struct bytes_two
plain_probe(const struct program_head *head)
{
	const uint8_t *at = (const uint8_t *)(head + 1) + head->probe;
	bool nocase = head->nocase != 0;

	return verify_two(at[0], nocase && ascii_is_letter(at[0]), at[1],
	    nocase && ascii_is_letter(at[1]));
}

enum verify_result
verify_plain_search(const struct program_head *head, struct slice buffer,
    struct verify_range window, uint64_t from, int64_t *steps,
    struct verify_match *match_r, uint64_t *next_r)
{
	struct bytes_two two = plain_probe(head);
	uint64_t high = window.to;

	if (head->length > buffer.size)
		return VERIFY_NO;
	if (high > buffer.size - head->length)
		high = buffer.size - head->length;
	if (from < window.from)
		from = window.from;
	for (uint64_t start = from; start <= high; start++) {
		if (!plain_candidate(head, buffer, &two, high, steps, &start))
			break;
		if (*steps < 0)
			return VERIFY_EXHAUSTED;
		if (!plain_equal(head, buffer.data + start))
			continue;
		match_r->start = start;
		match_r->end = start + head->length;
		*next_r = start + 1;
		return VERIFY_YES;
	}
	return *steps < 0 ? VERIFY_EXHAUSTED : VERIFY_NO;
}
