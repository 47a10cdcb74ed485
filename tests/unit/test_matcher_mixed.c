/*
 * test_matcher_mixed - sets that two back ends share
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/support/matcher_sets.h"

/* ---- thousands of phrases ---------------------------------------------- */

enum { PHRASES = 1500, PHRASE_MAX = 48, PHRASES_TEXT = 6000 };

/* Phrases, some caseless, every tenth too short for windows or not of text. */
static void
make_phrases(struct matcher_literal *literals, uint8_t bytes[][PHRASE_MAX])
{
	static const char letters[] = "etaoin shrdlu<>=/:.ETAOIN";

	for (uint32_t i = 0; i < PHRASES; i++) {
		uint32_t size = 15 + random_below(PHRASE_MAX - 15);

		for (uint32_t k = 0; k < size; k++)
			bytes[i][k] =
			    (uint8_t)letters[random_below(sizeof(letters) - 1)];
		if (i % 20 == 0)
			size = 1 + i / 20 % 14;
		if (i % 20 == 10)
			bytes[i][size / 2] = (uint8_t)(0x80 + i);
		literals[i] =
		    (struct matcher_literal){bytes[i], size, i, i % 7 == 0};
	}
}

/* The phrases one after the other, as many as fit, cut and changed here and
 * there. */
static void
write_phrases(
    const struct matcher_literal *literals, uint8_t text[PHRASES_TEXT])
{
	size_t used = 0;

	while (used < PHRASES_TEXT) {
		const struct matcher_literal *literal =
		    &literals[random_below(PHRASES)];

		for (uint32_t k = 0; k < literal->size && used < PHRASES_TEXT;
		     k++)
			text[used++] = literal->bytes[k];
		if (random_below(4) == 0)
			text[used - 1 - random_below(used < 9 ? 1 : 9)] ^= 0x20;
	}
}

static void
thousands_of_phrases_are_found_by_the_best_back_end(void **state)
{
	static struct matcher_literal literals[PHRASES];
	static uint8_t bytes[PHRASES][PHRASE_MAX], text[PHRASES_TEXT];
	struct set set;

	(void)state;
	make_phrases(literals, bytes);
	set_init(&set, MATCHER_BEST, literals, PHRASES);
	assert_int_equal(matcher_backend_of(set.matcher),
	    backend_count < 2 ? MATCHER_PORTABLE : MATCHER_MIXED);
	for (unsigned round = 0; round < 3; round++) {
		write_phrases(literals, text);
		assert_set_finds(&set, literals, PHRASES, text, sizeof(text));
	}
	set_fini(&set);
}

#ifdef HAVE_HYPERSCAN
static void
a_damaged_mixed_image_is_refused(void **state)
{
	static struct matcher_literal literals[PHRASES];
	static uint8_t bytes[PHRASES][PHRASE_MAX];
	struct set set;

	(void)state;
	if (backend_count < 2)
		return;
	make_phrases(literals, bytes);
	set_init(&set, MATCHER_MIXED, literals, PHRASES);
	assert_damaged_pair_is_refused(&set);
	set_fini(&set);
}
#endif

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(
		thousands_of_phrases_are_found_by_the_best_back_end),
#ifdef HAVE_HYPERSCAN
	    cmocka_unit_test(a_damaged_mixed_image_is_refused),
#endif
	};

	find_backends();
	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("matcher_mixed", tests, NULL, NULL);
}
