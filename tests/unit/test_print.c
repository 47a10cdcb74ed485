/*
 * test_print - fingerprints, and the table of known ones
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "core/canonical/canonical.h"
#include "core/print/shingles.h"
#include "core/print/table.h"
#include "tests/support/random.h"

static struct arena *arena;

static int
set_up(void **state)
{
	(void)state;
	arena = arena_create((size_t)64 << 20);
	return arena == NULL;
}

static int
tear_down(void **state)
{
	(void)state;
	arena_destroy(&arena);
	return 0;
}

/* ---- making ------------------------------------------------------------ */

static void
make(const struct canonical *canonical, struct prints *prints_r)
{
	prints_make(canonical, arena, prints_r);
}

static const struct print *
find(const struct prints *prints, enum print_kind kind)
{
	for (size_t i = 0; i < prints->count; i++)
		if (prints->items[i].kind == kind)
			return &prints->items[i];
	return NULL;
}

/* The digest of this kind that a text has; false: it has none. */
static bool
of_text(const char *text, enum print_kind kind, uint8_t digest_r[PRINT_BYTES])
{
	const struct canonical canonical = {.folded = slice_from_string(text)};
	const struct print *print;
	struct prints prints;

	make(&canonical, &prints);
	print = find(&prints, kind);
	if (print != NULL)
		memcpy(digest_r, print->digest, PRINT_BYTES);
	return print != NULL;
}

static bool
same_text(const char *a, const char *b)
{
	uint8_t x[PRINT_BYTES], y[PRINT_BYTES];

	assert_true(of_text(a, PRINT_TEXT, x));
	assert_true(of_text(b, PRINT_TEXT, y));
	return memcmp(x, y, PRINT_BYTES) == 0;
}

static void
letters_alone_make_the_print_of_a_text(void **state)
{
	static const char text[] =
	    "dear friend, i have an offer of 500 dollars for you today!";

	(void)state;
	assert_true(same_text(text, "dear friend i have an offer of 7,320 "
				    "dollars\nfor you   today."));
	assert_true(same_text(text, "--dearfriendihaveanofferofdollarsforyou"
				    "today12345"));
	assert_false(same_text(text, "dear friend, i have an offer of 500 "
				     "dollars for you tonight!"));
}

static void
short_texts_have_no_print(void **state)
{
	uint8_t digest[PRINT_BYTES];
	struct prints prints;
	const struct canonical empty = {.field_count = 0};

	(void)state;
	assert_false(of_text("see attached", PRINT_TEXT, digest));
	assert_false(of_text("", PRINT_TEXT, digest));
	make(&empty, &prints);
	assert_int_equal(prints.count, 0);
}

/* The value is that of Python's xxhash for the same, with the seed of this
 * kind: xxh3_128(b"example.com", seed=3). */
static void
digests_are_the_same_everywhere(void **state)
{
	struct canonical_link link = {.domain = SLICE("example.com")};
	const struct canonical canonical = {.links = &link, .link_count = 1};
	struct prints prints;
	static const uint8_t wanted[PRINT_EXACT_BYTES] = {0x89, 0xc9, 0x33,
	    0x2d, 0x2a, 0x7b, 0x08, 0x0c, 0x23, 0x9a, 0x23, 0x28, 0x90, 0x80,
	    0x0f, 0x13};
	const uint8_t *digest;

	(void)state;
	make(&canonical, &prints);
	assert_int_equal(prints.count, 1);
	assert_int_equal(prints.items[0].kind, PRINT_DOMAIN);
	digest = prints.items[0].digest;
	assert_memory_equal(digest, wanted, PRINT_EXACT_BYTES);
	for (size_t i = PRINT_EXACT_BYTES; i < PRINT_BYTES; i++)
		assert_int_equal(digest[i], 0);
}

static void
links_make_domains_and_paths_each_once(void **state)
{
	struct canonical_link links[] = {
	    {.domain = SLICE("example.com"), .path = SLICE("offer")},
	    {.domain = SLICE("example.com"), .path = SLICE("offer")},
	    {.domain = SLICE("example.com"), .path = SLICE("other")},
	    {.domain = SLICE("")},
	    {.domain = SLICE("example.net")},
	};
	const struct canonical canonical = {.links = links, .link_count = 5};
	struct prints prints;

	(void)state;
	make(&canonical, &prints);
	assert_int_equal(prints.count, 4);
	assert_true(slice_equal(
	    find(&prints, PRINT_PATH)->of, SLICE("example.com/offer")));
}

static void
contacts_are_of_different_kinds(void **state)
{
	struct canonical_contact contacts[] = {
	    {CONTACT_ADDRESS, SLICE("a@example.net")},
	    {CONTACT_PHONE, SLICE("+4930123456")},
	    {CONTACT_WALLET, SLICE("btc:1abc")},
	};
	const struct canonical canonical = {
	    .contacts = contacts, .contact_count = 3};
	struct prints prints;

	(void)state;
	make(&canonical, &prints);
	assert_int_equal(prints.count, 3);
	assert_non_null(find(&prints, PRINT_ADDRESS));
	assert_non_null(find(&prints, PRINT_PHONE));
	assert_non_null(find(&prints, PRINT_WALLET));
}

static void
a_thousand_links_make_no_thousand_prints(void **state)
{
	static struct canonical_link links[1000];
	static char names[1000][24];
	const struct canonical canonical = {
	    .links = links, .link_count = 1000, .folded = SLICE("short")};
	struct prints prints;

	(void)state;
	for (int i = 0; i < 1000; i++) {
		snprintf(names[i], sizeof(names[i]), "h%d.example", i);
		links[i].domain = slice_from_string(names[i]);
	}
	make(&canonical, &prints);
	assert_true(prints.count >= 16 && prints.count <= 32);
}

/* ---- shingles ---------------------------------------------------------- */

/* count words out of a large vocabulary, by number. */
static char *
words(char *at, unsigned first, unsigned count)
{
	for (unsigned i = first; i < first + count; i++) {
		uint64_t x = (i + 1) * UINT64_C(0x9E3779B97F4A7C15);

		for (int letter = 0; letter < 6; letter++, x /= 26)
			*at++ = (char)('a' + x % 26);
		*at++ = ' ';
	}
	*at = '\0';
	return at;
}

static unsigned
alike(const char *a, const char *b)
{
	uint8_t x[PRINT_BYTES], y[PRINT_BYTES];

	assert_true(of_text(a, PRINT_SHINGLES, x));
	assert_true(of_text(b, PRINT_SHINGLES, y));
	return shingles_same(x, y);
}

/* Of n words two texts share the first k: of their shingles (k - 2) are in
 * both, of (2n - k - 2) in all.  The number of equal bins is 32 times that
 * share, give or take four standard deviations. */
static void
shingles_say_how_much_texts_share(void **state)
{
	static const unsigned shared[] = {0, 100, 200, 250, 300, 350, 390, 400};
	char a[8192], b[8192];

	(void)state;
	words(a, 0, 400);
	for (size_t i = 0; i < sizeof(shared) / sizeof(shared[0]); i++) {
		double k = shared[i], share, expected, deviation;
		unsigned same;

		words(words(b, 0, shared[i]), 10000, 400 - shared[i]);
		share = k < 3 ? 0 : (k - 2) / (2 * 398.0 - k + 2);
		share += (1 - share) / 256;
		expected = 32 * share;
		deviation = 4 * (1 + 16 * share * (1 - share));
		same = alike(a, b);
		assert_true(same >= expected - deviation);
		assert_true(same <= expected + deviation);
	}
	assert_int_equal(alike(a, a), 32);
}

static void
a_name_or_a_number_changes_little(void **state)
{
	char a[4096], b[8192], c[8192];

	(void)state;
	words(a, 0, 120);
	snprintf(b, sizeof(b), "dear john, order 1234: %s", a);
	snprintf(c, sizeof(c), "dear mary, order 99: %s", a);
	assert_true(alike(b, c) >= 24);
}

static void
few_or_repeated_words_make_no_shingles(void **state)
{
	char text[8192];
	uint8_t digest[PRINT_BYTES];

	(void)state;
	words(text, 0, SHINGLES_MIN + 1);
	assert_false(of_text(text, PRINT_SHINGLES, digest));
	words(text, 0, SHINGLES_MIN + 2);
	assert_true(of_text(text, PRINT_SHINGLES, digest));
	text[0] = '\0';
	for (int i = 0; i < 500; i++)
		memcpy(text + 4 * i, "spam ", 6);
	assert_false(of_text(text, PRINT_SHINGLES, digest));
}

/* Han letters, different ones, without a blank. */
static char *
han(char *at, unsigned first, unsigned count)
{
	for (unsigned i = first; i < first + count; i++) {
		unsigned c = 0x4e00 + i * 7919 % 20000;

		*at++ = (char)(0xe0 | c >> 12);
		*at++ = (char)(0x80 | (c >> 6 & 0x3f));
		*at++ = (char)(0x80 | (c & 0x3f));
	}
	*at = '\0';
	return at;
}

static void
scripts_without_blanks_are_cut_into_letters(void **state)
{
	char a[8192], b[8192];
	uint8_t digest[PRINT_BYTES];

	(void)state;
	han(a, 0, SHINGLES_MIN + 3);
	assert_false(of_text(a, PRINT_SHINGLES, digest));
	han(a, 0, SHINGLES_MIN + 4);
	assert_true(of_text(a, PRINT_SHINGLES, digest));
	han(a, 0, 300);
	han(han(b, 0, 280), 5000, 20);
	assert_true(alike(a, b) >= 22);
	han(b, 9000, 300);
	assert_true(alike(a, b) <= 4);
}

static void
any_bytes_may_be_a_text(void **state)
{
	uint64_t random = 1;
	uint8_t bytes[700];

	(void)state;
	for (int i = 0; i < 2000; i++) {
		struct canonical canonical = {.field_count = 0};
		struct prints prints;
		uint8_t *exact;

		for (size_t n = 0; n < sizeof(bytes); n++)
			bytes[n] = (uint8_t)random_next(&random);
		canonical.folded.size = random_next(&random) % sizeof(bytes);
		exact = malloc(canonical.folded.size + 1);
		assert_non_null(exact);
		memcpy(exact, bytes, canonical.folded.size);
		canonical.folded.data = exact;
		make(&canonical, &prints);
		free(exact);
		arena_reset(arena);
	}
}

/* ---- the table --------------------------------------------------------- */

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
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	    TEST(letters_alone_make_the_print_of_a_text),
	    TEST(short_texts_have_no_print),
	    TEST(digests_are_the_same_everywhere),
	    TEST(links_make_domains_and_paths_each_once),
	    TEST(contacts_are_of_different_kinds),
	    TEST(a_thousand_links_make_no_thousand_prints),
	    TEST(shingles_say_how_much_texts_share),
	    TEST(a_name_or_a_number_changes_little),
	    TEST(few_or_repeated_words_make_no_shingles),
	    TEST(scripts_without_blanks_are_cut_into_letters),
	    TEST(any_bytes_may_be_a_text),
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
