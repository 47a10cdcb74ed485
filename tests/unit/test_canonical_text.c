/*
 * test_canonical_text - text in normal form, and folded
 *
 * What is composed is compared with libutf8proc's own NFKC, for every
 * character and for strings of those that change; what is left out and folded
 * with rows written by hand.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <utf8proc.h>

#include "core/canonical/fold.h"
#include "core/canonical/normal.h"
#include "core/text/utf8.h"
#include "tests/support/random.h"
#include "tests/support/slices.h"

#define ROOM 4096u

static uint8_t out[ROOM + NORMAL_SLACK];
static uint8_t folded[FOLD_ROOM(ROOM)];

static struct slice
normal_of(struct slice s, unsigned *odd_r)
{
	struct normal normal;

	normal_begin(&normal, out, ROOM);
	assert_int_equal(normal_put(&normal, s), s.size);
	*odd_r = normal.odd;
	return normal_text(&normal);
}

/* ---- rows ---------------------------------------------------------------- */

struct row {
	const char *written;
	const char *normal;
	const char *folded; /* NULL: the same */
	unsigned odd;
};

static const struct row rows[] = {
    {"", "", NULL, 0},
    {"plain text", "plain text", NULL, 0},
    /* Blanks. */
    {"  a \t b\r\n\r\n  c  \n", "a b\nc", NULL, 0},
    {"a\rb\r\n", "a\nb", NULL, 0},
    {"a\xC2\xA0\xE3\x80\x80\xE2\x80\x83"
     "b",
	"a b", NULL, 0},
    {"12345678  12345678 \n 12345678", "12345678 12345678\n12345678", NULL, 0},
    {"a\xE2\x80\xA8"
     "b\v\fc",
	"a\nb c", NULL, 0},
    /* Nobody sees them. */
    {"v\xE2\x80\x8Bi\xE2\x80\x8D"
     "agra",
	"viagra", NULL, NORMAL_ZERO_WIDTH},
    {"v\xC2\xADi", "vi", NULL, NORMAL_SOFT_HYPHEN},
    {"a\xE2\x80\xAEtxt\xE2\x80\xAC"
     "b",
	"atxtb", NULL, NORMAL_BIDI},
    {"a\xF3\xA0\x81\x81"
     "b",
	"ab", NULL, NORMAL_TAGS},
    {"a\x01\x7F"
     "b\xC2\x81",
	"ab", NULL, NORMAL_CONTROL},
    {"\xE2\x9D\xA4\xEF\xB8\x8F", "\xE2\x9D\xA4", NULL, 0},
    {"a\xEF\xBF\xBD", "a\xEF\xBF\xBD", NULL, NORMAL_REPLACED},
    /* Other forms of a letter. */
    {"\xEF\xBC\xB6\xEF\xBD\x89\xEF\xBC\x91", "Vi1", "vi1", NORMAL_FULLWIDTH},
    {"\xF0\x9D\x93\x90\xF0\x9D\x9F\x98", "A0", "a0", NORMAL_STYLED},
    {"\xE2\x93\x8B\xE2\x93\x98", "Vi", "vi", NORMAL_STYLED},
    {"e\xCC\x81", "\xC3\xA9", "e", 0},
    {"e\xE2\x80\x8D\xCC\x81", "\xC3\xA9", "e", NORMAL_ZERO_WIDTH},
    {"q\xCC\x81\xCC\xA3", "q\xCC\xA3\xCC\x81", "q", 0},
    {"\xEF\xBD\xB6\xEF\xBE\x9E", "\xE3\x82\xAC", NULL, 0},
    {"\xE1\x84\x80\xE1\x85\xA1\xE1\x86\xA8", "\xEA\xB0\x81", NULL, 0},
    {"\xEF\xAC\x81ne \xE2\x80\xA6", "fine ...", NULL, 0},
    {"a \xC2\xA8 b", "a \xCC\x88 b", NULL, 0},
    {"\xE3\x80\x9C\xE2\x88\x92\xE2\x80\x95", "~-\xE2\x80\x94", "~--", 0},
    /* Folding: capitals, accents, quotes. */
    {"Stra\xC3\x9F"
     "e GR\xC3\x9C\xC3\x9F"
     "E",
	"Stra\xC3\x9F"
	"e GR\xC3\x9C\xC3\x9F"
	"E",
	"stra\xC3\x9F"
	"e gru\xC3\x9F"
	"e",
	0},
    {"V\xC3\xAF\xC3\xA0gr\xC3\xA0 \xC3\xB8\xC5\x82",
	"V\xC3\xAF\xC3\xA0gr\xC3\xA0 \xC3\xB8\xC5\x82", "viagra ol", 0},
    {"\xE2\x80\x9Cit\xE2\x80\x99s\xE2\x80\x9D \xE2\x80\x93",
	"\xE2\x80\x9Cit\xE2\x80\x99s\xE2\x80\x9D \xE2\x80\x93", "\"it's\" -",
	0},
    /* Look-alikes: v, Ukrainian i, agra; p a y p a l with Cyrillic a. */
    {"v\xD1\x96"
     "agra",
	"v\xD1\x96"
	"agra",
	"viagra", 0},
    {"P\xD0\xB0yP\xD0\xB0l.com", "P\xD0\xB0yP\xD0\xB0l.com", "paypal.com", 0},
    {"c\xCE\xBFmpany", "c\xCE\xBFmpany", "company", 0},
    /* Russian stays Russian, and Greek Greek. */
    {"\xD0\x9F\xD1\x80\xD0\xB8\xD0\xB2\xD0\xB5\xD1\x82 "
     "\xD1\x81\xD0\xBE\xD1\x80",
	"\xD0\x9F\xD1\x80\xD0\xB8\xD0\xB2\xD0\xB5\xD1\x82 "
	"\xD1\x81\xD0\xBE\xD1\x80",
	"\xD0\xBF\xD1\x80\xD0\xB8\xD0\xB2\xD0\xB5\xD1\x82 "
	"\xD1\x81\xD0\xBE\xD1\x80",
	0},
    {"\xCE\x9F\xCE\xB4\xCF\x8C\xCF\x82", "\xCE\x9F\xCE\xB4\xCF\x8C\xCF\x82",
	"\xCE\xBF\xCE\xB4\xCF\x8C\xCF\x83", 0},
    /* A Latin letter in a Russian word becomes Russian. */
    {"c\xD0\xBA\xD0\xB8\xD0\xB4\xD0\xBA\xD0\xB0",
	"c\xD0\xBA\xD0\xB8\xD0\xB4\xD0\xBA\xD0\xB0",
	"\xD1\x81\xD0\xBA\xD0\xB8\xD0\xB4\xD0\xBA\xD0\xB0", 0},
    /* What could be neither stays. */
    {"USB\xD0\xBF\xD0\xBE\xD1\x80\xD1\x82",
	"USB\xD0\xBF\xD0\xBE\xD1\x80\xD1\x82",
	"usb\xD0\xBF\xD0\xBE\xD1\x80\xD1\x82", 0},
    {"\xE6\x97\xA5\xE6\x9C\xAC ABC", "\xE6\x97\xA5\xE6\x9C\xAC ABC",
	"\xE6\x97\xA5\xE6\x9C\xAC abc", 0},
};

static void
rows_come_out_as_written_by_hand(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		const struct row *row = &rows[i];
		unsigned odd;
		struct slice normal =
		    normal_of(slice_from_string(row->written), &odd);
		struct folded result = fold(normal, folded);

		assert_slice_is(normal, slice_from_string(row->normal));
		assert_int_equal(odd, row->odd);
		assert_slice_is((struct slice){folded, result.size},
		    slice_from_string(
			row->folded == NULL ? row->normal : row->folded));
	}
}

/* Letters at every place of a block of eight, and every length ahead of it. */
static void
folding_is_the_same_at_every_place(void **state)
{
	static const char word[] = "@AZ[`az{ \n";

	(void)state;
	for (size_t ahead = 0; ahead < 20; ahead++)
		for (size_t i = 0; i < sizeof(word) - 1; i++) {
			char text[64];
			int size = snprintf(text, sizeof(text), "%.*s%c%.*s",
			    (int)ahead, "xxxxxxxxxxxxxxxxxxxx", word[i], 12,
			    "yyyyyyyyyyyy");
			struct folded result =
			    fold((struct slice){(uint8_t *)text, (size_t)size},
				folded);
			char c = word[i] >= 'A' && word[i] <= 'Z'
				     ? (char)(word[i] + 32)
				     : word[i];

			assert_int_equal(result.size, size);
			assert_int_equal(folded[ahead], (uint8_t)c);
		}
}

/* ---- against the library ------------------------------------------------- */

/* Left out, made a blank, or one of several that mean the same. */
static bool
is_ours(uint32_t c)
{
	return utf8_class(c) != UTF8_PLAIN || c == ' ' || c == 0x2800 ||
	       c == 0x1680 || c == 0x2015 || c == 0x2016 || c == 0x2212 ||
	       c == 0x301C || (c >= 0xD800 && c < 0xE000) ||
	       utf8proc_category((utf8proc_int32_t)c) == UTF8PROC_CATEGORY_ZS;
}

/* One blank for several. */
static size_t
squeeze(uint8_t *s)
{
	size_t size = 0;

	for (size_t i = 0; s[i] != '\0'; i++)
		if (s[i] != ' ' || (size > 0 && s[size - 1] != ' '))
			s[size++] = s[i];
	while (size > 0 && s[size - 1] == ' ')
		size--;
	return size;
}

static void
check_against_library(const uint32_t *points, size_t count)
{
	uint8_t text[64];
	struct slice s = {text, 0}, normal;
	utf8proc_uint8_t *expected;
	unsigned odd;

	for (size_t i = 0; i < count; i++)
		s.size += utf8_put(points[i], text + s.size);
	text[s.size] = '\0';
	normal = normal_of(s, &odd);
	expected = utf8proc_NFKC(text);
	assert_non_null(expected);
	assert_slice_is(normal, (struct slice){expected, squeeze(expected)});
	free(expected);
}

static void
every_character_is_as_the_library_has_it(void **state)
{
	(void)state;
	for (uint32_t c = 0x80; c < 0x20000; c++) {
		const uint32_t alone[] = {c}, behind[] = {'e', c, 'x'},
			       ahead[] = {c, 0x301, c};

		if (is_ours(c))
			continue;
		check_against_library(alone, 1);
		check_against_library(behind, 3);
		check_against_library(ahead, 3);
	}
}

/* Those that join, and a few that they join. */
static const uint32_t pool[] = {'a', 'e', 'q', 0xE9, 0x1EBF, 0x301, 0x300,
    0x323, 0x327, 0x345, 0x3B1, 0x1F00, 0x1100, 0x1161, 0x11A8, 0xAC00, 0xAC01,
    0x3099, 0x30AB, 0xFF76, 0xFF9E, 0x3042, 0x4E00, 0x212B, 0x1D15E, 0xFB01,
    0x958, 0x93C, 0x9C7, 0x9BE, 0x1D400, 0x430, 0x306, 0x438, 0x5D0, 0x5B0};

static void
strings_are_as_the_library_has_them(void **state)
{
	uint64_t seed = 1;

	(void)state;
	for (unsigned n = 0; n < 200000; n++) {
		uint32_t points[8];
		size_t count = 1 + random_next(&seed) % 8;

		for (size_t i = 0; i < count; i++)
			points[i] = pool[random_next(&seed) %
					 (sizeof(pool) / sizeof(*pool))];
		check_against_library(points, count);
	}
}

/* ---- bounds -------------------------------------------------------------- */

/* A text that ends at every byte, in a room of every size. */
static void
no_room_is_overrun(void **state)
{
	static const char text[] =
	    "ab c\xC3\xA9 \xEF\xB7\xBA \xF0\x9D\x93\x90 \xE2\x80\x8B"
	    "e\xCC\x81\xCC\xA3 12345678901234567890\n\n\xE6\x97\xA5 "
	    "\xEF\xBC\x81";

	(void)state;
	for (size_t size = 0; size < sizeof(text); size++)
		for (size_t room = 0; room < 80; room++) {
			uint8_t *exact = malloc(room + NORMAL_SLACK);
			struct normal normal;

			assert_non_null(exact);
			normal_begin(&normal, exact, room);
			normal_put(&normal,
			    (struct slice){(const uint8_t *)text, size});
			assert_true(normal.size <= room);
			assert_true(utf8_valid(normal_text(&normal)));
			free(exact);
		}
}

static void
accents_without_end_are_cut(void **state)
{
	static uint8_t text[1 + 2 * 1000];
	struct slice normal;
	unsigned odd;

	(void)state;
	text[0] = 'a';
	for (size_t i = 0; i < 1000; i++)
		memcpy(text + 1 + 2 * i, "\xCC\x81", 2);
	normal = normal_of((struct slice){text, sizeof(text)}, &odd);
	assert_int_equal(odd, NORMAL_STACKED);
	assert_true(normal.size > 2 && normal.size < 80);
}

static void
one_blank_parts_two_pieces(void **state)
{
	struct normal normal;

	(void)state;
	normal_begin(&normal, out, ROOM);
	normal_put(&normal, SLICE("a "));
	normal_end_line(&normal);
	normal_end_line(&normal);
	normal_put(&normal, SLICE(" b"));
	normal_end_line(&normal);
	assert_slice(normal_text(&normal), "a\nb");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(rows_come_out_as_written_by_hand),
	    cmocka_unit_test(folding_is_the_same_at_every_place),
	    cmocka_unit_test(every_character_is_as_the_library_has_it),
	    cmocka_unit_test(strings_are_as_the_library_has_them),
	    cmocka_unit_test(no_room_is_overrun),
	    cmocka_unit_test(accents_without_end_are_cut),
	    cmocka_unit_test(one_blank_parts_two_pieces),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
