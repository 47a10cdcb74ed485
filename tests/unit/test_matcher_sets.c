/*
 * test_matcher_sets - random and hostile sets against the slow search
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/support/matcher_sets.h"

enum { RANDOM_LITERALS = 60, RANDOM_TEXT = 600 };

/* Texts of pieces of the literals, so that near misses are everywhere. */
static void
make_text(uint8_t *text, const struct matcher_literal *literals, size_t count,
    uint32_t alphabet, uint8_t base)
{
	size_t at = 0;

	while (at < RANDOM_TEXT) {
		const struct matcher_literal *piece =
		    &literals[random_below((uint32_t)count)];
		uint32_t size = random_below(piece->size) + 1;

		if (size > RANDOM_TEXT - at)
			size = (uint32_t)(RANDOM_TEXT - at);
		memcpy(text + at, piece->bytes + piece->size - size, size);
		if (random_below(3) == 0)
			text[at] = (uint8_t)(base + random_below(alphabet));
		if (random_below(4) == 0)
			text[at + size - 1] ^= 0x20;
		at += size;
	}
}

static void
try_random_set(uint32_t alphabet, uint8_t base, uint32_t longest)
{
	static uint8_t bytes[RANDOM_LITERALS][MATCHER_LITERAL_MAX];
	struct matcher_literal literals[RANDOM_LITERALS];
	uint8_t text[RANDOM_TEXT];
	uint32_t count = random_below(RANDOM_LITERALS) + 1;
	bool unique = random_below(2) == 0;

	for (uint32_t i = 0; i < count; i++) {
		uint32_t size = random_below(longest) + 1;

		for (uint32_t k = 0; k < size; k++)
			bytes[i][k] = (uint8_t)(base + random_below(alphabet));
		literals[i] = (struct matcher_literal){bytes[i], size,
		    unique ? i : random_below(20), random_below(2) == 0};
	}
	make_text(text, literals, count, alphabet, base);
	assert_all_find(literals, count, text, RANDOM_TEXT);
}

static void
random_sets_agree_with_the_slow_search(void **state)
{
	static const struct {
		uint32_t alphabet;
		uint8_t base;
		uint32_t longest;
	} rows[] = {{1, 0, 40}, {1, 'D', 255}, {2, 'a', 6}, {2, 'a', 30},
	    {3, '@', 9}, {4, 'y', 14}, {26, 'A', 5}, {58, 'A', 12}, {256, 0, 2},
	    {256, 0, 3}, {256, 0, 8}, {256, 0, 255}, {32, 0, 4}};

	(void)state;
	for (size_t round = 0; round < 12; round++) {
		for (size_t i = 0; i < COUNT(rows); i++)
			try_random_set(
			    rows[i].alphabet, rows[i].base, rows[i].longest);
	}
}

static void
every_length_and_alignment_finds_the_same(void **state)
{
	static const struct matcher_literal literals[] = {
	    LITERAL("a", 1, false), LITERAL("ba", 2, true),
	    LITERAL("aba", 3, false), LITERAL("abab", 4, true),
	    LITERAL("babaB", 5, true), LITERAL("abababab", 6, false),
	    LITERAL("ababababa", 7, true)};
	uint8_t room[64 + 100];

	(void)state;
	for (size_t i = 0; i < sizeof(room); i++)
		room[i] = i % 23 == 22 ? 'A' : i % 2 ? 'b' : 'a';
	for (size_t i = 0; i < backend_count; i++) {
		struct set set;

		set_init(&set, backends[i], literals, COUNT(literals));
		for (size_t from = 0; from < 64; from++) {
			for (size_t size = 0; size <= 100; size += 1 + size / 9)
				assert_set_finds(&set, literals,
				    COUNT(literals), room + from, size);
		}
		set_fini(&set);
	}
}

/* Runs of one byte, for which Hyperscan's literal API fails while scanning. */
static void
runs_of_one_byte_are_found(void **state)
{
	static const struct matcher_literal literals[] = {
	    LITERAL("\xed\xe2\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0some more",
		0, false),
	    LITERAL("\0\0\0\0\0\0\0\0\0\0\0\0", 1, false),
	    LITERAL("\0\0\0\0\0\0\0\0\0\0", 2, false),
	    LITERAL("\x2a\xed\xe2\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
		    "\0\0\0\0\0\0\0\0\0\0\0\0\0",
		3, false),
	    LITERAL("\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0some more", 4,
		false)};
	static const uint8_t data[43] = "\x2a\xed\xe2";
	static const struct matcher_literal others[] = {
	    LITERAL("xt>DDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDD", 1, true),
	    LITERAL("123", 2, true)};

	(void)state;
	assert_all_find(literals, COUNT(literals), data, sizeof(data));
	assert_text(others, COUNT(others),
	    "xxt>dDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDD 123 xt>DDDD");
}

static void
many_literals_with_one_ending_are_told_apart(void **state)
{
	enum { MANY = 700 };
	static char bytes[MANY][40];
	struct matcher_literal literals[MANY];
	char text[2000];
	size_t at = 0;

	(void)state;
	for (unsigned i = 0; i < MANY; i++) {
		int size =
		    snprintf(bytes[i], sizeof(bytes[i]), "%u.%s.example.com/",
			i * 7919u % 1000u, i % 3 ? "www" : "mail");

		literals[i] = (struct matcher_literal){
		    (const uint8_t *)bytes[i], (uint32_t)size, i, i % 2 == 0};
	}
	for (unsigned i = 0; i < 60; i++)
		at += (size_t)snprintf(text + at, sizeof(text) - at,
		    "%u.%s.Example.com/", i * 17, i % 2 ? "www" : "Mail");
	assert_text(literals, MANY, text);
	for (size_t i = 0; i < at; i++)
		text[i] = text[i] == 'E' ? 'e' : text[i];
	assert_text(literals, MANY, text);
}

#ifdef HAVE_HYPERSCAN
static void
matches_across_the_cuts_of_a_long_text_are_found_once(void **state)
{
	static uint8_t bytes[MATCHER_LITERAL_MAX];
	static uint8_t text[5000];
	struct matcher_literal literals[] = {
	    {bytes, MATCHER_LITERAL_MAX, 1, false}, {bytes, 1, 2, false},
	    {bytes + 3, 17, 3, true}, {bytes + 100, 100, 4, false}};
	struct set set;

	(void)state;
	if (backend_count < 2)
		return;
	for (size_t i = 0; i < sizeof(text); i++)
		text[i] = (uint8_t)('a' + i % 9);
	memcpy(bytes, text, sizeof(bytes));
	set_init(&set, MATCHER_HYPERSCAN, literals, COUNT(literals));
	for (size_t slice = 255; slice < 300; slice += 11) {
		matcher_hs_slice_bytes = slice;
		assert_set_finds(
		    &set, literals, COUNT(literals), text, sizeof(text));
		for (size_t size = slice - 1; size <= slice + 2; size++)
			assert_set_finds(
			    &set, literals, COUNT(literals), text, size);
	}
	matcher_hs_slice_bytes = MATCHER_HS_SLICE_BYTES;
	set_fini(&set);
}
#endif

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(random_sets_agree_with_the_slow_search),
	    cmocka_unit_test(every_length_and_alignment_finds_the_same),
	    cmocka_unit_test(runs_of_one_byte_are_found),
	    cmocka_unit_test(many_literals_with_one_ending_are_told_apart),
#ifdef HAVE_HYPERSCAN
	    cmocka_unit_test(
		matches_across_the_cuts_of_a_long_text_are_found_once),
#endif
	};

	find_backends();
	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("matcher_sets", tests, NULL, NULL);
}
