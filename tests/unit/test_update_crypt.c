/*
 * test_update_crypt - what published sets are made of: signatures, packing,
 * numbers
 *
 * Vectors are of RFC 8032 (Ed25519, test 2), of the BLAKE2 reference's own
 * tables, and written by hand; nothing that is expected was made by the code
 * under test.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "core/update/coded.h"
#include "core/update/pack.h"
#include "core/update/seal.h"
#include "tests/support/exact_bytes.h"

static void
known_vectors_come_out(void **state)
{
	/* RFC 8032, 7.1, TEST 2. */
	static const char seed_text[] =
	    "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb";
	static const char public_text[] =
	    "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c";
	static const char signature_text[] =
	    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
	    "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00";
	/* b2sum -l 256 of "abc" */
	static const char hash_text[] =
	    "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319";
	uint8_t seed[32], signature[64], hash[32];
	struct slice abc[] = {SLICE("a"), {NULL, 0}, SLICE("bc")};
	struct update_keys vector = {.encrypts = false};
	char room[160];
	struct text text = TEXT_OVER(room);

	(void)state;
	assert_true(crypt_read_hex(slice_from_string(seed_text), seed, 32));
	crypt_take_seed(&vector, seed);
	crypt_put_hex(&text, vector.public_key, 32);
	assert_string_equal(room, public_text);
	crypt_sign(&vector, SLICE("\x72"), signature);
	text_clear(&text);
	crypt_put_hex(&text, signature, 64);
	assert_string_equal(room, signature_text);
	assert_true(crypt_verify(&vector, SLICE("\x72"), signature));
	assert_false(crypt_verify(&vector, SLICE("\x73"), signature));
	crypt_hash(abc, 3, hash);
	text_clear(&text);
	crypt_put_hex(&text, hash, 32);
	assert_string_equal(room, hash_text);
}

static void
only_whole_hexadecimal_is_read(void **state)
{
	static const char *const bad[] = {"", "a", "abcde", "abcdefab",
	    "abcdeg", " abcde", "abcde ", "ab:cd"};
	uint8_t bytes[3];

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_false(
		    crypt_read_hex(slice_from_string(bad[i]), bytes, 3));
	assert_true(crypt_read_hex(SLICE("00Ffa5"), bytes, 3));
	assert_memory_equal(bytes, "\x00\xff\xa5", 3);
}

static void
varints_are_those_of_leb128(void **state)
{
	static const struct {
		uint64_t value;
		const char *bytes;
		size_t size;
	} rows[] = {
	    {0, "\x00", 1},
	    {127, "\x7f", 1},
	    {128, "\x80\x01", 2},
	    {624485, "\xe5\x8e\x26", 3},
	    {UINT64_MAX, "\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01", 10},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct coded coded = {.bytes = NULL};
		struct slice rest = bytes_of(rows[i].bytes, rows[i].size);
		uint64_t value;

		coded_put_varint(&coded, rows[i].value);
		assert_int_equal(coded.size, rows[i].size);
		assert_memory_equal(coded.bytes, rows[i].bytes, coded.size);
		coded_free(&coded);
		assert_true(coded_take_varint(&rest, &value));
		assert_true(value == rows[i].value && rest.size == 0);
		for (size_t end = 0; end < rows[i].size; end++) {
			rest = bytes_of(rows[i].bytes, end);
			assert_false(coded_take_varint(&rest, &value));
			assert_int_equal(rest.size, end);
		}
	}
	/* 65 bits */
	struct slice over = SLICE("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x02");
	uint64_t value;

	assert_false(coded_take_varint(&over, &value));
}

static void
what_is_packed_is_unpacked_and_nothing_longer(void **state)
{
	/* printf aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa | zstd --no-check */
	static const uint8_t frame[] = {0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x58,
	    0x45, 0x00, 0x00, 0x10, 0x61, 0x61, 0x01, 0x00, 0x22, 0xc0, 0x02};
	uint8_t *plain, *packed;
	size_t size;

	(void)state;
	assert_int_equal(
	    unpack(bytes_of(frame, sizeof(frame)), 32, &plain), UNPACK_OK);
	assert_memory_equal(plain, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", 32);
	free(plain);
	assert_true(pack(SLICE("abcabcabcabcabcabcabcabc"), &packed, &size));
	assert_int_equal(unpack(bytes_of(packed, size), 24, &plain), UNPACK_OK);
	assert_memory_equal(plain, "abcabcabcabcabcabcabcabc", 24);
	free(plain);
	assert_int_equal(
	    unpack(bytes_of(packed, size), 23, &plain), UNPACK_DAMAGED);
	assert_null(plain);
	assert_int_equal(
	    unpack(bytes_of(packed, size), 25, &plain), UNPACK_DAMAGED);
	for (size_t end = 0; end < size; end++) {
		uint8_t *cut = exactly(packed, end);

		assert_int_equal(
		    unpack(bytes_of(cut, end), 24, &plain), UNPACK_DAMAGED);
		free(cut);
	}
	free(packed);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(known_vectors_come_out),
	    cmocka_unit_test(only_whole_hexadecimal_is_read),
	    cmocka_unit_test(varints_are_those_of_leb128),
	    cmocka_unit_test(what_is_packed_is_unpacked_and_nothing_longer),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
