/*
 * test_archive_ishield - setup programs and cabinets of InstallShield, put
 * together by hand
 *
 * After what ISx and unshield say of the formats.  That those of Debian's
 * clamav-testfiles (clam_IScab_*, clam_ISmsi_*) give their clam.exe was tried
 * by hand.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "tests/support/archive_reading.h"
#include "tests/support/slices.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define TEXT "words that repeat themselves, words that repeat themselves\n"
#define FILE_MAX 8192u

/* What is being put together. */
struct file {
	uint8_t bytes[FILE_MAX];
	size_t size;
};

/* ---- files put together ------------------------------------------------ */

static void
add(struct file *file, const void *bytes, size_t size)
{
	assert_true(size <= FILE_MAX - file->size);
	memcpy(file->bytes + file->size, bytes, size);
	file->size += size;
}

static void
add_zeros(struct file *file, size_t size)
{
	static const uint8_t zeros[FILE_MAX];

	add(file, zeros, size);
}

static void
put(struct file *file, size_t at, uint64_t value, unsigned width)
{
	for (unsigned i = 0; i < width; i++)
		file->bytes[at + i] = (uint8_t)(value >> 8 * i);
}

/* Latin letters, as UTF-16 where that is wanted; with the 0 behind them. */
static void
add_text(struct file *file, const char *text, bool wide)
{
	for (size_t i = 0; i <= strlen(text); i++) {
		add(file, text + i, 1);
		if (wide)
			add_zeros(file, 1);
	}
}

static struct slice
slice_of(const struct file *file)
{
	return (struct slice){file->bytes, file->size};
}

/* A stream of zlib (window 15) or raw deflate (-15). */
static void
add_deflated(struct file *file, const void *bytes, size_t size, int window)
{
	z_stream stream = {.next_in = (Bytef *)(uintptr_t)bytes,
	    .avail_in = (uInt)size,
	    .next_out = file->bytes + file->size,
	    .avail_out = (uInt)(FILE_MAX - file->size)};

	assert_int_equal(
	    deflateInit2(&stream, 9, Z_DEFLATED, window, 9, 0), Z_OK);
	assert_int_equal(deflate(&stream, Z_FINISH), Z_STREAM_END);
	file->size += stream.total_out;
	deflateEnd(&stream);
}

static void
add_plain(struct file *file, const char *name, struct slice body, bool wide)
{
	char size[32], path[64];

	snprintf(path, sizeof(path), "Disk1\\%s", name);
	snprintf(size, sizeof(size), "%zu", body.size);
	add_text(file, name, wide);
	add_text(file, path, wide);
	add_text(file, "0.0.0.0", wide);
	add_text(file, size, wide);
	add(file, body.data, body.size);
}

/* The way back of what the reader does. */
static void
garble(uint8_t *bytes, size_t size, const char *name, unsigned flags)
{
	static const uint8_t mask[] = {0x13, 0x35, 0x86, 0x07};
	size_t block = (flags & 4) != 0 ? 1024 : size + 1;

	for (size_t i = 0; (flags & 6) != 0 && i < size; i++) {
		size_t k = i % block % strlen(name);
		uint8_t c =
		    (uint8_t)(~bytes[i] ^ (uint8_t)name[k] ^ mask[k % 4]);

		bytes[i] = (uint8_t)(c >> 4 | c << 4);
	}
}

enum head { LEGACY, STREAM, STREAM_LONG };

static void
add_head(struct file *file, enum head head, unsigned count)
{
	add(file, head == LEGACY ? "InstallShield" : "ISSetupStream", 14);
	add_zeros(file, 32);
	put(file, file->size - 32, count, 2);
	put(file, file->size - 30, head == STREAM_LONG ? 4 : 0, 4);
}

static void
add_garbled(struct file *file, enum head head, const char *name,
    struct slice body, unsigned flags, bool deflated)
{
	size_t row = file->size, body_at, name_size = strlen(name);

	if (head == LEGACY) {
		add_zeros(file, 312);
		memcpy(file->bytes + row, name, name_size);
		put(file, row + 260, flags, 4);
		put(file, row + 280, deflated, 2);
	} else {
		add_zeros(file, head == STREAM_LONG ? 48 : 24);
		put(file, row, 2 * name_size, 4);
		put(file, row + 4, flags, 4);
		put(file, row + 22, deflated, 2);
		add_text(file, name, true);
		file->size -= 2;
	}
	body_at = file->size;
	if (deflated)
		add_deflated(file, body.data, body.size, 15);
	else
		add(file, body.data, body.size);
	put(file, row + (head == LEGACY ? 268 : 10), file->size - body_at, 4);
	garble(file->bytes + body_at, file->size - body_at, name, flags);
}

/* ---- what comes out ---------------------------------------------------- */

static void
assert_seen(size_t i, const char *name, struct slice body)
{
	assert_true(i < seen_count);
	assert_int_equal(seen[i].flags, 0);
	assert_slice_is(
	    seen[i].name, (struct slice){(const uint8_t *)name, strlen(name)});
	assert_true(slice_equal(seen[i].body, body));
}

/* ---- programs ---------------------------------------------------------- */

static void
plain_files_come_out(void **state)
{
	(void)state;
	for (int wide = 0; wide < 2; wide++) {
		struct file file = {.size = 0};
		struct archive_seen all;

		if (wide)
			add(&file, "\2\0\0", 4);
		add_plain(&file, "a.txt", SLICE("hello\n"), wide);
		add_plain(&file, "none", SLICE(""), wide);
		add_plain(&file, "b.txt", SLICE(TEXT), wide);
		assert_true(
		    archive_may_be(slice_of(&file), FILETYPE_ISHIELD, false));
		all = reading(slice_of(&file), FILETYPE_ISHIELD);
		assert_int_equal(all.flags, 0);
		assert_int_equal(seen_count, 3);
		assert_seen(0, "a.txt", SLICE("hello\n"));
		assert_seen(2, "b.txt", SLICE(TEXT));
	}
}

static void
garbled_files_come_out(void **state)
{
	static const struct {
		enum head head;
		unsigned flags;
		bool deflated;
	} rows[] = {
	    {LEGACY, 0, false},
	    {LEGACY, 2, false},
	    {LEGACY, 4, false},
	    {LEGACY, 6, true},
	    {LEGACY, 0, true},
	    {STREAM, 6, true},
	    {STREAM, 2, false},
	    {STREAM_LONG, 6, true},
	};
	static uint8_t body[2500]; /* the key begins again twice */

	(void)state;
	for (size_t i = 0; i < sizeof(body); i++)
		body[i] = (uint8_t)(i * i >> 4);
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct file file = {.size = 0};
		struct slice bytes = {body, sizeof(body)};
		enum filetype type;

		add_head(&file, rows[i].head, 2);
		add_garbled(&file, rows[i].head, "setup.ini", SLICE(TEXT),
		    rows[i].flags, rows[i].deflated);
		add_garbled(&file, rows[i].head, "b.bin", bytes, rows[i].flags,
		    rows[i].deflated);
		assert_int_equal(
		    reading(slice_of(&file), FILETYPE_ISHIELD).flags, 0);
		assert_int_equal(seen_count, 2);
		assert_seen(0, "setup.ini", SLICE(TEXT));
		assert_seen(1, "b.bin", bytes);
		assert_int_equal(archive_inside(slice_of(&file), 0, &type), 0);
		assert_int_equal(type, FILETYPE_ISHIELD);
	}
}

/* A linker's mark and path may stand ahead. */
static void
what_a_linker_left_is_passed_over(void **state)
{
	struct file file = {.size = 0};

	(void)state;
	add(&file, "NB10\0\0\0\0abcd\1\0\0\0c:\\setup.pdb", 29);
	add_plain(&file, "a.txt", SLICE(TEXT), false);
	assert_int_equal(reading(slice_of(&file), FILETYPE_ISHIELD).flags, 0);
	assert_int_equal(seen_count, 1);
	assert_seen(0, "a.txt", SLICE(TEXT));
}

/* ---- cabinets ---------------------------------------------------------- */

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
		add_deflated(volume, TEXT + from, size < 40 ? size : 40, -15);
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

/* ---- what is wrong ----------------------------------------------------- */

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

static void
what_is_no_list_of_files_is_none(void **state)
{
	static const struct slice rows[] = {
	    SLICE(""),
	    SLICE("a"),
	    SLICE("a\0b\0c\0"),
	    SLICE("a\0b\0c\0x\0"),
	    SLICE("a\0b\0c\0"
		  "99\0short"),
	    SLICE("a\0b\0\0"
		  "1\0x"),
	    SLICE("a\1\0b\0c\0"
		  "1\0x"),
	    SLICE("a\0b\0c\0"
		  "99999999999\0x"),
	    SLICE("NB10"),
	    SLICE("InstallShield\0"),
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_false(archive_may_be(rows[i], FILETYPE_ISHIELD, false));
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

/* In memory of its own, so that a sanitizer sees the end. */
static void
read_cut(const struct file *file, enum filetype type)
{
	const struct archive_options options = archive_law_options();

	for (size_t end = 0; end < file->size; end++) {
		uint8_t *copy = malloc(end + 1);

		assert_non_null(copy);
		memcpy(copy, file->bytes, end);
		(void)reading_with((struct slice){copy, end}, type, &options);
		(void)!archive_may_be((struct slice){copy, end}, type, false);
		free(copy);
	}
}

static void
files_may_end_at_every_byte(void **state)
{
	static const enum head heads[] = {LEGACY, STREAM, STREAM_LONG};
	struct file file;

	(void)state;
	make_setup(&file, 9);
	read_cut(&file, FILETYPE_ISHIELD);
	make_alone(&file);
	read_cut(&file, FILETYPE_ISCAB);
	for (size_t i = 0; i < COUNT(heads); i++) {
		file.size = 0;
		add_head(&file, heads[i], 2);
		add_garbled(&file, heads[i], "a", SLICE(TEXT), 6, true);
		add_garbled(&file, heads[i], "b", SLICE(TEXT), 2, false);
		read_cut(&file, FILETYPE_ISHIELD);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(plain_files_come_out),
	    cmocka_unit_test(garbled_files_come_out),
	    cmocka_unit_test(what_a_linker_left_is_passed_over),
	    cmocka_unit_test(cabinets_of_a_program_are_read_with_their_header),
	    cmocka_unit_test(a_cabinet_alone_says_what_it_lacks),
	    cmocka_unit_test(old_cabinets_come_out),
	    cmocka_unit_test(what_is_wrong_with_a_cabinet_is_told),
	    cmocka_unit_test(what_is_no_list_of_files_is_none),
	    cmocka_unit_test(bytes_that_many_files_share_are_read_so_often),
	    cmocka_unit_test(limits_end_it),
	    cmocka_unit_test(files_may_end_at_every_byte),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, reading_set_up, reading_tear_down);
}
