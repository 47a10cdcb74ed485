/*
 * test_print_table - the table of known fingerprints
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "core/print/table.h"
#include "tests/support/random.h"

static struct print_entry
entry(enum print_kind kind, uint64_t number)
{
	struct print_entry made = {
	    .kind = (uint8_t)kind,
	    .category = PRINT_SPAM,
	    .weight = 255,
	    .trust = 255,
	    .reports = 1,
	    .last_day = 20000,
	};
	size_t size = kind == PRINT_SHINGLES ? PRINT_BYTES : PRINT_EXACT_BYTES;
	uint64_t random = number * 2654435761u + kind + 1;

	for (size_t i = 0; i < size; i++)
		made.digest[i] = (uint8_t)(random_next(&random) >> 11);
	return made;
}

static struct print
print_of(const struct print_entry *made)
{
	struct print print = {.kind = made->kind};

	memcpy(print.digest, made->digest, PRINT_BYTES);
	return print;
}

static struct slice
build(struct print_entry *entries, size_t count)
{
	uint8_t *table;
	size_t size;

	assert_true(prints_build(entries, count, &table, &size));
	assert_true(prints_check((struct slice){table, size}));
	return (struct slice){table, size};
}

static double
score(struct slice table, const struct print_entry *wanted,
    struct print_score *score_r)
{
	struct print print = print_of(wanted);
	const struct prints prints = {&print, 1};

	prints_score(table, &prints, score_r);
	return score_r->spam;
}

static void
each_entry_is_found_and_no_other(void **state)
{
	enum { COUNT = 3000 };
	static struct print_entry entries[COUNT], shuffled[COUNT];
	struct print_score said;
	struct slice table;

	(void)state;
	for (unsigned i = 0; i < COUNT; i++)
		entries[i] = entry((enum print_kind)(i % PRINT_KINDS), i);
	memcpy(shuffled, entries, sizeof(entries));
	table = build(shuffled, COUNT);
	assert_int_equal(prints_count(table), COUNT);
	for (unsigned i = 0; i < COUNT; i++) {
		assert_true(score(table, &entries[i], &said) > 0.3);
		assert_int_equal(said.hit_count, 1);
		assert_int_equal(said.hits[0].entry.kind, entries[i].kind);
		entries[i] =
		    entry((enum print_kind)(i % PRINT_KINDS), i + COUNT);
		assert_true(score(table, &entries[i], &said) == 0);
		assert_int_equal(said.hit_count, 0);
	}
	free((void *)(uintptr_t)table.data);
}

/* Where digests are not spread evenly, since somebody chose them. */
static void
crowded_digests_are_found(void **state)
{
	enum { COUNT = 2000 };
	static struct print_entry entries[COUNT], shuffled[COUNT];
	struct print_score said;
	struct slice table;

	(void)state;
	for (unsigned i = 0; i < COUNT; i++) {
		entries[i] = entry(PRINT_DOMAIN, i);
		memset(entries[i].digest, i == 0 ? 0 : 0xff, 12);
		entries[i].digest[10] = (uint8_t)(i >> 8);
		entries[i].digest[11] = (uint8_t)i;
	}
	memcpy(shuffled, entries, sizeof(entries));
	table = build(shuffled, COUNT);
	for (unsigned i = 0; i < COUNT; i++)
		assert_true(score(table, &entries[i], &said) > 0.3);
	free((void *)(uintptr_t)table.data);
}

static void
what_is_alike_is_found_by_how_much_it_is(void **state)
{
	struct print_entry entries[3] = {
	    entry(PRINT_SHINGLES, 1),
	    entry(PRINT_SHINGLES, 2),
	    entry(PRINT_SHINGLES, 3),
	};
	struct print_entry wanted = entries[1];
	struct print_score said;
	struct slice table = build(entries, 3);
	double before = score(table, &wanted, &said);

	(void)state;
	assert_int_equal(said.hits[0].same, 32);
	/* From the end, so that the first band goes last. */
	for (int i = 31; i >= 16; i--) {
		double after;

		wanted.digest[i] ^= 0x55;
		after = score(table, &wanted, &said);
		assert_true(after > 0.3 && after < before);
		assert_int_equal(said.hits[0].same, i);
		before = after;
	}
	wanted.digest[15] ^= 0x55;
	assert_true(score(table, &wanted, &said) == 0);
	free((void *)(uintptr_t)table.data);
}

static void
reports_of_what_is_alike_add_up(void **state)
{
	struct print_entry entries[40];
	struct print_entry wanted = entry(PRINT_SHINGLES, 1);
	struct print_score said;
	struct slice table;

	(void)state;
	for (int i = 0; i < 40; i++) {
		entries[i] = wanted;
		entries[i].digest[31 - i / 8] ^= (uint8_t)(1 + i % 8);
		entries[i].reports = 2;
	}
	table = build(entries, 40);
	score(table, &wanted, &said);
	assert_int_equal(said.hit_count, 1);
	assert_int_equal(said.hits[0].entry.reports, 80);
	free((void *)(uintptr_t)table.data);
}

static void
excuses_and_doubtful_reporters_weigh(void **state)
{
	struct print_entry made = entry(PRINT_DOMAIN, 1), other = made;
	struct print_score said;
	struct slice table = build(&other, 1);
	double plain = score(table, &made, &said), many, excused, doubtful;

	(void)state;
	free((void *)(uintptr_t)table.data);
	other = made;
	other.reports = 100;
	table = build(&other, 1);
	many = score(table, &made, &said);
	free((void *)(uintptr_t)table.data);
	other.excuses = 10;
	table = build(&other, 1);
	excused = score(table, &made, &said);
	free((void *)(uintptr_t)table.data);
	other = made;
	other.trust = 64;
	table = build(&other, 1);
	doubtful = score(table, &made, &said);
	free((void *)(uintptr_t)table.data);
	assert_true(plain < many && many < 1);
	assert_true(excused < 0.5 * plain);
	assert_true(doubtful < 0.3 * plain);
}

static void
categories_are_told_apart(void **state)
{
	struct print_entry entries[3] = {
	    entry(PRINT_TEXT, 1),
	    entry(PRINT_TEXT, 2),
	    entry(PRINT_TEXT, 3),
	};
	struct print prints[3];
	struct print_score said;
	struct slice table;
	char buffer[128];
	struct text text = TEXT_OVER(buffer);

	(void)state;
	entries[1].category = PRINT_PHISHING;
	entries[1].reports = 7;
	entries[2].category = PRINT_LEGITIMATE;
	entries[2].reports = 0;
	entries[2].excuses = 3;
	for (int i = 0; i < 3; i++)
		prints[i] = print_of(&entries[i]);
	table = build(entries, 3);
	prints_score(table, &(struct prints){&prints[2], 1}, &said);
	assert_true(said.spam == 0 && said.legitimate > 0.5);
	prints_score(table, &(struct prints){&prints[1], 1}, &said);
	assert_true(said.spam == said.phishing && said.phishing > 0.5);
	print_hit_put(&text, &said.hits[0]);
	assert_string_equal(buffer, "text, reported as phishing 7 times");
	prints_score(table, &(struct prints){prints, 3}, &said);
	assert_true(said.spam > said.phishing);
	assert_int_equal(said.hit_count, 3);
	for (int i = 1; i < 3; i++)
		assert_true(
		    said.hits[i - 1].confidence >= said.hits[i].confidence);
	free((void *)(uintptr_t)table.data);
}

static void
of_equal_digests_the_later_one_stays(void **state)
{
	struct print_entry entries[2] = {
	    entry(PRINT_DOMAIN, 1), entry(PRINT_DOMAIN, 1)};
	struct print_entry kept;
	struct slice table;

	(void)state;
	entries[0].last_day = 20001;
	entries[0].reports = 5;
	table = build(entries, 2);
	assert_int_equal(prints_count(table), 1);
	prints_entry(table, 0, &kept);
	assert_int_equal(kept.reports, 5);
	assert_int_equal(kept.last_day, 20001);
	free((void *)(uintptr_t)table.data);
}

static void
no_table_is_an_empty_one(void **state)
{
	struct print_entry made = entry(PRINT_DOMAIN, 1);
	struct print_score said;
	struct slice table = build(NULL, 0);

	(void)state;
	assert_int_equal(prints_count(table), 0);
	assert_true(score(table, &made, &said) == 0);
	free((void *)(uintptr_t)table.data);
	table = (struct slice){NULL, 0};
	assert_true(prints_check(table));
	assert_true(score(table, &made, &said) == 0);
}

static void
damaged_tables_are_refused(void **state)
{
	struct print_entry entries[4] = {
	    entry(PRINT_DOMAIN, 1),
	    entry(PRINT_DOMAIN, 2),
	    entry(PRINT_SHINGLES, 3),
	    entry(PRINT_SHINGLES, 4),
	};
	struct slice table = build(entries, 4);
	uint8_t *copy = malloc(table.size);
	struct table_header *header = (void *)copy;
	struct table parts;

	(void)state;
	assert_non_null(copy);
	for (size_t end = 1; end < table.size; end++)
		assert_false(prints_check((struct slice){table.data, end}));
#define DAMAGE(what)                                                           \
	memcpy(copy, table.data, table.size);                                  \
	parts = table_over((struct slice){copy, table.size});                  \
	what;                                                                  \
	assert_false(prints_check((struct slice){copy, table.size}))
	DAMAGE(header->magic[0] = 'x');
	DAMAGE(header->version++);
	DAMAGE(header->byte_order = 0x04030201);
	DAMAGE(header->exact_count++);
	DAMAGE(header->alike_count = UINT32_MAX);
	DAMAGE(((struct table_exact *)(uintptr_t)parts.exact)[0].facts.kind =
		   PRINT_SHINGLES);
	DAMAGE(((struct table_exact *)(uintptr_t)parts.exact)[0].facts.kind =
		   PRINT_KINDS);
	DAMAGE(memset((void *)(uintptr_t)parts.exact, 0xff, 16));
	DAMAGE(
	    ((struct table_alike *)(uintptr_t)parts.alike)[1].facts.category =
		77);
	DAMAGE(((struct table_band *)(uintptr_t)parts.bands)[3].alike = 2);
	DAMAGE(((struct table_band *)(uintptr_t)parts.bands)[1].key = 0;
	       ((struct table_band *)(uintptr_t)parts.bands)[0].key = 1);
#undef DAMAGE
	free(copy);
	free((void *)(uintptr_t)table.data);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_entry_is_found_and_no_other),
	    cmocka_unit_test(crowded_digests_are_found),
	    cmocka_unit_test(what_is_alike_is_found_by_how_much_it_is),
	    cmocka_unit_test(reports_of_what_is_alike_add_up),
	    cmocka_unit_test(excuses_and_doubtful_reporters_weigh),
	    cmocka_unit_test(categories_are_told_apart),
	    cmocka_unit_test(of_equal_digests_the_later_one_stays),
	    cmocka_unit_test(no_table_is_an_empty_one),
	    cmocka_unit_test(damaged_tables_are_refused),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
