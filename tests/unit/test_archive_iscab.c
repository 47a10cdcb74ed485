/*
 * test_archive_iscab - cabinets of InstallShield, alone and in their program
 *
 * After what unshield says of the format.  That those of Debian's
 * clamav-testfiles (clam_IScab_*) give their clam.exe was tried by hand.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "tests/support/ishield_case.h"

#define DESCRIPTOR 32u
#define TABLE 64u /* behind the descriptor */
#define ROW 87u
#define NAMES 640u
#define VOLUME_HEAD 64u

enum row_flag { SPLIT = 1, GARBLED = 2, PACKED = 4, INVALID = 8 };

struct row {
	const char *name;
	unsigned flags;
	unsigned volume;
	size_t offset;
	size_t packed; /* size */
	size_t size;
	unsigned link;
};

static void
add_volume_head(struct file *file, unsigned version)
{
	add(file, "ISc(", 4);
	add_zeros(file, VOLUME_HEAD - 4);
	put(file, 4,
	    version <= 15 ? 0x01000000 | version << 12
			  : 0x02000000 | version * 100,
	    4);
}

/* A header of version 6 or later, whose rows begin at the table. */
static void
make_header(
    struct file *file, unsigned version, const struct row *rows, size_t count)
{
	size_t table = DESCRIPTOR + TABLE, name = table + NAMES;

	file->size = 0;
	add_volume_head(file, version);
	add_zeros(file, DESCRIPTOR + TABLE + 1024 - file->size);
	put(file, 12, DESCRIPTOR, 4);
	put(file, 16, 1000, 4);
	put(file, DESCRIPTOR + 12, TABLE, 4);
	put(file, DESCRIPTOR + 40, count, 4);
	for (size_t i = 0; i < count; i++) {
		size_t at = table + i * ROW;
		struct file text = {.size = 0};

		put(file, at, rows[i].flags, 2);
		put(file, at + 2, rows[i].size, 8);
		put(file, at + 10, rows[i].packed, 8);
		put(file, at + 18, rows[i].offset, 8);
		put(file, at + 58, name - table, 4);
		put(file, at + 84, rows[i].link, 1);
		put(file, at + 85, rows[i].volume, 2);
		add_text(&text, rows[i].name, version >= 17);
		memcpy(file->bytes + name, text.bytes, text.size);
		name += text.size;
	}
}

/* TEXT in two pieces; where it stands. */
static struct row
add_packed(struct file *volume, const char *name, unsigned number)
{
	struct row row = {
	    name, PACKED, number, volume->size, 0, sizeof(TEXT) - 1, 0};

	for (size_t from = 0; from < sizeof(TEXT) - 1; from += 40) {
		size_t at = volume->size, size = sizeof(TEXT) - 1 - from;

		add_zeros(volume, 2);
		add_deflated(volume, &TEXT[from], size < 40 ? size : 40, -15);
		put(volume, at, volume->size - at - 2, 2);
	}
	row.packed = volume->size - row.offset;
	return row;
}

static struct row
add_stored(struct file *volume, const char *name, unsigned number)
{
	struct row row = {
	    name, 0, number, volume->size, 0, sizeof(TEXT) - 1, 0};

	add(volume, TEXT, sizeof(TEXT) - 1);
	return row;
}

static struct row
add_turned(struct file *volume, const char *name, unsigned number)
{
	struct row row = add_packed(volume, name, number);

	row.flags |= GARBLED;
	for (size_t i = 0; i < row.packed; i++) {
		uint8_t *c = &volume->bytes[row.offset + i];
		uint8_t more = (uint8_t)(*c + i % 71);

		*c = (uint8_t)(more << 2 | more >> 6) ^ 0xD5;
	}
	return row;
}

/* data1.hdr, data1.cab and data2.cab, as one program has them. */
static void
make_setup(struct file *setup, unsigned version)
{
	struct file one = {.size = 0}, two = {.size = 0}, header;
	struct row rows[6];

	add_volume_head(&one, version);
	add_volume_head(&two, version);
	rows[0] = add_packed(&one, "packed.txt", 1);
	rows[1] = add_stored(&two, "stored.txt", 2);
	rows[2] = add_turned(&two, "turned.txt", 2);
	rows[3] = (struct row){.name = "empty", .volume = 1, .offset = 64};
	rows[4] = rows[0];
	rows[4].flags |= INVALID;
	rows[5] = rows[0];
	rows[5].link = 1;
	make_header(&header, version, rows, COUNT(rows));
	setup->size = 0;
	add_plain(setup, "setup.ini", SLICE("[x]\n"), false);
	add_plain(setup, "Data1.cab", slice_of(&one), false);
	add_plain(setup, "data1.hdr", slice_of(&header), false);
	add_plain(setup, "data2.cab", slice_of(&two), false);
}

static void
cabinets_of_a_program_are_read_with_their_header(void **state)
{
	static const unsigned versions[] = {6, 9, 17, 24};

	(void)state;
	for (size_t i = 0; i < COUNT(versions); i++) {
		struct file setup;

		make_setup(&setup, versions[i]);
		assert_int_equal(
		    reading(slice_of(&setup), FILETYPE_ISHIELD).flags, 0);
		assert_int_equal(seen_count, 4);
		assert_seen(0, "setup.ini", SLICE("[x]\n"));
		assert_seen(1, "packed.txt", SLICE(TEXT));
		assert_seen(2, "stored.txt", SLICE(TEXT));
		assert_seen(3, "turned.txt", SLICE(TEXT));
	}
}

/* One file that is header and volume. */
static void
make_alone(struct file *cab)
{
	struct file volume = {.size = 0};
	struct row rows[3];

	add_zeros(&volume, DESCRIPTOR + TABLE + 1024);
	rows[0] = add_packed(&volume, "a.txt", 1);
	rows[1] = add_stored(&volume, "b.txt", 2);
	rows[2] = add_stored(&volume, "c.txt", 1);
	rows[2].flags |= SPLIT;
	make_header(cab, 9, rows, COUNT(rows));
	add(cab, volume.bytes + cab->size, volume.size - cab->size);
}

static void
a_cabinet_alone_says_what_it_lacks(void **state)
{
	struct file cab;

	(void)state;
	make_alone(&cab);
	assert_int_equal(filetype_detect(slice_of(&cab)), FILETYPE_ISCAB);
	assert_int_equal(
	    reading(slice_of(&cab), FILETYPE_ISCAB).flags, ARCHIVE_MANY);
	assert_int_equal(seen_count, 3);
	assert_seen(0, "a.txt", SLICE(TEXT));
	assert_int_equal(seen[1].flags, MEMBER_UNSUPPORTED);
	assert_int_equal(seen[2].flags, MEMBER_UNSUPPORTED);
	assert_slice(seen[1].name, "b.txt");
}

/* Up to version 5: a list of places, and no pieces in the oldest. */
static void
old_cabinets_come_out(void **state)
{
	struct file cab = {.size = 0};
	size_t table = DESCRIPTOR + TABLE, rows = table + 12, at;

	(void)state;
	add_volume_head(&cab, 5);
	add_zeros(&cab, 400 - cab.size);
	put(&cab, 12, DESCRIPTOR, 4);
	put(&cab, 16, 300, 4);
	put(&cab, DESCRIPTOR + 12, TABLE, 4);
	put(&cab, DESCRIPTOR + 28, 1, 4); /* a directory */
	put(&cab, DESCRIPTOR + 40, 2, 4);
	put(&cab, table + 4, rows - table, 4);
	put(&cab, table + 8, rows + 60 - table, 4);
	memcpy(cab.bytes + 350, "x.y", 3);
	for (at = rows; at <= rows + 60; at += 60) {
		size_t from = cab.size;

		put(&cab, at, 350 - table, 4);
		put(&cab, at + 8, PACKED, 2);
		put(&cab, at + 10, sizeof(TEXT) - 1, 4);
		put(&cab, at + 38, from, 4);
		if (at > rows)
			add_zeros(&cab, 2);
		add_deflated(&cab, TEXT, sizeof(TEXT) - 1, -15);
		if (at > rows)
			put(&cab, from, cab.size - from - 2, 2);
		put(&cab, at + 14, cab.size - from, 4);
	}
	assert_int_equal(reading(slice_of(&cab), FILETYPE_ISCAB).flags, 0);
	assert_int_equal(seen_count, 2);
	assert_seen(0, "x.y", SLICE(TEXT));
	assert_seen(1, "x.y", SLICE(TEXT));
}

/* ---- what is wrong ----------------------------------------------------------
 */

static void
what_is_wrong_with_a_cabinet_is_told(void **state)
{
	static const struct {
		size_t at;
		uint64_t value;
		unsigned width;
		unsigned flags;
	} rows[] = {
	    {12, 5000, 4, ARCHIVE_UNSUPPORTED}, /* no descriptor */
	    {12, UINT32_MAX, 4, ARCHIVE_UNSUPPORTED},
	    {16, 0, 4, ARCHIVE_UNSUPPORTED}, /* a mere volume */
	    {DESCRIPTOR + 12, 5000, 4, ARCHIVE_UNSUPPORTED},
	    {DESCRIPTOR + 40, 0, 4, ARCHIVE_UNSUPPORTED}, /* no files */
	    {DESCRIPTOR + 40, UINT32_MAX, 4, ARCHIVE_DAMAGED},
	    {DESCRIPTOR + 44, UINT32_MAX, 4, ARCHIVE_UNSUPPORTED},
	    {DESCRIPTOR + TABLE + 18, UINT64_MAX, 8, 0}, /* far behind */
	    {DESCRIPTOR + TABLE + 10, UINT64_MAX, 8, 0}, /* too large */
	    {DESCRIPTOR + TABLE + 58, UINT32_MAX, 4, 0}, /* no name */
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct file cab;
		struct archive_seen all;

		make_alone(&cab);
		put(&cab, rows[i].at, rows[i].value, rows[i].width);
		all = reading(slice_of(&cab), FILETYPE_ISCAB);
		assert_int_equal(all.flags & rows[i].flags, rows[i].flags);
	}
}

/* Many files with the same bytes. */
static void
bytes_that_many_files_share_are_read_so_often(void **state)
{
	struct archive_options options = archive_law_options();
	struct file cab, volume = {.size = 0};
	struct row row, rows[5];
	struct archive_seen all;

	(void)state;
	add_zeros(&volume, DESCRIPTOR + TABLE + 1024);
	row = add_stored(&volume, "a", 1);
	for (size_t i = 0; i < COUNT(rows); i++)
		rows[i] = row;
	make_header(&cab, 9, rows, COUNT(rows));
	/* All of the file, so that eight times is soon reached. */
	put(&cab, DESCRIPTOR + 40, 11, 4);
	for (size_t i = 0; i < 11; i++) {
		size_t at = DESCRIPTOR + TABLE + i * ROW;

		put(&cab, at, 0, 2);
		put(&cab, at + 2, cab.size - 1, 8);
		put(&cab, at + 18, 1, 8);
		put(&cab, at + 58, NAMES, 4);
		put(&cab, at + 84, 0, 1);
		put(&cab, at + 85, 1, 2);
	}
	all = reading_with(slice_of(&cab), FILETYPE_ISCAB, &options);
	assert_int_equal(all.flags, ARCHIVE_CUT);
	assert_int_equal(all.limit, LIMIT_RATIO);
	assert_int_equal(all.members, 9);
}

static void
limits_end_it(void **state)
{
	struct archive_options options = archive_law_options();
	struct file setup;
	struct archive_seen all;

	(void)state;
	make_setup(&setup, 9);
	for (uint32_t max = 0; max < 4; max++) {
		options.members_max = max;
		all =
		    reading_with(slice_of(&setup), FILETYPE_ISHIELD, &options);
		assert_int_equal(all.members, max);
		assert_int_equal(all.limit, LIMIT_MEMBERS);
	}
	options = archive_law_options();
	options.bytes_max = 50;
	all = reading_with(slice_of(&setup), FILETYPE_ISHIELD, &options);
	assert_int_equal(all.bytes, 50);
	assert_int_equal(all.limit, LIMIT_DECODED_BYTES);
}

static void
files_may_end_at_every_byte(void **state)
{
	struct file file;

	(void)state;
	make_setup(&file, 9);
	read_cut(&file, FILETYPE_ISHIELD);
	make_alone(&file);
	read_cut(&file, FILETYPE_ISCAB);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(cabinets_of_a_program_are_read_with_their_header),
	    cmocka_unit_test(a_cabinet_alone_says_what_it_lacks),
	    cmocka_unit_test(old_cabinets_come_out),
	    cmocka_unit_test(what_is_wrong_with_a_cabinet_is_told),
	    cmocka_unit_test(bytes_that_many_files_share_are_read_so_often),
	    cmocka_unit_test(limits_end_it),
	    cmocka_unit_test(files_may_end_at_every_byte),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, reading_set_up, reading_tear_down);
}
