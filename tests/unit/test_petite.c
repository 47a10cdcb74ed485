/*
 * test_petite - programs as they were before Petite packed them, put together
 * by hand
 *
 * After what the packer's first instructions and its loader do.  That of
 * Debian's clamav-testfiles (clam-petite.exe) gives its clam.exe is in
 * tests/integration/testfiles.bats.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "core/archive/program/petite.h"
#include "core/base/arena.h"
#include "tests/support/made_program.h"
#include "tests/support/slices.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* Places in memory, and in the file. */
#define IMAGE_SIZE 0x2000u
#define BLOCK 0x1100u
#define TABLE 0x1110u
#define WORD 0x1300u
#define PACKED 0x1400u
#define PLACE 0x1800u /* behind what the file has */
#define IN_FILE(address) ((address)-MADE_SECTION + MADE_HEADERS)
#define MOVE 0x80000000u

static void
begin(void)
{
	made_begin_program();
	made_add(SLICE("\xB8"));
	made_add32(MADE_BASE + BLOCK);
	made_add(SLICE("\x68\1\2\3\4\x64\xFF\x35\0\0\0\0\x64\x89\x25\0\0\0\0"
		       "\x8D\x90"));
	made_add32(TABLE - BLOCK);
	made_add(SLICE("\x8B\x0A\x0F\xBA\xF1\x1F\x73\x16"));
	made_size = IN_FILE(WORD);
	made_add(SLICE("wxyz"));
	made_size = IN_FILE(TABLE);
}

static void
add_row(uint32_t from, uint32_t size, uint32_t to, uint32_t behind)
{
	made_add32(from);
	made_add32(size);
	made_add32(to);
	made_add32(behind);
}

static void
add_move(uint32_t words, uint32_t from, uint32_t to)
{
	made_add32(words | MOVE);
	made_add32(from);
	made_add32(to);
}

/* Behind the table, which it ends. */
static void
add_packed(const char *stream)
{
	made_add32(0);
	made_size = IN_FILE(PACKED);
	made_begin_bits();
	made_add_bits(stream);
	made_size = MADE_MAX;
}

static struct member
unpack(void)
{
	struct archive_options options = archive_law_options();

	return made_unpack(petite_unpack, &options, MADE_MAX);
}

static struct slice
at(const struct member *member, size_t address, size_t size)
{
	return slice_sub(member->body, address, size);
}

/* ---- pieces ------------------------------------------------------------ */

static void
streams_are_read(void **state)
{
	static const struct {
		const char *stream;
		uint32_t size;
		struct slice text;
	} rows[] = {
	    {"x61", 1, SLICE("a")},
	    /* 'b' ^ 2, 'c' ^ 1: so many are to come. */
	    {"x61 0 x60 0 x62", 3, SLICE("abc")},
	    /* A distance of 2 and a length of 2 + 1. */
	    {"x61 0 x66 1 10 00001 10", 5, SLICE("ababa")},
	    /* ... and that distance again, 2 bytes. */
	    {"x61 0 x64 1 10 00001 10 1 00 10", 7, SLICE("abababa")},
	    /* A length that is a number, 2 + 2 + 1. */
	    {"x61 1 10 00000 00 00", 6, SLICE("aaaaaa")},
	    /* ... 5 + 2 + 1. */
	    {"x61 1 10 00000 00 0110", 9, SLICE("aaaaaaaaa")},
	    /* 0x3A0 bytes back, where the file has something. */
	    {"x61 1 11111110 11111 01", 3, SLICE("apq")},
	    /* One farther is one longer. */
	    {"x61 1 0101010100 00000 01", 4, SLICE("aopq")},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct member member;
		struct slice text;

		begin();
		add_row(PACKED, rows[i].size, PLACE, 0);
		add_packed(rows[i].stream);
		made_put(IN_FILE(PLACE - 0x3A0), 0x7271706Fu, 4);
		member = unpack();
		text = at(&member, PLACE, rows[i].size);
		if (member.flags != 0 || !slice_equal(text, rows[i].text))
			fail_msg("%s: %u %.*s", rows[i].stream, member.flags,
			    (int)text.size, (const char *)text.data);
		assert_int_equal(member.body.size, IMAGE_SIZE);
	}
}

static void
what_is_no_stream_is_damaged(void **state)
{
	static const char *const rows[] = {
	    "x61 1 00 01",               /* the last distance, which is none */
	    "x61 1 10 00000 11",         /* longer than what is to come */
	    "x61 1 01010101010101010101" /* farther than there is */
	    "00 11111 01",
	    "x61 1 11111111111111111111111111111111111111111111111111111111"
	    "111111111111111111111111111111111111111111111111111111111111",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		begin();
		add_row(PACKED, 3, PLACE, 0);
		add_packed(rows[i]);
		if (unpack().flags != 0 || unpack().body.size != 0)
			fail_msg("%s", rows[i]);
		begin();
		add_move(1, WORD, PLACE + 8);
		add_row(PACKED, 3, PLACE, 0);
		add_packed(rows[i]);
		if (unpack().flags != MEMBER_DAMAGED)
			fail_msg("%s: %u", rows[i], unpack().flags);
	}
}

/* ---- tables ------------------------------------------------------------ */

static void
words_are_moved_and_calls_are_undone(void **state)
{
	struct member member;

	(void)state;
	begin();
	add_move(1, WORD, PLACE + 7);
	add_row(PACKED, 7, PLACE, 2 << 1 | 1);
	add_row(PACKED, 0, PLACE, 0);
	/* nop; call 5; nop, each but the first xored with what is to come */
	add_packed("x90 0 xEE 0 x00 0 x04 0 x03 0 x02 0 x91");
	member = unpack();
	assert_int_equal(member.flags, 0);
	assert_slice(at(&member, PLACE, 11), "\x90\xE8\4\0\0\0\x90\0\0yz");
}

static void
it_is_a_program_again(void **state)
{
	struct arena *arena = arena_create((size_t)1 << 20);
	struct executable executable;
	struct member member;

	(void)state;
	assert_non_null(arena);
	begin();
	add_row(PACKED, 1, PLACE, 0);
	add_packed("x61");
	member = unpack();
	assert_true(executable_read(member.body, 8, arena, &executable));
	assert_int_equal(executable.section_count, 1);
	assert_int_equal(executable.sections[0].raw, MADE_SECTION);
	assert_int_equal(executable.sections[0].raw_size, 0x1000);
	assert_int_equal(executable.entry, MADE_SECTION);
	arena_destroy(&arena);
}

static void
tables_may_ask_for_anything(void **state)
{
	static const uint32_t rows[][4] = {
	    {PACKED, 1, 0xFFF, 0}, /* into the header */
	    {PACKED, 1, IMAGE_SIZE, 0},
	    {PACKED, 2, IMAGE_SIZE - 1, 0},
	    {PACKED, 0x7FFFFFFF, PLACE, 0},
	    {IMAGE_SIZE, 1, PLACE + 8, 0},
	    {0x7FFFFFFF, 1, PLACE + 8, 0},
	    {MOVE | 1, WORD, 0xFFE, 0},
	    {MOVE | 2, WORD, 0x1002, 0},
	    {MOVE | 1, IMAGE_SIZE - 3, PLACE, 0},
	    {MOVE | 0x7FFFFFFF, WORD, PLACE, 0},
	    {MOVE | 0x400, 0xFF8, PLACE, 0},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct member member;

		begin();
		add_move(1, WORD, PLACE);
		add_row(rows[i][0], rows[i][1], rows[i][2], rows[i][3]);
		add_packed("x61 0 x61");
		member = unpack();
		if (member.flags != MEMBER_DAMAGED)
			fail_msg("row %zu: %u", i, member.flags);
		assert_slice(at(&member, PLACE, 4), "wxyz");
	}
}

/* 0x700 bytes each; an image of 0x2000 may be made four times. */
static void
work_is_bounded(void **state)
{
	(void)state;
	for (unsigned rows = 17; rows <= 20; rows++) {
		begin();
		for (unsigned i = 0; i < rows; i++)
			add_move(0x1C0, 0x17FC, 0x1EFC);
		add_packed("");
		assert_int_equal(
		    unpack().flags, rows <= 18 ? 0 : MEMBER_DAMAGED);
	}
}

static void
what_is_not_packed_is_left_alone(void **state)
{
	static const size_t changed[] = {0, 5, 10, 23, 24, 29};

	(void)state;
	made_begin_program();
	assert_int_equal(unpack().body.size, 0);
	begin();
	add_packed("");
	assert_int_equal(unpack().body.size, 0);
	assert_int_equal(unpack().flags, 0);
	for (size_t i = 0; i < COUNT(changed); i++) {
		begin();
		add_row(PACKED, 1, PLACE, 0);
		add_packed("x61");
		made[MADE_HEADERS + changed[i]] ^= 1;
		assert_int_equal(unpack().body.size, 0);
		assert_int_equal(unpack().flags, 0);
	}
}

/* ---- limits, ends and bits --------------------------------------------- */

static void
limits_end_it(void **state)
{
	struct archive_options options = archive_law_options();
	struct member member;

	(void)state;
	begin();
	add_row(PACKED, 1, PLACE, 0);
	add_packed("x61");
	options.bytes_max = IMAGE_SIZE;
	member = made_unpack(petite_unpack, &options, MADE_MAX);
	assert_int_equal(member.flags, 0);
	options.bytes_max = IMAGE_SIZE - 1;
	member = made_unpack(petite_unpack, &options, MADE_MAX);
	assert_int_equal(member.body.size, 0);
	assert_int_equal(member.flags, MEMBER_CUT);
	assert_int_equal(member.limit, LIMIT_DECODED_BYTES);
}

static void
cut_and_damaged_ones_do_no_harm(void **state)
{
	(void)state;
	begin();
	add_move(1, WORD, PLACE + 7);
	add_row(PACKED, 7, PLACE, 2 << 1 | 1);
	add_packed("x90 0 xEE 0 x00 0 x04 0 x03 0 x02 0 x91");
	made_unpack_broken(petite_unpack);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(streams_are_read),
	    cmocka_unit_test(what_is_no_stream_is_damaged),
	    cmocka_unit_test(words_are_moved_and_calls_are_undone),
	    cmocka_unit_test(it_is_a_program_again),
	    cmocka_unit_test(tables_may_ask_for_anything),
	    cmocka_unit_test(work_is_bounded),
	    cmocka_unit_test(what_is_not_packed_is_left_alone),
	    cmocka_unit_test(limits_end_it),
	    cmocka_unit_test(cut_and_damaged_ones_do_no_harm),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
