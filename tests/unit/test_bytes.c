/*
 * test_bytes - every level against hand-made rows and against plain searches
 */
#include "simd/bytes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "simd/cpu.h"
#include "tests/support/guard.h"
#include "tests/support/random.h"

#define INPUT_MAX 4096u

/* ---- plain searches, written from bytes.h ------------------------------ */

static size_t
plain_find_lf(const uint8_t *data, size_t size)
{
	size_t i = 0;

	while (i < size && data[i] != '\n')
		i++;
	return i;
}

static size_t
plain_find_dash_line(const uint8_t *data, size_t size, size_t from)
{
	for (size_t i = from; i + 1 < size; i++)
		if (data[i] == '-' && data[i + 1] == '-' &&
		    (i == 0 || data[i - 1] == '\n' || data[i - 1] == '\r'))
			return i;
	return size;
}

static bool
plain_are_ascii(const uint8_t *data, size_t size)
{
	for (size_t i = 0; i < size; i++)
		if (data[i] > 127)
			return false;
	return true;
}

/* Byte by byte, as the sentence lists them. */
static bool
plain_are_text(const uint8_t *data, size_t size)
{
	for (size_t i = 0; i < size; i++)
		if (data[i] == 0x7F ||
		    (data[i] < 0x20 &&
			(data[i] == 0 ||
			    strchr("\a\b\t\n\f\r\033", data[i]) == NULL)))
			return false;
	return true;
}

static size_t
plain_count_odd(const uint8_t *data, size_t size)
{
	size_t count = 0;

	for (size_t i = 0; i < size; i++)
		count += !plain_are_text(data + i, 1);
	return count;
}

/* The bytes that check_level() looks for at the beginning of a line. */
#define LINE_SET "b=(S\x01"

static size_t
plain_find_line(const uint8_t *data, size_t size, size_t from)
{
	for (size_t i = from; i < size; i++)
		if ((i == 0 || data[i - 1] == '\n' || data[i - 1] == '\r') &&
		    data[i] != 0 && strchr(LINE_SET, data[i]) != NULL)
			return i;
	return size;
}

static unsigned
plain_look(const uint8_t *data, size_t size, size_t from)
{
	unsigned seen = 0;

	for (size_t i = from; i < size; i++) {
		if (!plain_are_text(data + i, 1))
			return BYTES_ODD;
		if (data[i] == '<')
			seen |= BYTES_TAG;
		if ((i == 0 || data[i - 1] == '\n' || data[i - 1] == '\r') &&
		    size - i >= 3 &&
		    (memcmp(data + i, "beg", 3) == 0 ||
			memcmp(data + i, "=yb", 3) == 0 ||
			memcmp(data + i, "(Th", 3) == 0))
			seen |= BYTES_LINE;
	}
	return seen;
}

/* Line by line, as the sentence says. */
static size_t
plain_find_header_end(const uint8_t *data, size_t size)
{
	size_t i = 0;

	while (i < size) {
		size_t start = i;
		size_t end;

		while (i < size && data[i] != '\n' && data[i] != '\r')
			i++;
		if (i == size)
			return size;
		end = i++;
		if (data[end] == '\r' && i < size && data[i] == '\n')
			i++;
		if (end == start)
			return i;
	}
	return size;
}

/* Line ends ahead of three letters; pairs of their own, more than one to a
 * group, NUL among them. */
static void
make_pairs(struct bytes_pairs *pairs)
{
	static const char *const own[] = {"PK", "Ra", "\x60\xEA", "--", "xy"};

	memset(pairs, 0, sizeof(*pairs));
	for (uint8_t c = 8; c < 16; c++) {
		bytes_pairs_add(pairs, 0, c, 'b');
		bytes_pairs_add(pairs, 0, c, 0);
	}
	for (unsigned i = 0; i < sizeof(own) / sizeof(*own); i++)
		bytes_pairs_add(
		    pairs, 6 + i % 2, (uint8_t)own[i][0], (uint8_t)own[i][1]);
}

static size_t
plain_find_pair(const uint8_t *data, size_t size, size_t from)
{
	for (size_t i = from; i + 1 < size; i++) {
		uint8_t a = data[i], b = data[i + 1];

		if ((a >= 8 && a < 16 && (b == 'b' || b == 0)) ||
		    ((a == 'P' || a == 0x60 || a == 'x') &&
			(b == 'K' || b == 0xEA || b == 'y')) ||
		    ((a == 'R' || a == '-') && (b == 'a' || b == '-')))
			return i;
	}
	return size;
}

/* Letters of both cases, one that is one byte twice, and what is rare. */
static const struct bytes_two twos[] = {{"-\n", "--"}, {"--", "--"},
    {"aA", "bB"}, {"\n\n", "\n\n"}, {{0, 0xFF}, "aP"}};

static bool
plain_are_two(const uint8_t *p, const struct bytes_two *two)
{
	return memchr(two->first, p[0], 2) != NULL &&
	       memchr(two->second, p[1], 2) != NULL;
}

static void
check_two(const uint8_t *data, size_t size, const struct bytes_two *two)
{
	size_t first = size, last = size;

	for (size_t i = 0; i + 1 < size; i++)
		if (plain_are_two(data + i, two)) {
			if (first == size)
				first = i;
			last = i;
		}
	assert_int_equal(bytes_find_two(data, size, two), first);
	assert_int_equal(bytes_find_last_two(data, size, two), last);
}

static bool
is_white(uint8_t c)
{
	return c == '\t' || c == '\n' || c == '\f' || c == '\r' || c == ' ';
}

static size_t
plain_copy_words(const uint8_t *data, size_t size, uint8_t *out)
{
	size_t i = 0;

	for (; i < size; i++) {
		uint8_t c = data[i];

		if (c == '&' || c == 0 || c == 0xC2 ||
		    (i > 0 && is_white(c) && is_white(data[i - 1])))
			break;
		out[i] = is_white(c) ? ' ' : c;
	}
	return i;
}

static size_t
plain_copy_lower(const uint8_t *data, size_t size, uint8_t *out)
{
	size_t i = 0;

	for (; i < size; i++) {
		uint8_t c = data[i];

		if (c < ' ' || c > 0x7F || c == '&' || c == '<' ||
		    (i > 0 && c == ' ' && data[i - 1] == ' '))
			break;
		out[i] = c >= 'A' && c <= 'Z' ? (uint8_t)(c + 32) : c;
	}
	return i;
}

/* ---- all levels against them ------------------------------------------- */

static void
check_copy(const uint8_t *data, size_t size)
{
	static uint8_t plain[INPUT_MAX];
	static uint8_t copy[INPUT_MAX + BYTES_COPY_SLACK];
	size_t copied = plain_copy_words(data, size, plain);

	memset(copy + size, 0xEE, BYTES_COPY_SLACK);
	assert_int_equal(bytes_copy_words(data, size, copy), copied);
	assert_memory_equal(copy, plain, copied);
	copied = plain_copy_lower(data, size, plain);
	assert_int_equal(bytes_copy_lower(data, size, copy), copied);
	assert_memory_equal(copy, plain, copied);
}

/* By the sentence of bytes.h. */
static size_t
plain_copy_plain(
    const uint8_t *data, size_t size, bool behind_blank, uint8_t *out)
{
	size_t i = 0;

	for (; i < size; i++) {
		bool blank = data[i] == ' ' || data[i] == '\n';

		if (blank ? behind_blank : data[i] < 0x21 || data[i] > 0x7E)
			break;
		out[i] = data[i];
		behind_blank = blank;
	}
	return i;
}

static void
check_copy_plain(const uint8_t *data, size_t size, bool behind_blank)
{
	uint8_t plain[INPUT_MAX], copy[INPUT_MAX + 1];
	size_t copied = plain_copy_plain(data, size, behind_blank, plain);

	copy[size] = 0x5A;
	assert_int_equal(
	    bytes_copy_plain(data, size, behind_blank, copy), copied);
	assert_memory_equal(copy, plain, copied);
	assert_int_equal(copy[size], 0x5A);
}

static void
check_words(const uint8_t *data, size_t size)
{
	uint64_t words[INPUT_MAX / 64 + 1], dots[INPUT_MAX / 64 + 1];
	bool ideographs = false, found;

	memset(words, 0xff, sizeof(words));
	memset(dots, 0xff, sizeof(dots));
	found = bytes_map_words(data, size, words, dots);
	for (size_t i = 0; i < (size + 63) / 64 * 64; i++) {
		uint8_t c = i < size ? data[i] : 0;
		bool begins = c >= 0xE3 && c <= 0xED;
		bool word = (c >= 0x80 && !begins) || (c >= '0' && c <= '9') ||
			    (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
			    (c != 0 && strchr("$'-_", c) != NULL);

		assert_int_equal(words[i / 64] >> i % 64 & 1, word);
		assert_int_equal(dots[i / 64] >> i % 64 & 1, c == '.');
		ideographs |= begins;
	}
	assert_int_equal(found, ideographs);
}

static void
check_level(const uint8_t *data, size_t size, uint64_t *seed)
{
	const struct bytes_set set = bytes_set_of(LINE_SET);
	size_t from = random_below(seed, size + 1);
	struct bytes_pairs pairs;

	assert_int_equal(bytes_find_lf(data, size), plain_find_lf(data, size));
	assert_int_equal(bytes_find_dash_line(data, size, 0),
	    plain_find_dash_line(data, size, 0));
	assert_int_equal(bytes_find_dash_line(data, size, from),
	    plain_find_dash_line(data, size, from));
	assert_int_equal(
	    bytes_are_ascii(data, size), plain_are_ascii(data, size));
	assert_int_equal(
	    bytes_are_text(data, size), plain_are_text(data, size));
	assert_int_equal(
	    bytes_count_odd(data, size), plain_count_odd(data, size));
	assert_int_equal(bytes_look(data, size, 0), plain_look(data, size, 0));
	assert_int_equal(
	    bytes_look(data, size, from), plain_look(data, size, from));
	assert_int_equal(bytes_find_line(data, size, 0, &set),
	    plain_find_line(data, size, 0));
	assert_int_equal(bytes_find_line(data, size, from, &set),
	    plain_find_line(data, size, from));
	assert_int_equal(bytes_find_header_end(data, size),
	    plain_find_header_end(data, size));
	make_pairs(&pairs);
	assert_int_equal(bytes_find_pair(data, size, 0, &pairs),
	    plain_find_pair(data, size, 0));
	assert_int_equal(bytes_find_pair(data, size, from, &pairs),
	    plain_find_pair(data, size, from));
	for (size_t i = 0; i < sizeof(twos) / sizeof(*twos); i++)
		check_two(data, size, &twos[i]);
	check_copy(data, size);
	check_copy_plain(data, size, false);
	check_copy_plain(data, size, true);
	check_words(data, size);
}

static void
check_all(const uint8_t *data, size_t size, uint64_t *seed)
{
	for (int level = 0; level < CPU_LEVELS; level++)
		if (cpu_force_level((enum cpu_level)level) ==
		    (enum cpu_level)level)
			check_level(data, size, seed);
}

/* ---- known answers ----------------------------------------------------- */

struct place {
	const char *input;
	size_t from;
	size_t found;
};

static const struct place dash_lines[] = {
    {"", 0, 0},
    {"-", 0, 1},
    {"--", 0, 0},
    {"--", 1, 2},
    {"a--", 0, 3},
    {"a\n--", 0, 2},
    {"a\r--b", 0, 2},
    {"a\r\n--b", 0, 3},
    {"a\n-", 0, 3},
    {"a\n-b\n--", 0, 5},
    {"--a\n--b", 0, 0},
    {"--a\n--b", 1, 4},
    {"--a\n--b", 4, 4},
    {"--a\n--b", 5, 7},
    {"----\n---", 1, 5},
    {"a\n --", 0, 5},
};

/* Where the header ends. */
static const struct place header_ends[] = {
    {"", 0, 0},
    {"\n", 0, 1},
    {"\r\n", 0, 2},
    {"\r", 0, 1},
    {"a", 0, 1},
    {"a\n", 0, 2},
    {"a\n\nb", 0, 3},
    {"a\r\n\r\nb", 0, 5},
    {"a\r\rb", 0, 3},
    {"a\n\r\nb", 0, 4},
    {"a\r\n\nb", 0, 4},
    {"a\r\r\nb", 0, 4},
    {"a\n\rb", 0, 3},
    {"a\r\nb\r\n\r\n\r\nc", 0, 8},
    {"a\r\n b\r\n\tc\r\n\r\n", 0, 13},
    {"a\r\n \r\nb", 0, 7},
    {"a\r\n\r", 0, 4},
};

static void
lines_that_begin_with_two_dashes_are_found(void **state)
{
	(void)state;
	for (int level = 0; level < CPU_LEVELS; level++) {
		cpu_force_level((enum cpu_level)level);
		for (size_t i = 0; i < sizeof(dash_lines) / sizeof(*dash_lines);
		     i++) {
			const struct place *p = &dash_lines[i];

			assert_int_equal(
			    bytes_find_dash_line((const uint8_t *)p->input,
				strlen(p->input), p->from),
			    p->found);
		}
	}
}

static void
the_header_ends_behind_the_first_empty_line(void **state)
{
	(void)state;
	for (int level = 0; level < CPU_LEVELS; level++) {
		cpu_force_level((enum cpu_level)level);
		for (size_t i = 0;
		     i < sizeof(header_ends) / sizeof(*header_ends); i++) {
			const struct place *p = &header_ends[i];

			assert_int_equal(
			    bytes_find_header_end(
				(const uint8_t *)p->input, strlen(p->input)),
			    p->found);
		}
	}
}

/* ---- shapes ------------------------------------------------------------ */

struct mix {
	const char *bytes;
	size_t size;
};

#define MIX(literal)                                                           \
	{                                                                      \
		"" literal, sizeof(literal) - 1                                \
	}

static const struct mix mixes[] = {
    MIX("abcdefghijklmnopqrstuvwxyz\0"),
    MIX("-"),
    MIX("-a"),
    MIX("--\n"),
    MIX("-\r\nabcdefghijklmnopqrstuvwxyz"),
    MIX("\r\nabcdefghijklmnopqrstuvwxyz"),
    MIX("a\n"),
    MIX("a\r\n"),
    MIX("abcdefghijklmnopqrstuvwxyz \t\n\f\x01\x11\x02"),
    MIX("a "),
    MIX("abcdefghijklmnopqrstuvwxyz\xE2\xA2\x82\x8C&\xC2\x06\x36"),
    MIX("abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz\x80"),
    MIX("\nb\r=(Sxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\xA8"),
    MIX("b\nabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz\xBC"),
    MIX("<abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz\xE2\xBD"),
    MIX("\nbeg"),
    MIX("\r=yb"),
    MIX("\n(Th"),
    MIX("PXKAR\x60\xEA\x61\x01"
	"acdefghijlmnopqrstuvwz"),
};
#define MIXES (sizeof(mixes) / sizeof(*mixes))

static void
every_length_and_alignment_equals_the_plain_search(void **state)
{
	struct guard input = guard_open(INPUT_MAX);
	uint64_t seed = 1;

	(void)state;
	for (size_t align = 0; align < 64; align++)
		for (size_t size = 0; size <= 256; size++) {
			const struct mix *mix = &mixes[(align + size) % MIXES];
			uint8_t *data = input.begin + align;

			random_fill(&seed, mix->bytes, mix->size, data, size);
			check_all(data, size, &seed);
		}
	guard_close(&input);
}

static void
nothing_outside_the_input_is_read(void **state)
{
	struct guard input = guard_open(INPUT_MAX);
	uint64_t seed = 2;

	(void)state;
	for (size_t size = 0; size <= 700; size++)
		for (size_t m = 0; m < MIXES; m++) {
			uint8_t *data = guard_tail(&input, size);

			random_fill(
			    &seed, mixes[m].bytes, mixes[m].size, data, size);
			check_all(data, size, &seed);
			memmove(input.begin, data, size);
			check_all(input.begin, size, &seed);
		}
	guard_close(&input);
}

/* Each byte there is, at each place of a text. */
static void
every_byte_is_told_to_be_of_a_text_or_not(void **state)
{
	struct guard input = guard_open(INPUT_MAX);
	uint64_t seed = 4;

	(void)state;
	for (unsigned c = 0; c < 256; c++)
		for (size_t at = 0; at < 200; at++) {
			uint8_t *data = guard_tail(&input, 200);

			memset(data, 'x', 200);
			data[at] = (uint8_t)c;
			check_all(data, 200, &seed);
		}
	guard_close(&input);
}

/* One thing to find, at each place of a text that has nothing else. */
static void
a_lone_find_at_every_place_is_found(void **state)
{
	static const char *const finds[] = {"\n", "\r", "\n--", "\r--", "--",
	    "\n\n", "\r\r", "\r\n\r\n", "\n\r", "\r\n", "\x80", "-", "\n-", "&",
	    "\xC2\xA0", "  ", "\f", " \n", "PK", "\x60\xEA", "xK", "\nb",
	    "\r=", "<", "\n(", "\nB",
	    "\xE2"
	    "b",
	    "\n\xE2", "b"};
	struct guard input = guard_open(INPUT_MAX);
	uint64_t seed = 3;

	(void)state;
	for (size_t f = 0; f < sizeof(finds) / sizeof(*finds); f++)
		for (size_t at = 0; at < 600; at++) {
			uint8_t *data = guard_tail(&input, 600);
			size_t size = strlen(finds[f]);

			memset(data, 'x', 600);
			if (size > 600 - at)
				size = 600 - at;
			memcpy(data + at, finds[f], size);
			check_all(data, 600, &seed);
		}
	guard_close(&input);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(lines_that_begin_with_two_dashes_are_found),
	    cmocka_unit_test(the_header_ends_behind_the_first_empty_line),
	    cmocka_unit_test(
		every_length_and_alignment_equals_the_plain_search),
	    cmocka_unit_test(nothing_outside_the_input_is_read),
	    cmocka_unit_test(every_byte_is_told_to_be_of_a_text_or_not),
	    cmocka_unit_test(a_lone_find_at_every_place_is_found),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
