/*
 * test_archive_exfat - volumes of exFAT, put together by hand
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "core/archive/disk/exfat.h"
#include "tests/support/disk_case.h"

/* ---- a volume ---------------------------------------------------------- */

/* Sectors: 0 itself, 1 the table, 2 and on clusters of one sector, the first of
 * which is number 2. */
static size_t
cluster(uint32_t number)
{
	return number * (size_t)SECTOR;
}

static void
link_cluster(uint32_t number, uint32_t next)
{
	put(SECTOR + 4 * (size_t)number, next, 4);
}

#define END 0xFFFFFFFFu
#define CLUSTERS 60u
#define FILE_KIND 0x20u
#define DIRECTORY_KIND 0x10u
#define CHAIN 1u
#define ROW 3u

/* Three entries at at. */
static void
put_file(size_t at, const char *name, unsigned kind, unsigned flags,
    uint32_t first, uint64_t size)
{
	image[at] = 0x85;
	image[at + 1] = 2;
	put(at + 4, kind, 2);
	image[at + 32] = 0xC0;
	image[at + 33] = (uint8_t)flags;
	image[at + 35] = (uint8_t)strlen(name);
	put(at + 40, size, 8);
	put(at + 52, first, 4);
	put(at + 56, size, 8);
	image[at + 64] = 0xC1;
	for (size_t i = 0; i < strlen(name) && i < 15; i++)
		put(at + 66 + 2 * i, (uint8_t)name[i], 2);
}

#define ENTRIES 96u /* bytes of these */

/* "a.txt" in clusters 3 and 6 of a chain, the directory "d" in 4, which has
 * itself and "b" in a row from 7 on. */
static void
make_volume(void)
{
	clear();
	memcpy(image,
	    "\xEB\x76\x90"
	    "EXFAT   ",
	    11);
	put(72, 2 + CLUSTERS, 8);
	put(80, 1, 4);
	put(84, 1, 4);
	put(88, 2, 4);
	put(92, CLUSTERS, 4);
	put(96, 2, 4);
	image[108] = 9;
	image[110] = 1;
	link_cluster(2, END);
	image[cluster(2)] = 0x83; /* the volume's name */
	put_file(cluster(2) + 32, "a.txt", FILE_KIND, CHAIN, 3, SECTOR + 2);
	put_file(
	    cluster(2) + 32 + ENTRIES, "d", DIRECTORY_KIND, ROW, 4, SECTOR);
	link_cluster(3, 6);
	link_cluster(6, END);
	put_file(cluster(4), "self", DIRECTORY_KIND, ROW, 4, SECTOR);
	put_file(cluster(4) + ENTRIES, "b", FILE_KIND, ROW, 7, SECTOR + 3);
	memset(image + cluster(3), 'a', SECTOR);
	memcpy(image + cluster(6), "cc", 2);
	memset(image + cluster(7), 'b', SECTOR);
	memcpy(image + cluster(8), "ddd", 3);
}

static struct kept
read_volume(void)
{
	return read_disk((2 + CLUSTERS) * SECTOR);
}

/* ---- cases ------------------------------------------------------------- */

static void
files_in_chains_and_in_rows_are_read(void **state)
{
	struct kept kept;

	(void)state;
	make_volume();
	kept = read_volume();
	assert_int_equal(kept.flags, 0);
	assert_int_equal(kept.count, 2);
	assert_slice(kept.members[0].name, "a.txt");
	assert_int_equal(kept.members[0].flags, 0);
	assert_int_equal(kept.members[0].body.size, SECTOR + 2);
	assert_slice(slice_skip(kept.members[0].body, SECTOR - 1), "acc");
	assert_slice(kept.members[1].name, "b");
	assert_int_equal(kept.members[1].body.size, SECTOR + 3);
	assert_slice(slice_skip(kept.members[1].body, SECTOR - 1), "bddd");
}

static void
long_names_are_put_together(void **state)
{
	struct kept kept;
	size_t at = cluster(4) + ENTRIES;

	(void)state;
	make_volume();
	put_file(at, "fifteen units..", FILE_KIND, ROW, 7, 1);
	image[at + 1] = 3;
	image[at + 35] = 16;
	image[at + 96] = 0xC1;
	put(at + 98, 'x', 2);
	put(at + 100, 'y', 2);
	kept = read_volume();
	assert_int_equal(kept.count, 2);
	assert_slice(kept.members[1].name, "fifteen units..x");
	/* As long as it is said to be. */
	image[at + 35] = 7;
	kept = read_volume();
	assert_slice(kept.members[1].name, "fifteen");
}

/* A directory that is said to be empty, or to lie elsewhere, and where it does.
 */
static void
directories_that_begin_at_one_place_are_all_read(void **state)
{
	struct kept kept;
	size_t at = cluster(2) + 32 + ENTRIES;

	(void)state;
	make_volume();
	put_file(at, "e", DIRECTORY_KIND, ROW, 4, 32);
	put_file(at + ENTRIES, "f", DIRECTORY_KIND, CHAIN, 4, 32);
	put_file(at + 2 * ENTRIES, "d", DIRECTORY_KIND, ROW, 4, SECTOR);
	kept = read_volume();
	assert_int_equal(kept.count, 2);
	assert_slice(kept.members[1].name, "b");
}

#define LARGE_SHIFT 12u
#define LARGE_CLUSTER ((size_t)SECTOR << LARGE_SHIFT)
#define LARGE_BYTES (2 * SECTOR + 3 * LARGE_CLUSTER)

/* A root of 4 MB: names that were deleted, and one that was not behind them. */
static void
large_directories_are_read_to_their_ends(void **state)
{
	uint8_t *large = calloc(1, LARGE_BYTES);
	size_t root = 2 * SECTOR, last;
	struct kept kept;

	(void)state;
	assert_non_null(large);
	make_volume();
	image[109] = LARGE_SHIFT;
	put(92, 3, 4);
	link_cluster(2, 3);
	link_cluster(3, END);
	memcpy(large, image, 2 * SECTOR);
	last = 2 * LARGE_CLUSTER - ENTRIES;
	for (size_t at = 0; at < last; at += 32)
		large[root + at] = 0x05;
	put_file(cluster(2), "last", FILE_KIND, ROW, 4, 3);
	memcpy(large + root + last, image + cluster(2), ENTRIES);
	memcpy(large + root + 2 * LARGE_CLUSTER, "end", 3);
	kept = read_disk_of((struct slice){large, LARGE_BYTES});
	assert_int_equal(kept.count, 1);
	assert_slice(kept.members[0].name, "last");
	assert_slice(kept.members[0].body, "end");
	free(large);
}

#define BLOCK 65536u
#define HUGE_SHIFT 14u

/* QCOW2 in blocks of 64 KB: itself, two tables, and of the volume what stands
 * at its beginning and the body of a file. */
static void
put_image(uint8_t *bytes)
{
	uint8_t volume[BLOCK];

	make_volume();
	image[109] = HUGE_SHIFT;
	put(92, 3, 4);
	memset(image + cluster(2), 0, SECTOR);
	put_file(cluster(2), "far", FILE_KIND, ROW, 3, 3);
	memcpy(volume, image, sizeof(volume));
	clear();
	memcpy(image, "QFI\xFB", 4);
	put_big(4, 2, 4);
	put_big(20, 16, 4);
	put_big(24, 3 * ((uint64_t)SECTOR << HUGE_SHIFT), 8);
	put_big(40, BLOCK, 8);
	put_big(BLOCK, 2 * BLOCK, 8);
	memcpy(bytes, image, 2 * BLOCK);
	clear();
	put_big(0, 3 * BLOCK, 8);
	/* The second cluster of the volume. */
	put_big(8 * (((size_t)SECTOR << HUGE_SHIFT) / BLOCK), 4 * BLOCK, 8);
	memcpy(bytes + 2 * BLOCK, image, BLOCK);
	memcpy(bytes + 3 * BLOCK, volume, BLOCK);
	memcpy(bytes + 4 * BLOCK + 2 * SECTOR, "end", 3);
}

/* Clusters of 8 MB in an image of 320 KB. */
static void
what_of_a_directory_is_not_in_the_image_does_not_count(void **state)
{
	uint8_t *bytes = calloc(5, BLOCK);
	struct kept kept;

	(void)state;
	assert_non_null(bytes);
	put_image(bytes);
	kept = read_disk_of((struct slice){bytes, 5 * (size_t)BLOCK});
	assert_int_equal(kept.flags, 0);
	assert_int_equal(kept.count, 1);
	assert_slice(kept.members[0].name, "far");
	assert_slice(kept.members[0].body, "end");
	free(bytes);
}

/* Each name is a directory that has all of them. */
static void
directories_that_lie_over_each_other_are_bounded(void **state)
{
	struct kept kept;
	size_t names = (CLUSTERS - 2) * SECTOR / ENTRIES;

	(void)state;
	make_volume();
	for (size_t i = 0; i < names; i++)
		put_file(cluster(4) + i * ENTRIES, "x", DIRECTORY_KIND, ROW, 4,
		    (CLUSTERS - 2) * SECTOR - 32 * i);
	put_file(cluster(2) + 32 + ENTRIES, "d", DIRECTORY_KIND, ROW, 4,
	    (CLUSTERS - 2) * SECTOR);
	kept = read_volume();
	assert_int_equal(kept.limit, LIMIT_RATIO);
}

static void
what_is_deleted_is_not_there(void **state)
{
	struct kept kept;
	size_t at = cluster(2) + 32;

	(void)state;
	make_volume();
	for (size_t i = 0; i < 3; i++)
		image[at + 32 * i] &= 0x7F;
	kept = read_volume();
	assert_int_equal(kept.count, 1);
	assert_slice(kept.members[0].name, "b");
}

/* A chain that ends early, a row and a size behind the end. */
static void
files_that_are_broken_are_told(void **state)
{
	struct kept kept;

	(void)state;
	make_volume();
	link_cluster(3, END);
	kept = read_volume();
	assert_int_equal(kept.members[0].body.size, SECTOR);
	assert_true(kept.members[0].flags & MEMBER_DAMAGED);
	make_volume();
	put(cluster(4) + ENTRIES + 52, 1 + CLUSTERS, 4);
	kept = read_volume();
	assert_int_equal(kept.members[1].body.size, SECTOR);
	assert_true(kept.members[1].flags & MEMBER_DAMAGED);
	make_volume();
	put(cluster(4) + ENTRIES + 52, END, 4);
	put(cluster(4) + ENTRIES + 56, UINT64_MAX, 8);
	kept = read_volume();
	assert_int_equal(kept.count, 2);
	assert_true(kept.members[1].flags & MEMBER_DAMAGED);
}

static void
volumes_that_cannot_be_are_refused(void **state)
{
	static const size_t places[] = {108, 109};
	struct kept kept;

	(void)state;
	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		make_volume();
		image[places[i]] = 200;
		kept = read_volume();
		assert_int_equal(kept.count, 0);
		assert_true(kept.flags & ARCHIVE_UNSUPPORTED);
	}
	/* Table and clusters behind the end, and a ring. */
	make_volume();
	put(80, 0xFFFFFFFF, 4);
	put(88, 0xFFFFFFFF, 4);
	kept = read_volume();
	assert_int_equal(kept.count, 0);
	make_volume();
	link_cluster(2, 2);
	kept = read_volume();
	assert_int_equal(kept.count, 2);
}

static void
images_may_end_anywhere(void **state)
{
	(void)state;
	make_volume();
	for (size_t size = 0; size < 10 * (size_t)SECTOR; size += 16)
		(void)read_disk(size);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(files_in_chains_and_in_rows_are_read),
	    cmocka_unit_test(long_names_are_put_together),
	    cmocka_unit_test(what_is_deleted_is_not_there),
	    cmocka_unit_test(directories_that_begin_at_one_place_are_all_read),
	    cmocka_unit_test(large_directories_are_read_to_their_ends),
	    cmocka_unit_test(
		what_of_a_directory_is_not_in_the_image_does_not_count),
	    cmocka_unit_test(directories_that_lie_over_each_other_are_bounded),
	    cmocka_unit_test(files_that_are_broken_are_told),
	    cmocka_unit_test(volumes_that_cannot_be_are_refused),
	    cmocka_unit_test(images_may_end_anywhere),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
