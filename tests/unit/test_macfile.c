/*
 * test_macfile - data forks out of MacBinary, AppleSingle and AppleDouble
 *
 * The MacBinary I header is what hexbin -b of macutils writes.  The others are
 * put together after the descriptions of MacBinary II and III and RFC 1740; the
 * sum of the second is by Python's binascii.crc_hqx().
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "core/encoded/macfile.h"
#include "tests/support/slices.h"

#define B(literal) SLICE(literal)
#define NONE SLICE("")

/* A file of MacBinary as it grows. */
struct binary {
	uint8_t bytes[512];
	size_t size;
};

static const char header_1[] = "\0\x08test.com";

/* MacBinary I over "MZ payload", without padding behind it. */
static void
make_1(struct binary *file)
{
	memset(file->bytes, 0, sizeof(file->bytes));
	memcpy(file->bytes, header_1, sizeof(header_1) - 1);
	memcpy(file->bytes + 65, "BINAhDmp", 8);
	file->bytes[86] = 10;
	memcpy(file->bytes + 91, "\xE7*p\x17\xE7*p\x17", 8);
	memcpy(file->bytes + 128, "MZ payload", 10);
	file->size = 138;
}

/* The same as MacBinary II, with the sum of that. */
static void
make_2(struct binary *file)
{
	make_1(file);
	memcpy(file->bytes + 122, "\x81\x81\x6F\xD5", 4);
}

static void
make_3(struct binary *file)
{
	make_1(file);
	memcpy(file->bytes + 102, "mBIN", 4);
}

static bool
begins(const struct binary *file, struct macfile *macfile_r)
{
	return macfile_begin(
	    macfile_r, (struct slice){file->bytes, file->size});
}

static void
expect(struct macfile *macfile, struct slice body, bool bad)
{
	struct macfile_fork fork;

	assert_true(macfile_next(macfile, &fork));
	assert_slice_is(fork.body, body);
	assert_int_equal(fork.bad, bad);
}

static void
expect_no_more(struct macfile *macfile)
{
	struct macfile_fork fork;

	assert_false(macfile_next(macfile, &fork));
	assert_false(macfile_next(macfile, &fork));
}

static void
each_version_of_macbinary_is_known(void **state)
{
	static void (*const make[])(struct binary *) = {make_1, make_2, make_3};
	struct macfile macfile;
	struct binary file;

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		make[i](&file);
		assert_true(begins(&file, &macfile));
		assert_int_equal(macfile.kind, MACFILE_BINARY);
		assert_slice(macfile.name, "test.com");
		expect(&macfile, B("MZ payload"), false);
		expect_no_more(&macfile);
		file.size = 256; /* padded */
		assert_true(begins(&file, &macfile));
		expect(&macfile, B("MZ payload"), false);
	}
}

static void
what_only_looks_like_macbinary_is_none(void **state)
{
	static const struct {
		size_t at;
		uint8_t byte;
	} rows[] = {
	    {0, 1},           /* the version */
	    {1, 0},           /* a name of no bytes */
	    {1, 64},          /* a name that is too long */
	    {2, '\n'},        /* a name that is none */
	    {74, 1},          /* two bytes that are 0 in all versions */
	    {82, 1}, {86, 9}, /* sizes that do not come to that of the file */
	    {90, 200},        /* ... of the resource fork */
	    {83, 0x80},       /* 2 GB */
	    {101, 1},         /* what is unused */
	    {125, 1},         /* a sum */
	};
	struct macfile macfile;
	struct binary file;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		make_1(&file);
		file.bytes[rows[i].at] = rows[i].byte;
		if (begins(&file, &macfile))
			print_error("row %zu\n", i);
		assert_false(begins(&file, &macfile));
	}
	make_2(&file);
	file.bytes[125]++;
	assert_false(begins(&file, &macfile));
	memset(&file, 0, sizeof(file));
	file.size = 256;
	assert_false(begins(&file, &macfile));
}

static void
a_second_header_stands_ahead_of_the_data(void **state)
{
	struct macfile macfile;
	struct binary file;

	(void)state;
	make_3(&file);
	file.bytes[121] = 5;
	memcpy(file.bytes + 256, "MZ payload", 10);
	file.size = 266;
	assert_true(begins(&file, &macfile));
	expect(&macfile, B("MZ payload"), false);
	file.size = 260;
	assert_true(begins(&file, &macfile));
	expect(&macfile, B("MZ p"), true);
	file.bytes[120] = 0xFF;
	assert_true(begins(&file, &macfile));
	expect(&macfile, NONE, true);
}

#define SINGLE "\0\5\x16\0\0\2\0\0----------------"
#define DOUBLE "\0\5\x16\7\0\1\0\0Macintosh       "

static void
entries_say_where_the_forks_are(void **state)
{
	static const struct {
		struct slice bytes;
		enum macfile_kind kind;
		struct slice name, body; /* an empty body: no fork */
		bool bad;
	} rows[] = {
	    {B(SINGLE "\0\2\0\0\0\3\0\0\0\x32\0\0\0\1\0\0\0\1\0\0\0\x33\0\0\0\2"
		      "nMZ"),
		MACFILE_SINGLE, B("n"), B("MZ"), false},
	    /* The name behind the data, in the list and in the file. */
	    {B(SINGLE "\0\2\0\0\0\1\0\0\0\x32\0\0\0\2\0\0\0\3\0\0\0\x34\0\0\0\1"
		      "MZn"),
		MACFILE_SINGLE, B("n"), B("MZ"), false},
	    {B(DOUBLE "\0\1\0\0\0\1\0\0\0\x26\0\0\0\2MZ"), MACFILE_DOUBLE, NONE,
		B("MZ"), false},
	    /* A resource fork only: as AppleDouble is meant to be. */
	    {B(DOUBLE "\0\1\0\0\0\2\0\0\0\x26\0\0\0\2MZ"), MACFILE_DOUBLE, NONE,
		NONE, false},
	    /* Sizes and places that lie. */
	    {B(SINGLE "\0\1\0\0\0\1\0\0\0\x26\xFF\xFF\xFF\xFFMZ"),
		MACFILE_SINGLE, NONE, B("MZ"), true},
	    {B(SINGLE "\0\1\0\0\0\1\xFF\xFF\xFF\xFF\0\0\0\2MZ"), MACFILE_SINGLE,
		NONE, NONE, false},
	    /* More entries than there are. */
	    {B(SINGLE "\xFF\xFF\0\0\0\1\0\0\0\x24\0\0\0\2MZ"), MACFILE_SINGLE,
		NONE, B("\0\2"), false},
	    {B(SINGLE "\0\0"), MACFILE_SINGLE, NONE, NONE, false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct macfile macfile;

		if (!macfile_begin(&macfile, rows[i].bytes))
			fail_msg("row %zu", i);
		assert_int_equal(macfile.kind, rows[i].kind);
		assert_slice_is(macfile.name, rows[i].name);
		if (rows[i].body.size > 0)
			expect(&macfile, rows[i].body, rows[i].bad);
		expect_no_more(&macfile);
	}
}

static void
several_data_forks_are_all_given(void **state)
{
	struct macfile macfile;

	(void)state;
	assert_true(macfile_begin(&macfile,
	    B(SINGLE "\0\3\0\0\0\1\0\0\0\x3E\0\0\0\1\0\0\0\1\0\0\0\x3E\0\0\0\0"
		     "\0\0\0\1\0\0\0\x3E\0\0\0\2MZ")));
	expect(&macfile, B("M"), false);
	expect(&macfile, B("MZ"), false);
	expect_no_more(&macfile);
}

static void
a_file_may_end_at_every_byte(void **state)
{
	struct slice single =
	    B(SINGLE "\0\2\0\0\0\3\0\0\0\x32\0\0\0\1\0\0\0\1\0\0\0\x33\0\0\0\2"
		     "nMZ");
	struct binary binary;

	(void)state;
	make_2(&binary);
	for (int which = 0; which < 2; which++) {
		struct slice whole =
		    which == 0 ? single
			       : (struct slice){binary.bytes, binary.size};

		for (size_t end = 0; end < whole.size; end++) {
			uint8_t *copy = malloc(end == 0 ? 1 : end);
			struct macfile macfile;
			struct macfile_fork fork;

			memcpy(copy, whole.data, end);
			if (macfile_begin(
				&macfile, (struct slice){copy, end}) &&
			    macfile_next(&macfile, &fork)) {
				assert_true(fork.bad);
				assert_true(fork.body.size < 10);
			}
			free(copy);
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_version_of_macbinary_is_known),
	    cmocka_unit_test(what_only_looks_like_macbinary_is_none),
	    cmocka_unit_test(a_second_header_stands_ahead_of_the_data),
	    cmocka_unit_test(entries_say_where_the_forks_are),
	    cmocka_unit_test(several_data_forks_are_all_given),
	    cmocka_unit_test(a_file_may_end_at_every_byte),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
