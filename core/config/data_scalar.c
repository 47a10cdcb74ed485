/*
 * data_scalar - what begins with '#' or '<'
 *
 * Numbers, times, addresses and null are decoded; objects that only the server
 * understands, and XML, are kept as they are written.
 */
#include <arpa/inet.h>
#include <string.h>

#include "core/config/data_lex.h"

/* Longest text between the brackets of an address. */
#define ADDRESS_TEXT_MAX 64u

static bool
is_digit(int c)
{
	return c >= '0' && c <= '9';
}

/* Nothing of an atom may hang on to a word: #12ab is not a number. */
static bool
word_ends(struct data_cursor *cursor, const char *what)
{
	char buffer[16];

	cursor->word_end = cursor->place;
	if (!is_atom_byte(cursor_peek(cursor)))
		return true;
	return cursor_fail(cursor, cursor->place, "%s does not belong to %s",
	    cursor_what(cursor, buffer), what);
}

/* The cursor looks at "#". */
static bool
lex_number(struct data_cursor *cursor, int64_t *number_r)
{
	struct data_place start = cursor->place;
	int64_t value = 0;
	bool negative;

	cursor_skip(cursor, 1);
	negative = cursor_peek(cursor) == '-';
	cursor_skip(cursor, negative ? 1 : 0);
	if (!is_digit(cursor_peek(cursor)))
		return cursor_fail(cursor, start,
		    "'#' begins a number (#50), #T, #I[ or #NULL# here");
	while (is_digit(cursor_peek(cursor))) {
		/* Downwards, since INT64_MIN has no positive twin. */
		int digit = cursor_peek(cursor) - '0';

		if (value < (INT64_MIN + digit) / 10)
			return cursor_fail(
			    cursor, start, "this number is too large");
		value = value * 10 - digit;
		cursor_skip(cursor, 1);
	}
	if (!negative && value == INT64_MIN)
		return cursor_fail(cursor, start, "this number is too large");
	*number_r = negative ? value : -value;
	return word_ends(cursor, "a number");
}

/* Exactly count digits and, unless 0, the separator behind them. */
static bool
digits(struct data_cursor *cursor, int count, int separator, unsigned *value_r)
{
	unsigned value = 0;

	for (int i = 0; i < count; i++) {
		if (!is_digit(cursor_peek(cursor)))
			return false;
		value = value * 10 + (unsigned)(cursor_peek(cursor) - '0');
		cursor_skip(cursor, 1);
	}
	*value_r = value;
	if (separator == 0)
		return true;
	if (cursor_peek(cursor) != separator)
		return false;
	cursor_skip(cursor, 1);
	return true;
}

static unsigned
days_of_month(unsigned month, unsigned year)
{
	static const uint8_t days[] = {
	    31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

	return month == 2 && leap ? 29 : days[month - 1];
}

/* dd-mm-yyyy */
static bool
lex_date(struct data_cursor *cursor, struct data_time *time)
{
	unsigned day, month, year;

	if (!digits(cursor, 2, '-', &day) || !digits(cursor, 2, '-', &month) ||
	    !digits(cursor, 4, 0, &year))
		return false;
	if (month < 1 || month > 12 || day < 1 ||
	    day > days_of_month(month, year))
		return false;
	time->day = (uint8_t)day;
	time->month = (uint8_t)month;
	time->year = (uint16_t)year;
	return true;
}

/* hh:mm:ss; second 60 is a leap second. */
static bool
lex_clock(struct data_cursor *cursor, struct data_time *time)
{
	unsigned hour, minute, second;

	if (!digits(cursor, 2, ':', &hour) ||
	    !digits(cursor, 2, ':', &minute) || !digits(cursor, 2, 0, &second))
		return false;
	if (hour > 23 || minute > 59 || second > 60)
		return false;
	time->has_clock = true;
	time->hour = (uint8_t)hour;
	time->minute = (uint8_t)minute;
	time->second = (uint8_t)second;
	return true;
}

/* The cursor looks at "#T". */
static bool
lex_time(struct data_cursor *cursor, struct data_time *time)
{
	struct data_place start = cursor->place;
	bool good = true;

	*time = (struct data_time){.era = DATA_ERA_DATE};
	if (cursor_looking_at(cursor, "#TPAST")) {
		time->era = DATA_ERA_PAST;
		cursor_skip(cursor, 6);
	} else if (cursor_looking_at(cursor, "#TFUTURE")) {
		time->era = DATA_ERA_FUTURE;
		cursor_skip(cursor, 8);
	} else {
		cursor_skip(cursor, 2);
		good = lex_date(cursor, time);
		if (good && cursor_peek(cursor) == '_') {
			cursor_skip(cursor, 1);
			good = lex_clock(cursor, time);
		}
	}
	if (!good)
		return cursor_fail(cursor, start,
		    "a time is written #T22-10-2009 or #T22-10-2009_15:24:45");
	return word_ends(cursor, "a time");
}

/* What stands in the brackets, the cursor behind "#I[". */
static bool
lex_host(struct data_cursor *cursor, struct data_address *address)
{
	char text[ADDRESS_TEXT_MAX];
	size_t size = 0;

	while (cursor_peek(cursor) != ']') {
		if (cursor_peek(cursor) <= ' ' || size == sizeof(text) - 1)
			return false;
		text[size++] = (char)cursor_peek(cursor);
		cursor_skip(cursor, 1);
	}
	text[size] = '\0';
	cursor_skip(cursor, 1);
	if (inet_pton(AF_INET, text, address->bytes) == 1)
		return true;
	address->is_v6 = true;
	return inet_pton(AF_INET6, text, address->bytes) == 1;
}

static bool
lex_port(struct data_cursor *cursor, struct data_address *address)
{
	unsigned value = 0;
	int count = 0;

	cursor_skip(cursor, 1);
	for (; is_digit(cursor_peek(cursor)) && count < 6; count++) {
		value = value * 10 + (unsigned)(cursor_peek(cursor) - '0');
		cursor_skip(cursor, 1);
	}
	address->has_port = true;
	address->port = (uint16_t)value;
	return count > 0 && value <= UINT16_MAX;
}

/* The cursor looks at "#I[". */
static bool
lex_address(struct data_cursor *cursor, struct data_address *address)
{
	struct data_place start = cursor->place;

	*address = (struct data_address){.is_v6 = false};
	cursor_skip(cursor, 3);
	if (!lex_host(cursor, address) ||
	    (cursor_peek(cursor) == ':' && !lex_port(cursor, address)))
		return cursor_fail(cursor, start,
		    "an address is written #I[10.0.44.55] or #I[::1]:25");
	return word_ends(cursor, "an address");
}

/* Over "...", whose quotes may be escaped; false at the end of the file. */
static bool
skip_quoted(struct data_cursor *cursor)
{
	cursor_skip(cursor, 1);
	while (cursor->at != cursor->end) {
		uint8_t c = *cursor->at;

		cursor_skip(cursor, 1);
		if (c == '"')
			return true;
		if (c == '\\' && cursor->at != cursor->end)
			cursor_skip(cursor, 1);
	}
	return false;
}

static struct slice
since(const struct data_cursor *cursor, const uint8_t *from)
{
	return (struct slice){from, (size_t)(cursor->at - from)};
}

static bool
keep(struct data_cursor *cursor, const uint8_t *from, struct slice *text_r)
{
	cursor->word_end = cursor->place;
	return arena_copy(cursor->arena, since(cursor, from), text_r) ||
	       cursor_out_of_memory(cursor);
}

/* "#(" up to its own ")"; the cursor looks at the '#'. */
static bool
lex_opaque(struct data_cursor *cursor, struct slice *text_r)
{
	const uint8_t *from = cursor->at;
	struct data_place start = cursor->place;
	size_t depth = 0;

	cursor_skip(cursor, 1);
	do {
		int c = cursor_peek(cursor);

		if (c == -1 || (c == '"' && !skip_quoted(cursor)))
			return cursor_fail(
			    cursor, start, "this #( has no ')' of its own");
		if (c == '"')
			continue;
		depth += c == '(';
		depth -= c == ')';
		cursor_skip(cursor, 1);
	} while (depth > 0);
	return keep(cursor, from, text_r);
}

bool
lex_hash(struct data_cursor *cursor, struct data_object *object)
{
	if (cursor_looking_at(cursor, "#NULL#")) {
		object->kind = DATA_NULL;
		cursor_skip(cursor, 6);
		return word_ends(cursor, "#NULL#");
	}
	if (cursor_looking_at(cursor, "#T")) {
		object->kind = DATA_TIME;
		return lex_time(cursor, &object->time);
	}
	if (cursor_looking_at(cursor, "#I[")) {
		object->kind = DATA_ADDRESS;
		return lex_address(cursor, &object->address);
	}
	if (cursor_looking_at(cursor, "#(")) {
		object->kind = DATA_OPAQUE;
		return lex_opaque(cursor, &object->text);
	}
	object->kind = DATA_NUMBER;
	return lex_number(cursor, &object->number);
}

/* Over everything up to and with end; false at the end of the file. */
static bool
skip_past(struct data_cursor *cursor, const char *end)
{
	while (cursor->at != cursor->end) {
		if (cursor_looking_at(cursor, end)) {
			cursor_skip(cursor, strlen(end));
			return true;
		}
		cursor_skip(cursor, 1);
	}
	return false;
}

/*
 * Over a start tag, in which '>' may stand in quotes.  *open_r: an end tag
 * must follow.
 */
static bool
skip_start_tag(struct data_cursor *cursor, bool *open_r)
{
	int quote = 0, before = 0;

	while (cursor->at != cursor->end) {
		int c = *cursor->at;

		cursor_skip(cursor, 1);
		if (quote != 0) {
			quote = c == quote ? 0 : quote;
		} else if (c == '"' || c == '\'') {
			quote = c;
		} else if (c == '>') {
			*open_r = before != '/';
			return true;
		}
		before = c;
	}
	return false;
}

/* One <...>; *depth counts the elements that are open. */
static bool
skip_markup(struct data_cursor *cursor, size_t *depth)
{
	bool open = false;

	if (cursor_looking_at(cursor, "<!--"))
		return skip_past(cursor, "-->");
	if (cursor_looking_at(cursor, "<![CDATA["))
		return skip_past(cursor, "]]>");
	if (cursor_looking_at(cursor, "<?"))
		return skip_past(cursor, "?>");
	if (cursor_looking_at(cursor, "</")) {
		if (*depth > 0)
			(*depth)--;
		return skip_past(cursor, ">");
	}
	if (!skip_start_tag(cursor, &open))
		return false;
	*depth += open;
	return true;
}

bool
lex_xml(struct data_cursor *cursor, struct slice *text_r)
{
	const uint8_t *from = cursor->at;
	struct data_place start = cursor->place;
	size_t depth = 0;
	int second = cursor->end - from > 1 ? from[1] : -1;

	if (!is_atom_byte(second) ||
	    strchr("!-.@#%]0123456789", second) != NULL)
		return cursor_fail(
		    cursor, start, "'<' begins an XML element here");
	do {
		if (!skip_markup(cursor, &depth))
			return cursor_fail(
			    cursor, start, "this XML element has no end");
		while (depth > 0 && cursor_peek(cursor) != '<') {
			if (cursor->at == cursor->end)
				return cursor_fail(cursor, start,
				    "this XML element has no end");
			cursor_skip(cursor, 1);
		}
	} while (depth > 0);
	return keep(cursor, from, text_r);
}
