/*
 * test_update_index - what a host tells of its sets
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "core/update/index.h"
#include "tests/support/exact_bytes.h"

static struct update_keys keys;

static int
set_up(void **state)
{
	(void)state;
	return crypt_make_keys(&keys) ? 0 : -1;
}

#define HASH "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"
#define FIRST "CGPFilter index 1\n"

static void
lines_of_an_index_are_read_or_refused(void **state)
{
	static const struct {
		const char *lines;
		enum index_result result;
	} rows[] = {
	    {FIRST "version 0.1.0.3\nnewest 17\noldest-delta 0\ncreated 9\n"
		   "full 17 100 " HASH "\n",
		INDEX_OK},
	    {FIRST "newest 17\noldest-delta 10\nfull 9 100 " HASH "\n",
		INDEX_OK},
	    {FIRST "newest 17\noldest-delta 10\nfull 9 100 " HASH
		   "\nlater words\ndelta 17 5 " HASH "\ndelta 16 5 " HASH "\n",
		INDEX_OK},
	    {"", INDEX_FOREIGN},
	    {"CGPFilter index 2\n", INDEX_FOREIGN},
	    {"<html>404</html>\n", INDEX_FOREIGN},
	    {FIRST, INDEX_DAMAGED},
	    {FIRST "newest 17\nfull 17 100 " HASH, INDEX_DAMAGED},
	    {FIRST "newest 0\nfull 0 100 " HASH "\n", INDEX_DAMAGED},
	    {FIRST "newest 17\nfull 18 100 " HASH "\n", INDEX_DAMAGED},
	    {FIRST "newest 17\nfull 9 100 " HASH "\n", INDEX_DAMAGED},
	    {FIRST "newest 17\noldest-delta 11\nfull 9 100 " HASH "\n",
		INDEX_DAMAGED},
	    {FIRST "newest 17\noldest-delta 18\nfull 17 100 " HASH "\n",
		INDEX_DAMAGED},
	    {FIRST "newest 18446744073709551616\nfull 9 100 " HASH "\n",
		INDEX_DAMAGED},
	    {FIRST "newest -1\nfull 9 100 " HASH "\n", INDEX_DAMAGED},
	    {FIRST "newest\nfull 9 100 " HASH "\n", INDEX_DAMAGED},
	    {FIRST "version 1.2\nnewest 9\nfull 9 100 " HASH "\n",
		INDEX_DAMAGED},
	    {FIRST "newest 9\nfull 9 100 " HASH "0\n", INDEX_DAMAGED},
	    {FIRST "newest 9\nfull 9 " HASH "\n", INDEX_DAMAGED},
	    {FIRST "newest 9\nfull 9 100\n", INDEX_DAMAGED},
	    {FIRST "newest 9\ncreated 9223372036854775808\nfull 9 1 " HASH "\n",
		INDEX_DAMAGED},
	    {FIRST "newest 9\nfull 9 100 " HASH "\ndelta 9 5 " HASH "\n",
		INDEX_DAMAGED},
	    {FIRST "newest 9\noldest-delta 9\nfull 9 100 " HASH
		   "\ndelta 8 5 " HASH "\n",
		INDEX_DAMAGED},
	    {FIRST "newest 9\noldest-delta 9\nfull 9 100 " HASH
		   "\ndelta 9 5 " HASH "\ndelta 8 5 " HASH "\n",
		INDEX_DAMAGED},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct update_index index;

		if (index_read_lines(slice_from_string(rows[i].lines),
			&index) != rows[i].result)
			fail_msg("%s", rows[i].lines);
	}
}

static struct update_index
full_index(void)
{
	struct update_index index = {
	    .version = {{1, 2, 3, 4}},
	    .newest = UINT64_MAX,
	    .oldest_delta = UINT64_MAX - 20,
	    .created_s = INT64_MAX,
	    .full = {UINT64_MAX - 3, UINT64_MAX, {1}},
	    .delta_count = INDEX_DELTAS_MAX,
	};

	for (size_t i = 0; i < INDEX_DELTAS_MAX; i++)
		index.deltas[i] = (struct index_file){
		    UINT64_MAX - i, UINT64_MAX, {(uint8_t)i}};
	return index;
}

static void
an_index_is_read_as_it_was_written_and_not_otherwise(void **state)
{
	struct update_index index = full_index(), read;
	struct update_keys other;
	char room[INDEX_BYTES_MAX + 1];
	struct text text = TEXT_OVER(room);

	(void)state;
	assert_true(index_write(&index, &keys, &text));
	assert_int_equal(index_read(text_slice(&text), &keys, &read), INDEX_OK);
	assert_memory_equal(&read.full, &index.full, sizeof(index.full));
	assert_true(read.newest == UINT64_MAX && read.created_s == INT64_MAX);
	assert_int_equal(read.delta_count, INDEX_DELTAS_MAX);
	assert_true(index_delta(&read, UINT64_MAX - 15)->hash[0] == 15);
	assert_null(index_delta(&read, UINT64_MAX - 16));
	assert_true(crypt_make_keys(&other));
	assert_int_equal(
	    index_read(text_slice(&text), &other, &read), INDEX_FORGED);
	for (size_t end = 0; end < text.size; end++) {
		uint8_t *cut = exactly((const uint8_t *)room, end);
		enum index_result result =
		    index_read(bytes_of(cut, end), &keys, &read);

		assert_int_equal(result,
		    end < sizeof(FIRST) - 1 ? INDEX_FOREIGN : INDEX_FORGED);
		free(cut);
	}
	for (size_t at = sizeof(FIRST); at < text.size; at++) {
		room[at] ^= 1;
		assert_int_not_equal(
		    index_read(text_slice(&text), &keys, &read), INDEX_OK);
		room[at] ^= 1;
	}
}

static void
names_of_files_are_read_and_others_are_not(void **state)
{
	static const char *const bad[] = {"", "full-", "full", "full-1x",
	    "delta--1", "delta-18446744073709551616", "index", "Full-1"};
	char name[INDEX_NAME_BYTES];
	uint64_t number;
	bool full;

	(void)state;
	index_name(name, false, UINT64_MAX);
	assert_string_equal(name, "delta-18446744073709551615");
	assert_true(index_name_read(slice_from_string(name), &full, &number));
	assert_true(!full && number == UINT64_MAX);
	assert_true(index_name_read(SLICE("full-3"), &full, &number));
	assert_true(full && number == 3);
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_false(
		    index_name_read(slice_from_string(bad[i]), &full, &number));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(lines_of_an_index_are_read_or_refused),
	    cmocka_unit_test(
		an_index_is_read_as_it_was_written_and_not_otherwise),
	    cmocka_unit_test(names_of_files_are_read_and_others_are_not),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, set_up, NULL);
}
