/*
 * test_archive_disk - disks and volumes of FAT, put together by hand
 *
 * What mtools makes is read in test_archive.c.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "core/archive/disk/disk.h"
#include "core/archive/disk/fat.h"
#include "tests/support/disk_case.h"

#define VHD_BLOCK 4096u

/* ---- a volume ---------------------------------------------------------- */

/*
 * Sectors of the volume at: 0 itself, 1 the table, 2 the root (16 names), 3 and
 * on clusters of one sector, the first of which is number 2.
 */
static size_t volume;

static size_t
sector(uint32_t number)
{
	return volume + number * (size_t)SECTOR;
}

static size_t
cluster(uint32_t number)
{
	return sector(3 + number - 2);
}

static void
link_cluster(uint32_t number, uint32_t next)
{
	size_t at = sector(1) + number * 3 / 2;
	unsigned old = image[at] | (unsigned)image[at + 1] << 8;

	old = (number & 1) ? (old & 0x000F) | next << 4 : (old & 0xF000) | next;
	put(at, old, 2);
}

#define END 0xFFFu

/* A name of eleven characters. */
static void
put_name(size_t at, const char *name, unsigned attributes, uint32_t first,
    uint32_t size)
{
	memcpy(image + at, name, 11);
	image[at + 11] = (uint8_t)attributes;
	put(at + 26, first, 2);
	put(at + 28, size, 4);
}

static void
begin_volume(size_t at, uint32_t sectors)
{
	volume = at;
	memcpy(image + at, "\xEB\x3C\x90MSDOS5.0", 11);
	put(at + 11, SECTOR, 2);
	image[at + 13] = 1; /* sectors of a cluster */
	put(at + 14, 1, 2); /* ahead of the table */
	image[at + 16] = 1; /* tables */
	put(at + 17, 16, 2);
	put(at + 19, sectors, 2);
	image[at + 21] = 0xF8;
	put(at + 22, 1, 2);
	put(at + 510, 0xAA55, 2);
}

/* "a.txt" in clusters 2 and 5, the directory "d" in 3, which has "b" (4), and
 * itself and the root in it. */
static void
make_volume(size_t at, uint32_t sectors)
{
	begin_volume(at, sectors);
	put_name(sector(2), "A       TXT", 0x20, 2, SECTOR + 2);
	put_name(sector(2) + 32, "D          ", 0x10, 3, 0);
	put_name(sector(2) + 64, "VOLUME     ", 0x08, 0, 0);
	link_cluster(2, 5);
	link_cluster(5, END);
	link_cluster(3, END);
	link_cluster(4, END);
	put_name(cluster(3), ".          ", 0x10, 3, 0);
	put_name(cluster(3) + 32, "..         ", 0x10, 0, 0);
	put_name(cluster(3) + 64, "SELF       ", 0x10, 3, 0);
	put_name(cluster(3) + 96, "B          ", 0x20, 4, 3);
	memset(image + cluster(2), 'a', SECTOR);
	memcpy(image + cluster(4), "bbb", 3);
	memcpy(image + cluster(5), "cc", 2);
}

static void
check_both(const struct kept *kept)
{
	assert_int_equal(kept->count, 2);
	assert_slice(kept->members[0].name, "A.TXT");
	assert_int_equal(kept->members[0].flags, 0);
	assert_int_equal(kept->members[0].body.size, SECTOR + 2);
	assert_slice(slice_skip(kept->members[0].body, SECTOR - 1), "acc");
	assert_slice(kept->members[1].name, "B");
	assert_slice(kept->members[1].body, "bbb");
}

/* ---- cases of FAT ------------------------------------------------------ */

static void
files_in_pieces_and_in_directories_are_read(void **state)
{
	struct kept kept;

	(void)state;
	clear();
	make_volume(0, 64);
	kept = read_disk(64 * SECTOR);
	assert_int_equal(kept.flags, 0);
	check_both(&kept);
}

static void
what_is_deleted_is_not_there(void **state)
{
	struct kept kept;

	(void)state;
	clear();
	make_volume(0, 64);
	image[sector(2)] = 0xE5;
	kept = read_disk(64 * SECTOR);
	assert_int_equal(kept.count, 1);
	assert_slice(kept.members[0].name, "B");
	/* A name that begins so has another byte in its place. */
	image[sector(2)] = 0x05;
	kept = read_disk(64 * SECTOR);
	assert_slice(kept.members[0].name, "\xE5.TXT");
	/* The end. */
	image[sector(2)] = 0;
	kept = read_disk(64 * SECTOR);
	assert_int_equal(kept.count, 0);
	assert_int_equal(kept.flags, 0);
}

static void
names_have_their_small_letters(void **state)
{
	struct kept kept;

	(void)state;
	clear();
	make_volume(0, 64);
	image[sector(2) + 12] = 0x10;
	kept = read_disk(64 * SECTOR);
	assert_slice(kept.members[0].name, "A.txt");
	/* A long one, of 14 characters: its last piece is first. */
	put_name(sector(2), "\x42n\0\0\0\xFF\xFF\xFF\xFF\xFF\xFF", 0x0F, 0, 0);
	memcpy(image + sector(2) + 32,
	    "\1i\0n\0v\0o\0i\0\x0F\0\0c\0e\0.\0d\0o\0c\0\0\0.\0t\0", 32);
	put_name(sector(2) + 64, "INVOIC~1TXT", 0x20, 4, 3);
	kept = read_disk(64 * SECTOR);
	assert_int_equal(kept.count, 1);
	assert_slice(kept.members[0].name, "invoice.doc.tn");
	assert_slice(kept.members[0].body, "bbb");
}

static void
chains_that_are_broken_are_told(void **state)
{
	static const struct {
		uint32_t next; /* behind cluster 2 */
		size_t size;   /* that comes out */
	} rows[] = {
	    {END, SECTOR},
	    {0, SECTOR},
	    {1, SECTOR},
	    {63, SECTOR}, /* clusters are 2 to 62 */
	    {2, 61 * SECTOR},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct kept kept;

		clear();
		make_volume(0, 64);
		put(sector(2) + 28, 100 * SECTOR, 4);
		link_cluster(2, rows[i].next);
		kept = read_disk(64 * SECTOR);
		assert_int_equal(kept.count, 2);
		assert_int_equal(kept.members[0].flags, MEMBER_DAMAGED);
		assert_int_equal(kept.members[0].body.size, rows[i].size);
		assert_slice(kept.members[1].body, "bbb");
	}
}

static void
images_that_end_early_give_what_there_is(void **state)
{
	(void)state;
	for (size_t size = 0; size <= 64 * SECTOR; size += 16) {
		struct kept kept;

		clear();
		make_volume(0, 64);
		kept = read_disk(size);
		/* Cluster 5, in sector 6, is the last that has something. */
		if (size >= 6 * SECTOR + 2)
			check_both(&kept);
		else if (kept.count == 0 || kept.members[0].flags == 0)
			assert_true(kept.flags != 0);
		else
			assert_int_equal(kept.members[0].flags, MEMBER_DAMAGED);
	}
}

/* A chain of ever the next cluster, of which a hundred may be looked up. */
static void
a_long_chain_ends_where_steps_do(void **state)
{
	uint64_t left = 100, at, size;
	struct disk disk;
	struct fat fat = {
	    .disk = &disk,
	    .bits = 16,
	    .cluster_size = SECTOR,
	    .clusters = 60000,
	    .steps_left = &left,
	};
	struct fat_place place = {
	    .cluster = 2, .is_chain = true, .left = UINT32_MAX};

	(void)state;
	clear();
	for (size_t i = 0; i < fat.clusters; i++)
		put(2 * i, i + 1, 2);
	assert_true(disk_open(&disk, (struct slice){image, sizeof(image)}));
	assert_true(fat_next_run(&fat, &place, &at, &size));
	assert_int_equal(size, 101 * SECTOR);
	assert_int_equal(left, 0);
	assert_false(fat_next_run(&fat, &place, &at, &size));
}

/* ---- cases of tables --------------------------------------------------- */

static void
put_row(size_t at, unsigned kind, uint32_t first)
{
	image[at + 4] = (uint8_t)kind;
	put(at + 8, first, 4);
	put(at + 12, 64, 4);
}

static void
put_table(uint32_t number, unsigned kind, uint32_t first, unsigned next_kind,
    uint32_t next)
{
	size_t at = number * (size_t)SECTOR;

	put_row(at + 446, kind, first);
	put_row(at + 462, next_kind, next);
	put(at + 510, 0xAA55, 2);
}

static void
volumes_of_a_table_are_read(void **state)
{
	struct kept kept;

	(void)state;
	clear();
	put_table(0, 6, 10, 0, 0);
	make_volume(10 * (size_t)SECTOR, 64);
	kept = read_disk(SECTORS * SECTOR);
	assert_int_equal(kept.flags, 0);
	check_both(&kept);
	/* The same volume twice. */
	put_row(478, 6, 10);
	kept = read_disk(SECTORS * SECTOR);
	check_both(&kept);
	/* One of a kind that is not known. */
	put_row(478, 6, 100);
	image[100 * SECTOR] = 1;
	kept = read_disk(SECTORS * SECTOR);
	assert_int_equal(kept.flags, ARCHIVE_DAMAGED);
	check_both(&kept);
}

static void
extended_tables_are_followed_to_their_end(void **state)
{
	struct kept kept;

	(void)state;
	clear();
	put_table(0, 0, 0, 5, 20);
	put_table(20, 6, 1, 5, 80);
	make_volume(21 * (size_t)SECTOR, 64);
	put_table(100, 6, 1, 0, 0);
	make_volume(101 * (size_t)SECTOR, 64);
	kept = read_disk(SECTORS * SECTOR);
	assert_int_equal(kept.flags, 0);
	assert_int_equal(kept.count, 4);
	/* The second one leads to the first. */
	put_row(100 * (size_t)SECTOR + 462, 5, 0);
	kept = read_disk(SECTORS * SECTOR);
	assert_int_equal(kept.count, 4);
	assert_int_equal(kept.flags, ARCHIVE_CUT);
	assert_int_equal(kept.limit, LIMIT_MEMBERS);
}

static void
tables_of_guids_are_read(void **state)
{
	struct kept kept;

	(void)state;
	clear();
	put_table(0, 0xEE, 1, 0, 0);
	memcpy(image + SECTOR, "EFI PART", 8);
	put(SECTOR + 72, 2, 8);
	put(SECTOR + 80, 4, 4);
	put(SECTOR + 84, 128, 4);
	/* The third is used. */
	image[2 * SECTOR + 256] = 1;
	put(2 * SECTOR + 256 + 32, 10, 8);
	make_volume(10 * (size_t)SECTOR, 64);
	kept = read_disk(SECTORS * SECTOR);
	assert_int_equal(kept.flags, 0);
	check_both(&kept);
}

/* ---- cases of VHD ------------------------------------------------------ */

static void
put_footer(size_t at, uint32_t type, uint64_t next, uint64_t size)
{
	memcpy(image + at, "conectix", 8);
	put_big(at + 16, next, 8);
	put_big(at + 48, size, 8);
	put_big(at + 60, type, 4);
}

static void
a_fixed_disk_ends_ahead_of_its_footer(void **state)
{
	struct kept kept;

	(void)state;
	clear();
	make_volume(0, 64);
	/* Whatever it begins as, and whatever size is written there. */
	put_footer(64 * (size_t)SECTOR, 2, UINT64_MAX, 7);
	assert_true(archive_may_be(
	    (struct slice){image, 65 * SECTOR}, FILETYPE_DISK, false));
	kept = read_disk(65 * SECTOR);
	assert_int_equal(kept.flags, 0);
	check_both(&kept);
	/* Of old, it had one byte less. */
	kept = read_disk(65 * SECTOR - 1);
	check_both(&kept);
}

/* Sectors: 0 the footer, 1 the head, 3 the table, 4 and on blocks, each behind
 * a sector of bits. */
static void
make_dynamic(void)
{
	uint8_t disk[64 * SECTOR];

	clear();
	make_volume(0, 64);
	memcpy(disk, image, sizeof(disk));
	clear();
	put_footer(0, 3, SECTOR, sizeof(disk));
	memcpy(image + SECTOR, "cxsparse", 8);
	put_big(SECTOR + 16, 3 * (uint64_t)SECTOR, 8);
	put_big(SECTOR + 28, sizeof(disk) / VHD_BLOCK, 4);
	put_big(SECTOR + 32, VHD_BLOCK, 4);
	memset(image + 3 * SECTOR, 0xFF, SECTOR);
	/* Only the first block has anything; it lies behind the second. */
	put_big(3 * SECTOR, 20, 4);
	memcpy(image + 21 * SECTOR, disk, VHD_BLOCK);
}

static void
blocks_of_a_dynamic_disk_are_found(void **state)
{
	struct kept kept;

	(void)state;
	make_dynamic();
	kept = read_disk(40 * SECTOR);
	assert_int_equal(kept.flags, 0);
	check_both(&kept);
	/* A difference to what is elsewhere. */
	put_big(60, 4, 4);
	kept = read_disk(40 * SECTOR);
	assert_int_equal(kept.flags, ARCHIVE_MANY | ARCHIVE_DAMAGED);
	check_both(&kept);
}

static void
disks_that_are_broken_are_told(void **state)
{
	struct kept kept;

	(void)state;
	make_dynamic();
	put_big(SECTOR + 32, 0, 4); /* blocks of nothing */
	kept = read_disk(40 * SECTOR);
	assert_int_equal(kept.flags, ARCHIVE_UNSUPPORTED);
	make_dynamic();
	put_big(16, UINT64_MAX, 8); /* a head behind the end */
	kept = read_disk(40 * SECTOR);
	assert_int_equal(kept.flags, ARCHIVE_UNSUPPORTED);
	make_dynamic();
	put_big(3 * SECTOR, 0xFFFFFFF0, 4); /* a block behind the end */
	kept = read_disk(40 * SECTOR);
	assert_int_equal(kept.count, 0);
	assert_true(kept.flags & ARCHIVE_UNSUPPORTED);
	make_dynamic();
	put_big(SECTOR + 28, 0, 4); /* a table of nothing */
	kept = read_disk(40 * SECTOR);
	assert_true(kept.flags & ARCHIVE_UNSUPPORTED);
	/* A VHDX that is nothing but its mark. */
	clear();
	memcpy(image, "vhdxfile", 8);
	kept = read_disk(SECTORS * SECTOR);
	assert_int_equal(kept.flags, ARCHIVE_UNSUPPORTED);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(files_in_pieces_and_in_directories_are_read),
	    cmocka_unit_test(what_is_deleted_is_not_there),
	    cmocka_unit_test(names_have_their_small_letters),
	    cmocka_unit_test(chains_that_are_broken_are_told),
	    cmocka_unit_test(images_that_end_early_give_what_there_is),
	    cmocka_unit_test(a_long_chain_ends_where_steps_do),
	    cmocka_unit_test(volumes_of_a_table_are_read),
	    cmocka_unit_test(extended_tables_are_followed_to_their_end),
	    cmocka_unit_test(tables_of_guids_are_read),
	    cmocka_unit_test(a_fixed_disk_ends_ahead_of_its_footer),
	    cmocka_unit_test(blocks_of_a_dynamic_disk_are_found),
	    cmocka_unit_test(disks_that_are_broken_are_told),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
