/*
 * test_archive_udf - trees of UDF, put together by hand after ECMA-167
 *
 * What genisoimage makes is read in test_archive.c.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "core/archive/disk/udf.h"
#include "tests/support/archive_case.h"

#define BLOCKS 300u
#define ANCHOR 256u
#define DESCRIPTORS 32u
#define PARTITION 260u

static uint8_t image[BLOCKS * UDF_BLOCK];
static const struct slice bytes = {image, sizeof(image)};

static void
put(size_t at, uint64_t value, size_t size)
{
	for (size_t i = 0; i < size; i++)
		image[at + i] = (uint8_t)(value >> 8 * i);
}

static size_t
block(uint32_t number)
{
	return number * (size_t)UDF_BLOCK;
}

/* ---- files ------------------------------------------------------------- */

#define FILE_TYPE 5u
#define DIRECTORY_TYPE 4u
#define SHORT 0u
#define LONG 1u
#define EMBEDDED 3u

/* A file entry in that block of the partition, of size bytes; where its pieces
 * are to be written. */
static size_t
put_file(uint32_t number, unsigned tag, unsigned type, unsigned kind,
    uint64_t size, uint32_t pieces)
{
	size_t at = block(PARTITION + number), fixed = tag == 261 ? 176 : 216;

	put(at, tag, 2);
	image[at + 27] = (uint8_t)type;
	put(at + 34, kind, 2);
	put(at + 56, size, 8);
	put(at + fixed - 8, 4, 4); /* extended attributes */
	put(at + fixed - 4, pieces, 4);
	return at + fixed + 4;
}

/* A name in a directory; behind it. */
static size_t
put_name(size_t at, unsigned how, struct slice stored, uint32_t number)
{
	put(at, 257, 2);
	image[at + 18] = (uint8_t)how;
	image[at + 19] = (uint8_t)stored.size;
	put(at + 24, number, 4);
	memcpy(image + at + 38, stored.data, stored.size);
	return at + ((38 + stored.size + 3) & ~(size_t)3);
}

/*
 * Block 0: the file set; 1: the root, its data in itself, with "a" (2), the
 * directory "d" (3), which has "b" (4) and the root in it.
 */
static void
make_volume(void)
{
	size_t at;

	memset(image, 0, sizeof(image));
	memcpy(image + block(16), "\0BEA01", 6);
	memcpy(image + block(17), "\0NSR02", 6);
	put(block(ANCHOR), 2, 2);
	put(block(ANCHOR) + 20, DESCRIPTORS, 4);
	at = block(DESCRIPTORS);
	put(at, 5, 2);
	put(at + 22, 7, 2);
	put(at + 188, PARTITION, 4);
	at = block(DESCRIPTORS + 1);
	put(at, 6, 2);
	put(at + 268, 1, 4);
	memcpy(image + at + 440, "\1\6\0\0\7\0", 6);
	put(block(DESCRIPTORS + 2), 8, 2);
	put(block(PARTITION), 256, 2);
	put(block(PARTITION) + 404, 1, 4);

	at = put_file(1, 261, DIRECTORY_TYPE, EMBEDDED, 40 + 40 + 40, 120);
	at = put_name(at, 8, SLICE(""), 1);
	at = put_name(at, 0, SLICE("\10a"), 2);
	(void)put_name(at, 2, SLICE("\10d"), 3);
	at = put_file(2, 261, FILE_TYPE, SHORT, 3, 8);
	put(at, 3, 4);
	put(at + 4, 5, 4);
	memcpy(image + block(PARTITION + 5), "abc", 3);
	at = put_file(3, 266, DIRECTORY_TYPE, EMBEDDED, 44 + 40 + 44, 128);
	at = put_name(at, 0, SLICE("\20\1\x31\2\x33"), 4);
	at = put_name(at, 2, SLICE("\10r"), 1);
	(void)put_name(at, 4, SLICE("\10gone"), 2);
	at = put_file(4, 266, FILE_TYPE, LONG, 2048 + 3 + 2, 48);
	put(at, 2048, 4);
	put(at + 4, 5, 4);
	put(at + 16, 3u | 1u << 30, 4);
	put(at + 32, 2, 4);
	put(at + 36, 5, 4);
}

/* ---- reading ----------------------------------------------------------- */

/* No image here holds as many. */
#define MEMBERS_MAX 8u

static struct kept
read_volume(unsigned *flags_r)
{
	struct kept kept = {.count = 0};
	struct archive_seen seen;

	arena_reset(arena);
	seen = archive_law_read(
	    archives, bytes, FILETYPE_UDF, &options, arena, NULL, keep, &kept);
	*flags_r = seen.flags;
	return kept;
}

static void
files_of_each_kind_are_read(void **state)
{
	unsigned flags;
	struct kept kept;

	(void)state;
	make_volume();
	assert_true(udf_is(bytes));
	kept = read_volume(&flags);
	assert_int_equal(flags, 0);
	assert_int_equal(kept.count, 2);
	assert_slice(kept.members[0].name, "a");
	assert_slice(kept.members[0].body, "abc");
	assert_slice(kept.members[1].name, "\xC4\xB1\xC8\xB3");
	assert_int_equal(kept.members[1].body.size, 2048 + 3 + 2);
	assert_slice(slice_sub(kept.members[1].body, 0, 4), "abc\0");
	assert_slice(slice_skip(kept.members[1].body, 2048), "\0\0\0ab");
}

static void
lists_of_pieces_go_on_elsewhere(void **state)
{
	size_t at;
	unsigned flags;
	struct kept kept;

	(void)state;
	make_volume();
	at = put_file(2, 261, FILE_TYPE, SHORT, 4, 16);
	put(at, 2, 4);
	put(at + 4, 5, 4);
	put(at + 8, 2048u | 3u << 30, 4);
	put(at + 12, 6, 4);
	at = block(PARTITION + 6) + 24;
	put(at, 2, 4);
	put(at + 4, 5, 4);
	kept = read_volume(&flags);
	assert_slice(kept.members[0].body, "abab");
	/* ... and may go on in itself. */
	put(at, 2048u | 3u << 30, 4);
	put(at + 4, 6, 4);
	kept = read_volume(&flags);
	assert_int_equal(kept.count, 2);
	assert_int_equal(kept.members[0].flags, MEMBER_DAMAGED);
}

static void
what_is_broken_hides_nothing_else(void **state)
{
	unsigned flags;
	struct kept kept;

	(void)state;
	make_volume();
	put(block(PARTITION + 2), 0, 2);
	kept = read_volume(&flags);
	assert_int_equal(flags, ARCHIVE_DAMAGED);
	assert_int_equal(kept.count, 1);
	/* A piece that lies past the end. */
	make_volume();
	put(block(PARTITION + 2) + 184, 1u << 29, 4);
	kept = read_volume(&flags);
	assert_int_equal(kept.count, 2);
	assert_int_equal(kept.members[0].flags, MEMBER_DAMAGED);
}

static void
the_reserve_is_used(void **state)
{
	unsigned flags;
	struct kept kept;

	(void)state;
	make_volume();
	memmove(image + block(40), image + block(DESCRIPTORS), block(3));
	memset(image + block(DESCRIPTORS), 0, block(3));
	put(block(ANCHOR) + 28, 40, 4);
	kept = read_volume(&flags);
	assert_int_equal(kept.count, 2);
	/* An anchor in the last block alone. */
	memcpy(image + block(BLOCKS - 1), image + block(ANCHOR), 32);
	memset(image + block(ANCHOR), 0, 32);
	kept = read_volume(&flags);
	assert_int_equal(kept.count, 2);
	memset(image + block(BLOCKS - 1), 0, 32);
	kept = read_volume(&flags);
	assert_int_equal(flags, ARCHIVE_UNSUPPORTED);
}

/* UDF 2.50: places count from where the metadata file lies. */
static void
metadata_partitions_are_known(void **state)
{
	size_t at = block(DESCRIPTORS + 1);
	unsigned flags;
	struct kept kept;

	(void)state;
	make_volume();
	put(at + 268, 2, 4);
	put(at + 256, 1, 2);
	memcpy(image + at + 446, "\2\x40\0\0\0*UDF Metadata Partition", 28);
	put(at + 446 + 38, 7, 2);
	put(at + 446 + 40, 20, 4);
	/* The metadata are blocks 0 to 9; their file is block 20. */
	at = put_file(20, 266, 250, SHORT, 10 * 2048, 8);
	put(at, 10 * 2048, 4);
	put(block(PARTITION) + 408, 1, 2);
	put(block(PARTITION + 1) + 180 + 40 + 28, 1, 2);
	put(block(PARTITION + 1) + 180 + 80 + 28, 1, 2);
	kept = read_volume(&flags);
	/* What "d" calls the root is in partition 0: the same once more. */
	assert_int_equal(kept.count, 3);
	assert_slice(kept.members[0].body, "abc");
	assert_slice(kept.members[2].body, "abc");
}

static void
any_byte_may_be_another(void **state)
{
	static const uint32_t blocks[] = {ANCHOR, DESCRIPTORS, DESCRIPTORS + 1,
	    PARTITION, PARTITION + 1, PARTITION + 2, PARTITION + 3,
	    PARTITION + 4};

	(void)state;
	make_volume();
	for (size_t i = 0; i < sizeof(blocks) / sizeof(*blocks); i++)
		for (size_t at = 0; at < 480; at++) {
			uint8_t *byte = image + block(blocks[i]) + at;
			unsigned flags;

			*byte ^= 0xFF;
			(void)read_volume(&flags);
			*byte ^= 0xFF;
		}
}

static int
set_up_few(void **state)
{
	int result = set_up(state);

	options.members_max = MEMBERS_MAX;
	return result;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(files_of_each_kind_are_read),
	    cmocka_unit_test(lists_of_pieces_go_on_elsewhere),
	    cmocka_unit_test(what_is_broken_hides_nothing_else),
	    cmocka_unit_test(the_reserve_is_used),
	    cmocka_unit_test(metadata_partitions_are_known),
	    cmocka_unit_test(any_byte_may_be_another),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, set_up_few, tear_down);
}
