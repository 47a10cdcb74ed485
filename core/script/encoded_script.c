/*
 * encoded_script - scripts of Microsoft's Script Encoder
 */
#include "core/script/encoded_script.h"

#include "core/base/ascii.h"
#include "core/base/integer.h"

/* Which of three alphabets is used: over and over, for each byte in turn. */
static const uint8_t turns[64] = {0, 1, 2, 0, 1, 2, 1, 2, 2, 1, 2, 1, 0, 2, 1,
    2, 0, 2, 1, 2, 0, 0, 1, 2, 2, 1, 0, 2, 1, 2, 2, 1, 0, 0, 2, 1, 2, 1, 2, 0,
    2, 0, 0, 1, 2, 0, 2, 1, 0, 2, 1, 2, 0, 0, 1, 2, 2, 0, 0, 1, 2, 0, 2, 1};

/* What bytes from the blank on stand for. */
static const char *const alphabets[3] = {
    ".GzVBj/&IA42[vrC89pEhqO\tbD#uJ~J^@wJa]\"KoN;LPg*}t"
    "T+-,0nkf5%!dMRc?{x)(sY3\177mUS|:_eFX1ilZH'\\=$y7`Q 6",
    "-uR`q^I\\b})6 |z\177kc3+hQfv1dTCL:L~LE,*t'7DyY/o&rj9"
    "{?8wgSG4x]0#Z[lHUpi.L!$NP\tVs5aKX;W\"mM%(FJ2A=_OBe",
    "20!)[83=X:5e9\\VsfNEkbYx^}JmqA`AS@B'Hru17MR\"TjGd-"
    " \177.L]~loytC&v%$+(#A4\t*D?w;UiacPgQIOFh|6pnz/_KZ,W",
};
static const uint8_t tab[3] = {0x57, 0x6e, 0x7b};

/* ---- where it stands --------------------------------------------------- */

#define BEGIN SLICE("#@~^")
#define END SLICE("^#~@")
/* A length, or a sum. */
#define NUMBER_SIZE 8u

/* With a number behind it. */
static bool
is_begin(struct slice at)
{
	return slice_starts_with(at, BEGIN) &&
	       slice_starts_with(
		   slice_skip(at, BEGIN.size + NUMBER_SIZE - 2), SLICE("=="));
}

static size_t
find_begin(struct slice text, size_t at)
{
	/* Few texts have many of these. */
	for (at += BEGIN.size - 2; at < text.size; at++) {
		at += slice_find_byte(slice_skip(text, at), '~');
		if (is_begin(slice_skip(text, at - (BEGIN.size - 2))))
			return at - (BEGIN.size - 2);
	}
	return text.size;
}

static uint32_t
digit_of(uint8_t c)
{
	return c >= 'A' && c <= 'Z'   ? c - (uint32_t)'A'
	       : c >= 'a' && c <= 'z' ? c - (uint32_t)'a' + 26
	       : ascii_is_digit(c)    ? c - (uint32_t)'0' + 52
	       : c == '+'             ? 62
				      : 63;
}

/* Four bytes, the lowest first, in base64. */
static uint32_t
number_at(struct slice digits)
{
	uint64_t bits = 0;
	uint8_t bytes[4];

	for (size_t i = 0; i < 6 && i < digits.size; i++)
		bits = bits << 6 | digit_of(digits.data[i]);
	bits >>= 4;
	for (size_t i = 0; i < sizeof(bytes); i++)
		bytes[i] = (uint8_t)(bits >> (24 - 8 * i));
	return u32_le((struct slice){bytes, sizeof(bytes)}, 0);
}

/* How many bytes of rest, in which no other script begins, are of the script
 * whose length may be that. */
static size_t
size_of(struct slice rest, size_t length)
{
	size_t end;

	if (length < rest.size && rest.size - length >= NUMBER_SIZE &&
	    slice_starts_with(slice_skip(rest, length + NUMBER_SIZE), END))
		return length;
	end = slice_find(rest, END);
	return end < rest.size && end >= NUMBER_SIZE ? end - NUMBER_SIZE : end;
}

bool
encoded_script_next(
    struct slice text, size_t at, struct encoded_script *script_r)
{
	size_t from = find_begin(text, at), head = from + BEGIN.size;
	size_t size, behind = NUMBER_SIZE + END.size;
	struct slice rest;

	if (text.size - from <= BEGIN.size + NUMBER_SIZE)
		return false;
	/* "@~" is nothing that the encoder writes. */
	rest = slice_sub(text, head + NUMBER_SIZE,
	    find_begin(text, head + NUMBER_SIZE) - head - NUMBER_SIZE);
	size = size_of(rest, number_at(slice_skip(text, head)));
	if (behind > rest.size - size)
		behind = rest.size - size;
	*script_r = (struct encoded_script){
	    from, head + NUMBER_SIZE + size + behind, slice_sub(rest, 0, size)};
	return true;
}

/* ---- what it comes to -------------------------------------------------- */

/* Behind '@': what no byte stands for. */
static uint8_t
escape_of(uint8_t c)
{
	switch (c) {
	case '&':
		return '\n';
	case '#':
		return '\r';
	case '*':
		return '>';
	case '!':
		return '<';
	case '$':
		return '@';
	default:
		return c;
	}
}

static uint8_t
letter_of(uint8_t c, size_t turn)
{
	unsigned alphabet = turns[turn % sizeof(turns)];

	if (c == '\t')
		return tab[alphabet];
	if (c < ' ' || c == '<' || c == '>')
		return c;
	return (uint8_t)alphabets[alphabet][c - ' '];
}

size_t
encoded_script_read(struct slice bytes, uint8_t *out)
{
	size_t size = 0, turn = 0;

	for (size_t at = 0; at < bytes.size; at++) {
		uint8_t c = bytes.data[at];

		/* Who broke the line was not the encoder. */
		if (c == '\n' || c == '\r')
			continue;
		if (c == '@' && at + 1 < bytes.size) {
			out[size++] = escape_of(bytes.data[++at]);
			turn++;
		} else if (c < 0x80) {
			out[size++] = letter_of(c, turn++);
		} else {
			out[size++] = c;
		}
	}
	return size;
}
