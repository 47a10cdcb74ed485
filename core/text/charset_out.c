/*
 * charset_out - the text that a decoder makes
 */
#include "core/text/charset_out.h"

#include "core/base/check.h"

/* A piece is not cut below it: who has less room has none. */
#define PIECE_MIN 64u

static bool
reserve(struct charset_out *out, size_t more)
{
	size_t wanted = out->size + more;

	if (wanted <= out->room)
		return true;
	if (out->arena == NULL)
		return false;
	if (out->begin == NULL)
		out->begin = arena_alloc(out->arena, wanted);
	else if (!arena_resize_last(out->arena, out->begin, wanted))
		return false;
	if (out->begin == NULL)
		return false;
	out->room = wanted;
	return true;
}

static bool
has_time(struct charset_out *out, size_t work)
{
	out->worked += work;
	if (out->worked < BUDGET_SLICE)
		return true;
	out->worked = 0;
	return out->budget == NULL || !budget_spent(out->budget);
}

size_t
charset_out_piece(
    struct charset_out *out, size_t left, size_t factor, size_t slack)
{
	size_t piece = left < CHARSET_PIECE ? left : CHARSET_PIECE;

	if (left == 0 || out->cut)
		return 0;
	if (!has_time(out, piece)) {
		out->cut = true;
		return 0;
	}
	while (!reserve(out, piece * factor + slack)) {
		if (piece <= PIECE_MIN) {
			out->cut = true;
			return 0;
		}
		piece /= 2;
	}
	return piece;
}

struct slice
charset_out_end(struct charset_out *out)
{
	if (out->begin == NULL)
		return (struct slice){0};
	/* Giving back always succeeds: nobody took from the arena since. */
	CHECK(arena_resize_last(out->arena, out->begin, out->size));
	return (struct slice){out->begin, out->size};
}
