/*
 * test_archive_ntfs - volumes of NTFS, put together by hand
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "core/archive/disk/ntfs.h"
#include "tests/support/disk_case.h"

#define RECORD 1024u
#define NTFS_TABLE 8u /* cluster, of one sector */
#define NTFS_RECORDS 21u

static size_t
record(uint32_t number)
{
	return NTFS_TABLE * SECTOR + number * (size_t)RECORD;
}

/* A record with the ends of its sectors in its head; where its attributes are
 * to be written. */
static size_t
put_record(uint32_t number, unsigned flags)
{
	size_t at = record(number);

	memcpy(image + at, "FILE", 4);
	put(at + 4, 48, 2);
	put(at + 6, 3, 2);
	put(at + 20, 56, 2);
	put(at + 22, flags, 2);
	put(at + 48, 0x0701, 2);
	put(at + 510, 0x0701, 2);
	put(at + 1022, 0x0701, 2);
	return at + 56;
}

static size_t
put_resident(size_t at, unsigned type, const void *value, size_t size)
{
	size_t all = (24 + size + 7) & ~(size_t)7;

	put(at, type, 4);
	put(at + 4, all, 4);
	put(at + 16, size, 4);
	put(at + 20, 24, 2);
	memcpy(image + at + 24, value, size);
	put(at + all, 0xFFFFFFFF, 4);
	return at + all;
}

#define OF_WINDOWS 1u
#define OF_DOS 2u

static size_t
put_ntfs_name_as(size_t at, uint8_t kind, const char *name)
{
	uint8_t value[66 + 64] = {0};
	size_t size = strlen(name);

	value[64] = (uint8_t)size;
	value[65] = kind;
	for (size_t i = 0; i < size; i++)
		value[66 + 2 * i] = (uint8_t)name[i];
	return put_resident(at, 0x30, value, 66 + 2 * size);
}

static size_t
put_ntfs_name(size_t at, const char *name)
{
	return put_ntfs_name_as(at, OF_WINDOWS, name);
}

static size_t
put_data(size_t at, uint64_t size, struct slice runs)
{
	put(at, 0x80, 4);
	put(at + 4, 96, 4);
	image[at + 8] = 1;
	put(at + 32, 64, 2);
	put(at + 48, size, 8);
	memcpy(image + at + 64, runs.data, runs.size);
	put(at + 96, 0xFFFFFFFF, 4);
	return at + 96;
}

/* 16 "a" in its record, 17 "b" in clusters 80 and 70 with a hole between, 18 a
 * directory, 19 not in use, 20 "c" with a stream. */
static void
make_ntfs(void)
{
	size_t at;

	clear();
	memcpy(image, "\xEB\x52\x90NTFS    ", 11);
	put(11, SECTOR, 2);
	image[13] = 1;
	put(48, NTFS_TABLE, 8);
	image[64] = 0xF6; /* two to the power of 10 */
	at = put_record(0, 1);
	(void)put_data(at, NTFS_RECORDS * RECORD, SLICE("\x11\x2A\x08"));
	at = put_ntfs_name(put_record(16, 1), "a");
	(void)put_resident(at, 0x80, "abc", 3);
	at = put_ntfs_name(put_record(17, 1), "b.txt");
	(void)put_data(
	    at, 2 * SECTOR + 2, SLICE("\x11\x01\x50\x01\x01\x11\x01\xF6"));
	memset(image + 80 * SECTOR, 'b', SECTOR);
	memcpy(image + 70 * SECTOR, "cd", 2);
	at = put_ntfs_name(put_record(18, 3), "folder");
	(void)put_resident(at, 0x80, "no file", 7);
	at = put_ntfs_name(put_record(19, 0), "deleted");
	(void)put_resident(at, 0x80, "deleted", 7);
	at = put_ntfs_name_as(put_record(20, 1), OF_DOS, "C~1");
	at = put_ntfs_name(put_ntfs_name(at, "c"), "link.js");
	at = put_resident(at, 0x80, "c", 1);
	(void)put_resident(at, 0x80, "s\0stream", 8);
	image[at + 9] = 1;
	put(at + 10, 24, 2);
	put(at + 16, 6, 4);
	put(at + 20, 26, 2);
}

static void
files_of_ntfs_are_read(void **state)
{
	struct kept kept;

	(void)state;
	make_ntfs();
	kept = read_disk(SECTORS * SECTOR);
	assert_int_equal(kept.flags, 0);
	assert_int_equal(kept.count, 4);
	assert_slice(kept.members[0].name, "a");
	assert_slice(kept.members[0].body, "abc");
	assert_slice(kept.members[1].name, "b.txt");
	assert_int_equal(kept.members[1].flags, 0);
	assert_int_equal(kept.members[1].body.size, 2 * SECTOR + 2);
	assert_slice(slice_sub(kept.members[1].body, SECTOR - 1, 2), "b\0");
	assert_slice(slice_skip(kept.members[1].body, 2 * SECTOR - 1), "\0cd");
	assert_slice(kept.members[2].name, "c");
	assert_slice(kept.members[2].body, "c");
	assert_int_equal(kept.members[2].more_count, 1);
	assert_slice(kept.members[2].more_names[0], "link.js");
	assert_slice(kept.members[3].name, "s");
	assert_slice(kept.members[3].body, "stream");
}

static void
a_table_that_goes_on_elsewhere_is_told(void **state)
{
	struct kept kept;

	(void)state;
	make_ntfs();
	/* Runs for 21 records, a size of 22. */
	put(record(0) + 56 + 48, (NTFS_RECORDS + 1) * RECORD, 8);
	kept = read_disk(SECTORS * SECTOR);
	assert_int_equal(kept.count, 4);
	assert_int_equal(kept.flags, ARCHIVE_DAMAGED);
}

static void
what_is_odd_in_ntfs_is_told(void **state)
{
	struct kept kept;
	size_t runs = record(17) + 56 + 104 + 64;

	(void)state;
	make_ntfs();
	put(record(17) + 56 + 104 + 12, 1, 2); /* compressed */
	kept = read_disk(SECTORS * SECTOR);
	assert_int_equal(kept.count, 4);
	assert_int_equal(kept.members[1].flags, MEMBER_UNSUPPORTED);
	make_ntfs();
	image[runs + 2] = 0x7F; /* clusters 127, and 117 */
	kept = read_disk(100 * SECTOR);
	assert_int_equal(kept.members[1].flags, MEMBER_DAMAGED);
	/* A sector that was not written with the others. */
	make_ntfs();
	put(record(16) + 510, 0x0702, 2);
	kept = read_disk(SECTORS * SECTOR);
	assert_int_equal(kept.count, 3);
	/* No table. */
	make_ntfs();
	image[record(0)] = 'B';
	kept = read_disk(SECTORS * SECTOR);
	assert_int_equal(kept.count, 0);
	assert_true(kept.flags & ARCHIVE_UNSUPPORTED);
}

static void
every_byte_of_ntfs_may_be_wrong(void **state)
{
	static const uint8_t values[] = {0, 1, 0x7F, 0x80, 0xFF};

	(void)state;
	make_ntfs();
	for (size_t at = 0; at < record(NTFS_RECORDS); at++) {
		uint8_t was = image[at];

		if (was == 0 && at % 16 != 0)
			continue;
		for (size_t i = 0; i < sizeof(values); i++) {
			image[at] = values[i];
			(void)read_disk(SECTORS * SECTOR);
		}
		image[at] = was;
	}
	for (size_t size = 0; size < SECTORS * SECTOR; size += 100)
		(void)read_disk(size);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(files_of_ntfs_are_read),
	    cmocka_unit_test(a_table_that_goes_on_elsewhere_is_told),
	    cmocka_unit_test(what_is_odd_in_ntfs_is_told),
	    cmocka_unit_test(every_byte_of_ntfs_may_be_wrong),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
