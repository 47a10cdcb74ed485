/*
 * test_tally - counts of prints, into the store and out of it as a table
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "tests/support/growing_map.h"
#include "tests/support/store_place.h"
#include "threads/command/learn/tally.h"

static struct store *store;
static struct tally tally;

static int
set_up(void **state)
{
	(void)state;
	tally = (struct tally){.today = 20000};
	return begin_store(&store) ? 0 : -1;
}

static int
tear_down(void **state)
{
	(void)state;
	tally_fini(&tally);
	return end_store(&store);
}

static struct print
print_of(enum print_kind kind, uint8_t fill)
{
	struct print print = {.kind = kind};

	memset(print.digest, fill,
	    kind == PRINT_SHINGLES ? PRINT_BYTES : PRINT_EXACT_BYTES);
	return print;
}

static struct store_print
stored(const struct print *print)
{
	struct store_print_key key = {
	    .size = print->kind == PRINT_SHINGLES ? STORE_PRINT_BYTES
						  : STORE_DIGEST_BYTES,
	};
	struct store_print found = {.reports = 999};

	memcpy(key.digest, print->digest, PRINT_BYTES);
	if (!store_print_find(store, &key, &found))
		memset(&found, 0, sizeof(found));
	return found;
}

static void
add(const struct print *print, enum store_class class, int8_t times)
{
	const struct tally_word word = {
	    .class = class, .times = times, .weight = 255};

	tally_add(&tally, store, print, 1, &word);
}

/* What users say: a bit for each. */
static void
say(const struct print *print, uint8_t weight, uint32_t people)
{
	const struct tally_word word = {.class = STORE_IS_SPAM,
	    .times = 1,
	    .weight = weight,
	    .people = people};

	tally_add(&tally, store, print, 1, &word);
}

static void
counts_add_up_by_class(void **state)
{
	struct print domain = print_of(PRINT_DOMAIN, 1);
	struct print alike = print_of(PRINT_SHINGLES, 1);
	struct store_print found;

	(void)state;
	for (int i = 0; i < 3; i++)
		add(&domain, STORE_IS_SPAM, 1);
	add(&domain, STORE_IS_PHISHING, 1);
	add(&domain, STORE_LEGIT, 1);
	add(&alike, STORE_IS_SPAM, 1);
	tally_put(&tally, store);
	found = stored(&domain);
	assert_int_equal(found.reports, 4);
	assert_int_equal(found.phishing, 1);
	assert_int_equal(found.excuses, 1);
	assert_int_equal(found.trust, 4 * 255);
	assert_int_equal(found.first_day, 20000);
	assert_int_equal(found.kind, PRINT_DOMAIN);
	assert_int_equal(stored(&alike).reports, 1);
	/* Another day, another run. */
	tally.today = 20005;
	add(&domain, STORE_IS_SPAM, 1);
	tally_put(&tally, store);
	found = stored(&domain);
	assert_int_equal(found.reports, 5);
	assert_int_equal(found.first_day, 20000);
	assert_int_equal(found.last_day, 20005);
}

static void
what_is_taken_back_is_gone(void **state)
{
	struct print domain = print_of(PRINT_DOMAIN, 1);

	(void)state;
	add(&domain, STORE_IS_PHISHING, 1);
	tally_put(&tally, store);
	add(&domain, STORE_IS_PHISHING, -1);
	tally_put(&tally, store);
	assert_int_equal(store_print_count(store), 0);
	/* More than there was: nothing, and not four thousand millions. */
	add(&domain, STORE_IS_SPAM, -1);
	add(&domain, STORE_LEGIT, 1);
	tally_put(&tally, store);
	assert_int_equal(stored(&domain).reports, 0);
	assert_int_equal(stored(&domain).excuses, 1);
}

static void
the_table_has_what_was_reported_and_legitimate_bulk(void **state)
{
	struct print spam = print_of(PRINT_DOMAIN, 1);
	struct print phishing = print_of(PRINT_ADDRESS, 2);
	struct print once = print_of(PRINT_TEXT, 3);
	struct print bulk = print_of(PRINT_TEXT, 4);
	struct print freemail = print_of(PRINT_DOMAIN, 5);
	struct print_entry entry;
	uint8_t *table;
	size_t size, count;
	struct slice bytes;

	(void)state;
	add(&spam, STORE_IS_SPAM, 1);
	add(&phishing, STORE_IS_PHISHING, 1);
	add(&once, STORE_LEGIT, 1);
	for (int i = 0; i < 5; i++) {
		add(&bulk, STORE_LEGIT, 1);
		add(&freemail, STORE_LEGIT, 1);
	}
	tally_put(&tally, store);
	assert_true(tally_table(store, 2, &table, &size, &count));
	bytes = (struct slice){table, size};
	assert_true(prints_check(bytes));
	assert_int_equal(count, 3);
	assert_int_equal(prints_count(bytes), 3);
	prints_entry(bytes, 0, &entry);
	assert_int_equal(entry.category, PRINT_SPAM);
	assert_int_equal(entry.trust, 255);
	prints_entry(bytes, 1, &entry);
	assert_int_equal(entry.category, PRINT_PHISHING);
	prints_entry(bytes, 2, &entry);
	assert_int_equal(entry.category, PRINT_LEGITIMATE);
	assert_int_equal(entry.excuses, 5);
	free(table);
}

static void
a_print_counts_when_enough_people_reported_it(void **state)
{
	static const struct {
		uint32_t first, second; /* who said so of two messages */
		size_t listed;          /* where two people are wanted */
	} rows[] = {
	    {1, 1, 0},        /* the same one twice */
	    {1, 2, 1},        /* two */
	    {4, 0, 0},        /* one */
	    {1u << 31, 0, 1}, /* the operator */
	    {3, 0, 1},        /* two of one message */
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct print print = print_of(PRINT_TEXT, (uint8_t)(0x40 + i));
		uint8_t *table = NULL;
		size_t size, before, count;

		assert_true(tally_table(store, 2, &table, &size, &before));
		free(table);
		say(&print, 128, rows[i].first);
		if (rows[i].second != 0)
			say(&print, 128, rows[i].second);
		tally_put(&tally, store);
		assert_true(tally_table(store, 2, &table, &size, &count));
		free(table);
		assert_int_equal(count - before, rows[i].listed);
		assert_int_equal(
		    stored(&print).trust, rows[i].second != 0 ? 256 : 128);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	    TEST(a_print_counts_when_enough_people_reported_it),
	    TEST(counts_add_up_by_class),
	    TEST(what_is_taken_back_is_gone),
	    TEST(the_table_has_what_was_reported_and_legitimate_bulk),
	};

	if (maps_do_not_grow())
		return 0;
	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
