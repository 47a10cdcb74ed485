/*
 * parameter_readings - every value that mail clients may take one parameter for
 */
#include "core/header/parameter_readings.h"

#include "core/header/parameter.h"

/* Bytes behind a '=' that odd readings of it may take. */
#define WRITTEN_MAX ((size_t)1 << 10)

struct reader {
	struct arena *arena;
	struct parameter_readings *readings;
	bool has_pieces; /* an RFC 2231 form was met */
};

/* ---- adding ------------------------------------------------------------ */

static void
add(struct reader *reader, struct slice value, struct slice charset,
    bool extended)
{
	struct parameter_readings *all = reader->readings;

	for (size_t i = 0; i < all->count; i++)
		if (slice_equal(all->reading[i].value, value) &&
		    slice_equal(all->reading[i].charset, charset))
			return;
	if (all->count == READINGS_ROOM) {
		all->cut = true;
		return;
	}
	all->reading[all->count++] =
	    (struct parameter_reading){value, charset, extended};
}

static void
add_plain(struct reader *reader, struct slice value)
{
	if (value.size > 0)
		add(reader, value, (struct slice){NULL, 0}, false);
}

/* ---- odd readings of one plain value ----------------------------------- */

/* What stands from the value's first byte on, as far as it may matter. */
static struct slice
written_from(struct slice rest, const struct header_parameter *parameter)
{
	size_t at = (size_t)(parameter->written - rest.data);

	return slice_sub(rest, at, WRITTEN_MAX);
}

/* Bytes of s ahead of the first one in set, line ends always among them. */
static struct slice
until(struct slice s, const char *set)
{
	size_t end = 0;

	for (; end < s.size; end++) {
		uint8_t c = s.data[end];

		if (c == '\r' || c == '\n')
			break;
		for (const char *one = set; *one != 0; one++)
			if (c == (uint8_t)*one)
				return slice_sub(s, 0, end);
	}
	return slice_sub(s, 0, end);
}

static bool
is_in(struct slice s, uint8_t c)
{
	return slice_find_byte(s, c) < s.size;
}

/* s without its double quotes, or without the comments in it. */
static struct slice
without(struct reader *reader, struct slice s, bool comments)
{
	uint8_t *out = arena_alloc(reader->arena, s.size);
	size_t size = 0, depth = 0;

	if (out == NULL) {
		reader->readings->cut = true;
		return (struct slice){NULL, 0};
	}
	for (size_t i = 0; i < s.size; i++) {
		uint8_t c = s.data[i];

		if (comments && c == '(')
			depth++;
		else if (comments && c == ')' && depth > 0)
			depth--;
		else if (depth == 0 && (comments || c != '"'))
			out[size++] = c;
	}
	return slice_trim((struct slice){out, size});
}

static void
read_unquoted(struct reader *reader, struct slice written)
{
	struct slice line = until(written, "");
	struct slice value = slice_trim(until(line, ";"));
	size_t last = value.size;

	add_plain(reader, until(value, " \t"));
	add_plain(reader, value);
	if (is_in(value, '('))
		add_plain(reader, without(reader, value, true));
	if (is_in(value, '"'))
		add_plain(reader, without(reader, value, false));
	if (last > 2 && value.data[0] == '\'' && value.data[last - 1] == '\'')
		add_plain(reader, slice_sub(value, 1, last - 2));
	/* What RFC 2045 lets no token hold ends one. */
	add_plain(reader, until(value, " \t()<>@,;:\\\"/[]?="));
	if (value.size > 0)
		add_plain(reader, slice_trim(line));
}

static void
read_quoted(struct reader *reader, struct slice written)
{
	struct slice inside = slice_skip(written, 1);
	struct slice rough = until(inside, "\"");
	struct slice behind = slice_skip(inside, rough.size);

	/* The backslash as it stands, and the quote behind it as the end. */
	add_plain(reader, rough);
	if (behind.size == 0 || behind.data[0] != '"' || is_in(rough, ';')) {
		/* Not closed, perhaps: the value may end sooner. */
		add_plain(reader, slice_trim(until(inside, ";")));
		add_plain(reader, until(inside, " \t;"));
	}
	/* "a"b, "a\"b", and "a" "b" */
	behind = slice_trim(until(written, ";"));
	add_plain(reader, without(reader, behind, false));
	add_plain(reader, behind);
	add_plain(reader, slice_trim(rough));
}

/* ---- all of them ------------------------------------------------------- */

static void
read_plain(
    struct reader *reader, struct slice rest, struct slice name, bool odd)
{
	struct slice at = rest;
	struct header_parameter parameter;

	for (unsigned i = 0; i < PARAMETERS_MAX; i++) {
		struct slice written;

		if (!header_next_parameter(&at, reader->arena, &parameter))
			return;
		if (!slice_equal_nocase(parameter.name, name)) {
			reader->has_pieces |=
			    slice_starts_with_nocase(parameter.name, name);
			continue;
		}
		written = written_from(rest, &parameter);
		if (!odd)
			add_plain(reader, parameter.value);
		else if (!parameter.odd)
			continue;
		else if (parameter.quoted)
			read_quoted(reader, written);
		else
			read_unquoted(reader, written);
	}
}

static void
read_extended(struct reader *reader, struct slice rest, struct slice name)
{
	static const enum parameter_join joins[] = {
	    PARAMETER_JOIN_FIRST, PARAMETER_JOIN_LAST, PARAMETER_JOIN_ALL};

	for (size_t i = 0; i < sizeof(joins) / sizeof(joins[0]); i++) {
		struct parameter parameter = {.name = name};

		if (!parameter_join(rest, reader->arena, joins[i], &parameter))
			reader->readings->cut = true;
		if (parameter.found && parameter.value.size > 0)
			add(reader, parameter.value, parameter.charset, true);
	}
}

void
parameter_readings(struct slice rest, struct slice name, struct arena *arena,
    struct parameter_readings *readings)
{
	struct reader reader = {arena, readings, false};

	read_plain(&reader, rest, name, false);
	if (reader.has_pieces)
		read_extended(&reader, rest, name);
	read_plain(&reader, rest, name, true);
}
