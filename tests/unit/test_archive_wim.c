/*
 * test_archive_wim - images of Windows' files, put together by hand
 *
 * After "Windows Imaging File Format", Microsoft, 2007; the packed chunk is of
 * [MS-XCA] 3.2.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "core/base/integer.h"
#include "tests/support/archive_case.h"
#include "tests/support/xpress_case.h"

#define HEADER 208u
#define PACKED 4u
#define NAMES 2u

static uint8_t image[4096];
static size_t image_size, table_at;
static unsigned entries;

static void
put(size_t at, uint64_t value, size_t size)
{
	integer_put_le(image + at, value, size);
}

static void
put_body(size_t at, uint64_t size_packed, unsigned flags, uint64_t where,
    uint64_t size)
{
	put(at, size_packed | (uint64_t)flags << 56, 8);
	put(at + 8, where, 8);
	put(at + 16, size, 8);
}

static void
begin(uint32_t flags)
{
	memset(image, 0, sizeof(image));
	memcpy(image, "MSWIM", 5);
	put(8, HEADER, 4);
	put(16, flags, 4);
	put(20, 32768, 4);
	put(40, 1, 2);
	put(42, 1, 2);
	image_size = HEADER;
	table_at = 3000;
	entries = 0;
}

/* A sum is this byte, again and again. */
static void
add(struct slice bytes, unsigned flags, uint64_t size, uint8_t sum)
{
	size_t at = table_at + 50u * entries++;

	memcpy(image + image_size, bytes.data, bytes.size);
	put_body(at, bytes.size, flags, image_size, size);
	put(at + 24, 1, 2);
	memset(image + at + 30, sum, 20);
	image_size += bytes.size;
}

static struct kept
read_image(void)
{
	struct kept kept = {.count = 0};
	struct archive_seen found;
	size_t size = 50u * entries;

	put_body(48, size, 0, table_at, size);
	arena_reset(arena);
	found =
	    archive_law_read(archives, (struct slice){image, table_at + size},
		FILETYPE_WIM, &options, arena, NULL, keep, &kept);
	kept.flags = found.flags;
	return kept;
}

/* A file of that name with that body behind *size_r; the list grows. */
static void
add_file(uint8_t *names, size_t *size, const char *name, uint8_t sum)
{
	size_t length = strlen(name), room = (102 + 2 * length + 2 + 7) & ~7u;
	uint8_t *at = names + *size;

	memset(at, 0, room);
	integer_put_le(at, room, 8);
	memset(at + 64, sum, 20);
	integer_put_le(at + 100, 2 * length, 2);
	for (size_t i = 0; i < length; i++)
		at[102 + 2 * i] = (uint8_t)name[i];
	*size += room;
}

/* One name, of a folder that has another: "d", "b.com". */
static struct slice
names_of(uint8_t *names, uint8_t sum)
{
	static const char name[] = "b.com";

	memset(names, 0, 400);
	names[0] = 8;
	names[8] = 104;
	names[16] = 0x10;
	names[8 + 100] = 2;
	names[8 + 102] = 'd';
	names[120] = 112;
	memset(names + 120 + 64, sum, 20);
	names[120 + 100] = 10;
	for (size_t i = 0; i < 5; i++)
		names[120 + 102 + 2 * i] = (uint8_t)name[i];
	return (struct slice){names, 240};
}

/* ---- cases ------------------------------------------------------------- */

static void
bodies_have_their_names(void **state)
{
	uint8_t names[400];
	struct kept kept;

	(void)state;
	begin(0);
	add(SLICE("aaa"), 0, 3, 1);
	add(SLICE("bbbb"), 0, 4, 2);
	add(names_of(names, 2), NAMES, 240, 3);
	add(SLICE("free"), 1, 4, 4);
	kept = read_image();
	assert_int_equal(kept.flags, 0);
	assert_int_equal(kept.count, 2);
	assert_slice(kept.members[0].name, "");
	assert_slice(kept.members[0].body, "aaa");
	assert_slice(kept.members[1].name, "b.com");
	assert_slice(kept.members[1].body, "bbbb");
	assert_int_equal(kept.members[1].flags, 0);
}

static void
a_body_may_have_several_names(void **state)
{
	static uint8_t names[4096];
	size_t size = 8;
	struct kept kept;
	char name[16];

	(void)state;
	memset(names, 0, sizeof(names));
	names[0] = 8;
	add_file(names, &size, "a.txt", 1);
	add_file(names, &size, "b", 2);
	add_file(names, &size, "c.js", 1);
	add_file(names, &size, "a.txt", 1);
	size += 8;
	begin(0);
	add(SLICE("aaa"), 0, 3, 1);
	add(SLICE("bbbb"), 0, 4, 2);
	add((struct slice){names, size}, NAMES, size, 3);
	kept = read_image();
	assert_int_equal(kept.count, 2);
	assert_slice(kept.members[0].name, "a.txt");
	assert_int_equal(kept.members[0].more_count, 1);
	assert_slice(kept.members[0].more_names[0], "c.js");
	assert_slice(kept.members[0].body, "aaa");
	assert_int_equal(kept.members[0].flags, 0);
	assert_slice(kept.members[1].name, "b");
	assert_int_equal(kept.members[1].more_count, 0);
	/* Any of them may lead out of the folder. */
	size = 8;
	add_file(names, &size, "a.txt", 1);
	add_file(names, &size, "..\\c.js", 1);
	memset(names + size, 0, 8);
	size += 8;
	begin(0);
	add(SLICE("aaa"), 0, 3, 1);
	add((struct slice){names, size}, NAMES, size, 3);
	kept = read_image();
	assert_int_equal(kept.members[0].flags, MEMBER_ABSOLUTE);
	/* Sixteen of a body; the one behind them is told. */
	for (unsigned files = 16; files <= 17; files++) {
		size = 8;
		for (unsigned i = 0; i < files; i++) {
			(void)snprintf(name, sizeof(name), "%u", i);
			add_file(names, &size, name, 1);
		}
		memset(names + size, 0, 8);
		size += 8;
		begin(0);
		add(SLICE("aaa"), 0, 3, 1);
		add((struct slice){names, size}, NAMES, size, 3);
		kept = read_image();
		assert_int_equal(kept.members[0].more_count, 15);
		assert_slice(kept.members[0].more_names[14], "15");
		assert_int_equal(
		    kept.members[0].flags, files == 17 ? MEMBER_CUT : 0);
	}
}

static void
packed_bodies_come_out(void **state)
{
	uint8_t chunk[XPRESS_CASE_MAX];
	struct kept kept;

	(void)state;
	begin(0x20002);
	add(xpress_repeated(chunk), PACKED, 300, 1);
	/* What did not become smaller. */
	add(SLICE("abc"), PACKED, 3, 2);
	kept = read_image();
	assert_int_equal(kept.flags, 0);
	assert_int_equal(kept.count, 2);
	assert_int_equal(kept.members[0].body.size, 300);
	assert_slice(slice_skip(kept.members[0].body, 297), "abc");
	assert_int_equal(kept.members[0].flags, 0);
	assert_slice(kept.members[1].body, "abc");
}

static void
what_is_not_known_is_told(void **state)
{
	struct kept kept;

	(void)state;
	begin(0x40002); /* LZX */
	add(SLICE("abc"), PACKED, 300, 1);
	add(SLICE("abc"), 0, 3, 2);
	kept = read_image();
	assert_int_equal(kept.count, 2);
	assert_int_equal(kept.members[0].flags, MEMBER_UNSUPPORTED);
	assert_slice(kept.members[1].body, "abc");
	begin(0x20002);
	put(20, 1, 4); /* chunks of a byte */
	add(SLICE("abc"), PACKED, 300, 1);
	kept = read_image();
	assert_int_equal(kept.members[0].flags, MEMBER_UNSUPPORTED);
	begin(0);
	put(42, 2, 2);
	add(SLICE("abc"), 0, 3, 2);
	kept = read_image();
	assert_int_equal(kept.flags, ARCHIVE_MANY);
}

static void
what_is_broken_is_told(void **state)
{
	struct kept kept;

	(void)state;
	begin(0);
	add(SLICE("abc"), 0, 3, 1);
	put(table_at + 16, UINT64_MAX, 8);
	kept = read_image();
	assert_true(kept.members[0].flags & (MEMBER_DAMAGED | MEMBER_CUT));
	begin(0x20002);
	add(SLICE("abc"), PACKED, UINT64_MAX, 1);
	kept = read_image();
	assert_true(kept.members[0].flags & MEMBER_DAMAGED);
	assert_int_equal(kept.members[0].body.size, 0);
	begin(0);
	add(SLICE("abc"), 0, 3, 1);
	table_at = 3900;
	kept = read_image();
	assert_int_equal(kept.count, 0);
}

/* Each length of an image, and of a list of names. */
static void
images_may_end_anywhere(void **state)
{
	uint8_t names[400], chunk[XPRESS_CASE_MAX];

	(void)state;
	for (size_t size = 0; size < 3200; size += 3) {
		struct kept kept = {.count = 0};

		begin(0x20002);
		add(xpress_repeated(chunk), PACKED, 300, 2);
		add(slice_sub(names_of(names, 2), 0, size % 240), NAMES,
		    size % 240, 3);
		put_body(48, 100, 0, table_at, 100);
		arena_reset(arena);
		(void)archive_law_read(archives, (struct slice){image, size},
		    FILETYPE_WIM, &options, arena, NULL, keep, &kept);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(bodies_have_their_names),
	    cmocka_unit_test(a_body_may_have_several_names),
	    cmocka_unit_test(packed_bodies_come_out),
	    cmocka_unit_test(what_is_not_known_is_told),
	    cmocka_unit_test(what_is_broken_is_told),
	    cmocka_unit_test(images_may_end_anywhere),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
