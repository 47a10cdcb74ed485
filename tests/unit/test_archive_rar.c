/*
 * test_archive_rar - encrypted rar, with the password and without
 *
 * Archives of other programs (tests/support/make-archives), and what was made
 * of them by hand.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "core/base/crc32.h"
#include "core/base/integer.h"
#include "tests/support/archive_case.h"
#include "tests/support/archive_samples.h"

static const char *const locked[] = {"locked.rar5", "locked-names.rar5",
    "locked-packed.rar5", "locked-open.rar5", "locked-open-packed.rar5"};

#define LOCKED (sizeof(locked) / sizeof(locked[0]))

static void
read_locked(struct slice bytes, struct slice password, struct kept *kept_r)
{
	options.passwords = &password;
	options.password_count = 1;
	arena_reset(arena);
	kept_r->count = 0;
	(void)archive_law_read(archives, bytes, FILETYPE_RAR5, &options, arena,
	    NULL, keep, kept_r);
}

static void
a_rar_stays_closed_to_what_is_no_password(void **state)
{
	(void)state;
	for (size_t i = 0; i < LOCKED; i++) {
		struct slice bytes = read_file(locked[i]);
		struct kept kept;

		read_locked(bytes, SLICE("Secret"), &kept);
		for (size_t m = 0; m < kept.count; m++) {
			assert_int_equal(kept.members[m].body.size, 0);
			assert_int_equal(
			    kept.members[m].flags, MEMBER_ENCRYPTED);
		}
		free((void *)(uintptr_t)bytes.data);
	}
}

static void
every_byte_of_an_encrypted_rar_may_be_wrong(void **state)
{
	(void)state;
	for (size_t i = 0; i < LOCKED; i++) {
		struct slice bytes = read_file(locked[i]);
		uint8_t *wrong = (uint8_t *)(uintptr_t)bytes.data;
		struct kept kept;

		for (size_t at = 0; at < bytes.size; at++)
			for (unsigned bit = 1; bit < 256; bit *= 4) {
				wrong[at] ^= (uint8_t)bit;
				read_locked(bytes, SLICE("secret"), &kept);
				wrong[at] ^= (uint8_t)bit;
			}
		for (size_t size = 0; size < bytes.size; size++) {
			uint8_t *copy = malloc(size + 1);

			assert_non_null(copy);
			memcpy(copy, bytes.data, size);
			read_locked(
			    (struct slice){copy, size}, SLICE("secret"), &kept);
			free(copy);
		}
		read_locked(bytes, SLICE("secret"), &kept);
		check_contents(&kept, BOTH);
		free((void *)(uintptr_t)bytes.data);
	}
}

/* ---- rar 4 with something put in front of its second file -------------- */

#define RAR4_FIRST 20u /* of locked*.rar: the header of the first file */
#define RAR4_ROOM 8192u

static size_t
copy_with_gap(struct slice bytes, size_t gap, uint8_t *copy_r)
{
	size_t at = RAR4_FIRST + u16_le(bytes, RAR4_FIRST + 5) +
		    u32_le(bytes, RAR4_FIRST + 7);

	assert_true(bytes.size + gap <= RAR4_ROOM);
	memcpy(copy_r, bytes.data, at);
	memset(copy_r + at, 0, gap);
	memcpy(copy_r + at + gap, bytes.data + at, bytes.size - at);
	return at;
}

static struct kept
read_rar4(const uint8_t *data, size_t size, uint64_t *work_left)
{
	struct slice passwords[] = {SLICE("wrong"), SLICE("secret")};
	struct kept kept = {.count = 0};

	options.passwords = passwords;
	options.password_count = 2;
	options.key_work_left = work_left;
	arena_reset(arena);
	kept.flags = archive_law_read(archives, (struct slice){data, size},
	    FILETYPE_RAR, &options, arena, NULL, keep, &kept)
			 .flags;
	options.key_work_left = NULL;
	return kept;
}

/* A header too long for us, then a file: libarchive takes both. */
static void
what_stands_behind_a_long_header_is_not_lost(void **state)
{
	enum { LONG = 5000 };
	struct slice bytes = read_file("locked.rar");
	uint8_t copy[RAR4_ROOM];
	size_t at = copy_with_gap(bytes, LONG, copy);
	struct kept kept;
	uint32_t sum;

	(void)state;
	copy[at + 2] = 0x78; /* protection, of old */
	copy[at + 5] = LONG & 0xFF;
	copy[at + 6] = LONG >> 8;
	sum = crc32_of(0, (struct slice){copy + at + 2, LONG - 2});
	copy[at] = (uint8_t)sum;
	copy[at + 1] = (uint8_t)(sum >> 8);
	kept = read_rar4(copy, bytes.size + LONG, NULL);
	assert_int_equal(kept.count, 2);
	assert_slice(kept.members[0].body, EICAR);
	assert_slice(kept.members[1].name, "letter.txt");
	assert_int_equal(kept.members[1].flags, MEMBER_ENCRYPTED);
	free((void *)(uintptr_t)bytes.data);
}

/* Which no cipher of blocks makes. */
static void
data_of_an_odd_size_leave_the_next_file_in_its_place(void **state)
{
	struct slice bytes = read_file("locked-packed.rar");
	uint8_t copy[RAR4_ROOM];
	struct kept kept;

	(void)state;
	(void)copy_with_gap(bytes, 1, copy);
	copy[RAR4_FIRST + 7]++;
	kept = read_rar4(copy, bytes.size + 1, NULL);
	check_contents(&kept, BOTH);
	free((void *)(uintptr_t)bytes.data);
}

/* Of two files "secret" makes packed ones: one for which 256 MB are taken, and
 * one that gives its 8 bytes.  The sums are wrong. */
static void
what_takes_too_much_memory_shows_no_password(void **state)
{
	static const struct slice bytes =
	    SLICE("\x52\x61\x72\x21\x1A\x07\x00\xCF\x90\x73\x00\x00\x0D\x00"
		  "\x00\x00\x00\x00\x00\x00\x8E\x0C\x74\x04\x80\x21\x00\x20"
		  "\x00\x00\x00\x64\x00\x00\x00\x02\x01\x00\x00\x00\x00\x00"
		  "\x21\x2C\x1D\x33\x01\x00\x20\x00\x00\x00\x61\x32\xE8\x97"
		  "\x00\x92\xED\x89\x6F\xCA\xF1\xD2\x62\x02\xEE\x8B\xEB\x95"
		  "\xBE\x70\xAA\x12\x04\x6D\xAB\x1C\x4A\x96\xB4\x69\x1F\x65"
		  "\xA9\x48\x02\x74\x04\x80\x21\x00\x30\x00\x00\x00\x08\x00"
		  "\x00\x00\x02\x01\x00\x00\x00\x00\x00\x21\x2C\x1D\x33\x01"
		  "\x00\x20\x00\x00\x00\x62\xFE\xC9\x6A\xA2\x57\x51\xCD\x68"
		  "\xE1\x5C\x10\x91\x07\x29\xE5\xB8\x3C\x5F\xD4\x28\x3F\x62"
		  "\x1C\x0B\xAD\xBA\x31\x15\x32\x0F\x94\x03\xFB\x48\x15\x58"
		  "\xDA\x9F\x02\x44\x22\xBD\x48\x52\x42\xBA\x00\xD5\xC4\x3D"
		  "\x7B\x00\x40\x07\x00");
	struct kept kept = read_rar4(bytes.data, bytes.size, NULL);

	(void)state;
	assert_int_equal(kept.flags, ARCHIVE_ENCRYPTED);
	assert_int_equal(kept.count, 2);
	assert_int_equal(kept.members[0].flags, MEMBER_ENCRYPTED);
	assert_int_equal(kept.members[1].flags, MEMBER_ENCRYPTED);
}

/* A key takes 2 * characters + 11 bytes, 2 ^ 18 times. */
static void
keys_of_all_archives_share_what_may_be_hashed(void **state)
{
	struct slice bytes = read_file("locked.rar");
	uint64_t work = (uint64_t)(2 * 5 + 11 + 2 * 6 + 11) << 18, left;
	struct kept kept;

	(void)state;
	left = work + 4096;
	kept = read_rar4(bytes.data, bytes.size, &left);
	check_contents(&kept, BOTH);
	assert_true(left < 4096);
	kept = read_rar4(bytes.data, bytes.size, &left);
	assert_int_equal(kept.flags & ARCHIVE_ENCRYPTED, ARCHIVE_ENCRYPTED);
	assert_int_equal(kept.members[0].body.size, 0);
	assert_int_equal(kept.members[0].flags, MEMBER_ENCRYPTED);
	free((void *)(uintptr_t)bytes.data);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(a_rar_stays_closed_to_what_is_no_password),
	    TEST(every_byte_of_an_encrypted_rar_may_be_wrong),
	    TEST(what_stands_behind_a_long_header_is_not_lost),
	    TEST(data_of_an_odd_size_leave_the_next_file_in_its_place),
	    TEST(what_takes_too_much_memory_shows_no_password),
	    TEST(keys_of_all_archives_share_what_may_be_hashed),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
