/*
 * script_text - a script that is being read: what the readers of values share
 *
 * Threads: any.
 */
#ifndef CORE_SCRIPT_SCRIPT_TEXT_H
#define CORE_SCRIPT_SCRIPT_TEXT_H

#include <stdbool.h>

#include "core/base/slice.h"
#include "core/script/script_variables.h"

/* What its name or media type calls it. */
enum script_language {
	SCRIPT_ANY, /* nobody says, or several */
	SCRIPT_JAVASCRIPT,
	SCRIPT_BASIC,
	SCRIPT_POWERSHELL,
	SCRIPT_BATCH,
};

/* Ahead of these a quote of one kind begins no string that ends, if backslashes
 * take quotes into it; or either way. */
struct script_unclosed {
	size_t escaped_until, either_until;
};

/* What values of a script of so many bytes are made in. */
#define SCRIPT_ROOM(size) (3 * (size) + 1024)
/* Bytes of values that its functions may go over. */
#define SCRIPT_WORK(size) (32 * (uint64_t)(size) + (1u << 20))

/*
 * What was found not to end is not looked for again, so that one pass is made
 * for each kind of quote, however many there are.
 */
struct script_text {
	struct slice bytes;
	size_t at; /* up to where it is read */
	enum script_language language;
	const struct script_variables *variables; /* NULL: no name is known */
	uint8_t *room;
	size_t room_size;
	uint64_t work; /* that is left */

	/* The expression in hand: its value in room, of how many pieces that
	 * is, whether more than joining made it, brackets around. */
	size_t used;
	unsigned pieces;
	bool computed;
	unsigned depth;
	bool in_list; /* what joins is for all of it */

	size_t no_list_until;               /* no list ahead of it is joined */
	struct script_unclosed unclosed[3]; /* of " ' ` */
};

static inline size_t
script_skip_blanks(struct slice s, size_t at)
{
	while (at < s.size && s.data[at] <= ' ')
		at++;
	return at;
}

static inline bool
script_is_at(struct slice s, size_t at, struct slice word)
{
	return slice_starts_with_nocase(slice_skip(s, at), word);
}

/* Of a name; a full stop is of none. */
static inline bool
script_is_name_byte(uint8_t c)
{
	return ascii_is_letter(c) || ascii_is_digit(c) || c == '_' || c == '$';
}

/* The name at at; empty: there is none. */
static inline struct slice
script_name_at(struct slice s, size_t at)
{
	size_t end = at;

	while (end < s.size && script_is_name_byte(s.data[end]))
		end++;
	return slice_sub(s, at, end - at);
}

/* Is that a name, and nothing else? */
static inline bool
script_is_name(struct slice expression)
{
	return script_name_at(expression, 0).size == expression.size;
}

/* The room that is left, from text->used on. */
static inline size_t
script_room_left(const struct script_text *text)
{
	return text->room_size - text->used;
}

static inline bool
script_put(struct script_text *text, uint8_t c)
{
	if (script_room_left(text) == 0)
		return false;
	text->room[text->used++] = c;
	return true;
}

/* False: more was done for this script than is worth it. */
static inline bool
script_take_work(struct script_text *text, size_t bytes)
{
	if (bytes > text->work) {
		text->work = 0;
		return false;
	}
	text->work -= bytes;
	return true;
}

#endif
