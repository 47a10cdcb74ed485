/*
 * test_hashes - the compact table of hashes
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <cmocka.h>

#include "core/sigdb/hashes.h"
#include "core/sigdb/rules.h"

#define OWNERS 1000000u

static struct hash_table
table_over(const struct hash_blobs *blobs)
{
	struct hash_table table = {
	    .sizes = BLOB_ITEMS(&blobs->sizes, const uint32_t),
	    .size_count = BLOB_COUNT(&blobs->sizes, uint32_t),
	    .owner_count = OWNERS,
	};

	for (int a = 0; a < DIGEST_ALGORITHMS; a++) {
		table.first[a] = BLOB_ITEMS(&blobs->first[a], const uint32_t);
		table.digests[a] = blobs->digests[a].data;
		table.owners[a] = BLOB_ITEMS(&blobs->owners[a], const uint32_t);
		table.counts[a] = BLOB_COUNT(&blobs->owners[a], uint32_t);
	}
	return table;
}

static struct hash_entry
entry(uint32_t size, enum digest_algorithm algorithm, uint32_t owner,
    uint8_t fill)
{
	struct hash_entry made = {
	    .size = size,
	    .owner = owner,
	    .algorithm = (uint32_t)algorithm,
	};

	memset(made.digest, fill, digest_size(algorithm));
	return made;
}

/* How many owners a part of this size with this digest has; the first one. */
static uint32_t
find(const struct hash_table *table, uint64_t size,
    enum digest_algorithm algorithm, uint8_t fill, uint32_t *owner_r)
{
	struct hash_range ranges[DIGEST_ALGORITHMS], range;
	uint8_t digest[DIGEST_MAX];

	memset(digest, fill, sizeof(digest));
	if (!hashes_of_size(table, size, ranges))
		return 0;
	range = hashes_find(table, algorithm, ranges[algorithm], digest);
	if (range.from < range.to)
		*owner_r = table->owners[algorithm][range.from];
	return range.to - range.from;
}

static void
each_entry_is_found_by_size_and_digest_alone(void **state)
{
	struct hash_entry entries[] = {
	    entry(68, DIGEST_MD5, 1, 0x44),
	    entry(68, DIGEST_MD5, 2, 0x10),
	    entry(68, DIGEST_SHA256, 3, 0x44),
	    entry(1, DIGEST_SHA1, 4, 0xff),
	    entry(4294967294u, DIGEST_SHA1, 5, 0x00),
	    entry(70, DIGEST_MD5, 6, 0x44),
	};
	struct hash_blobs blobs;
	struct hash_table table;
	uint32_t owner;

	(void)state;
	assert_true(hashes_build(entries, 6, &blobs));
	table = table_over(&blobs);
	assert_true(hashes_check(&table));
	assert_int_equal(find(&table, 68, DIGEST_MD5, 0x44, &owner), 1);
	assert_int_equal(owner, 1);
	assert_int_equal(find(&table, 68, DIGEST_MD5, 0x10, &owner), 1);
	assert_int_equal(owner, 2);
	assert_int_equal(find(&table, 68, DIGEST_SHA256, 0x44, &owner), 1);
	assert_int_equal(owner, 3);
	assert_int_equal(find(&table, 1, DIGEST_SHA1, 0xff, &owner), 1);
	assert_int_equal(owner, 4);
	assert_int_equal(
	    find(&table, 4294967294u, DIGEST_SHA1, 0x00, &owner), 1);
	assert_int_equal(owner, 5);
	assert_int_equal(find(&table, 70, DIGEST_MD5, 0x44, &owner), 1);
	assert_int_equal(owner, 6);

	assert_int_equal(find(&table, 68, DIGEST_MD5, 0x43, &owner), 0);
	assert_int_equal(find(&table, 68, DIGEST_SHA1, 0x44, &owner), 0);
	assert_int_equal(find(&table, 69, DIGEST_MD5, 0x44, &owner), 0);
	assert_int_equal(find(&table, 0, DIGEST_MD5, 0x44, &owner), 0);
	/* 2^32 + 68: a size is not cut to 32 bits. */
	assert_int_equal(
	    find(&table, UINT64_C(4294967364), DIGEST_MD5, 0x44, &owner), 0);
	hash_blobs_fini(&blobs);
}

static void
one_digest_may_have_several_owners_in_their_order(void **state)
{
	struct hash_entry entries[] = {
	    entry(9, DIGEST_MD5, 30, 7),
	    entry(9, DIGEST_MD5, 10, 7),
	    entry(9, DIGEST_MD5, 20, 7),
	    entry(9, DIGEST_MD5, 5, 8),
	};
	struct hash_blobs blobs;
	struct hash_table table;
	struct hash_range ranges[DIGEST_ALGORITHMS], range;
	uint8_t digest[DIGEST_MAX];

	(void)state;
	assert_true(hashes_build(entries, 4, &blobs));
	table = table_over(&blobs);
	memset(digest, 7, sizeof(digest));
	assert_true(hashes_of_size(&table, 9, ranges));
	range = hashes_find(&table, DIGEST_MD5, ranges[DIGEST_MD5], digest);
	assert_int_equal(range.to - range.from, 3);
	assert_int_equal(table.owners[DIGEST_MD5][range.from], 10);
	assert_int_equal(table.owners[DIGEST_MD5][range.from + 2], 30);
	hash_blobs_fini(&blobs);
}

static void
entries_of_any_size_have_a_row_of_their_own(void **state)
{
	struct hash_entry entries[] = {
	    entry(RULES_ANY_SIZE, DIGEST_SHA256, 1, 0xaa),
	    entry(5, DIGEST_MD5, 2, 0xbb),
	};
	struct hash_blobs blobs;
	struct hash_table table;
	struct hash_range ranges[DIGEST_ALGORITHMS];

	(void)state;
	assert_true(hashes_build(entries, 2, &blobs));
	table = table_over(&blobs);
	assert_true(hashes_check(&table));
	assert_true(hashes_of_any_size(&table, ranges));
	/* Only the algorithm concerned has something to hash for. */
	assert_int_equal(ranges[DIGEST_MD5].from, ranges[DIGEST_MD5].to);
	assert_int_equal(
	    ranges[DIGEST_SHA256].to - ranges[DIGEST_SHA256].from, 1);
	/* No part has that size by itself. */
	assert_false(hashes_of_size(&table, RULES_ANY_SIZE, ranges));
	hash_blobs_fini(&blobs);

	/* Sorted by now: the sized one is the first. */
	assert_true(hashes_build(entries, 1, &blobs));
	table = table_over(&blobs);
	assert_false(hashes_of_any_size(&table, ranges));
	hash_blobs_fini(&blobs);
}

static void
an_empty_table_finds_nothing(void **state)
{
	struct hash_blobs blobs;
	struct hash_table table;
	struct hash_range ranges[DIGEST_ALGORITHMS];

	(void)state;
	assert_true(hashes_build(NULL, 0, &blobs));
	table = table_over(&blobs);
	assert_true(hashes_check(&table));
	assert_false(hashes_of_size(&table, 68, ranges));
	assert_false(hashes_of_any_size(&table, ranges));
	hash_blobs_fini(&blobs);
}

static uint32_t
next_random(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 8;
}

/* Against a plain walk over all entries. */
static void
look_ups_agree_with_a_linear_search(void **state)
{
	enum { COUNT = 3000, SIZES = 60, FILLS = 12 };
	static struct hash_entry entries[COUNT];
	struct hash_blobs blobs;
	struct hash_table table;
	uint32_t seed = 1, owner;

	(void)state;
	for (uint32_t i = 0; i < COUNT; i++)
		entries[i] = entry(next_random(&seed) % SIZES,
		    (enum digest_algorithm)(
			next_random(&seed) % DIGEST_ALGORITHMS),
		    i, (uint8_t)(next_random(&seed) % FILLS));
	assert_true(hashes_build(entries, COUNT, &blobs));
	table = table_over(&blobs);
	assert_true(hashes_check(&table));
	for (uint32_t size = 0; size < SIZES + 2; size++)
		for (int a = 0; a < DIGEST_ALGORITHMS; a++)
			for (uint8_t fill = 0; fill < FILLS + 1; fill++) {
				uint32_t expected = 0;

				for (size_t i = 0; i < COUNT; i++)
					expected +=
					    entries[i].size == size &&
					    entries[i].algorithm ==
						(uint32_t)a &&
					    entries[i].digest[0] == fill;
				assert_int_equal(
				    find(&table, size, (enum digest_algorithm)a,
					fill, &owner),
				    expected);
			}
	hash_blobs_fini(&blobs);
}

static void
a_table_that_does_not_hold_together_is_noticed(void **state)
{
	struct hash_entry entries[] = {
	    entry(1, DIGEST_MD5, 1, 1),
	    entry(2, DIGEST_MD5, 2, 1),
	};
	struct hash_blobs blobs;
	struct hash_table table;
	uint32_t *first, *sizes, *owners;

	(void)state;
	assert_true(hashes_build(entries, 2, &blobs));
	table = table_over(&blobs);
	first = BLOB_ITEMS(&blobs.first[DIGEST_MD5], uint32_t);
	sizes = BLOB_ITEMS(&blobs.sizes, uint32_t);
	owners = BLOB_ITEMS(&blobs.owners[DIGEST_MD5], uint32_t);
	first[1] = 3;
	assert_false(hashes_check(&table));
	first[1] = 1;
	first[2] = 3;
	assert_false(hashes_check(&table));
	first[2] = 2;
	sizes[1] = 1;
	assert_false(hashes_check(&table));
	sizes[1] = 2;
	assert_true(hashes_check(&table));
	owners[0] = OWNERS;
	assert_false(hashes_check_owners(&table));
	owners[0] = 1;
	assert_true(hashes_check_owners(&table));
	hash_blobs_fini(&blobs);
}

static void
digests_are_those_of_the_standards(void **state)
{
	/* RFC 1321, RFC 3174 and FIPS 180-4: the digests of "abc". */
	static const char *const expected[DIGEST_ALGORITHMS] = {
	    "900150983cd24fb0d6963f7d28e17f72",
	    "a9993e364706816aba3e25717850c26c9cd0d89d",
	    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
	};
	struct digester *digester = digester_create();

	(void)state;
	assert_non_null(digester);
	/* Twice: a context is used again. */
	for (int round = 0; round < 2; round++)
		for (int a = 0; a < DIGEST_ALGORITHMS; a++) {
			uint8_t wanted[DIGEST_MAX], found[DIGEST_MAX];
			size_t size = digest_size((enum digest_algorithm)a);

			assert_true(digest_from_hex(
			    slice_from_string(expected[a]), wanted, size));
			assert_true(digest_compute(digester,
			    (enum digest_algorithm)a, SLICE("abc"), found));
			assert_memory_equal(found, wanted, size);
		}
	digester_destroy(&digester);
	assert_null(digester);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_entry_is_found_by_size_and_digest_alone),
	    cmocka_unit_test(one_digest_may_have_several_owners_in_their_order),
	    cmocka_unit_test(entries_of_any_size_have_a_row_of_their_own),
	    cmocka_unit_test(an_empty_table_finds_nothing),
	    cmocka_unit_test(look_ups_agree_with_a_linear_search),
	    cmocka_unit_test(a_table_that_does_not_hold_together_is_noticed),
	    cmocka_unit_test(digests_are_those_of_the_standards),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
