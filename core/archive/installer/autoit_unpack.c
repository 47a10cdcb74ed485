/*
 * autoit_unpack - AutoIt's compression, and its scripts as text
 */
#include "core/archive/installer/autoit_unpack.h"

#include <stdio.h>
#include <string.h>

#include "core/archive/method/bit_reader.h"
#include "core/base/integer.h"
#include "core/text/utf8.h"

#define HEAD_BYTES 8u
#define MATCH_MIN 3u
#define DISTANCE_BITS 15u

/* ---- compression ------------------------------------------------------- */

/* A length goes on in more bits where all of these are ones. */
static const struct {
	unsigned bits;
	uint32_t base;
} steps[] = {{2, 0}, {3, 3}, {5, 10}, {8, 41}};

#define STEPS (sizeof(steps) / sizeof(steps[0]))
#define LAST_BASE 296u
#define LAST_BITS 8u

/* 0: more bits than there are. */
static size_t
take_length(struct bit_reader *bits)
{
	size_t length = LAST_BASE;
	uint32_t more;

	for (size_t i = 0; i < STEPS; i++) {
		uint32_t all = (1u << steps[i].bits) - 1;

		more = high_take(bits, steps[i].bits);
		if (more != all)
			return steps[i].base + more + MATCH_MIN;
	}
	do {
		high_fill(bits);
		if (bits_overrun(bits))
			return 0;
		more = high_take(bits, LAST_BITS);
		length += more;
	} while (more == (1u << LAST_BITS) - 1);
	return length + MATCH_MIN;
}

static enum lz_result
unpack(struct bit_reader *bits, uint32_t literal, size_t size,
    struct lz_output *lz)
{
	while (lz_size(lz) < size) {
		size_t distance, length;

		high_fill(bits);
		if (bits_overrun(bits))
			return LZ_DAMAGED;
		if (high_take(bits, 1) == literal) {
			if (!lz_literal(lz, (uint8_t)high_take(bits, 8)))
				return LZ_CUT;
			continue;
		}
		distance = high_take(bits, DISTANCE_BITS);
		length = take_length(bits);
		if (distance == 0 || distance > lz_size(lz) ||
		    bits_overrun(bits))
			return LZ_DAMAGED;
		if (length > size - lz_size(lz))
			length = size - lz_size(lz);
		if (!lz_match(lz, distance, length))
			return LZ_CUT;
	}
	return LZ_OK;
}

enum lz_result
autoit_unpack(struct slice packed, struct body_output *output)
{
	struct bit_reader bits = bit_reader_of(slice_skip(packed, HEAD_BYTES));
	struct lz_output lz = lz_output_of(output);
	enum lz_result result;
	uint32_t literal;

	if (slice_starts_with(packed, SLICE("EA05")))
		literal = 0;
	else if (slice_starts_with(packed, SLICE("EA06")))
		literal = 1;
	else
		return LZ_DAMAGED;
	result = unpack(&bits, literal, u32_be(packed, 4), &lz);
	lz_flush(&lz);
	return result;
}

/* ---- scripts ----------------------------------------------------------- */

enum token {
	TOKEN_KEYWORD = 0x00, /* and up to 0x0F: 4 bytes */
	TOKEN_INTEGER = 0x05,
	TOKEN_LONG = 0x10,   /* and up to 0x1F: 8 bytes */
	TOKEN_DOUBLE = 0x20, /* and up to 0x2F: 8 bytes */
	TOKEN_WORD = 0x30,
	TOKEN_MACRO = 0x32,
	TOKEN_VARIABLE = 0x33,
	TOKEN_PROPERTY = 0x35,
	TOKEN_STRING = 0x36,
	TOKEN_WORD_LAST = 0x3F,
	TOKEN_OPERATOR = 0x40,
	TOKEN_LINE_END = 0x7F,
};

static const char *const operators[] = {",", "=", ">", "<", "<>",
    ">=", "<=", "(", ")", "+", "-", "/", "*", "&", "[", "]", "==", "^",
    "+=", "-=", "/=", "*=", "&=", "?", ":"};

#define OPERATORS (sizeof(operators) / sizeof(operators[0]))
#define NUMBER_MAX 32u

struct script {
	struct slice rest;
	struct lz_output lz;
};

static bool
write_text(struct script *script, const char *text)
{
	return lz_write(&script->lz, (const uint8_t *)text, strlen(text));
}

static struct slice
take(struct script *script, size_t size)
{
	struct slice taken = slice_sub(script->rest, 0, size);

	script->rest = slice_skip(script->rest, taken.size);
	return taken;
}

/* A count of letters, which each of them is xored with. */
static enum lz_result
write_word(struct script *script, const char *ahead, const char *behind)
{
	uint32_t count = u32_le(take(script, 4), 0);
	struct slice letters;

	if (count > script->rest.size / 2)
		return LZ_DAMAGED;
	letters = take(script, (size_t)count * 2);
	if (!write_text(script, ahead))
		return LZ_CUT;
	for (uint32_t i = 0; i < count; i++) {
		uint8_t utf8[UTF8_MAX];
		uint32_t letter = u16_le(letters, 2 * i) ^ (count & 0xFFFF);

		if (!lz_write(&script->lz, utf8, utf8_put(letter, utf8)))
			return LZ_CUT;
	}
	return write_text(script, behind) ? LZ_OK : LZ_CUT;
}

static enum lz_result
write_number(struct script *script, uint8_t token)
{
	struct slice bytes = take(script, token < TOKEN_LONG ? 4 : 8);
	uint64_t integer = u64_le(bytes, 0);
	char text[NUMBER_MAX] = "";
	double number;

	memcpy(&number, &integer, sizeof(number));
	if (token == TOKEN_INTEGER || token == TOKEN_LONG)
		snprintf(
		    text, sizeof(text), "%llu ", (unsigned long long)integer);
	else if (token == TOKEN_DOUBLE)
		snprintf(text, sizeof(text), "%.15g ", number);
	return write_text(script, text) ? LZ_OK : LZ_CUT;
}

static enum lz_result
write_named(struct script *script, uint8_t token)
{
	switch (token) {
	case TOKEN_MACRO:
		return write_word(script, "@", " ");
	case TOKEN_VARIABLE:
		return write_word(script, "$", " ");
	case TOKEN_PROPERTY:
		return write_word(script, ".", " ");
	case TOKEN_STRING:
		return write_word(script, "\"", "\" ");
	default:
		return write_word(script, "", " ");
	}
}

static enum lz_result
write_token(struct script *script, uint8_t token)
{
	if (token < TOKEN_WORD)
		return write_number(script, token);
	if (token <= TOKEN_WORD_LAST)
		return write_named(script, token);
	if (token == TOKEN_LINE_END)
		return write_text(script, "\r\n") ? LZ_OK : LZ_CUT;
	token = (uint8_t)(token - TOKEN_OPERATOR);
	if (token >= OPERATORS)
		return LZ_DAMAGED;
	return write_text(script, operators[token]) && write_text(script, " ")
		   ? LZ_OK
		   : LZ_CUT;
}

enum lz_result
autoit_script(struct slice tokens, struct body_output *output)
{
	struct script script = {
	    /* How many lines there are. */
	    .rest = slice_skip(tokens, 4),
	    .lz = lz_output_of(output),
	};
	enum lz_result result = LZ_OK;

	while (script.rest.size > 0 && result == LZ_OK) {
		uint8_t token = script.rest.data[0];

		script.rest = slice_skip(script.rest, 1);
		result = write_token(&script, token);
	}
	lz_flush(&script.lz);
	return result;
}
