/*
 * test_archive_nsis - installers of NSIS
 *
 * Made by makensis 3.08 (tests/support/make-installers), so what must come out
 * is what went in; and by hand what it does not make.  That of Debian's
 * clamav-testfiles (clam-nsis.exe) gives its clam.exe was tried by hand.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <lzma.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/integer.h"
#include "tests/support/archive_reading.h"
#include "tests/support/slices.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define PLACE "tests/data/installers/"
#define FILE_MAX 16384u
#define EICAR                                                                  \
	"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-"                         \
	"ANTIVIRUS-TEST-FILE!$H+H*"
#define WORDS "words that repeat themselves\n" /* a hundred times */
#define TEXT "hello hello hello\n"
#define HEAD 28u

static const char *const names[] = {
    "zlib",
    "zlib-solid",
    "bzip2",
    "bzip2-solid",
    "lzma",
    "lzma-solid",
    "ansi",
    "amd64",
    "stored",
};

static uint8_t file[FILE_MAX];
static size_t file_size;

static void
read_file(const char *name)
{
	char path[256];
	FILE *in;

	snprintf(path, sizeof(path), PLACE "%s.nsis", name);
	in = fopen(path, "rb");
	if (in == NULL)
		fail_msg("cannot read %s", path);
	file_size = fread(file, 1, sizeof(file), in);
	fclose(in);
	assert_true(file_size > 0 && file_size < sizeof(file));
}

/* ---- what comes out ---------------------------------------------------- */

static bool
is_words(struct slice body)
{
	size_t size = sizeof(WORDS) - 1;

	for (size_t at = 0; at < body.size; at += size)
		if (!slice_equal(slice_sub(body, at, size), SLICE(WORDS)))
			return false;
	return body.size == 100 * size;
}

static void
what_was_packed_comes_out(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(names); i++) {
		struct archive_seen all;
		enum filetype type;

		read_file(names[i]);
		assert_int_equal(
		    archive_inside((struct slice){file, file_size}, 0, &type),
		    0);
		assert_int_equal(type, FILETYPE_NSIS);
		all = reading((struct slice){file, file_size}, FILETYPE_NSIS);
		if (seen_count != 2)
			fail_msg("%s: %zu files", names[i], seen_count);
		assert_int_equal(all.flags, 0);
		assert_int_equal(seen[0].flags | seen[1].flags, 0);
		assert_slice(seen[0].name, "eicar.com");
		assert_slice(seen[0].body, EICAR);
		assert_slice(seen[1].name, "words.txt");
		assert_true(is_words(seen[1].body));
	}
}

/* ---- by hand ----------------------------------------------------------- */

static void
put32(size_t at, size_t value)
{
	for (size_t i = 0; i < 4; i++)
		file[at + i] = (uint8_t)(value >> 8 * i);
}

static void
add(const void *bytes, size_t size)
{
	memcpy(file + file_size, bytes, size);
	file_size += size;
	put32(24, file_size);
}

static void
add_size(size_t size)
{
	file_size += 4;
	put32(file_size - 4, size);
	put32(24, file_size);
}

/* The script is four bytes. */
static void
begin(void)
{
	memset(file, 0, sizeof(file));
	memcpy(file + 4, "\xEF\xBE\xAD\xDENullsoftInst", 16);
	put32(20, 4);
	file_size = HEAD;
}

/* Some makensis leave out the complement of a stored block's size: all of it
 * in one, and the first bytes look like that. */
static void
blocks_without_a_complement_are_read(void **state)
{
	static const uint8_t block[] = {1, 4 + 4 + 4 + 4, 0};

	(void)state;
	begin();
	add(block, sizeof(block));
	add_size(4);
	add("\xEF\xFFxx", 4);
	add_size(4);
	add("data", 4);
	assert_int_equal(
	    reading((struct slice){file, file_size}, FILETYPE_NSIS).flags, 0);
	assert_int_equal(seen_count, 1);
	assert_slice(seen[0].body, "data");
}

/* What is unpacked as x86 wants it: a call whose target is made relative. */
static void
a_filter_is_undone(void **state)
{
	static const uint8_t program[] =
	    "\x90\x90\x90\x90\x90\xE8\x10\x00\x00\x00\x90\x90\x90\x90\x90"
	    "\x90\xE8\x20\x00\x00\x00\x90\x90\x90\x90\x90\x90\x90\x90";

	(void)state;
	for (uint8_t filter = 0; filter < 2; filter++) {
		lzma_options_lzma options;
		lzma_filter filters[] = {{LZMA_FILTER_X86, NULL},
		    {LZMA_FILTER_LZMA1, &options}, {LZMA_VLI_UNKNOWN, NULL}};
		uint8_t packed[256] = {filter, 0x5D, 0, 0, 1, 0};
		size_t size = 6;

		assert_false(lzma_lzma_preset(&options, 6));
		options.dict_size = 1 << 16;
		assert_int_equal(
		    lzma_raw_buffer_encode(filters + 1 - filter, NULL, program,
			sizeof(program), packed, &size, sizeof(packed)),
		    LZMA_OK);
		begin();
		add_size(4);
		add("none", 4);
		add_size(0x80000000u | size);
		add(packed, size);
		assert_int_equal(
		    reading((struct slice){file, file_size}, FILETYPE_NSIS)
			.flags,
		    0);
		assert_int_equal(seen_count, 1);
		assert_int_equal(seen[0].flags, 0);
		assert_true(slice_equal(
		    seen[0].body, (struct slice){program, sizeof(program)}));
	}
}

/* Sizes and places that are none. */
static void
what_is_wrong_is_told(void **state)
{
	static const struct {
		size_t at;
		uint32_t value;
		unsigned flags; /* of the archive */
		unsigned member;
	} rows[] = {
	    {24, 4, ARCHIVE_DAMAGED, 0},          /* less than a head */
	    {24, UINT32_MAX, ARCHIVE_DAMAGED, 0}, /* more than there is */
	    {HEAD + 8, 1000, 0, MEMBER_DAMAGED},
	    {HEAD + 8, UINT32_MAX, 0, MEMBER_DAMAGED},
	    {HEAD + 8, 0x80000012, 0, MEMBER_DAMAGED}, /* packed? */
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct archive_seen all;

		begin();
		add_size(4);
		add("none", 4);
		add_size(sizeof(TEXT) - 1);
		add(TEXT, sizeof(TEXT) - 1);
		put32(rows[i].at, rows[i].value);
		all = reading((struct slice){file, file_size}, FILETYPE_NSIS);
		assert_int_equal(all.flags, rows[i].flags);
		assert_int_equal(seen_count, 1);
		assert_int_equal(seen[0].flags, rows[i].member);
	}
}

/* ---- limits, ends and bits --------------------------------------------- */

static void
limits_end_it(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(names); i++) {
		struct archive_options options = archive_law_options();
		struct slice bytes = {file, 0};
		struct archive_seen all;

		read_file(names[i]);
		bytes.size = file_size;
		options.members_max = 1;
		all = reading_with(bytes, FILETYPE_NSIS, &options);
		assert_int_equal(all.members, 1);
		assert_int_equal(all.limit, LIMIT_MEMBERS);
		options = archive_law_options();
		/* The script, three sizes, and a little of the second. */
		options.bytes_max = sizeof(EICAR) - 1 + 12 + 20;
		if (strcmp(names[i], "stored") != 0)
			options.bytes_max += u32_le(bytes, 20);
		all = reading_with(bytes, FILETYPE_NSIS, &options);
		if ((all.flags & ARCHIVE_CUT) == 0)
			fail_msg("%s: %u", names[i], all.flags);
		assert_int_equal(all.limit, LIMIT_DECODED_BYTES);
		assert_slice(seen[0].body, EICAR);
		assert_int_equal(seen[1].flags, MEMBER_CUT);
		assert_true(seen[1].body.size > 0);
	}
}

/* Whether the files are packed each or all is seen by the script: one that the
 * limit keeps from coming out may hide which. */
static void
a_limit_within_the_script_is_told(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(names); i++) {
		struct archive_options options = archive_law_options();
		uint32_t script;

		read_file(names[i]);
		/* Then the script is there without being unpacked. */
		if (strcmp(names[i], "stored") == 0)
			continue;
		script = u32_le((struct slice){file, file_size}, 20);
		for (options.bytes_max = 0; options.bytes_max < script;
		     options.bytes_max += 7) {
			struct archive_seen all =
			    reading_with((struct slice){file, file_size},
				FILETYPE_NSIS, &options);

			if ((all.flags & ARCHIVE_CUT) == 0)
				fail_msg("%s: %u", names[i], all.flags);
			assert_int_equal(all.limit, LIMIT_DECODED_BYTES);
		}
	}
}

/* Files without a name: each is looked for among all entries of the script. */
static void
looks_for_names_are_bounded(void **state)
{
	const uint32_t entries = 40000, script = 68 + entries * 28 + 4;
	const size_t size = HEAD + 4 + script + 31 * 4;
	uint8_t *bytes = calloc(1, size);

	(void)state;
	assert_non_null(bytes);
	memcpy(file, bytes, HEAD);
	put32(20, script);
	memcpy(bytes, file, HEAD);
	put32(0, script); /* not packed */
	put32(4 + 4 + 2 * 8, 68);
	put32(4 + 4 + 2 * 8 + 4, entries);
	put32(4 + 4 + 3 * 8, 68 + entries * 28);
	memcpy(bytes + HEAD, file, 4 + 4 + 4 * 8);
	for (size_t files = 20; files <= 30; files += 10) {
		size_t part = size - (30 - files) * 4;
		struct archive_seen all;

		for (unsigned i = 0; i < 4; i++)
			bytes[24 + i] = (uint8_t)(part >> 8 * i);
		all = reading((struct slice){bytes, part}, FILETYPE_NSIS);
		assert_int_equal(all.members, files);
		assert_int_equal(all.flags, files == 30 ? ARCHIVE_DAMAGED : 0);
	}
	free(bytes);
}

/* In memory of its own, so that a sanitizer sees the end. */
static void
read_copy(size_t size)
{
	const struct archive_options options = archive_law_options();
	uint8_t *copy = malloc(size + 1);

	assert_non_null(copy);
	memcpy(copy, file, size);
	(void)reading_with((struct slice){copy, size}, FILETYPE_NSIS, &options);
	free(copy);
}

static void
files_may_end_at_every_byte(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(names); i++) {
		read_file(names[i]);
		for (size_t end = 0; end < file_size; end++)
			read_copy(end);
	}
}

static void
every_byte_may_be_wrong(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(names); i++) {
		read_file(names[i]);
		for (size_t at = 0; at < file_size; at++) {
			file[at] ^= (uint8_t)(1u << at % 8);
			read_copy(file_size);
			file[at] ^= (uint8_t)(1u << at % 8);
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_was_packed_comes_out),
	    cmocka_unit_test(blocks_without_a_complement_are_read),
	    cmocka_unit_test(a_filter_is_undone),
	    cmocka_unit_test(what_is_wrong_is_told),
	    cmocka_unit_test(limits_end_it),
	    cmocka_unit_test(a_limit_within_the_script_is_told),
	    cmocka_unit_test(looks_for_names_are_bounded),
	    cmocka_unit_test(files_may_end_at_every_byte),
	    cmocka_unit_test(every_byte_may_be_wrong),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, reading_set_up, reading_tear_down);
}
