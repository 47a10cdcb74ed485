/*
 * test_matcher_twofold - literals that cannot stand in ASCII, and the few
 * others
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/support/matcher_sets.h"

enum { LITERALS = 800, LITERAL_SIZE_MAX = 20, TEXT = 6000 };

/* The last ascii of them of ASCII, some caseless; all others have one byte from
 * 0x80 on, in turn at each place. */
static void
make_literals(struct matcher_literal literals[LITERALS],
    uint8_t bytes[LITERALS][LITERAL_SIZE_MAX], uint32_t ascii)
{
	for (uint32_t i = 0; i < LITERALS; i++) {
		uint32_t size = 1 + random_below(LITERAL_SIZE_MAX);

		for (uint32_t k = 0; k < size; k++)
			bytes[i][k] = (uint8_t)random_below(0x80);
		if (i < LITERALS - ascii)
			bytes[i][i % size] |= 0x80;
		literals[i] =
		    (struct matcher_literal){bytes[i], size, i, i % 7 == 0};
	}
}

/* Literals one after the other, as many as fit; ascii: of ASCII alone. */
static void
write_literals(const struct matcher_literal literals[LITERALS], uint32_t from,
    uint8_t text[TEXT])
{
	size_t used = 0;

	while (used < TEXT) {
		const struct matcher_literal *literal =
		    &literals[from + random_below(LITERALS - from)];

		for (uint32_t k = 0; k < literal->size && used < TEXT; k++)
			text[used++] = literal->bytes[k];
		if (random_below(4) == 0 && used < TEXT)
			text[used++] = (uint8_t)random_below(0x80);
	}
}

static enum matcher_backend
best_for(const struct matcher_literal *literals, size_t count)
{
	enum matcher_backend backend;
	struct set set;

	set_init(&set, MATCHER_BEST, literals, count);
	backend = matcher_backend_of(set.matcher);
	set_fini(&set);
	return backend;
}

/* ---- what is found ----------------------------------------------------- */

static void
both_kinds_are_found_in_ascii_and_elsewhere(void **state)
{
	static struct matcher_literal literals[LITERALS];
	static uint8_t bytes[LITERALS][LITERAL_SIZE_MAX], text[TEXT];
	struct set set;

	(void)state;
	make_literals(literals, bytes, 60);
	set_init(&set, MATCHER_BEST, literals, LITERALS);
	assert_int_equal(matcher_backend_of(set.matcher),
	    backend_count < 2 ? MATCHER_PORTABLE : MATCHER_TWOFOLD);
	for (unsigned round = 0; round < 3; round++) {
		write_literals(literals, 0, text);
		assert_set_finds(&set, literals, LITERALS, text, sizeof(text));
		write_literals(literals, LITERALS - 60, text);
		assert_set_finds(&set, literals, LITERALS, text, sizeof(text));
	}
	set_fini(&set);
}

/* The one byte that is not ASCII at each place of a text, and alone in it. */
static void
one_byte_anywhere_is_seen(void **state)
{
	static struct matcher_literal literals[LITERALS];
	static uint8_t bytes[LITERALS][LITERAL_SIZE_MAX];
	uint8_t text[150];
	struct set set;

	(void)state;
	make_literals(literals, bytes, 1);
	bytes[0][0] = 0xC3;
	literals[0].size = 1;
	set_init(&set, MATCHER_BEST, literals, LITERALS);
	for (size_t i = 0; i < sizeof(text); i++) {
		memset(text, 'x', sizeof(text));
		text[i] = 0xC3;
		assert_set_finds(&set, literals, LITERALS, text, sizeof(text));
		assert_set_finds(&set, literals, LITERALS, text, i + 1);
	}
	set_fini(&set);
}

static void
without_any_of_ascii_nothing_is_found_in_it(void **state)
{
	static struct matcher_literal literals[LITERALS];
	static uint8_t bytes[LITERALS][LITERAL_SIZE_MAX];
	static uint8_t text[TEXT];
	struct set set;

	(void)state;
	make_literals(literals, bytes, 0);
	set_init(&set, MATCHER_BEST, literals, LITERALS);
	memset(text, 'x', sizeof(text));
	assert_set_finds(&set, literals, LITERALS, text, sizeof(text));
	write_literals(literals, 0, text);
	assert_set_finds(&set, literals, LITERALS, text, sizeof(text));
	set_fini(&set);
}

/* ---- which sets -------------------------------------------------------- */

static void
sets_with_more_than_64_of_ascii_are_matched_whole(void **state)
{
	static struct matcher_literal literals[LITERALS];
	static uint8_t bytes[LITERALS][LITERAL_SIZE_MAX];

	(void)state;
	if (backend_count < 2)
		return;
	make_literals(literals, bytes, 64);
	assert_int_equal(best_for(literals, LITERALS), MATCHER_TWOFOLD);
	assert_int_equal(best_for(literals, 564), MATCHER_TWOFOLD);
	assert_int_equal(best_for(literals, 563), MATCHER_HYPERSCAN);
	make_literals(literals, bytes, 65);
	assert_int_equal(best_for(literals, LITERALS), MATCHER_HYPERSCAN);
}

#ifdef HAVE_HYPERSCAN
static void
a_damaged_twofold_image_is_refused(void **state)
{
	static struct matcher_literal literals[LITERALS];
	static uint8_t bytes[LITERALS][LITERAL_SIZE_MAX];
	struct set set;

	(void)state;
	if (backend_count < 2)
		return;
	make_literals(literals, bytes, 9);
	set_init(&set, MATCHER_TWOFOLD, literals, LITERALS);
	assert_damaged_pair_is_refused(&set);
	set_fini(&set);
}
#endif

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(both_kinds_are_found_in_ascii_and_elsewhere),
	    cmocka_unit_test(one_byte_anywhere_is_seen),
	    cmocka_unit_test(without_any_of_ascii_nothing_is_found_in_it),
	    cmocka_unit_test(sets_with_more_than_64_of_ascii_are_matched_whole),
#ifdef HAVE_HYPERSCAN
	    cmocka_unit_test(a_damaged_twofold_image_is_refused),
#endif
	};

	find_backends();
	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name(
	    "matcher_twofold", tests, NULL, NULL);
}
