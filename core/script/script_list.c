/*
 * script_list - lists in scripts, and how they become one value
 *
 * In PowerShell ('a', 'b') -join '' and -join ('a', 'b'), "{1}{0}" -f 'a', 'b';
 * in JavaScript ["a", "b"].join(""); in VBScript Join(Array("a", "b"), "").
 */
#include "core/script/script_parse.h"

#include "core/base/integer.h"

/* The size ahead of each; what separates is not longer, so that all is joined
 * in place. */
#define HEAD_SIZE SCRIPT_LIST_HEAD
_Static_assert(SCRIPT_SEPARATOR_MAX <= HEAD_SIZE, "joined in place");

/* ---- read -------------------------------------------------------------- */

static bool
read_element(struct script_text *text, size_t *at)
{
	size_t from = text->used;
	bool in_list = text->in_list, read;

	if (script_room_left(text) < HEAD_SIZE)
		return false;
	text->used += HEAD_SIZE;
	text->in_list = true;
	read = script_read_expression(text, at);
	text->in_list = in_list;
	if (!read)
		return false;
	integer_put_le(
	    text->room + from, text->used - from - HEAD_SIZE, HEAD_SIZE);
	return true;
}

bool
script_list_read(
    struct script_text *text, size_t *at, uint8_t close, unsigned *count_r)
{
	size_t here = *at;
	unsigned count = 0;

	do {
		size_t from = text->used, element = here;

		if (!read_element(text, &element)) {
			if (close != 0 || count == 0)
				return false;
			text->used = from;
			break;
		}
		here = element;
		*at = here;
		count++;
	} while (script_take(text->bytes, &here, ','));
	*count_r = count;
	return close == 0 || script_take(text->bytes, at, close);
}

bool
script_list_begin(struct script_text *text, size_t from)
{
	size_t size = text->used - from;

	if (script_room_left(text) < HEAD_SIZE)
		return false;
	memmove(text->room + from + HEAD_SIZE, text->room + from, size);
	integer_put_le(text->room + from, size, HEAD_SIZE);
	text->used += HEAD_SIZE;
	return true;
}

/* ---- one value --------------------------------------------------------- */

static struct slice
element_at(const struct script_text *text, size_t at)
{
	struct slice room = {text->room, text->used};

	return slice_sub(room, at + HEAD_SIZE, u32_le(room, at));
}

void
script_list_join(struct script_text *text, size_t from, struct slice separator)
{
	size_t out = from;

	for (size_t at = from; at < text->used;) {
		struct slice element = element_at(text, at);

		if (at > from) {
			memcpy(
			    text->room + out, separator.data, separator.size);
			out += separator.size;
		}
		memmove(text->room + out, element.data, element.size);
		out += element.size;
		at += HEAD_SIZE + element.size;
	}
	text->used = out;
	text->computed = true;
}

/* ---- "{0}" ------------------------------------------------------------- */

#define ELEMENTS_MAX 256u

struct elements {
	size_t at[ELEMENTS_MAX];
	unsigned count;
};

static bool
find_elements(
    const struct script_text *text, size_t list, struct elements *elements)
{
	elements->count = 0;
	for (size_t at = list; at < text->used;
	     at += HEAD_SIZE + element_at(text, at).size) {
		if (elements->count == ELEMENTS_MAX)
			return false;
		elements->at[elements->count++] = at;
	}
	return true;
}

static bool
put_element(struct script_text *text, struct slice element)
{
	if (script_room_left(text) < element.size ||
	    !script_take_work(text, element.size))
		return false;
	memcpy(text->room + text->used, element.data, element.size);
	text->used += element.size;
	return true;
}

/* "{0}", "{0:x}", "{0,5}" at *at, which is a brace. */
static bool
put_number(struct script_text *text, struct slice format, size_t *at,
    const struct elements *elements)
{
	size_t here = *at + 1, end, number = 0;

	end = here + slice_find_byte(slice_skip(format, here), '}');
	if (end == format.size || here == end)
		return false;
	for (; here < end && ascii_is_digit(format.data[here]) &&
	       number < ELEMENTS_MAX;
	     here++)
		number = number * 10 + (size_t)(format.data[here] - '0');
	if (number >= elements->count)
		return false;
	*at = end + 1;
	return put_element(text, element_at(text, elements->at[number]));
}

static bool
put_formatted(struct script_text *text, struct slice format,
    const struct elements *elements)
{
	for (size_t at = 0; at < format.size;) {
		uint8_t c = format.data[at];
		bool twice = (c == '{' || c == '}') && at + 1 < format.size &&
			     format.data[at + 1] == c;

		if (c == '{' && !twice) {
			if (!put_number(text, format, &at, elements))
				return false;
			continue;
		}
		if (!script_put(text, c))
			return false;
		at += twice ? 2 : 1;
	}
	return true;
}

bool
script_format(struct script_text *text, size_t from, size_t list)
{
	struct slice format = {text->room + from, list - from};
	struct elements elements;
	size_t begin = text->used, size;

	if (!script_take_work(text, begin - from) ||
	    !find_elements(text, list, &elements) ||
	    !put_formatted(text, format, &elements))
		return false;
	size = text->used - begin;
	memmove(text->room + from, text->room + begin, size);
	text->used = from + size;
	text->computed = true;
	return true;
}

/* ---- joined ------------------------------------------------------------ */

/* What separates, put behind; it is taken back. */
static bool
read_separator(
    struct script_text *text, size_t *at, uint8_t *separator, size_t *size_r)
{
	size_t from = text->used;

	if (!script_read_operand(text, at) ||
	    text->used - from > SCRIPT_SEPARATOR_MAX)
		return false;
	*size_r = text->used - from;
	memcpy(separator, text->room + from, *size_r);
	text->used = from;
	return true;
}

/* Behind a list that begins at from: "-join ''", ".join('')". */
static bool
read_join(struct script_text *text, size_t *at, size_t from)
{
	struct slice s = text->bytes;
	uint8_t separator[SCRIPT_SEPARATOR_MAX];
	size_t here = script_skip_blanks(s, *at), size = 0;
	bool method = script_is_at(s, here, SLICE(".join("));
	struct script_mark mark = script_mark(text);

	if (method)
		here += SLICE(".join(").size;
	else if (script_is_at(s, here, SLICE("-join")))
		here += SLICE("-join").size;
	else
		return false;
	if (!read_separator(text, &here, separator, &size) ||
	    (method && !script_take(s, &here, ')')))
		return script_back(text, mark);
	script_list_join(text, from, (struct slice){separator, size});
	*at = here;
	return true;
}

/* "(...)", "@(...)": one value, or a list that is joined. */
bool
script_read_brackets(struct script_text *text, size_t *at)
{
	struct slice s = text->bytes;
	size_t here = *at + (s.data[*at] == '@' ? 2 : 1), from = text->used;
	bool computed, joined;
	unsigned count;

	if (!script_list_read(text, &here, 0, &count))
		return false;
	joined = read_join(text, &here, from);
	computed = text->computed;
	if (!script_take(s, &here, ')'))
		return false;
	if (count == 1 && !joined) {
		script_list_join(text, from, SLICE(""));
		text->computed = computed;
	} else if (!joined && !read_join(text, &here, from)) {
		return false;
	}
	*at = here;
	return true;
}

/* "[...]" of JavaScript. */
bool
script_read_joined(struct script_text *text, size_t *at)
{
	size_t here = *at + 1, from = text->used;
	unsigned count;

	if (!script_list_read(text, &here, ']', &count) ||
	    !read_join(text, &here, from))
		return false;
	*at = here;
	return true;
}

/* Behind the first of a list without brackets, which stands from from on. */
bool
script_read_rest_of_list(struct script_text *text, size_t *at, size_t from)
{
	size_t here = *at;
	unsigned count;

	if (*at < text->no_list_until || !script_take(text->bytes, &here, ','))
		return false;
	if (script_list_begin(text, from) &&
	    script_list_read(text, &here, 0, &count) &&
	    read_join(text, &here, from)) {
		*at = here;
		return true;
	}
	text->no_list_until = here;
	return false;
}

/* "-join ('a', 'b')" */
bool
script_read_join_of_list(struct script_text *text, size_t *at)
{
	struct slice s = text->bytes;
	size_t here = *at + SLICE("-join").size, from = text->used, inner;
	unsigned count;

	if (!script_is_at(s, *at, SLICE("-join")))
		return false;
	inner = script_skip_blanks(s, here);
	inner += script_is_at(s, inner, SLICE("@"));
	if (script_take(s, &inner, '(') &&
	    script_list_read(text, &inner, ')', &count)) {
		script_list_join(text, from, SLICE(""));
		*at = inner;
		return true;
	}
	text->used = from;
	if (!script_read_operand(text, &here))
		return false;
	*at = here;
	return true;
}
