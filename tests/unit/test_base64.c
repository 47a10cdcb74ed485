/*
 * test_base64 - every level against RFC examples, against Python's base64 and
 * against a decoder written from the sentences of base64.h, byte by byte
 */
#include "simd/base64.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "simd/cpu.h"
#include "tests/support/kernel_case.h"

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
			       "abcdefghijklmnopqrstuvwxyz0123456789+/";

#define INPUT_MAX 8192u

/* ---- the plain decoder ------------------------------------------------- */

static void
plain_end_quantum(uint32_t *bits, unsigned *held, uint8_t *out, size_t *size)
{
	for (unsigned have = *held * 6; have >= 8; have -= 8)
		out[(*size)++] = (uint8_t)(*bits >> (have - 8));
	*bits = 0;
	*held = 0;
}

static struct base64_result
plain_decode(
    const uint8_t *data, size_t size, enum base64_padding padding, uint8_t *out)
{
	struct base64_result r = {0};
	uint32_t bits = 0;
	unsigned held = 0;

	for (size_t i = 0; i < size; i++) {
		const char *at =
		    data[i] == 0 ? NULL : strchr(alphabet, data[i]);

		r.consumed = i + 1;
		if (at != NULL) {
			bits = bits << 6 | (uint32_t)(at - alphabet);
			if (++held == 4)
				plain_end_quantum(
				    &bits, &held, out, &r.written);
		} else if (data[i] == '=') {
			if (i == 0 || data[i - 1] != '=')
				r.pads++;
			plain_end_quantum(&bits, &held, out, &r.written);
			if (padding == BASE64_STOP_AT_PADDING &&
			    (i + 1 == size || data[i + 1] != '='))
				return r;
		} else if (data[i] == 0 ||
			   strchr(" \t\n\v\f\r", data[i]) == NULL) {
			r.junk++;
		}
	}
	plain_end_quantum(&bits, &held, out, &r.written);
	return r;
}

/* ---- all levels and both paddings against it --------------------------- */

static uint8_t expected[BASE64_ROOM(INPUT_MAX)];

static void
check_level(const uint8_t *data, size_t size, enum base64_padding padding,
    const struct guard *output)
{
	uint8_t *out = guard_tail(output, BASE64_ROOM(size));
	struct base64_result want = plain_decode(data, size, padding, expected);
	struct base64_result got = base64_decode(data, size, padding, out);

	assert_int_equal(got.written, want.written);
	assert_int_equal(got.consumed, want.consumed);
	assert_int_equal(got.junk, want.junk);
	assert_int_equal(got.pads, want.pads);
	assert_memory_equal(out, expected, want.written);
}

static void
check_all(const uint8_t *data, size_t size, const struct guard *output)
{
	for (int level = 0; level < CPU_LEVELS; level++) {
		if (cpu_force_level((enum cpu_level)level) !=
		    (enum cpu_level)level)
			continue;
		check_level(data, size, BASE64_STOP_AT_PADDING, output);
		check_level(data, size, BASE64_PASS_PADDING, output);
	}
}

/* ---- known answers ----------------------------------------------------- */

struct answer {
	const char *input;
	enum base64_padding padding;
	const char *output;
	size_t consumed;
	size_t junk;
	size_t pads;
};

#define STOP BASE64_STOP_AT_PADDING
#define PASS BASE64_PASS_PADDING

/* The first seven are RFC 4648, section 10. */
static const struct answer answers[] = {
    {"", STOP, "", 0, 0, 0},
    {"Zg==", STOP, "f", 4, 0, 1},
    {"Zm8=", STOP, "fo", 4, 0, 1},
    {"Zm9v", STOP, "foo", 4, 0, 0},
    {"Zm9vYg==", STOP, "foob", 8, 0, 1},
    {"Zm9vYmE=", STOP, "fooba", 8, 0, 1},
    {"Zm9vYmFy", STOP, "foobar", 8, 0, 0},
    /* RFC 2045, section 6.8: other characters are ignored. */
    {"Z\r\nm 9\tv", STOP, "foo", 8, 0, 0},
    {"Zm9v\r\nYmFy\r\n", STOP, "foobar", 12, 0, 0},
    {"Z!m*9\x80v", STOP, "foo", 7, 3, 0},
    {"Zm9v-_.", STOP, "foo", 7, 3, 0},
    {"Zm9v\xAD\xBD\x8D\xA0", STOP, "foo", 8, 4, 0},
    /* Cut ends. */
    {"Zm9vY", STOP, "foo", 5, 0, 0},
    {"Zm9vYg", STOP, "foob", 6, 0, 0},
    {"Zm9vYmE", STOP, "fooba", 7, 0, 0},
    {"Zm9vYg=", STOP, "foob", 7, 0, 1},
    {"Z", STOP, "", 1, 0, 0},
    /* Padding in the middle: two readings. */
    {"Zg==Zm8=Zm9v", STOP, "f", 4, 0, 1},
    {"Zg==Zm8=Zm9v", PASS, "ffofoo", 12, 0, 2},
    {"Zg==\r\nZg==\r\n", STOP, "f", 4, 0, 1},
    {"Zg==\r\nZg==\r\n", PASS, "ff", 12, 0, 2},
    {"Z=m9v", PASS, "\x9b\xdb", 5, 0, 1},
    {"=Zm9v", STOP, "", 1, 0, 1},
    {"=Zm9v", PASS, "foo", 5, 0, 1},
    {"====Zm9v", STOP, "", 4, 0, 1},
    {"====Zm9v", PASS, "foo", 8, 0, 1},
    {"Zg= =Zm9v", STOP, "f", 3, 0, 1},
    {"Zg= =Zm9v", PASS, "ffoo", 9, 0, 2},
};

static void
known_answers_at_every_level(void **state)
{
	uint8_t out[BASE64_ROOM(64)];

	(void)state;
	for (int level = 0; level < CPU_LEVELS; level++) {
		cpu_force_level((enum cpu_level)level);
		for (size_t i = 0; i < sizeof(answers) / sizeof(*answers);
		     i++) {
			const struct answer *a = &answers[i];
			struct base64_result r =
			    base64_decode((const uint8_t *)a->input,
				strlen(a->input), a->padding, out);

			assert_int_equal(r.written, strlen(a->output));
			assert_memory_equal(out, a->output, r.written);
			assert_int_equal(r.consumed, a->consumed);
			assert_int_equal(r.junk, a->junk);
			assert_int_equal(r.pads, a->pads);
		}
	}
}

/* All 64 characters in order, made with Python: the bytes 00 10 83 10 51 87
 * 20 92 8b ... are base64.b64decode(alphabet). */
static void
the_whole_alphabet_decodes_as_in_python(void **state)
{
	static const uint8_t python[48] = {0x00, 0x10, 0x83, 0x10, 0x51, 0x87,
	    0x20, 0x92, 0x8b, 0x30, 0xd3, 0x8f, 0x41, 0x14, 0x93, 0x51, 0x55,
	    0x97, 0x61, 0x96, 0x9b, 0x71, 0xd7, 0x9f, 0x82, 0x18, 0xa3, 0x92,
	    0x59, 0xa7, 0xa2, 0x9a, 0xab, 0xb2, 0xdb, 0xaf, 0xc3, 0x1c, 0xb3,
	    0xd3, 0x5d, 0xb7, 0xe3, 0x9e, 0xbb, 0xf3, 0xdf, 0xbf};
	uint8_t out[BASE64_ROOM(64)];

	(void)state;
	for (int level = 0; level < CPU_LEVELS; level++) {
		cpu_force_level((enum cpu_level)level);
		struct base64_result r =
		    base64_decode((const uint8_t *)alphabet, 64, STOP, out);

		assert_int_equal(r.written, sizeof(python));
		assert_memory_equal(out, python, sizeof(python));
	}
}

/* ---- shapes ------------------------------------------------------------ */

/* The mix that a random byte is taken from, from friendly to hostile. */
static const char *const mixes[] = {
    "ABCDEFGHabcdefgh0123456789+/",
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz012345678\r\n",
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456+/!",
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456+/=",
    "AB=\r\n \t\v\f!\x80\xff\xc1\xad",
    "A=",
};

static const struct kernel_case kernel = {
    .mixes = mixes,
    .count = sizeof(mixes) / sizeof(*mixes),
    .input_max = INPUT_MAX,
    .room = BASE64_ROOM(INPUT_MAX),
    .check = check_all,
};

static void
every_length_and_alignment_equals_the_plain_decoder(void **state)
{
	(void)state;
	kernel_check_alignments(&kernel);
}

static void
nothing_outside_the_input_is_read(void **state)
{
	(void)state;
	kernel_check_ends(&kernel, 700);
}

/* size bytes of lines of chars characters (0: no line ends). */
static void
fill_lines(uint64_t *seed, uint8_t *data, size_t size, size_t chars,
    const char *line_end)
{
	size_t column = 0;
	size_t i = 0;

	while (i < size) {
		if (chars != 0 && column == chars) {
			for (const char *e = line_end; *e != 0 && i < size; e++)
				data[i++] = (uint8_t)*e;
			column = 0;
			continue;
		}
		data[i++] = (uint8_t)alphabet[random_below(seed, 64)];
		column++;
	}
}

static void
lines_of_every_length_equal_the_plain_decoder(void **state)
{
	static const char *const line_ends[] = {"\r\n", "\n", "\r", " \n"};
	struct guard input = guard_open(INPUT_MAX);
	struct guard output = guard_open(BASE64_ROOM(INPUT_MAX));
	uint64_t seed = 3;

	(void)state;
	for (size_t chars = 0; chars <= 300; chars++)
		for (size_t e = 0; e < 4; e++) {
			size_t size = 1500 + random_below(&seed, 1000);
			uint8_t *data = guard_tail(&input, size);

			fill_lines(&seed, data, size, chars, line_ends[e]);
			check_all(data, size, &output);
			/* Now one byte that breaks the rule. */
			data[random_below(&seed, size)] =
			    (uint8_t) "=!\n\rA\x80"[random_below(&seed, 6)];
			check_all(data, size, &output);
		}
	guard_close(&input);
	guard_close(&output);
}

static void
a_damaged_byte_anywhere_is_treated_alike(void **state)
{
	struct guard input = guard_open(INPUT_MAX);
	struct guard output = guard_open(BASE64_ROOM(INPUT_MAX));
	uint64_t seed = 4;
	size_t size = 1200;
	uint8_t *data = guard_tail(&input, size);

	(void)state;
	fill_lines(&seed, data, size, 76, "\r\n");
	for (size_t i = 0; i < size; i++)
		for (const char *c = "=!\r\nA\xff"; *c != 0; c++) {
			uint8_t kept = data[i];

			data[i] = (uint8_t)*c;
			check_all(data, size, &output);
			data[i] = kept;
		}
	guard_close(&input);
	guard_close(&output);
}

static void
every_byte_value_is_classed_alike(void **state)
{
	struct guard output = guard_open(BASE64_ROOM(INPUT_MAX));
	uint8_t data[512];

	(void)state;
	for (size_t i = 0; i < sizeof(data); i++)
		data[i] = (uint8_t)i;
	check_all(data, sizeof(data), &output);
	for (unsigned value = 0; value < 256; value++) {
		memset(data, 'Q', sizeof(data));
		for (size_t i = 5; i < sizeof(data); i += 97)
			data[i] = (uint8_t)value;
		check_all(data, sizeof(data), &output);
		memset(data, (int)value, sizeof(data));
		check_all(data, 200, &output);
	}
	guard_close(&output);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(known_answers_at_every_level),
	    cmocka_unit_test(the_whole_alphabet_decodes_as_in_python),
	    cmocka_unit_test(
		every_length_and_alignment_equals_the_plain_decoder),
	    cmocka_unit_test(nothing_outside_the_input_is_read),
	    cmocka_unit_test(lines_of_every_length_equal_the_plain_decoder),
	    cmocka_unit_test(a_damaged_byte_anywhere_is_treated_alike),
	    cmocka_unit_test(every_byte_value_is_classed_alike),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
