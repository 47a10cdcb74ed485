/*
 * auth_results - Authentication-Results (RFC 8601)
 *
 * Exchange Online leaves the server's name out, others the semicolons; so a
 * method that is known begins a result wherever it stands.
 */
#include "core/header/auth_results.h"

#include <string.h>

#include "core/header/lexical.h"

/* Longest comment that is passed over; one that is longer, or not closed, is
 * junk up to the next semicolon.  So the cost stays linear. */
#define COMMENT_MAX 1024u

struct cursor {
	struct slice s;
	size_t at;
};

/* ---- words ------------------------------------------------------------- */

/* Blanks and comments. */
static void
skip_between(struct cursor *cursor)
{
	struct slice s = cursor->s;

	for (;;) {
		size_t end = lexical_skip_blanks(s, cursor->at);

		if (end < s.size && s.data[end] == '(') {
			size_t close = lexical_comment_end(s, end, COMMENT_MAX);

			if (close == end)
				close +=
				    slice_find_byte(slice_skip(s, end), ';');
			end = close;
		}
		if (end == cursor->at)
			return;
		cursor->at = end;
	}
}

static bool
is_at(const struct cursor *cursor, uint8_t c)
{
	return cursor->at < cursor->s.size && cursor->s.data[cursor->at] == c;
}

static bool
is_done(const struct cursor *cursor)
{
	return cursor->at == cursor->s.size;
}

static bool
ends_name(uint8_t c)
{
	return ascii_is_space(c) || c == ';' || c == '=' || c == '(' ||
	       c == '/' || c == '"' || c == ',';
}

static struct slice
take_name(struct cursor *cursor)
{
	struct slice s = cursor->s;
	size_t start = cursor->at;

	while (!is_done(cursor) && !ends_name(s.data[cursor->at]))
		cursor->at++;
	return slice_sub(s, start, cursor->at - start);
}

/* Without its quotes and backslashes. */
static struct slice
unquote(struct slice s, struct arena *arena)
{
	struct slice inside = slice_sub(s, 1, s.size - 2);
	uint8_t *out;
	size_t size = 0;

	if (slice_find_byte(inside, '\\') == inside.size)
		return inside;
	out = arena_alloc(arena, inside.size);
	if (out == NULL)
		return inside;
	for (size_t i = 0; i < inside.size; i++) {
		if (inside.data[i] == '\\' && i + 1 < inside.size)
			i++;
		out[size++] = inside.data[i];
	}
	CHECK(arena_resize_last(arena, out, size));
	return (struct slice){out, size};
}

/*
 * Up to a blank, ';' or comment.  A quoted string may be all of it, or the
 * local part of an address.
 */
static struct slice
take_value(struct cursor *cursor, struct arena *arena)
{
	struct slice s = cursor->s, value;
	size_t start = cursor->at;

	if (is_at(cursor, '"')) {
		size_t end = lexical_quoted_end(s, start);

		/* Not closed: up to the next semicolon. */
		if (end == start)
			end += slice_find_byte(slice_skip(s, start), ';');
		cursor->at = end;
	}
	while (!is_done(cursor) && !ascii_is_space(s.data[cursor->at]) &&
	       s.data[cursor->at] != ';' && s.data[cursor->at] != '(')
		cursor->at++;
	value = slice_sub(s, start, cursor->at - start);
	if (value.size >= 2 && value.data[0] == '"' &&
	    lexical_quoted_end(value, 0) == value.size)
		return unquote(value, arena);
	return value;
}

/* ---- names ------------------------------------------------------------- */

static enum auth_verdict
find_verdict(struct slice word)
{
	static const struct {
		struct slice name;
		enum auth_verdict verdict;
	} rows[] = {{SLICE("none"), AUTH_NONE}, {SLICE("pass"), AUTH_PASS},
	    {SLICE("fail"), AUTH_FAIL},
	    {SLICE("hardfail"), AUTH_FAIL}, /* RFC 5451 */
	    {SLICE("softfail"), AUTH_SOFTFAIL},
	    {SLICE("neutral"), AUTH_NEUTRAL}, {SLICE("policy"), AUTH_POLICY},
	    {SLICE("temperror"), AUTH_TEMPERROR},
	    {SLICE("permerror"), AUTH_PERMERROR}};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (slice_equal_nocase(word, rows[i].name))
			return rows[i].verdict;
	return AUTH_OTHER;
}

/* The methods that begin a result where no semicolon does. */
static bool
is_method(struct slice name)
{
	static const struct slice names[] = {SLICE("arc"), SLICE("auth"),
	    SLICE("bimi"), SLICE("compauth"), SLICE("dkim"), SLICE("dkim-adsp"),
	    SLICE("dkim-atps"), SLICE("dmarc"), SLICE("domainkeys"),
	    SLICE("iprev"), SLICE("sender-id"), SLICE("smime"), SLICE("spf")};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (slice_equal_nocase(name, names[i]))
			return true;
	return false;
}

/* How much a property says about the domain that was checked; 0: "action" and
 * the like, which have no type. */
static unsigned
property_rank(struct slice name)
{
	static const struct slice names[] = {SLICE("header.d"),
	    SLICE("header.from"), SLICE("smtp.mailfrom"), SLICE("header.i"),
	    SLICE("smtp.mfrom"), SLICE("smtp.mail"), SLICE("envelope-from"),
	    SLICE("smtp.helo"), SLICE("header.sender"), SLICE("smtp.auth")};
	unsigned count = sizeof(names) / sizeof(names[0]);

	for (unsigned i = 0; i < count; i++)
		if (slice_equal_nocase(name, names[i]))
			return count + 1 - i;
	return slice_find_byte(name, '.') < name.size;
}

/* What stands behind the '@' of an address. */
static struct slice
domain_of(struct slice value)
{
	for (size_t i = value.size; i > 0; i--)
		if (value.data[i - 1] == '@')
			return slice_skip(value, i);
	return value;
}

/* ---- one result -------------------------------------------------------- */

/* "name =": true, and the cursor stands on the value. */
static bool
take_equals(struct cursor *cursor)
{
	skip_between(cursor);
	if (!is_at(cursor, '='))
		return false;
	cursor->at++;
	skip_between(cursor);
	return true;
}

/* "header . d", with blanks and comments where RFC 8601 2.2 allows them. */
static struct slice
take_property_name(struct cursor *cursor)
{
	struct slice name = take_name(cursor), more;
	size_t end = cursor->at;

	skip_between(cursor);
	if (name.size == 0 ||
	    (!is_at(cursor, '.') && name.data[name.size - 1] != '.')) {
		cursor->at = end;
		return name;
	}
	more = take_name(cursor);
	if (more.size == 1 && more.data[0] == '.') {
		skip_between(cursor);
		more = take_name(cursor);
	}
	/* As written, blanks and all, as this is rare. */
	name.size = (size_t)(more.data - name.data) + more.size;
	return name;
}

struct properties {
	unsigned rank;
	struct auth_result *result;
};

/* False: the next result begins, and the cursor stands where it did. */
static bool
take_property(
    struct cursor *cursor, struct arena *arena, struct properties *properties)
{
	struct auth_result *result = properties->result;
	size_t start = cursor->at;
	struct slice name = take_property_name(cursor), value;
	unsigned rank;

	if (is_method(name)) {
		cursor->at = start;
		return false;
	}
	if (!take_equals(cursor)) {
		/* A word alone, or a stray '=', '/', '"', ','. */
		if (cursor->at == start)
			cursor->at++;
		return true;
	}
	value = take_value(cursor, arena);
	if (slice_equal_nocase(name, SLICE("reason"))) {
		result->reason = value;
		return true;
	}
	rank = property_rank(name);
	if (rank > properties->rank) {
		properties->rank = rank;
		result->property = name;
		result->domain = domain_of(value);
	}
	return true;
}

static void
take_properties(
    struct cursor *cursor, struct arena *arena, struct auth_result *result)
{
	struct properties properties = {.result = result};

	for (;;) {
		skip_between(cursor);
		if (is_done(cursor) || is_at(cursor, ';') ||
		    !take_property(cursor, arena, &properties))
			return;
	}
}

/* "method/version = result".  False: no such thing. */
static bool
take_method(struct cursor *cursor, struct auth_result *result)
{
	struct slice word;

	result->method = take_name(cursor);
	skip_between(cursor);
	if (is_at(cursor, '/')) {
		cursor->at++;
		skip_between(cursor);
		(void)take_name(cursor);
	}
	if (result->method.size == 0 || !take_equals(cursor))
		return false;
	word = take_name(cursor);
	result->verdict = find_verdict(word);
	return true;
}

bool
auth_results_next(
    struct slice *rest, struct arena *arena, struct auth_result *result_r)
{
	struct cursor cursor = {*rest, 0};
	bool found = false;

	while (!found) {
		size_t start;

		*result_r = (struct auth_result){.verdict = AUTH_NONE};
		skip_between(&cursor);
		if (is_done(&cursor))
			break;
		start = cursor.at;
		if (is_at(&cursor, ';'))
			cursor.at++;
		else if (take_method(&cursor, result_r))
			found = true;
		else if (cursor.at == start)
			cursor.at++;
	}
	if (found)
		take_properties(&cursor, arena, result_r);
	*rest = slice_skip(*rest, cursor.at);
	return found;
}

/* ---- the beginning ----------------------------------------------------- */

/* "i=1;" of ARC-Authentication-Results (RFC 8617 4.1.1). */
static void
skip_instance(struct cursor *cursor)
{
	size_t start = cursor->at;

	if (slice_equal_nocase(take_name(cursor), SLICE("i")) &&
	    take_equals(cursor)) {
		(void)take_name(cursor);
		skip_between(cursor);
		if (is_at(cursor, ';')) {
			cursor->at++;
			skip_between(cursor);
			return;
		}
	}
	cursor->at = start;
}

/* A version behind the server's name. */
static void
skip_version(struct cursor *cursor)
{
	struct slice s = cursor->s;

	skip_between(cursor);
	while (!is_done(cursor) && ascii_is_digit(s.data[cursor->at]))
		cursor->at++;
}

bool
auth_results_begin(
    struct slice value, struct slice *server_r, struct slice *rest_r)
{
	struct cursor cursor = {value, 0};
	struct auth_result result;
	size_t start;

	*server_r = (struct slice){NULL, 0};
	skip_between(&cursor);
	skip_instance(&cursor);
	*rest_r = slice_skip(value, cursor.at);
	if (is_done(&cursor))
		return false;
	start = cursor.at;
	if (take_method(&cursor, &result))
		return true; /* results without a server */
	cursor.at = start;
	if (is_at(&cursor, '"'))
		cursor.at = lexical_quoted_end(value, start);
	while (!is_done(&cursor) && !ascii_is_space(value.data[cursor.at]) &&
	       value.data[cursor.at] != ';' && value.data[cursor.at] != '(')
		cursor.at++;
	*server_r = slice_sub(value, start, cursor.at - start);
	if (server_r->size >= 2 && value.data[start] == '"')
		*server_r = slice_sub(*server_r, 1, server_r->size - 2);
	skip_version(&cursor);
	*rest_r = slice_skip(value, cursor.at);
	return server_r->size > 0;
}
