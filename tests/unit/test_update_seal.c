/*
 * test_update_seal - files that only their keys open
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "core/update/seal.h"
#include "tests/support/exact_bytes.h"

static struct update_keys keys;

static int
set_up(void **state)
{
	(void)state;
	return crypt_make_keys(&keys) ? 0 : -1;
}

static uint8_t *
sealed(const struct update_keys *with, size_t *size_r)
{
	struct seal_head head = {.kind = SEAL_DELTA, .number = 18, .base = 17};
	uint8_t *file;

	memset(head.set_hash, 1, sizeof(head.set_hash));
	memset(head.base_hash, 2, sizeof(head.base_hash));
	assert_true(
	    seal_make(&head, SLICE("what is in it"), with, &file, size_r));
	return file;
}

static enum seal_result
try_open(const uint8_t *file, size_t size, const struct update_keys *with)
{
	uint8_t *plain, *copy = exactly(file, size);
	struct seal_head head;
	enum seal_result result =
	    seal_open(bytes_of(copy, size), with, &head, &plain);

	assert_int_equal(result == SEAL_OK, plain != NULL);
	if (plain != NULL) {
		assert_int_equal(head.plain_bytes, 13);
		assert_memory_equal(plain, "what is in it", 13);
		assert_int_equal(head.number, 18);
		assert_int_equal(head.base, 17);
	}
	free(plain);
	free(copy);
	return result;
}

static void
a_sealed_file_opens_with_its_keys_only(void **state)
{
	struct update_keys other, open = keys;
	uint8_t *file;
	size_t size;

	(void)state;
	assert_true(crypt_make_keys(&other));
	file = sealed(&keys, &size);
	assert_int_equal(try_open(file, size, &keys), SEAL_OK);
	assert_int_equal(try_open(file, size, &other), SEAL_FORGED);
	memcpy(other.public_key, keys.public_key, sizeof(other.public_key));
	assert_int_equal(try_open(file, size, &other), SEAL_LOCKED);
	other.encrypts = false;
	assert_int_equal(try_open(file, size, &other), SEAL_LOCKED);
	/* What is looked for in the bytes is not there. */
	assert_int_equal(
	    slice_find(bytes_of(file, size), SLICE("what is")), size);
	free(file);
	open.encrypts = false;
	file = sealed(&open, &size);
	assert_int_equal(try_open(file, size, &open), SEAL_OK);
	assert_int_equal(try_open(file, size, &keys), SEAL_OK);
	free(file);
}

static void
a_sealed_file_that_is_cut_or_changed_does_not_open(void **state)
{
	uint8_t *file, *longer;
	size_t size;

	(void)state;
	file = sealed(&keys, &size);
	for (size_t end = 0; end < size; end++)
		assert_int_equal(try_open(file, end, &keys), SEAL_CUT);
	longer = malloc(size + 1);
	assert_non_null(longer);
	memcpy(longer, file, size);
	longer[size] = 0;
	assert_int_equal(try_open(longer, size + 1, &keys), SEAL_CUT);
	free(longer);
	for (size_t at = 0; at < size; at++) {
		file[at] ^= 0x10;
		assert_int_equal(try_open(file, size, &keys),
		    at < 8                 ? SEAL_FOREIGN
		    : at < SEAL_HEAD_BYTES ? SEAL_FORGED
					   : SEAL_DAMAGED);
		file[at] ^= 0x10;
	}
	free(file);
}

static void
heads_that_are_signed_but_make_no_sense_are_refused(void **state)
{
	static const struct {
		size_t at;
		uint8_t value;
	} rows[] = {
	    {8, 0},   /* no kind */
	    {8, 3},   /* one to come */
	    {8, 1},   /* a full set with a base */
	    {9, 2},   /* a cipher to come */
	    {15, 1},  /* what must be zero */
	    {24, 18}, /* from 18 to 18 */
	    {24, 0},  /* a delta from nothing */
	    {39, 1},  /* 2^56 bytes */
	};
	uint8_t *file;
	size_t size;

	(void)state;
	file = sealed(&keys, &size);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		uint8_t was = file[rows[i].at];

		file[rows[i].at] = rows[i].value;
		crypt_sign(&keys, bytes_of(file, SEAL_SIGNED_BYTES),
		    file + SEAL_SIGNED_BYTES);
		assert_int_equal(try_open(file, size, &keys), SEAL_FOREIGN);
		file[rows[i].at] = was;
	}
	free(file);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_sealed_file_opens_with_its_keys_only),
	    cmocka_unit_test(
		a_sealed_file_that_is_cut_or_changed_does_not_open),
	    cmocka_unit_test(
		heads_that_are_signed_but_make_no_sense_are_refused),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, set_up, NULL);
}
