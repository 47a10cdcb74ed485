/*
 * header_parameter - the parameters of a structured header value
 *
 * RFC 2045, section 5.1, read leniently.  A cursor only moves forward, and
 * looking ahead is bounded (one word, or COMMENT_MAX bytes), so any value costs
 * linear time.
 */
#include "core/header/header.h"

#include "core/base/ascii.h"
#include "core/header/lexical.h"

/* Longer ones do not occur beside parameters; see header.h. */
#define COMMENT_MAX 256u

/* ---- what stands between words ----------------------------------------- */

/* Blanks, folds and comments. */
static size_t
skip_between(struct slice s, size_t at)
{
	for (;;) {
		size_t end = lexical_skip_blanks(s, at);

		if (end < s.size && s.data[end] == '(')
			end = lexical_comment_end(s, end, COMMENT_MAX);
		if (end == at)
			return at;
		at = end;
	}
}

static size_t
find_semicolon(struct slice s, size_t at)
{
	return at + slice_find_byte(slice_skip(s, at), ';');
}

/* ---- words ------------------------------------------------------------- */

/* By byte: it ends a name or a main token. */
static const bool ends_word[256] = {[' '] = true,
    ['\t'] = true,
    ['\r'] = true,
    ['\n'] = true,
    [';'] = true,
    ['='] = true};

/* A name, or a main token: up to a blank, ';' or '='. */
static size_t
word_end(struct slice s, size_t at)
{
	while (at < s.size && !ends_word[s.data[at]])
		at++;
	return at;
}

/* True: what begins at at is a word with '=' behind it: another parameter. */
static bool
is_parameter(struct slice s, size_t at)
{
	size_t end = word_end(s, at);

	return end > at && end < s.size && s.data[end] == '=';
}

static size_t
skip_blanks(struct slice s, size_t at)
{
	while (at < s.size && (s.data[at] == ' ' || s.data[at] == '\t'))
		at++;
	return at;
}

/*
 * Where an unquoted value ends: see header.h.  The word behind a blank is
 * looked at twice, no byte more often.
 */
static size_t
plain_value_end(struct slice s, size_t at)
{
	for (;;) {
		size_t next;

		while (at < s.size && !ascii_is_space(s.data[at]) &&
		       s.data[at] != ';')
			at++;
		next = skip_blanks(s, at);
		if (next == at || next == s.size ||
		    lexical_is_line_end(s.data[next]) || s.data[next] == ';' ||
		    s.data[next] == '(' || s.data[next] == '"' ||
		    is_parameter(s, next))
			return at;
		at = next;
	}
}

/* ---- quoted strings ---------------------------------------------------- */

/* Where the quoted string ends whose '"' stands before at; *plain: as it is. */
static size_t
quoted_end(struct slice s, size_t at, bool *plain)
{
	*plain = true;
	for (; at < s.size && s.data[at] != '"'; at++) {
		if (s.data[at] == '\\') {
			*plain = false;
			if (at + 1 < s.size)
				at++;
		} else if (lexical_is_line_end(s.data[at])) {
			*plain = false;
		}
	}
	return at;
}

/* Without backslashes and line ends; the blank of a fold stays (RFC 5322). */
static struct slice
unquote(struct slice s, struct arena *arena)
{
	uint8_t *out = arena_alloc(arena, s.size);
	size_t size = 0;

	if (out == NULL)
		return s;
	for (size_t i = 0; i < s.size; i++) {
		if (s.data[i] == '\\' && i + 1 < s.size)
			out[size++] = s.data[++i];
		else if (!lexical_is_line_end(s.data[i]))
			out[size++] = s.data[i];
	}
	CHECK(arena_resize_last(arena, out, size));
	return (struct slice){out, size};
}

/* What stands behind a value that nobody reads otherwise. */
static bool
ends_value(struct slice s, size_t at)
{
	return at >= s.size || s.data[at] == ';' ||
	       lexical_is_line_end(s.data[at]) ||
	       ((s.data[at] == ' ' || s.data[at] == '\t') &&
		   (at + 1 == s.size || s.data[at + 1] != '"'));
}

static size_t
take_quoted(struct slice s, size_t at, struct arena *arena,
    struct header_parameter *parameter)
{
	bool plain;
	size_t end = quoted_end(s, at, &plain);

	parameter->quoted = true;
	parameter->value = slice_sub(s, at, end - at);
	parameter->odd =
	    !plain || end == s.size || !ends_value(s, end + 1) ||
	    find_semicolon(parameter->value, 0) < parameter->value.size;
	if (!plain)
		parameter->value = unquote(parameter->value, arena);
	return end < s.size ? end + 1 : end;
}

/* Holds what RFC 2045 lets no token hold, or a quote of another kind. */
static bool
is_odd_token(struct slice value)
{
	static const bool odd[256] = {[' '] = true,
	    ['\t'] = true,
	    ['('] = true,
	    [')'] = true,
	    ['<'] = true,
	    ['>'] = true,
	    ['@'] = true,
	    [','] = true,
	    [';'] = true,
	    [':'] = true,
	    ['\\'] = true,
	    ['"'] = true,
	    ['/'] = true,
	    ['['] = true,
	    [']'] = true,
	    ['?'] = true,
	    ['='] = true,
	    ['\''] = true};

	for (size_t i = 0; i < value.size; i++)
		if (odd[value.data[i]])
			return true;
	return value.size == 0;
}

/* ---- parameters -------------------------------------------------------- */

static size_t
take_value(struct slice s, size_t at, struct arena *arena,
    struct header_parameter *parameter)
{
	size_t end;

	at = skip_between(s, at);
	parameter->written = s.data + at;
	if (at < s.size && s.data[at] == '"')
		return take_quoted(s, at + 1, arena, parameter);
	end = plain_value_end(s, at);
	parameter->quoted = false;
	parameter->value = slice_sub(s, at, end - at);
	parameter->odd = is_odd_token(parameter->value) || !ends_value(s, end);
	return end;
}

bool
header_next_parameter(struct slice *rest, struct arena *arena,
    struct header_parameter *parameter_r)
{
	struct slice s = *rest;
	size_t at = 0;

	for (;;) {
		size_t start = at = skip_between(s, at), end;

		if (at == s.size)
			break;
		if (s.data[at] == ';') {
			at++;
			continue;
		}
		if (s.data[at] == '(') { /* not closed: junk */
			at = find_semicolon(s, at);
			continue;
		}
		end = word_end(s, at);
		at = skip_between(s, end);
		if (at == s.size || s.data[at] != '=')
			continue; /* a word without a value: junk */
		parameter_r->name = slice_sub(s, start, end - start);
		at = take_value(s, at + 1, arena, parameter_r);
		*rest = slice_skip(s, at);
		return true;
	}
	*rest = slice_skip(s, s.size);
	return false;
}

/* ---- the main token ---------------------------------------------------- */

/* Over the blanks around a slash, as in "text / html". */
static size_t
main_end(struct slice s, size_t at)
{
	size_t end = word_end(s, at), next = skip_blanks(s, end);

	if (next > end && next < s.size && s.data[next] == '/') {
		end = word_end(s, next);
		next = skip_blanks(s, end);
	}
	if (next > end && end > at && s.data[end - 1] == '/' && next < s.size &&
	    s.data[next] != ';' && s.data[next] != '(' &&
	    !is_parameter(s, next))
		end = word_end(s, next);
	return end;
}

struct slice
header_main_value(struct slice value, struct slice *rest_r)
{
	size_t start = skip_between(value, 0), end;
	struct slice token;

	if (start < value.size && value.data[start] == '"') {
		bool plain;

		end = quoted_end(value, start + 1, &plain);
		*rest_r = slice_skip(value, end + 1);
		return slice_trim(slice_sub(value, start + 1, end - start - 1));
	}
	end = main_end(value, start);
	token = slice_sub(value, start, end - start);
	if (end < value.size && value.data[end] == '=') {
		*rest_r = slice_skip(value, start);
		return (struct slice){token.data, 0};
	}
	*rest_r = slice_skip(value, end);
	/* "text/html(comment)": no blank parts them. */
	if (slice_find_byte(token, '(') < token.size) {
		end = start + slice_find_byte(token, '(');
		token.size = end - start;
		*rest_r = slice_skip(value, end);
	}
	return token;
}
