/*
 * test_print - what makes a fingerprint, and which
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "tests/support/print_case.h"
#include "tests/support/random.h"

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
	    TEST(any_bytes_may_be_a_text),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
