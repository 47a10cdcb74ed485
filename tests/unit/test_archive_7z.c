/*
 * test_archive_7z - 7z archives of other programs, encrypted and not, whole and
 * broken
 *
 * All but one of 7-Zip itself; that one by hand, with libcrypto's own program
 * (tests/support/make-archives), so that trying a password costs nothing.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/archive/method/inflate.h"
#include "core/archive/sevenzip/sevenzip_keys.h"
#include "core/base/crc32.h"
#include "tests/support/archive_case.h"

#define PLACE "tests/data/archives/"
#define FILE_MAX 4096u
#define PROGRAM_STEPS 64u
#define PROGRAM_STEP 19u
#define PROGRAM_SIZE (PROGRAM_STEPS * PROGRAM_STEP)

#define EICAR                                                                  \
	"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+"  \
	"H*"
#define LETTER "A letter of two lines.\nThis is the second.\n"
#define OPENED (MEMBER_ENCRYPTED | MEMBER_PASSWORD)

static struct slice passwords[] = {
    {(const uint8_t *)"infected", 8},
    {(const uint8_t *)"", 0},
    {(const uint8_t *)"secret", 6},
};

static int
set_up_passwords(void **state)
{
	int result = set_up(state);

	options.passwords = passwords;
	options.password_count = 3;
	return result;
}

static size_t
load(const char *name, uint8_t bytes_r[FILE_MAX])
{
	char path[256];
	FILE *file;
	size_t size;

	snprintf(path, sizeof(path), PLACE "%s", name);
	file = fopen(path, "rb");
	if (file == NULL)
		print_error("%s is missing\n", path);
	assert_non_null(file);
	size = fread(bytes_r, 1, FILE_MAX, file);
	fclose(file);
	return size;
}

/* From memory that is exactly as large, for ASan. */
static struct archive_seen
read_bytes(const uint8_t *bytes, size_t size, struct kept *kept)
{
	static uint8_t *copy;
	struct archive_seen seen;

	free(copy);
	copy = malloc(size == 0 ? 1 : size);
	assert_non_null(copy);
	memcpy(copy, bytes, size);
	kept->count = 0;
	arena_reset(arena);
	seen = archive_law_read(archives, (struct slice){copy, size},
	    FILETYPE_SEVENZIP, &options, arena, NULL, keep, kept);
	return seen;
}

static struct archive_seen
read_sample(const char *name, struct kept *kept)
{
	uint8_t bytes[FILE_MAX];
	size_t size = load(name, bytes);

	return read_bytes(bytes, size, kept);
}

/* ---- methods ----------------------------------------------------------- */

static void
put(uint8_t **to, const char *code, size_t size, uint32_t value)
{
	memcpy(*to, code, size);
	*to += size;
	for (unsigned i = 0; i < 4; i++)
		*(*to)++ = (uint8_t)(value >> 8 * i);
}

/* As make-archives writes it. */
static void
make_program(uint8_t program_r[PROGRAM_SIZE])
{
	uint8_t *to = program_r;

	for (uint32_t i = 0; i < PROGRAM_STEPS; i++) {
		put(&to, "\xE8", 1, i * 37);
		put(&to, "\x0F\x84", 2, i * 5);
		put(&to, "\xE9", 1, i * 11);
		memcpy(to, "abc", 3);
		to += 3;
	}
	assert_int_equal(to - program_r, PROGRAM_SIZE);
}

static void
each_method_gives_the_program_back(void **state)
{
	static const struct {
		const char *name;
		unsigned flags;
	} rows[] = {{"bcj.7z", 0}, {"delta.7z", 0}, {"arm.7z", 0},
	    {"arm-deflate64.7z", 0}, {"twice.7z", 0}, {"ppmd.7z", 0},
	    {"bcj-encrypted.7z", OPENED}, {"bcj2-encrypted.7z", OPENED}};
	uint8_t program[PROGRAM_SIZE];

	(void)state;
	make_program(program);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct kept kept;
		struct archive_seen seen = read_sample(rows[i].name, &kept);

		assert_int_equal(kept.count, 1);
		assert_slice(kept.members[0].name, "program.exe");
		assert_int_equal(kept.members[0].flags, rows[i].flags);
		assert_int_equal(kept.members[0].size, PROGRAM_SIZE);
		assert_int_equal(kept.members[0].body.size, PROGRAM_SIZE);
		assert_memory_equal(
		    kept.members[0].body.data, program, PROGRAM_SIZE);
		assert_int_equal(
		    seen.flags, rows[i].flags ? ARCHIVE_ENCRYPTED : 0);
	}
}

static void
names_are_unicode_and_folders_are_left_out(void **state)
{
	struct kept kept;

	(void)state;
	(void)read_sample("names.7z", &kept);
	assert_int_equal(kept.count, 2);
	assert_slice(kept.members[0].name, "folder/empty");
	assert_int_equal(kept.members[0].size, 0);
	assert_int_equal(kept.members[0].flags, 0);
	assert_slice(kept.members[1].name,
	    "na\xC3\xAFve \xE6\xBC\xA2 \xF0\x9F\x98\x80.txt");
	assert_slice(kept.members[1].body, LETTER);
	assert_int_equal(kept.members[1].flags, OPENED);
}

static void
without_the_password_names_are_given_where_they_can_be_read(void **state)
{
	struct kept kept;

	(void)state;
	options.password_count = 2;
	assert_int_equal(
	    read_sample("names.7z", &kept).flags, ARCHIVE_ENCRYPTED);
	assert_int_equal(kept.count, 2);
	assert_int_equal(kept.members[1].flags, MEMBER_ENCRYPTED);
	assert_true(kept.members[1].has_crc32);
	assert_int_equal(kept.members[1].crc32, crc32_of(0, SLICE(LETTER)));
	assert_int_equal(
	    read_sample("bcj2-encrypted.7z", &kept).flags, ARCHIVE_ENCRYPTED);
	assert_int_equal(kept.count, 0);
}

static void
check_cheap(const struct kept *kept)
{
	assert_int_equal(kept->count, 2);
	assert_slice(kept->members[0].name, "eicar.com");
	assert_slice(kept->members[0].body, EICAR);
	assert_slice(kept->members[1].name, "letter.txt");
	assert_slice(kept->members[1].body, LETTER);
	assert_int_equal(kept->members[0].flags, OPENED);
	assert_int_equal(kept->members[1].flags, OPENED);
}

static void
header_and_files_are_encrypted_with_few_rounds(void **state)
{
	struct kept kept;

	(void)state;
	assert_int_equal(
	    read_sample("cheap-encrypted.7z", &kept).flags, ARCHIVE_ENCRYPTED);
	check_cheap(&kept);
}

/* ---- broken ------------------------------------------------------------ */

static const char *const breakable[] = {"cheap-encrypted.7z", "plain.7z",
    "bcj.7z", "delta.7z", "twice.7z", "arm.7z"};

#define BREAKABLE (sizeof(breakable) / sizeof(breakable[0]))

static void
put_u32(uint8_t *to, uint32_t value)
{
	for (unsigned i = 0; i < 4; i++)
		to[i] = (uint8_t)(value >> 8 * i);
}

static uint64_t
get_u64(const uint8_t *from)
{
	uint64_t value = 0;

	for (unsigned i = 8; i-- > 0;)
		value = value << 8 | from[i];
	return value;
}

/* The sums of header and start, so that what is wrong is read. */
static void
mend(uint8_t *bytes, size_t size)
{
	uint64_t at = get_u64(bytes + 12), length = get_u64(bytes + 20);

	if (at <= size - 32 && length <= size - 32 - at)
		put_u32(bytes + 28, crc32_of(0, (struct slice){bytes + 32 + at,
						    (size_t)length}));
	put_u32(bytes + 8, crc32_of(0, (struct slice){bytes + 12, 20}));
}

static void
an_archive_may_end_at_every_byte(void **state)
{
	(void)state;
	for (size_t i = 0; i < BREAKABLE; i++) {
		uint8_t bytes[FILE_MAX];
		size_t size = load(breakable[i], bytes);
		struct kept kept;

		for (size_t end = 0; end < size; end++)
			assert_true(read_bytes(bytes, end, &kept).flags != 0);
	}
}

static void
every_bit_may_be_wrong_and_the_sums_right(void **state)
{
	(void)state;
	for (size_t i = 0; i < BREAKABLE; i++) {
		uint8_t bytes[FILE_MAX], wrong[FILE_MAX];
		size_t size = load(breakable[i], bytes);
		struct kept kept;

		for (size_t bit = 0; bit < size * 8; bit++) {
			memcpy(wrong, bytes, size);
			wrong[bit / 8] ^= (uint8_t)(1u << bit % 8);
			(void)read_bytes(wrong, size, &kept);
			mend(wrong, size);
			(void)read_bytes(wrong, size, &kept);
		}
	}
}

static void
a_wrong_bit_in_a_body_is_damage(void **state)
{
	uint8_t bytes[FILE_MAX];
	size_t size = load("cheap-encrypted.7z", bytes);
	struct kept kept;

	(void)state;
	/* In the last block, which is of the letter. */
	bytes[32 + 100] ^= 1;
	(void)read_bytes(bytes, size, &kept);
	assert_int_equal(kept.count, 2);
	assert_int_equal(kept.members[0].flags, OPENED);
	assert_slice(kept.members[0].body, EICAR);
	assert_int_equal(kept.members[1].flags, OPENED | MEMBER_DAMAGED);
}

/* ---- limits ------------------------------------------------------------ */

static void
bytes_end_in_the_middle_of_a_folder(void **state)
{
	struct kept kept;

	(void)state;
	for (uint64_t max = 68; max < 111; max++) {
		struct archive_seen seen;

		options.bytes_max = max;
		seen = read_sample("cheap-encrypted.7z", &kept);
		assert_int_equal(seen.bytes, max);
		assert_true(seen.flags & ARCHIVE_CUT);
		assert_int_equal(seen.limit, LIMIT_DECODED_BYTES);
	}
}

/* A million rounds each. */
static void
passwords_share_an_allowance(void **state)
{
	static struct unpacking unpacking;
	static struct sevenzip_keys keys;
	static struct slice many[100];
	struct sevenzip_cipher cipher = {.power = 20};
	uint8_t key[SEVENZIP_KEY_SIZE];
	unsigned made = 0;

	(void)state;
	unpacking.archives = archives;
	unpacking.options = &options;
	options.passwords = many;
	for (size_t i = 0; i < 100; i++)
		many[i] = SLICE("wrong");
	sevenzip_keys_init(&keys, &unpacking);
	for (size_t i = 0; i < 100; i++)
		made += sevenzip_keys_make(&keys, &cipher, i, key);
	/* 512 MB, of which one takes (10 + 8) MB. */
	assert_int_equal(made, 28);
	/* What was made is there for nothing. */
	assert_true(sevenzip_keys_make(&keys, &cipher, 0, key));
	sevenzip_keys_failed(&keys, UINT64_MAX);
	cipher.power = 4;
	assert_false(sevenzip_keys_make(&keys, &cipher, 0, key));
}

/* A message may have many of them. */
static void
archives_share_an_allowance(void **state)
{
	static struct unpacking unpacking;
	static struct sevenzip_keys keys;
	struct slice wrong = SLICE("wrong");
	struct sevenzip_cipher cipher = {.power = 20};
	uint64_t left = (uint64_t)100 << 20; /* five of (10 + 8) MB */
	uint8_t key[SEVENZIP_KEY_SIZE];
	unsigned made = 0;

	(void)state;
	unpacking.archives = archives;
	unpacking.options = &options;
	options.passwords = &wrong;
	options.key_work_left = &left;
	for (int i = 0; i < 10; i++) {
		sevenzip_keys_init(&keys, &unpacking);
		made += sevenzip_keys_make(&keys, &cipher, 0, key);
	}
	options.key_work_left = NULL;
	assert_int_equal(made, 5);
}

/* SHA-256 of what 7zFormat.txt describes, by sha256sum; and no hash at all. */
static void
keys_are_what_the_format_says(void **state)
{
	static const uint8_t expected[SEVENZIP_KEY_SIZE] = {0x07, 0x88, 0x65,
	    0x94, 0xEF, 0x1D, 0x07, 0x43, 0xAB, 0x17, 0xED, 0xE4, 0x72, 0xF1,
	    0x90, 0x56, 0x6B, 0xCC, 0x5A, 0x4E, 0x2A, 0xD6, 0x58, 0x1C, 0x28,
	    0x74, 0xB4, 0x59, 0x29, 0x64, 0x09, 0xB6};
	struct sevenzip_crypt *crypt = sevenzip_crypt_create();
	struct sevenzip_cipher cipher;
	uint8_t utf16[SEVENZIP_PASSWORD_MAX], key[SEVENZIP_KEY_SIZE];
	struct slice password = {utf16, 0};

	(void)state;
	assert_non_null(crypt);
	password.size = sevenzip_password(SLICE("a\xF0\x9F\x98\x80"), utf16);
	assert_slice(password, "a\0\x3D\xD8\0\xDE");
	assert_true(sevenzip_cipher_read(SLICE("\xC1\x10stv"), &cipher));
	assert_int_equal(cipher.salt_size, 2);
	assert_int_equal(cipher.vector[0], 'v');
	assert_int_equal(sevenzip_key_cost(&cipher, password), 2 * 16);
	assert_true(sevenzip_key(crypt, &cipher, password, NULL, key));
	assert_memory_equal(key, expected, SEVENZIP_KEY_SIZE);
	assert_true(sevenzip_cipher_read(SLICE("\x3F\0"), &cipher));
	assert_true(sevenzip_key(crypt, &cipher, password, NULL, key));
	assert_memory_equal(key, "a\0\x3D\xD8\0\xDE\0\0\0\0\0", 11);
	assert_false(sevenzip_cipher_read(SLICE("\x19\0"), &cipher));
	assert_false(sevenzip_cipher_read(SLICE("\xC1\xFFst"), &cipher));
	sevenzip_crypt_destroy(&crypt);
}

#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, set_up_passwords, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(each_method_gives_the_program_back),
	    TEST(names_are_unicode_and_folders_are_left_out),
	    TEST(without_the_password_names_are_given_where_they_can_be_read),
	    TEST(header_and_files_are_encrypted_with_few_rounds),
	    TEST(an_archive_may_end_at_every_byte),
	    TEST(every_bit_may_be_wrong_and_the_sums_right),
	    TEST(a_wrong_bit_in_a_body_is_damage),
	    TEST(bytes_end_in_the_middle_of_a_folder),
	    TEST(passwords_share_an_allowance),
	    TEST(archives_share_an_allowance),
	    TEST(keys_are_what_the_format_says),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
