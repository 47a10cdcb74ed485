/*
 * encoded - files that stand in the middle of a text
 *
 * One pass looks for the few places where a file may begin; most texts have
 * none.  What stands there is read by the reader of its kind.
 */
#include "core/encoded/encoded.h"

#include "core/encoded/encoded_kinds.h"

/* Bytes looked at in one step of the search: enough to make light of what
 * follows the loop over them. */
#define STEP 256u

/* ---- looking for a start ----------------------------------------------- */

static inline uint8_t
least(uint8_t a, uint8_t b)
{
	return a < b ? a : b;
}

/*
 * 0 where "be", "=y" or "(T" stands behind a line end (or one of the other
 * controls from 8 to 15).  Made of differences and minima because gcc turns
 * these into vector code, and comparisons joined by "or" into branches.
 */
static inline uint8_t
distance_from_start(uint8_t before, uint8_t first, uint8_t second)
{
	uint8_t line = (before & 0xF8) ^ 0x08;
	uint8_t begin = (uint8_t)((first ^ 'b') | (second ^ 'e'));
	uint8_t yenc = (uint8_t)((first ^ '=') | (second ^ 'y'));
	uint8_t binhex = (uint8_t)((first ^ '(') | (second ^ 'T'));

	return line | least(least(begin, yenc), binhex);
}

/* STEP places, from at on. */
static bool
step_has_start(const uint8_t *at)
{
	const uint8_t *before = at - 1, *second = at + 1;
	uint8_t nearest = UINT8_MAX;

	for (size_t i = 0; i < STEP; i++)
		nearest = least(
		    nearest, distance_from_start(before[i], at[i], second[i]));
	return nearest == 0;
}

/* The first start in [at, end), or end. */
static size_t
find_start(struct slice text, size_t at, size_t end)
{
	if (at == 0 && end > 0) {
		if (encoded_starts_at(text, 0))
			return 0;
		at = 1;
	}
	while (at < end) {
		size_t until = end - at < STEP ? end : at + STEP;

		/* A step looks one byte further. */
		if (text.size - at > STEP && !step_has_start(text.data + at)) {
			at = until;
			continue;
		}
		for (; at < until; at++)
			if (at + 1 < text.size &&
			    distance_from_start(text.data[at - 1],
				text.data[at], text.data[at + 1]) == 0 &&
			    encoded_starts_at(text, at))
				return at;
	}
	return end;
}

/* ---- reading ----------------------------------------------------------- */

static bool
read_kind(struct lines *lines, struct slice head, struct sink *sink,
    struct encoded_file *file)
{
	switch (head.data[0]) {
	case 'b':
		return uuencode_read(lines, head, sink, file);
	case '=':
		return yenc_read(lines, head, sink, file);
	default:
		return binhex_read(lines, sink, file);
	}
}

/* The file that begins at at; false: there is none.  *end_r is behind it. */
static bool
read_at(struct slice text, size_t at, struct sink *sink, struct budget *budget,
    struct encoded_file *file, size_t *end_r)
{
	struct lines lines = lines_open(text, at, budget);
	struct slice head;

	if (!lines_next(&lines, &head) || head.size > ENCODED_HEAD_MAX)
		return false;
	*file = (struct encoded_file){.kind = ENCODED_UUENCODE};
	if (!read_kind(&lines, head, sink, file))
		return false;
	if (lines.stopped || sink->cut)
		file->flags |= ENCODED_CUT;
	file->raw = slice_sub(text, at, lines.at - at);
	*end_r = lines.at;
	return true;
}

bool
encoded_next(struct slice text, size_t *at, size_t size_max,
    struct arena *arena, struct budget *budget, struct encoded_file *file_r)
{
	while (*at < text.size) {
		size_t step = text.size - *at;
		size_t end, start;
		struct sink sink = sink_open(arena, size_max);

		if (step > BUDGET_SLICE)
			step = BUDGET_SLICE;
		start = find_start(text, *at, *at + step);
		if (start == *at + step) {
			*at = start;
			if (budget != NULL && step == BUDGET_SLICE &&
			    budget_spent(budget))
				return false;
			continue;
		}
		*at = start + 1;
		if (read_at(text, start, &sink, budget, file_r, &end)) {
			*at = end;
			return true;
		}
	}
	return false;
}

const char *
encoded_kind_name(enum encoded_kind kind)
{
	static const char *const names[ENCODED_KINDS] = {
	    [ENCODED_UUENCODE] = "uuencode",
	    [ENCODED_XXENCODE] = "xxencode",
	    [ENCODED_YENC] = "yEnc",
	    [ENCODED_BINHEX] = "BinHex",
	};

	CHECK((unsigned)kind < ENCODED_KINDS);
	return names[kind];
}
