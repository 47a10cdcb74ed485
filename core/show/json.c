/*
 * json - JSON as it is built (RFC 8259)
 */
#include "core/show/json.h"

#include <inttypes.h>
#include <math.h>

#include "core/text/utf8.h"

void
json_init(struct json *json, struct writer *out)
{
	json->out = out;
	json->depth = 0;
	json->has_elements[0] = false;
}

/* What stands ahead of a value. */
static void
begin_value(struct json *json, const char *key)
{
	if (json->has_elements[json->depth])
		writer_byte(json->out, ',');
	json->has_elements[json->depth] = true;
	if (key == NULL)
		return;
	writer_byte(json->out, '"');
	writer_string(json->out, key);
	writer_string(json->out, "\":");
}

static void
open_level(struct json *json, const char *key, char bracket)
{
	begin_value(json, key);
	CHECK(json->depth + 1 < JSON_DEPTH_MAX);
	json->has_elements[++json->depth] = false;
	writer_byte(json->out, bracket);
}

static void
close_level(struct json *json, char bracket)
{
	CHECK(json->depth > 0);
	json->depth--;
	writer_byte(json->out, bracket);
}

void
json_object(struct json *json, const char *key)
{
	open_level(json, key, '{');
}

void
json_object_end(struct json *json)
{
	close_level(json, '}');
}

void
json_array(struct json *json, const char *key)
{
	open_level(json, key, '[');
}

void
json_array_end(struct json *json)
{
	close_level(json, ']');
}

/* ---- strings ------------------------------------------------------------- */

static void
put_unit(struct writer *out, uint32_t unit)
{
	static const char digits[] = "0123456789abcdef";
	const char escape[] = {'\\', 'u', digits[unit >> 12 & 15],
	    digits[unit >> 8 & 15], digits[unit >> 4 & 15], digits[unit & 15]};

	writer_put(
	    out, (struct slice){(const uint8_t *)escape, sizeof(escape)});
}

/* Over U+FFFF two units of UTF-16. */
static void
put_escape(struct writer *out, uint32_t code_point)
{
	if (code_point <= 0xFFFF) {
		put_unit(out, code_point);
		return;
	}
	code_point -= 0x10000;
	put_unit(out, 0xD800 + (code_point >> 10));
	put_unit(out, 0xDC00 + (code_point & 0x3FF));
}

/* As it is, where it can be shown as it is. */
static void
put_wide(struct writer *out, struct slice s, size_t *at)
{
	size_t from = *at;
	uint32_t code_point = utf8_next(s, at);

	if (code_point >= 0x80 && code_point != UTF8_REPLACEMENT &&
	    utf8_class(code_point) == UTF8_PLAIN)
		writer_put(out, slice_sub(s, from, *at - from));
	else
		put_escape(out, code_point);
}

static bool
is_special(uint8_t byte)
{
	return byte < 0x20 || byte >= 0x7F || byte == '"' || byte == '\\';
}

static void
put_special(struct writer *out, struct slice s, size_t *at)
{
	uint8_t byte = s.data[*at];

	if (byte == '"' || byte == '\\') {
		writer_byte(out, '\\');
		writer_byte(out, (char)byte);
		(*at)++;
	} else if (byte == '\n' || byte == '\t' || byte == '\r') {
		writer_byte(out, '\\');
		writer_byte(out, byte == '\n' ? 'n' : byte == '\t' ? 't' : 'r');
		(*at)++;
	} else {
		put_wide(out, s, at);
	}
}

void
json_string(struct json *json, const char *key, struct slice s)
{
	size_t at = 0, plain;

	begin_value(json, key);
	writer_byte(json->out, '"');
	while (at < s.size) {
		plain = at;
		while (at < s.size && !is_special(s.data[at]))
			at++;
		writer_put(json->out, slice_sub(s, plain, at - plain));
		if (at < s.size)
			put_special(json->out, s, &at);
	}
	writer_byte(json->out, '"');
}

void
json_string_if(struct json *json, const char *key, struct slice s)
{
	if (s.size > 0)
		json_string(json, key, s);
}

void
json_word(struct json *json, const char *key, const char *word)
{
	if (word == NULL)
		json_null(json, key);
	else
		json_string(json, key, slice_from_string(word));
}

/* ---- the rest ------------------------------------------------------------ */

void
json_number(struct json *json, const char *key, uint64_t number)
{
	begin_value(json, key);
	writer_printf(json->out, "%" PRIu64, number);
}

void
json_signed(struct json *json, const char *key, int64_t number)
{
	begin_value(json, key);
	writer_printf(json->out, "%" PRId64, number);
}

void
json_decimal(struct json *json, const char *key, double value, int digits)
{
	begin_value(json, key);
	if (isfinite(value))
		writer_printf(json->out, "%.*f", digits, value);
	else
		writer_string(json->out, "null");
}

void
json_bool(struct json *json, const char *key, bool value)
{
	begin_value(json, key);
	writer_string(json->out, value ? "true" : "false");
}

void
json_null(struct json *json, const char *key)
{
	begin_value(json, key);
	writer_string(json->out, "null");
}
