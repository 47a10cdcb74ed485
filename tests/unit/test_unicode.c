/*
 * test_unicode - every variant against a plain one, and against counting
 */
#include "simd/unicode.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

#include "simd/cpu.h"
#include "tests/support/guard.h"
#include "tests/support/random.h"

#define INPUT_MAX 8192u

/* ---- plain forms --------------------------------------------------------- */

/* RFC 3629, section 3, the table of bits. */
static size_t
plain_put(uint32_t c, uint8_t *out)
{
	static const uint8_t marks[] = {0, 0, 0xC0, 0xE0, 0xF0};
	size_t size = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;

	for (size_t i = size - 1; i > 0; i--) {
		out[i] = (uint8_t)(0x80 | (c & 0x3F));
		c >>= 6;
	}
	out[0] = (uint8_t)(marks[size] | c);
	return size;
}

/* By reading a number and writing it again: what comes back is the shortest
 * form, so anything else was not valid. */
static size_t
plain_utf8_run(const uint8_t *data, size_t size)
{
	size_t i = 0;

	while (i < size) {
		uint8_t lead = data[i];
		size_t length = lead < 0x80         ? 1
				: (lead >> 5) == 6  ? 2
				: (lead >> 4) == 14 ? 3
				: (lead >> 3) == 30 ? 4
						    : 0;
		uint32_t c = lead & (length == 1 ? 0x7Fu : 0x7Fu >> length);
		uint8_t again[4];

		if (length == 0 || length > size - i)
			return i;
		for (size_t k = 1; k < length; k++)
			c = c << 6 | (data[i + k] & 0x3Fu);
		if (c > 0x10FFFF || (c >= 0xD800 && c < 0xE000) ||
		    plain_put(c, again) != length ||
		    memcmp(again, data + i, length) != 0)
			return i;
		i += length;
	}
	return size;
}

static size_t
plain_ascii_run(const uint8_t *data, size_t size)
{
	size_t i = 0;

	while (i < size && data[i] < 0x80)
		i++;
	return i;
}

static struct unicode_result
plain_utf16(const uint8_t *data, size_t count, bool big, uint8_t *out)
{
	struct unicode_result r = {0};

	for (size_t i = 0; i < count; i++) {
		uint32_t low = 0;
		uint32_t c = big ? data[2 * i] * 256u + data[2 * i + 1]
				 : data[2 * i + 1] * 256u + data[2 * i];
		if (i + 1 < count)
			low = big ? data[2 * i + 2] * 256u + data[2 * i + 3]
				  : data[2 * i + 3] * 256u + data[2 * i + 2];
		if (c >= 0xD800 && c < 0xDC00 && low >= 0xDC00 &&
		    low < 0xE000) {
			c = 0x10000 + (c - 0xD800) * 1024 + low - 0xDC00;
			i++;
		} else if (c >= 0xD800 && c < 0xE000) {
			c = 0xFFFD;
			r.replaced++;
		}
		r.written += plain_put(c, out + r.written);
	}
	return r;
}

/* A charset with all lengths: 0x80 + i is code point i * step + 0x80. */
static struct unicode_single
made_up_charset(uint32_t step)
{
	struct unicode_single s;
	uint16_t points[128];

	for (uint32_t i = 0; i < 128; i++)
		points[i] = (uint16_t)(0x80 + i * step);
	unicode_single_make(&s, points);
	return s;
}

static size_t
plain_single(uint32_t step, const uint8_t *data, size_t size, uint8_t *out)
{
	size_t o = 0;

	for (size_t i = 0; i < size; i++) {
		uint32_t c = data[i];

		o +=
		    plain_put(c < 0x80 ? c : 0x80 + (c - 0x80) * step, out + o);
	}
	return o;
}

/* ---- all levels against them ----------------------------------------------
 */

static uint8_t expected[UNICODE_SINGLE_ROOM(INPUT_MAX)];

static bool
force(int level)
{
	return (int)cpu_force_level((enum cpu_level)level) == level;
}

static void
check_single(const uint8_t *data, size_t size, const struct guard *output)
{
	static const uint32_t steps[] = {1, 14, 500};
	uint8_t *out = guard_tail(output, UNICODE_SINGLE_ROOM(size));

	for (size_t s = 0; s < 3; s++) {
		struct unicode_single charset = made_up_charset(steps[s]);
		size_t want = plain_single(steps[s], data, size, expected);

		assert_int_equal(
		    unicode_from_single(&charset, data, size, out), want);
		assert_memory_equal(out, expected, want);
	}
}

static void
check_utf16(const uint8_t *data, size_t size, const struct guard *output)
{
	uint8_t *out = guard_tail(output, UNICODE_UTF16_ROOM(size / 2));

	for (int big = 0; big < 2; big++) {
		struct unicode_result want =
		    plain_utf16(data, size / 2, big == 1, expected);
		struct unicode_result got =
		    unicode_from_utf16(data, size / 2, big == 1, out);

		assert_int_equal(got.written, want.written);
		assert_int_equal(got.replaced, want.replaced);
		assert_memory_equal(out, expected, want.written);
	}
}

static void
check_all(const uint8_t *data, size_t size, const struct guard *output)
{
	size_t ascii = plain_ascii_run(data, size);
	size_t valid = plain_utf8_run(data, size);

	for (int level = 0; level < CPU_LEVELS; level++) {
		if (!force(level))
			continue;
		assert_int_equal(unicode_ascii_run(data, size), ascii);
		assert_int_equal(unicode_utf8_run(data, size), valid);
		check_single(data, size, output);
		check_utf16(data, size, output);
	}
}

/* ---- shapes -----------------------------------------------------------------
 */

static const char *const pieces[] = {"a", "plain text ", "\u00e9", "\u043f",
    "\u65e5\u672c", "\U0001F600", "\u07ff\u0800", "\uffff", "\xf4\x8f\xbf\xbf",
    "a longer run of plain text that fills a vector, or nearly, to its end"};
#define PIECES (sizeof(pieces) / sizeof(*pieces))

static const char *const breaks[] = {"\x80", "\xff", "\xc0\x80", "\xc1\xbf",
    "\xe0\x80\x80", "\xe0\x9f\xbf", "\xed\xa0\x80", "\xed\xbf\xbf",
    "\xf0\x80\x80\x80", "\xf0\x8f\xbf\xbf", "\xf4\x90\x80\x80", "\xf5\x80",
    "\xe6\x97", "\xf0\x9f\x98", "\xc3", "\xe6\x97\xa5\xa5", "\xd8\x01\xdc\x01",
    "\xd8\x01\xd8\x01"};
#define BREAKS (sizeof(breaks) / sizeof(*breaks))

static size_t
text_of_pieces(uint64_t *seed, uint8_t *text, size_t size, unsigned broken_in)
{
	size_t n = 0;

	while (n < size) {
		const char *piece = pieces[random_below(seed, PIECES)];

		if (broken_in > 0 && random_below(seed, broken_in) == 0)
			piece = breaks[random_below(seed, BREAKS)];
		memcpy(text + n, piece, strlen(piece));
		n += strlen(piece);
	}
	return n;
}

static void
text_of_all_kinds_equals_the_plain_forms(void **state)
{
	struct guard input = guard_open(INPUT_MAX);
	struct guard output = guard_open(UNICODE_SINGLE_ROOM(INPUT_MAX));
	static const unsigned broken_in[] = {0, 200, 10};
	uint64_t seed = 1;

	(void)state;
	for (unsigned round = 0; round < 1500; round++) {
		uint8_t text[2048];
		size_t size = text_of_pieces(&seed, text,
		    random_below(&seed, 900), broken_in[round % 3]);

		memcpy(guard_tail(&input, size), text, size);
		check_all(guard_tail(&input, size), size, &output);
		memcpy(input.begin, text, size);
		check_all(input.begin, size, &output);
	}
	guard_close(&input);
	guard_close(&output);
}

static const char *const mixes[] = {
    "abcdefgh",
    "abcdefg\xe9",
    "\x80\x8f\x90\x9f\xa0\xbf\xc2\xdf\xe0\xed\xef\xf0\xf4",
    "\x00\x01\xd8\xdc\x7f\x80",
    "\x04\x30",
};
static const size_t mix_sizes[] = {8, 8, 13, 6, 2};

static void
every_length_and_alignment_equals_the_plain_forms(void **state)
{
	struct guard input = guard_open(INPUT_MAX);
	struct guard output = guard_open(UNICODE_SINGLE_ROOM(INPUT_MAX));
	uint64_t seed = 2;

	(void)state;
	for (size_t align = 0; align < 64; align++)
		for (size_t size = 0; size <= 256; size++) {
			size_t mix = (align + size) % 5;
			uint8_t *data = input.begin + align;

			random_fill(
			    &seed, mixes[mix], mix_sizes[mix], data, size);
			check_all(data, size, &output);
			if (align == 0) {
				memmove(guard_tail(&input, size), data, size);
				check_all(
				    guard_tail(&input, size), size, &output);
			}
		}
	guard_close(&input);
	guard_close(&output);
}

/* Each break at each place of three vectors, ASCII or Japanese around it. */
static void
a_broken_byte_is_found_wherever_it_is(void **state)
{
	uint8_t text[600];

	(void)state;
	for (int level = 0; level < CPU_LEVELS; level++) {
		if (!force(level))
			continue;
		for (size_t b = 0; b < BREAKS; b++)
			for (size_t at = 0; at <= 300; at++) {
				memset(text, 'x', sizeof(text));
				for (size_t i = 0; (b & 1) != 0 && i + 3 <= at;
				     i += 3)
					memcpy(text + i, "\u65e5", 3);
				memcpy(text + at, breaks[b], strlen(breaks[b]));
				assert_int_equal(
				    unicode_utf8_run(text, sizeof(text)),
				    plain_utf8_run(text, sizeof(text)));
				/* And cut off behind it. */
				assert_int_equal(unicode_utf8_run(text,
						     at + strlen(breaks[b])),
				    plain_utf8_run(
					text, at + strlen(breaks[b])));
			}
	}
}

/* ---- counting
 * ------------------------------------------------------------------ */

static void
every_code_point_is_valid_and_nothing_else_is(void **state)
{
	size_t valid = 0;
	size_t points = 0;

	(void)state;
	cpu_force_level(CPU_SCALAR);
	for (uint32_t c = 0; c <= 0x10FFFF; c++) {
		uint8_t bytes[4];
		size_t size = plain_put(c, bytes);
		bool surrogate = c >= 0xD800 && c < 0xE000;

		assert_int_equal(
		    unicode_utf8_run(bytes, size), surrogate ? 0 : size);
		points += !surrogate;
	}
	assert_int_equal(points, 1112064); /* Unicode 3.9, D76 */
	/* Strings of three bytes that are valid: three ASCII, ASCII and one of
	 * 1,920 in either order, or one of 61,440. */
	for (uint32_t s = 0; s < 1u << 24; s++) {
		uint8_t bytes[3] = {
		    (uint8_t)(s >> 16), (uint8_t)(s >> 8), (uint8_t)s};

		valid += unicode_utf8_run(bytes, 3) == 3;
	}
	assert_int_equal(valid, 128 * 128 * 128 + 2 * 128 * 1920 + 61440);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(text_of_all_kinds_equals_the_plain_forms),
	    cmocka_unit_test(every_length_and_alignment_equals_the_plain_forms),
	    cmocka_unit_test(a_broken_byte_is_found_wherever_it_is),
	    cmocka_unit_test(every_code_point_is_valid_and_nothing_else_is),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
