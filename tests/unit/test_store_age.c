/*
 * test_store_age - what a store forgets, and when
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/support/growing_map.h"
#include "tests/support/store_case.h"

static void
a_print_that_nobody_reports_any_more_goes(void **state)
{
	struct store *store = open_good();
	struct store_print_key made = key(1, STORE_DIGEST_BYTES);
	struct store_print print;

	(void)state;
	assert_int_equal(store_begin(store, true), STORE_OK);
	put_print(store, 1, STORE_DIGEST_BYTES, 20000, 2);
	assert_true(store_print_find(store, &made, &print));
	assert_int_equal(print.reports, 2);
	print.reports = 0;
	store_print_put(store, &made, &print);
	assert_false(store_print_find(store, &made, &print));
	assert_int_equal(store_print_count(store), 0);
	store_abort(store);
	store_close(&store);
}

static void
messages_of_later_updates_are_forgotten(void **state)
{
	struct store *store = open_good();
	struct store_learnt learnt = {.class = STORE_LEGIT};

	(void)state;
	assert_int_equal(store_begin(store, true), STORE_OK);
	for (unsigned i = 0; i < 10; i++) {
		learnt.update = i;
		store_learnt_put(store, digest(i), &learnt);
	}
	assert_int_equal(store_learnt_forget_after(store, 6), 3);
	assert_int_equal(store_learnt_forget_after(store, 6), 0);
	assert_true(store_learnt_find(store, digest(6), &learnt));
	assert_false(store_learnt_find(store, digest(7), &learnt));
	assert_int_equal(store_commit(store), STORE_OK);
	store_close(&store);
}

static void
a_step_goes_with_its_message(void **state)
{
	struct store *store;
	uint8_t bytes[10];

	(void)state;
	fill(10);
	store = open_good();
	assert_int_equal(store_begin(store, true), STORE_OK);
	assert_true(store_step_find(store, digest(4), bytes, sizeof(bytes)));
	assert_memory_equal(bytes, "some bytes", sizeof(bytes));
	/* Of another program. */
	assert_false(store_step_find(store, digest(4), bytes, 9));
	store_learnt_remove(store, digest(4));
	assert_false(store_step_find(store, digest(4), bytes, sizeof(bytes)));
	assert_true(store_step_find(store, digest(5), bytes, sizeof(bytes)));
	assert_int_equal(store_commit(store), STORE_OK);
	store_close(&store);
}

static void
what_is_old_goes_and_what_is_too_much(void **state)
{
	const struct store_bounds bounds = {
	    .learnt_days = 100,
	    .print_days = 50,
	    .excuse_days = 10,
	    .reporter_days = 10,
	    .prints_max = 1000,
	};
	struct store_bounds tight = bounds;
	struct store *store = open_good();
	struct store_learnt learnt = {.day = 20000 - 100};

	(void)state;
	assert_int_equal(store_begin(store, true), STORE_OK);
	store_learnt_put(store, digest(1), &learnt);
	learnt.day--;
	store_learnt_put(store, digest(2), &learnt);
	put_print(store, 1, STORE_DIGEST_BYTES, 20000 - 50, 1);
	put_print(store, 2, STORE_DIGEST_BYTES, 20000 - 51, 1);
	put_print(store, 3, STORE_DIGEST_BYTES, 20000 - 10, 0);
	put_print(store, 4, STORE_PRINT_BYTES, 20000 - 11, 0);
	assert_int_equal(store_age(store, 20000, &bounds), 3);
	assert_int_equal(store_number(store, STORE_AGED), 20000);
	assert_true(store_learnt_find(store, digest(1), &learnt));
	assert_int_equal(store_print_count(store), 2);
	for (unsigned i = 0; i < 100; i++)
		put_print(store, 10 + i,
		    i % 2 == 0 ? STORE_DIGEST_BYTES : STORE_PRINT_BYTES,
		    (uint16_t)(20000 - i % 10), 1);
	tight.prints_max = 35;
	/* Three whole days of ten. */
	store_age(store, 20000, &tight);
	assert_int_equal(store_print_count(store), 30);
	assert_int_equal(store_commit(store), STORE_OK);
	store_close(&store);
}

static void
claims_are_kept_as_long_as_their_last_day_lasts(void **state)
{
	const struct store_bounds bounds = {.claim_days = 60,
	    .learnt_days = 60,
	    .print_days = 60,
	    .excuse_days = 60,
	    .reporter_days = 60,
	    .prints_max = 10};
	struct store_claims claims = {.last_day = 1000, .count = 2};
	struct store *store = open_good();

	(void)state;
	memset(claims.items[1].reporter, 7, STORE_DIGEST_BYTES);
	claims.items[1].class = STORE_IS_PHISHING;
	assert_int_equal(store_begin(store, true), STORE_OK);
	assert_false(
	    store_claims_find(store, digest(1), &claims) && claims.count > 0);
	claims = (struct store_claims){.last_day = 1000, .count = 2};
	claims.items[1].class = STORE_IS_PHISHING;
	store_claims_put(store, digest(1), &claims);
	claims.last_day = 1010;
	store_claims_put(store, digest(2), &claims);
	assert_true(store_claims_find(store, digest(1), &claims));
	assert_int_equal(claims.count, 2);
	assert_int_equal(claims.items[1].class, STORE_IS_PHISHING);
	assert_int_equal(store_age(store, 1060, &bounds), 0);
	assert_int_equal(store_age(store, 1061, &bounds), 1);
	assert_false(store_claims_find(store, digest(1), &claims));
	assert_int_equal(claims.count, 0);
	/* Nobody says anything any more. */
	store_claims_put(store, digest(2), &claims);
	assert_false(store_claims_find(store, digest(2), &claims));
	assert_int_equal(store_commit(store), STORE_OK);
	store_close(&store);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(a_print_that_nobody_reports_any_more_goes),
	    TEST(messages_of_later_updates_are_forgotten),
	    TEST(a_step_goes_with_its_message),
	    TEST(what_is_old_goes_and_what_is_too_much),
	    TEST(claims_are_kept_as_long_as_their_last_day_lasts),
	};

	if (maps_do_not_grow())
		return 0;
	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
