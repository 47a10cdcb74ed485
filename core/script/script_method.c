/*
 * script_method - what scripts do to a constant
 *
 *   "...".replace("x", "")   "...".replace(/x/g, "")   '...' -replace 'x', ''
 *   "...".split("").reverse().join("")   "...".split("x").join("")
 *   "{1}{0}" -f 'b', 'a'     '...' -join ''    '...'[-1..-9] -join ''
 */
#include "core/script/script_parse.h"

#include "core/script/script_number.h"

/* What is looked for is not longer: each of its bytes may be compared at each
 * place. */
#define NEEDLE_MAX 64u

/* ---- replace ----------------------------------------------------------- */

static struct slice
room_slice(const struct script_text *text, size_t from, size_t end)
{
	return (struct slice){text->room + from, end - from};
}

static bool
put_slice(struct script_text *text, struct slice bytes)
{
	if (script_room_left(text) < bytes.size)
		return false;
	if (bytes.size > 0)
		memmove(text->room + text->used, bytes.data, bytes.size);
	text->used += bytes.size;
	return true;
}

/* text->used is where the result is put. */
static bool
put_replaced(struct script_text *text, struct slice value, struct slice needle,
    struct slice other, bool once)
{
	size_t at = 0;

	do {
		struct slice rest = slice_skip(value, at);
		size_t next =
		    needle.size == 0 ? rest.size : slice_find(rest, needle);

		if (!put_slice(text, slice_sub(rest, 0, next)))
			return false;
		at += next;
		if (next == rest.size)
			return true;
		if (!put_slice(text, other))
			return false;
		at += needle.size;
	} while (!once);
	return put_slice(text, slice_skip(value, at));
}

bool
script_replace(struct script_text *text, size_t from, size_t first,
    size_t second, bool once)
{
	struct slice value = room_slice(text, from, first);
	struct slice needle = room_slice(text, first, second);
	struct slice other = room_slice(text, second, text->used);
	size_t begin = text->used, size;

	if (needle.size > NEEDLE_MAX ||
	    !script_take_work(text, value.size * (1 + needle.size / 8)) ||
	    !put_replaced(text, value, needle, other, once))
		return false;
	size = text->used - begin;
	if (!script_take_work(text, size))
		return false;
	memmove(text->room + from, text->room + begin, size);
	text->used = from + size;
	text->computed = true;
	return true;
}

void
script_reverse(struct script_text *text, size_t from)
{
	size_t end = text->used;

	while (from + 1 < end) {
		uint8_t c = text->room[from];

		text->room[from++] = text->room[--end];
		text->room[end] = c;
	}
	text->computed = true;
}

/* ---- arguments --------------------------------------------------------- */

/* A pattern of letters that stand for themselves; ahead of it is the slash. */
static bool
put_pattern(struct script_text *text, size_t *at, bool *once_r)
{
	struct slice s = text->bytes;
	size_t here = *at, from = text->used;

	for (; here < s.size && s.data[here] != '/'; here++) {
		if (strchr(".*+?^$()[]{}|\n", s.data[here]) != NULL)
			return false;
		if (s.data[here] == '\\' &&
		    (++here == s.size || ascii_is_letter(s.data[here]) ||
			ascii_is_digit(s.data[here])))
			return false;
		if (text->used - from > NEEDLE_MAX ||
		    !script_put(text, s.data[here]))
			return false;
	}
	if (here >= s.size)
		return false;
	*once_r = true;
	for (here++; here < s.size && ascii_is_letter(s.data[here]); here++)
		if (s.data[here] == 'g')
			*once_r = false;
	*at = here;
	return true;
}

/* "a, b" with or without a bracket behind it. */
static bool
replace(struct script_text *text, size_t *at, size_t from, bool bracket)
{
	struct slice s = text->bytes;
	size_t first = text->used, second;
	bool once = text->language == SCRIPT_JAVASCRIPT;

	*at = script_skip_blanks(s, *at);
	if (*at < s.size && s.data[*at] == '/') {
		(*at)++;
		if (!put_pattern(text, at, &once))
			return false;
	} else if (!script_read_operand(text, at)) {
		return false;
	}
	second = text->used;
	if (!script_take(s, at, ',') || !script_read_operand(text, at) ||
	    (bracket && !script_take(s, at, ')')))
		return false;
	return script_replace(text, from, first, second, once);
}

/* Behind the bracket of ".split(": "x")", and what joins the pieces again. */
static bool
split(struct script_text *text, size_t *at, size_t from, bool bracket)
{
	struct slice s = text->bytes;
	size_t first = text->used, second;
	bool reversed, method;

	if (!script_read_operand(text, at) ||
	    (bracket && !script_take(s, at, ')')))
		return false;
	second = text->used;
	*at = script_skip_blanks(s, *at);
	reversed = script_is_at(s, *at, SLICE(".reverse()"));
	if (reversed)
		*at = script_skip_blanks(s, *at + SLICE(".reverse()").size);
	method = script_is_at(s, *at, SLICE(".join("));
	if (!method && !script_is_at(s, *at, SLICE("-join")))
		return false;
	*at += SLICE("-join").size + method;
	if (!script_read_operand(text, at) ||
	    (method && !script_take(s, at, ')')))
		return false;
	if (!reversed)
		return script_replace(text, from, first, second, false);
	/* Only characters, put together as they are. */
	if (second > first || text->used > second ||
	    !script_take_work(text, first - from))
		return false;
	script_reverse(text, from);
	return true;
}

static bool
concat(struct script_text *text, size_t *at)
{
	struct slice s = text->bytes;

	do {
		if (!script_read_expression(text, at))
			return false;
	} while (script_take(s, at, ','));
	return script_take(s, at, ')');
}

/* "[-1..-9]": from the end, so many, to the beginning. */
static bool
reverse_range(struct script_text *text, size_t *at, size_t from)
{
	struct slice s = text->bytes;
	size_t here = *at;
	long last;

	if (!script_number_digits(s, &here, &last) ||
	    !script_take(s, &here, ']') ||
	    !script_take_work(text, text->used - from))
		return false;
	script_reverse(text, from);
	if (last > 0 && (size_t)last < text->used - from)
		text->used = from + (size_t)last;
	*at = here;
	return true;
}

/* ---- which one --------------------------------------------------------- */

/* "'a', ('b')", or all in brackets. */
static bool
read_arguments(struct script_text *text, size_t *at)
{
	size_t from = text->used, here = *at;
	unsigned count;

	if (script_list_read(text, at, 0, &count))
		return true;
	text->used = from;
	*at = here;
	return script_take(text->bytes, at, '(') &&
	       script_list_read(text, at, ')', &count);
}

static bool
format(struct script_text *text, size_t *at, size_t from)
{
	size_t list = text->used;

	return read_arguments(text, at) && script_format(text, from, list);
}

/* Of one value: nothing to be put between. */
static bool
join_one(struct script_text *text, size_t *at)
{
	size_t from = text->used;

	if (!script_read_operand(text, at))
		return false;
	text->used = from;
	return true;
}

enum method {
	METHOD_CONCAT,
	METHOD_REPLACE,
	METHOD_REPLACE_OPERATOR,
	METHOD_SPLIT,
	METHOD_SPLIT_OPERATOR,
	METHOD_JOIN,
	METHOD_FORMAT,
	METHOD_REVERSE,
	METHOD_SAME,
};

static const struct {
	struct slice name;
	enum method method;
} methods[] = {
    {SLICE(".concat("), METHOD_CONCAT},
    {SLICE(".replace("), METHOD_REPLACE},
    {SLICE(".replaceall("), METHOD_REPLACE},
    {SLICE(".'replace'("), METHOD_REPLACE},
    {SLICE(".\"replace\"("), METHOD_REPLACE},
    {SLICE("[\"replace\"]("), METHOD_REPLACE},
    {SLICE("['replace']("), METHOD_REPLACE},
    {SLICE(".split("), METHOD_SPLIT},
    {SLICE("[\"split\"]("), METHOD_SPLIT},
    {SLICE("['split']("), METHOD_SPLIT},
    {SLICE(".tostring()"), METHOD_SAME},
    {SLICE(".tochararray()"), METHOD_SAME},
    {SLICE(".trim()"), METHOD_SAME},
    {SLICE("-replace"), METHOD_REPLACE_OPERATOR},
    {SLICE("-creplace"), METHOD_REPLACE_OPERATOR},
    {SLICE("-ireplace"), METHOD_REPLACE_OPERATOR},
    {SLICE("-split"), METHOD_SPLIT_OPERATOR},
    {SLICE("-csplit"), METHOD_SPLIT_OPERATOR},
    {SLICE("-join"), METHOD_JOIN},
    {SLICE("-f"), METHOD_FORMAT},
    {SLICE("[-1..-"), METHOD_REVERSE},
    {SLICE("[-1.. -"), METHOD_REVERSE},
};

static bool
apply(struct script_text *text, size_t *at, size_t from, enum method method)
{
	switch (method) {
	case METHOD_CONCAT:
		return concat(text, at);
	case METHOD_REPLACE:
	case METHOD_REPLACE_OPERATOR:
		return replace(text, at, from, method == METHOD_REPLACE);
	case METHOD_SPLIT:
	case METHOD_SPLIT_OPERATOR:
		return split(text, at, from, method == METHOD_SPLIT);
	case METHOD_JOIN:
		return !text->in_list && join_one(text, at);
	case METHOD_FORMAT:
		return format(text, at, from);
	case METHOD_REVERSE:
		return reverse_range(text, at, from);
	default:
		return true;
	}
}

bool
script_read_method(struct script_text *text, size_t *at, size_t from)
{
	struct slice s = text->bytes;
	size_t here = *at;
	uint8_t c = script_peek(s, &here);
	struct script_mark mark = script_mark(text);

	if (c != '.' && c != '-' && c != '[')
		return false;
	for (size_t i = 0; i < sizeof(methods) / sizeof(methods[0]); i++) {
		size_t behind = here + methods[i].name.size;

		/* "-f", but no "-foo". */
		if (!script_is_at(s, here, methods[i].name) ||
		    (c == '-' && behind < s.size &&
			ascii_is_letter(s.data[behind])))
			continue;
		if (!apply(text, &behind, from, methods[i].method))
			return script_back(text, mark);
		*at = behind;
		return true;
	}
	return false;
}
