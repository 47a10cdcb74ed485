/*
 * quoted - a quoted string of CommuniGate's Data format, decoded
 */
#include "core/base/quoted.h"

#include <string.h>

#include "core/base/ascii.h"

/* A code point takes at most six hexadecimal digits (10FFFF). */
#define HEX_DIGITS_MAX 6u

struct decoder {
	struct slice source;
	size_t at; /* next byte of source */
	char *out;
	size_t room;
	size_t size;
};

static bool
put(struct decoder *decoder, uint32_t byte)
{
	if (decoder->size == decoder->room)
		return false;
	decoder->out[decoder->size++] = (char)byte;
	return true;
}

static bool
put_utf8(struct decoder *decoder, uint32_t code)
{
	if (code < 0x80)
		return put(decoder, code);
	if (code < 0x800)
		return put(decoder, 0xC0 | code >> 6) &&
		       put(decoder, 0x80 | (code & 0x3F));
	if (code < 0x10000)
		return put(decoder, 0xE0 | code >> 12) &&
		       put(decoder, 0x80 | (code >> 6 & 0x3F)) &&
		       put(decoder, 0x80 | (code & 0x3F));
	return put(decoder, 0xF0 | code >> 18) &&
	       put(decoder, 0x80 | (code >> 12 & 0x3F)) &&
	       put(decoder, 0x80 | (code >> 6 & 0x3F)) &&
	       put(decoder, 0x80 | (code & 0x3F));
}

/* Value of a hexadecimal digit, or 16. */
static uint32_t
hex_value(uint8_t c)
{
	if (ascii_is_digit(c))
		return (uint32_t)(c - '0');
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? (uint32_t)(c - 'a' + 10) : 16;
}

/* at stands on the first of what should be three decimal digits. */
static enum quoted_result
decode_decimal(struct decoder *decoder)
{
	const uint8_t *digits = decoder->source.data + decoder->at;
	uint32_t value;

	if (decoder->source.size - decoder->at < 3 ||
	    !ascii_is_digit(digits[1]) || !ascii_is_digit(digits[2]))
		return QUOTED_ESCAPE;
	value = (uint32_t)(digits[0] - '0') * 100 +
		(uint32_t)(digits[1] - '0') * 10 + (uint32_t)(digits[2] - '0');
	if (value > 255)
		return QUOTED_ESCAPE;
	decoder->at += 3;
	return put(decoder, value) ? QUOTED_OK : QUOTED_TOO_LONG;
}

/* at stands behind \u: 'hex' must follow. */
static enum quoted_result
decode_code_point(struct decoder *decoder)
{
	struct slice rest = slice_skip(decoder->source, decoder->at);
	uint32_t code = 0;
	size_t i = 1;

	if (rest.size == 0 || rest.data[0] != '\'')
		return QUOTED_ESCAPE;
	for (; i < rest.size && hex_value(rest.data[i]) < 16; i++) {
		if (i > HEX_DIGITS_MAX)
			return QUOTED_ESCAPE;
		code = code << 4 | hex_value(rest.data[i]);
	}
	if (i == 1 || i == rest.size || rest.data[i] != '\'')
		return QUOTED_ESCAPE;
	/* Surrogates are not characters (RFC 3629, section 3). */
	if (code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF))
		return QUOTED_ESCAPE;
	decoder->at += i + 1;
	return put_utf8(decoder, code) ? QUOTED_OK : QUOTED_TOO_LONG;
}

/* at stands behind the backslash. */
static enum quoted_result
decode_escape(struct decoder *decoder)
{
	uint8_t c;

	if (decoder->at == decoder->source.size)
		return QUOTED_OPEN;
	c = decoder->source.data[decoder->at];
	if (ascii_is_digit(c))
		return decode_decimal(decoder);
	decoder->at++;
	switch (c) {
	case 'u':
		return decode_code_point(decoder);
	case 'r':
		c = '\r';
		break;
	case 'n':
	case 'e':
		c = '\n';
		break;
	case 't':
		c = '\t';
		break;
	default: /* \" and \\, and what nothing defines */
		break;
	}
	return put(decoder, c) ? QUOTED_OK : QUOTED_TOO_LONG;
}

/* at stands behind an opening quote; on QUOTED_OK behind the closing one. */
static enum quoted_result
decode_one(struct decoder *decoder)
{
	while (decoder->at < decoder->source.size) {
		enum quoted_result result = QUOTED_OK;
		uint8_t c = decoder->source.data[decoder->at++];

		if (c == '"')
			return QUOTED_OK;
		if (c == '\\')
			result = decode_escape(decoder);
		else if (!put(decoder, c))
			result = QUOTED_TOO_LONG;
		if (result != QUOTED_OK)
			return result;
	}
	return QUOTED_OPEN;
}

/* Index of the next opening quote behind white space only, or source.size. */
static size_t
next_quote(struct slice source, size_t at)
{
	while (at < source.size && strchr(" \t\r\n", source.data[at]) != NULL &&
	       source.data[at] != '\0')
		at++;
	return at < source.size && source.data[at] == '"' ? at : source.size;
}

enum quoted_result
quoted_decode(struct slice source, char *out, size_t room, size_t *size_r,
    size_t *consumed_r)
{
	struct decoder decoder = {source, 0, out, room, 0};
	enum quoted_result result = QUOTED_OPEN;

	if (source.size > 0 && source.data[0] == '"') {
		size_t next = 0;

		do {
			decoder.at = next + 1;
			result = decode_one(&decoder);
			next = next_quote(source, decoder.at);
		} while (result == QUOTED_OK && next < source.size);
	}
	*size_r = decoder.size;
	*consumed_r = decoder.at;
	return result;
}

const char *
quoted_result_text(enum quoted_result result)
{
	switch (result) {
	case QUOTED_OK:
		return "no error";
	case QUOTED_OPEN:
		return "a quote of the string is missing";
	case QUOTED_ESCAPE:
		return "an escape in the string is not valid";
	case QUOTED_TOO_LONG:
		return "the string is too long";
	}
	return "unknown result";
}
