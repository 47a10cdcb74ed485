/*
 * encoded - files that stand in the middle of a text
 *
 * One pass looks for the few places where a file may begin; most texts have
 * none.  What stands there is read by the reader of its kind.
 */
#include "core/encoded/encoded.h"

#include "core/encoded/encoded_kinds.h"
#include "simd/bytes.h"

/* ---- looking for a start ----------------------------------------------- */

/* The first start in [at, end), or end: "begin", "=ybegin" or "(This file". Few
 * lines begin with one of these letters. */
static size_t
find_start(struct slice text, size_t at, size_t end)
{
	const struct bytes_set firsts = bytes_set_of(BYTES_LOOK_FIRSTS);

	for (; at < end; at++) {
		at = bytes_find_line(text.data, end, at, &firsts);
		if (at < end && encoded_starts_at(text, at))
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
