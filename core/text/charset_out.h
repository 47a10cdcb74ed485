/*
 * charset_out - the text that a decoder makes; private to core/text/
 *
 * It grows in the arena, piece by piece, so a decoder writes without looking
 * at the room: it asks for a piece of its input to work on, and has room for
 * the most that can come of it.
 */
#ifndef CORE_TEXT_CHARSET_OUT_H
#define CORE_TEXT_CHARSET_OUT_H

#include "core/base/arena.h"
#include "core/base/budget.h"
#include "core/base/slice.h"
#include "core/text/utf8.h"

/* Input of one piece. */
#define CHARSET_PIECE ((size_t)64 << 10)

struct charset_out {
	struct arena *arena; /* NULL: there is the room of begin, and no more */
	struct budget *budget; /* may be NULL */
	uint8_t *begin;        /* NULL: nothing yet */
	size_t size;
	size_t room;
	size_t replaced; /* how many U+FFFD */
	size_t worked;   /* bytes since the budget was asked */
	bool cut;        /* no room, or no time */
};

/*
 * How many of the left bytes may be decoded now, when each becomes at most
 * factor bytes and slack more come of them all.  0: none are left, or no room
 * or time is (cut is set then).
 */
size_t charset_out_piece(
    struct charset_out *out, size_t left, size_t factor, size_t slack);

static inline void
charset_out_put(struct charset_out *out, uint32_t code_point)
{
	out->size += utf8_put(code_point, out->begin + out->size);
}

static inline void
charset_out_replace(struct charset_out *out)
{
	charset_out_put(out, UTF8_REPLACEMENT);
	out->replaced++;
}

/* The text; what was not used goes back to the arena. */
struct slice charset_out_end(struct charset_out *out);

#endif
