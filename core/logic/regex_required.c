/*
 * regex_required - bytes that stand in whatever a regular expression matches
 *
 * Of the expression's own level only: a run of plain characters between groups,
 * classes and quantifiers, of each branch apart.  Whatever is not understood
 * ends a run, or the whole search; a run too few is only slower.
 */
#include <string.h>

#include "core/base/ascii.h"
#include "core/logic/regex.h"

struct finder {
	struct slice rest;
	uint8_t run[REGEX_RUN_MAX];
	size_t size;
	uint32_t branch;
	regex_on_run *on_run;
	void *owner;
};

static void
end_run(struct finder *finder)
{
	if (finder->size > 0)
		finder->on_run(finder->owner, finder->branch,
		    (struct slice){finder->run, finder->size});
	finder->size = 0;
}

/* What does not fit begins another run. */
static void
put_byte(struct finder *finder, uint8_t byte)
{
	if (finder->size == REGEX_RUN_MAX)
		end_run(finder);
	finder->run[finder->size++] = byte;
}

/* ---- what is passed over ----------------------------------------------- */

/* The bytes of [...]; 0: it has no end. */
static size_t
class_size(struct slice text)
{
	size_t i = 1;

	if (i < text.size && text.data[i] == '^')
		i++;
	if (i < text.size && text.data[i] == ']')
		i++;
	for (; i < text.size; i++) {
		if (text.data[i] == ']')
			return i + 1;
		if (text.data[i] == '\\')
			i++;
		else if (text.data[i] == '[' && i + 1 < text.size &&
			 (text.data[i + 1] == ':' || text.data[i + 1] == '.' ||
			     text.data[i + 1] == '='))
			return 0;
	}
	return 0;
}

/* The bytes of (...); 0: it has no end, or something that may reach beyond it:
 * options, verbs, comments, quotations. */
static size_t
group_size(struct slice text)
{
	size_t depth = 0;

	for (size_t i = 0; i < text.size; i++) {
		struct slice rest = slice_skip(text, i);

		if (rest.data[0] == '\\') {
			if (rest.size > 1 && rest.data[1] == 'Q')
				return 0;
			i++;
		} else if (rest.data[0] == '[') {
			size_t size = class_size(rest);

			if (size == 0)
				return 0;
			i += size - 1;
		} else if (rest.data[0] == '(') {
			depth++;
			if (rest.size > 1 && rest.data[1] == '*')
				return 0;
			if (rest.size > 2 && rest.data[1] == '?' &&
			    memchr(":=!<>|", rest.data[2], 6) == NULL)
				return 0;
		} else if (rest.data[0] == ')' && --depth == 0) {
			return i + 1;
		}
	}
	return 0;
}

/* The bytes of a quantifier, with what makes it lazy or possessive; 0: none.
 * *least_r: how often at least. */
static size_t
quantifier_size(struct slice text, bool *least_one_r)
{
	size_t size = 1;

	if (text.size == 0)
		return 0;
	*least_one_r = text.data[0] == '+';
	if (text.data[0] == '{') {
		if (text.size < 2 || !ascii_is_digit(text.data[1]))
			return 0;
		*least_one_r = false;
		while (size < text.size && (ascii_is_digit(text.data[size]) ||
					       text.data[size] == ',')) {
			/* "{0,5}", "{00}" */
			if (text.data[size] == ',')
				break;
			*least_one_r |= text.data[size] != '0';
			size++;
		}
		size = slice_find_byte(text, '}') + 1;
		if (size > text.size)
			return 0;
	} else if (memchr("*+?", text.data[0], 3) == NULL) {
		return 0;
	}
	if (size < text.size &&
	    (text.data[size] == '?' || text.data[size] == '+'))
		size++;
	return size;
}

/* ---- escapes ----------------------------------------------------------- */

enum escape { ESCAPE_BYTE, ESCAPE_ENDS_RUN, ESCAPE_UNKNOWN };

static int
hex_at(struct slice text, size_t at)
{
	return at < text.size ? ascii_hex_value(text.data[at]) : -1;
}

static enum escape
read_escape(struct slice text, size_t *size_r, uint8_t *byte_r)
{
	static const char plain[] = "tnrfea";
	static const char bytes[] = "\t\n\r\f\x1B\a";
	uint8_t c = text.size > 1 ? text.data[1] : 0;
	const char *found;

	*size_r = 2;
	*byte_r = c;
	if (text.size < 2)
		return ESCAPE_UNKNOWN;
	if (c == 'x' && hex_at(text, 2) >= 0 && hex_at(text, 3) >= 0) {
		*byte_r = (uint8_t)(hex_at(text, 2) * 16 + hex_at(text, 3));
		*size_r = 4;
		return ESCAPE_BYTE;
	}
	found = memchr(plain, c, sizeof(plain) - 1);
	if (found != NULL) {
		*byte_r = (uint8_t)bytes[found - plain];
		return ESCAPE_BYTE;
	}
	if (memchr("dDwWsShHvVNRbBAZzGK", c, 19) != NULL)
		return ESCAPE_ENDS_RUN;
	if (ascii_is_letter(c) || ascii_is_digit(c) || c > 127)
		return ESCAPE_UNKNOWN;
	return ESCAPE_BYTE;
}

/* ---- all of it --------------------------------------------------------- */

/* One item without its quantifier.  False: not understood. */
static bool
take_item(struct finder *finder, bool *byte_r)
{
	uint8_t c = finder->rest.data[0], byte = c;
	size_t size = 1;

	*byte_r = false;
	switch (c) {
	case '|':
	case ')':
	case '*':
	case '+':
	case '?':
	/* Newer versions take more of these for quantifiers. */
	case '{':
		return false;
	case '(':
		size = group_size(finder->rest);
		break;
	case '[':
		size = class_size(finder->rest);
		break;
	case '.':
	case '^':
	case '$':
		break;
	case '\\':
		switch (read_escape(finder->rest, &size, &byte)) {
		case ESCAPE_BYTE:
			*byte_r = true;
			break;
		case ESCAPE_ENDS_RUN:
			break;
		case ESCAPE_UNKNOWN:
			return false;
		}
		break;
	default:
		*byte_r = true;
		break;
	}
	finder->rest = slice_skip(finder->rest, size);
	if (*byte_r)
		put_byte(finder, byte);
	else
		end_run(finder);
	return size > 0;
}

/* The next branch begins here. */
static bool
take_choice(struct finder *finder)
{
	if (finder->rest.size == 0 || finder->rest.data[0] != '|')
		return false;
	end_run(finder);
	finder->branch++;
	finder->rest = slice_skip(finder->rest, 1);
	return true;
}

static bool
is_readable(struct slice text)
{
	struct finder finder = {.rest = text, .on_run = NULL};
	bool byte, least_one;

	while (finder.rest.size > 0) {
		finder.size = 0;
		if (take_choice(&finder))
			continue;
		if (!take_item(&finder, &byte))
			return false;
		finder.size = 0;
		finder.rest = slice_skip(
		    finder.rest, quantifier_size(finder.rest, &least_one));
	}
	return true;
}

uint32_t
regex_find_required(struct slice text, const struct regex_place *place,
    regex_on_run *on_run, void *owner)
{
	struct finder finder = {.rest = text, .on_run = on_run, .owner = owner};
	bool byte, least_one;

	if ((place->options & REGEX_EXTENDED) != 0 || !is_readable(text))
		return 0;
	while (finder.rest.size > 0) {
		size_t size;

		if (take_choice(&finder))
			continue;
		CHECK(take_item(&finder, &byte)); /* it is readable */
		size = quantifier_size(finder.rest, &least_one);
		if (size == 0)
			continue;
		finder.rest = slice_skip(finder.rest, size);
		if (byte && !least_one && finder.size > 0)
			finder.size--;
		end_run(&finder);
	}
	end_run(&finder);
	return finder.branch + 1;
}
