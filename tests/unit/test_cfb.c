/*
 * test_cfb - compound files: streams, paths, and what is wrong with them
 *
 * Files are put together by tests/support/compound after [MS-CFB]; that the
 * reader sees in files of LibreOffice, of Office and of tests/evasion what
 * Python's olefile sees was tried by hand.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "core/document/cfb.h"
#include "tests/support/compound.h"
#include "tests/support/slices.h"

#define B(literal) SLICE(literal)
#define CHAIN_END 0xFFFFFFFEu
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static struct arena *arena;
static uint8_t big_bytes[10000];

static const struct compound_stream streams[] = {
    {"small", {(const uint8_t *)"a small one", 11}},
    {"Macros/VBA/dir", {(const uint8_t *)"x", 1}},
    {"big", {big_bytes, sizeof(big_bytes)}},
    {"Macros/empty", {NULL, 0}},
    {"\1Ole10Native", {big_bytes, 4095}},
    {"last", {big_bytes + 1, 4096}},
};

static int
set_up(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(big_bytes); i++)
		big_bytes[i] = (uint8_t)(i * 7 + i / 256);
	arena = arena_create((size_t)256 << 20);
	return arena == NULL ? -1 : 0;
}

static int
tear_down(void **state)
{
	(void)state;
	arena_destroy(&arena);
	return 0;
}

/* The entry of that path, or CFB_NONE. */
static uint32_t
find(const struct cfb *cfb, const char *path)
{
	for (uint32_t i = 1; i < cfb->entry_count; i++) {
		struct cfb_entry entry;

		if (cfb_entry(cfb, i, &entry) &&
		    slice_equal(cfb_path(cfb, i), slice_from_string(path)))
			return i;
	}
	return CFB_NONE;
}

static struct slice
read_path(struct cfb *cfb, const char *path, unsigned *flags_r)
{
	uint32_t index = find(cfb, path);

	assert_int_not_equal(index, CFB_NONE);
	return cfb_read(cfb, index, UINT64_MAX, flags_r);
}

static void
streams_are_read_whatever_the_layout(void **state)
{
	static const unsigned layouts[] = {0, COMPOUND_V4, COMPOUND_SCATTERED,
	    COMPOUND_NO_MINI, COMPOUND_V4 | COMPOUND_SCATTERED,
	    COMPOUND_NO_MINI | COMPOUND_SCATTERED};

	(void)state;
	for (size_t layout = 0; layout < COUNT(layouts); layout++) {
		struct compound_file file =
		    compound_make(layouts[layout], streams, COUNT(streams));
		struct cfb cfb;

		arena_reset(arena);
		assert_true(cfb_open(&cfb, compound_slice(&file), arena, NULL));
		for (size_t i = 0; i < COUNT(streams); i++) {
			unsigned flags;

			assert_slice_is(
			    read_path(&cfb, streams[i].path, &flags),
			    streams[i].bytes);
			assert_int_equal(flags, 0);
		}
		assert_int_equal(cfb.flags, 0);
		compound_free(&file);
	}
}

static void
a_stream_in_one_piece_is_borrowed(void **state)
{
	struct compound_file file = compound_make(0, streams, COUNT(streams));
	struct cfb cfb;
	unsigned flags;

	(void)state;
	arena_reset(arena);
	assert_true(cfb_open(&cfb, compound_slice(&file), arena, NULL));
	for (size_t i = 0; i < COUNT(streams); i++)
		assert_true(
		    slice_is_within(read_path(&cfb, streams[i].path, &flags),
			compound_slice(&file)));
	compound_free(&file);
}

/* What a change of the file comes to. */
static const struct {
	const char *what;
	enum { HEADER, FAT, ENTRY, MINIFAT } of;
	size_t index; /* of the entry or place in the table */
	size_t field; /* offset in header or entry */
	uint32_t value;
	const char *path; /* that is looked at; NULL: the file is not opened */
	size_t size;      /* bytes of it; SIZE_MAX: there is no such entry */
	unsigned flags;   /* of the stream */
	bool file_damaged;
} changes[] = {
    {"another magic", HEADER, 0, 0, 0, NULL, 0, 0, false},
    {"shift 0: as the version has it", HEADER, 0, 30, 0x00060000, "big", 10000,
	0, true},
    {"shift 31", HEADER, 0, 30, 0x0006001F, "big", 10000, 0, true},
    {"shift of small sectors 9", HEADER, 0, 32, 9, "small", 11, 0, true},
    {"shift of small sectors 0", HEADER, 0, 32, 0, "small", 11, 0, true},
    {"version 9 has wide sizes", HEADER, 0, 26, 0xFFFE0009, "big", 10000, 0,
	false},
    {"no directory", HEADER, 0, 48, CHAIN_END, "big", SIZE_MAX, 0, true},
    {"a directory behind the end", HEADER, 0, 48, 5000, "big", SIZE_MAX, 0,
	true},
    {"no table", HEADER, 0, 76, 0xFFFFFFFF, "small", 11, 0, false},
    {"a table behind the end", HEADER, 0, 76, 70000, "small", 11, 0, true},
    {"a list of tables that is the table", HEADER, 0, 68, 0, "big", 10000, 0,
	false},
    {"no table of small sectors", HEADER, 0, 60, CHAIN_END, "small", 11, 0,
	false},
    {"a chain of one sector", FAT, 34, 0, CHAIN_END, "last", 512, CFB_DAMAGED,
	false},
    {"a chain to nowhere", FAT, 34, 0, 99999, "last", 512, CFB_DAMAGED, false},
    {"a sector that is free", FAT, 34, 0, 0xFFFFFFFF, "last", 512, CFB_DAMAGED,
	false},
    {"a circle of the directory", FAT, 2, 0, 1, "big", 10000, 0, true},
    {"a circle of small sectors", MINIFAT, 3, 0, 2, "\1Ole10Native", 4095, 0,
	false},
    {"small sectors that break off", MINIFAT, 3, 0, CHAIN_END, "\1Ole10Native",
	128, CFB_DAMAGED, false},
    {"a size of nothing", ENTRY, 5, 120, 0, "big", 0, 0, false},
    {"a smaller size", ENTRY, 5, 120, 5000, "big", 5000, 0, false},
    {"a huge size", ENTRY, 5, 120, 0xFFFFFFFF, "big", 10240, CFB_DAMAGED,
	false},
    {"junk in the upper half", ENTRY, 5, 124, 0xFFFFFFFF, "big", 10000, 0,
	false},
    {"a start behind the end", ENTRY, 5, 116, 5000, "big", 0, CFB_DAMAGED,
	false},
    {"no type", ENTRY, 5, 64, 8, "big", SIZE_MAX, 0, false},
    {"a name longer than its field", ENTRY, 5, 64, 0x0102FFFF, "big", 10000, 0,
	false},
    {"a sibling that is itself", ENTRY, 1, 68, 1, "small", 11, 0, false},
    {"a sibling that is its storage", ENTRY, 1, 68, 0, "small", 11, 0, false},
    {"a storage in itself", ENTRY, 2, 76, 2, "Macros", 0, 0, false},
    {"a sibling that is none", ENTRY, 1, 68, 4000, "small", 11, 0, false},
    {"nothing in the root", ENTRY, 0, 76, 0xFFFFFFFF, "small", 11, 0, false},
};

static size_t
place_of(const struct compound_file *file, size_t i)
{
	switch (changes[i].of) {
	case HEADER:
		return changes[i].field;
	case FAT:
		return file->fat_at + 4 * changes[i].index;
	case MINIFAT:
		return file->minifat_at + 4 * changes[i].index;
	case ENTRY:
		return compound_entry_at(file, changes[i].index) +
		       changes[i].field;
	}
	return 0;
}

static void
check_change(struct cfb *cfb, size_t i)
{
	uint32_t index = find(cfb, changes[i].path);
	unsigned flags;

	if (changes[i].size == SIZE_MAX) {
		assert_int_equal(index, CFB_NONE);
	} else {
		assert_int_not_equal(index, CFB_NONE);
		assert_int_equal(cfb_read(cfb, index, UINT64_MAX, &flags).size,
		    changes[i].size);
		assert_int_equal(flags, changes[i].flags);
	}
	assert_int_equal(
	    (cfb->flags & CFB_DAMAGED) != 0, changes[i].file_damaged);
}

static void
what_is_wrong_hides_no_more_than_itself(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(changes); i++) {
		struct compound_file file =
		    compound_make(0, streams, COUNT(streams));
		struct cfb cfb;
		bool opened;

		arena_reset(arena);
		compound_put32(&file, place_of(&file, i), changes[i].value);
		opened = cfb_open(&cfb, compound_slice(&file), arena, NULL);

		assert_int_equal(opened, changes[i].path != NULL);
		if (opened)
			check_change(&cfb, i);
		compound_free(&file);
	}
}

static void
a_file_may_end_at_every_byte(void **state)
{
	struct compound_file file = compound_make(0, streams, COUNT(streams));

	(void)state;
	for (size_t end = 0; end < file.size; end++) {
		uint8_t *copy = malloc(end == 0 ? 1 : end);
		struct cfb cfb;

		assert_non_null(copy);
		memcpy(copy, file.bytes, end);
		arena_reset(arena);
		if (cfb_open(&cfb, (struct slice){copy, end}, arena, NULL))
			for (uint32_t i = 0; i < cfb.entry_count; i++) {
				unsigned flags;
				struct slice body =
				    cfb_read(&cfb, i, UINT64_MAX, &flags);

				assert_true(body.size <= end * CFB_SHARE);
			}
		else
			assert_true(end < 512);
		free(copy);
	}
	compound_free(&file);
}

#define COPIES 2000u

static void
entries_that_share_their_bytes_have_a_bound(void **state)
{
	static struct compound_stream many[COPIES];
	struct compound_file file;
	struct cfb cfb;
	uint64_t total = 0;
	bool cut = false;

	(void)state;
	for (size_t i = 0; i < COPIES; i++)
		many[i] = (struct compound_stream){"x", SLICE("")};
	many[0].bytes = (struct slice){big_bytes, sizeof(big_bytes)};
	file = compound_make(0, many, COPIES);
	for (size_t i = 2; i <= COPIES; i++)
		memcpy(file.bytes + compound_entry_at(&file, i) + 116,
		    file.bytes + compound_entry_at(&file, 1) + 116, 8);
	arena_reset(arena);
	assert_true(cfb_open(&cfb, compound_slice(&file), arena, NULL));
	for (uint32_t i = 1; i <= COPIES; i++) {
		unsigned flags;

		total += cfb_read(&cfb, i, UINT64_MAX, &flags).size;
		cut = cut || (flags & CFB_CUT) != 0;
	}
	assert_true(cut);
	assert_int_equal(total, file.size * CFB_SHARE);
	compound_free(&file);
}

static void
size_max_cuts_a_stream(void **state)
{
	struct compound_file file =
	    compound_make(COMPOUND_SCATTERED, streams, COUNT(streams));
	struct cfb cfb;

	(void)state;
	arena_reset(arena);
	assert_true(cfb_open(&cfb, compound_slice(&file), arena, NULL));
	for (size_t max = 0; max <= 10001; max += 137) {
		unsigned flags;
		struct slice body =
		    cfb_read(&cfb, find(&cfb, "big"), max, &flags);
		size_t size = max < 10000 ? max : 10000;

		if (cfb.left < 10000)
			break;
		assert_slice_is(body, (struct slice){big_bytes, size});
		assert_int_equal(flags, max < 10000 ? CFB_CUT : 0);
	}
	compound_free(&file);
}

static void
a_table_of_many_sectors_has_a_list_of_its_own(void **state)
{
	/* 120 sectors of the table, of which the header names 109. */
	size_t size = (size_t)120 * 128 * 512 - (size_t)200 * 512;
	uint8_t *bytes = calloc(1, size);
	struct compound_stream one = {"x", {bytes, 109 * 64000}};
	struct compound_file file;
	struct cfb cfb;
	unsigned flags;
	struct slice body;
	size_t list;

	(void)state;
	assert_non_null(bytes);
	bytes[109 * 64000 - 1] = 'e';
	file = compound_make(0, &one, 1);
	/* The last 60 of them go into a list behind the file. */
	list = file.size;
	file.bytes = realloc(file.bytes, file.size + 512);
	assert_non_null(file.bytes);
	memset(file.bytes + list, 0xFF, 512);
	file.size += 512;
	for (size_t i = 49; i < 109; i++) {
		memcpy(file.bytes + list + 4 * (i - 49),
		    file.bytes + 76 + 4 * i, 4);
		compound_put32(&file, 76 + 4 * i, 0xFFFFFFFF);
	}
	compound_put32(&file, list + 508, CHAIN_END);
	compound_put32(&file, 68, (uint32_t)(list / 512 - 1));
	arena_reset(arena);
	assert_true(cfb_open(&cfb, compound_slice(&file), arena, NULL));
	body = read_path(&cfb, "x", &flags);
	assert_int_equal(body.size, 109 * 64000);
	assert_int_equal(body.data[body.size - 1], 'e');
	assert_int_equal(cfb.flags, 0);
	/* A list whose next one is itself. */
	compound_put32(&file, list + 508, (uint32_t)(list / 512 - 1));
	assert_true(cfb_open(&cfb, compound_slice(&file), arena, NULL));
	assert_int_equal(read_path(&cfb, "x", &flags).size, 109 * 64000);
	assert_true((cfb.flags & CFB_DAMAGED) != 0);
	compound_free(&file);
	free(bytes);
}

static void
names_of_an_installer_are_decoded(void **state)
{
	/* Names as they stand in files of Windows Installer. */
	static const struct {
		uint16_t units[8];
		const char *name;
	} rows[] = {
	    {{0x4840, 0x3F3F, 0x4577, 0x446C, 0x3E6A, 0x44B2, 0x482F, 0},
		"!_StringPool"},
	    {{0x4840, 0x3B3F, 0x43F2, 0x4438, 0x45B1, 0}, "!_Columns"},
	    {{0x4840, 0x3F7F, 0x4164, 0x422F, 0x4836, 0}, "!_Tables"},
	    {{'a', 0x4801, 'b', 0}, "a1b"},
	};
	struct compound_stream one = {"x", B("12345678")};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct compound_file file = compound_make(0, &one, 1);
		struct cfb cfb;
		size_t units = 0;

		for (; rows[i].units[units] != 0; units++)
			compound_put16(&file,
			    compound_entry_at(&file, 1) + 2 * units,
			    rows[i].units[units]);
		compound_put16(&file, compound_entry_at(&file, 1) + 64,
		    (uint16_t)(2 * units + 2));
		arena_reset(arena);
		assert_true(cfb_open(&cfb, compound_slice(&file), arena, NULL));
		assert_slice_is(
		    cfb_path(&cfb, 1), slice_from_string(rows[i].name));
		compound_free(&file);
	}
}

static void
without_room_nothing_is_lost_silently(void **state)
{
	struct compound_file file =
	    compound_make(COMPOUND_SCATTERED, streams, COUNT(streams));

	(void)state;
	for (size_t room = 0; room < 40000; room += 61) {
		struct arena *small = arena_create(room);
		struct cfb cfb;
		unsigned flags;

		assert_non_null(small);
		if (cfb_open(&cfb, compound_slice(&file), small, NULL)) {
			struct slice body =
			    cfb_read(&cfb, 5, UINT64_MAX, &flags);

			assert_true(
			    body.size == 10000 || (flags & CFB_CUT) != 0);
		}
		arena_destroy(&small);
	}
	compound_free(&file);
}

static void
the_time_ends_a_chain(void **state)
{
	struct compound_file file =
	    compound_make(COMPOUND_SCATTERED, streams, COUNT(streams));
	struct budget budget;
	struct cfb cfb;

	(void)state;
	budget_init(&budget, 0);
	arena_reset(arena);
	/* Too short for a look at the clock. */
	assert_true(cfb_open(&cfb, compound_slice(&file), arena, &budget));
	assert_int_equal(cfb.flags, 0);
	compound_free(&file);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(streams_are_read_whatever_the_layout),
	    cmocka_unit_test(a_stream_in_one_piece_is_borrowed),
	    cmocka_unit_test(what_is_wrong_hides_no_more_than_itself),
	    cmocka_unit_test(a_file_may_end_at_every_byte),
	    cmocka_unit_test(entries_that_share_their_bytes_have_a_bound),
	    cmocka_unit_test(size_max_cuts_a_stream),
	    cmocka_unit_test(a_table_of_many_sectors_has_a_list_of_its_own),
	    cmocka_unit_test(names_of_an_installer_are_decoded),
	    cmocka_unit_test(without_room_nothing_is_lost_silently),
	    cmocka_unit_test(the_time_ends_a_chain),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
