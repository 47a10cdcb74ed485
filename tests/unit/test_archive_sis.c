/*
 * test_archive_sis - installers of Symbian, put together by hand
 *
 * After the layout that Alexander Thoukydides described; that of Debian's
 * clamav-testfiles (clam.sis) gives its clam.exe was tried by hand.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "tests/support/archive_reading.h"
#include "tests/support/slices.h"

#define B(literal) SLICE(literal)
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
/* Where the parts of the file stand. */
#define RECORD 100u
#define NAME 200u
#define BODY 220u
#define SIZE 260u

/* zlib.compress(b"hello hello hello\n", 9) */
#define PACKED                                                                 \
	B("\x78\xDA\xCB\x48\xCD\xC9\xC9\x57\xC8\x40\x90\x5C\x00\x40\xB5\x06"   \
	  "\x87")
#define TEXT "hello hello hello\n"

static void
put32(uint8_t *bytes, size_t at, uint32_t value)
{
	for (size_t i = 0; i < 4; i++)
		bytes[at + i] = (uint8_t)(value >> 8 * i);
}

/* One file "x.y" in that many languages; stored: not packed. */
static void
make(uint8_t bytes[SIZE], uint32_t languages, bool stored)
{
	struct slice body = stored ? B(TEXT) : PACKED;

	memset(bytes, 0, SIZE);
	put32(bytes, 8, 0x10000419);
	bytes[18] = (uint8_t)languages;
	bytes[20] = 1;
	bytes[34] = stored ? 8 : 0;
	put32(bytes, 52, RECORD);
	put32(bytes, RECORD, languages > 1);
	put32(bytes, RECORD + 20, 6);
	put32(bytes, RECORD + 24, NAME);
	for (uint32_t i = 0; i < languages; i++) {
		size_t lists = RECORD + 28 + 4 * i;

		put32(bytes, lists, (uint32_t)body.size);
		put32(bytes, lists + 4 * languages, BODY);
		put32(bytes, lists + 8 * languages, sizeof(TEXT) - 1);
	}
	memcpy(bytes + NAME, "x\0.\0y\0", 6);
	memcpy(bytes + BODY, body.data, body.size);
}

static unsigned found;

static void
see(const struct member *member, void *owner)
{
	(void)owner;
	if (member->body.size != sizeof(TEXT) - 1)
		return;
	assert_slice(member->body, TEXT);
	assert_slice(member->name, "x.y");
	assert_int_equal(member->size, sizeof(TEXT) - 1);
	found++;
}

static struct archive_seen
read_sis(struct slice bytes, const struct archive_options *options)
{
	arena_reset(reading_arena);
	found = 0;
	return archive_law_read(reading_archives, bytes, FILETYPE_SIS, options,
	    reading_arena, NULL, see, NULL);
}

static void
files_are_read_packed_and_stored(void **state)
{
	const struct archive_options options = archive_law_options();
	uint8_t bytes[SIZE];

	(void)state;
	for (uint32_t languages = 1; languages <= 2; languages++)
		for (int stored = 0; stored < 2; stored++) {
			struct archive_seen all;

			make(bytes, languages, stored);
			assert_int_equal(
			    filetype_detect((struct slice){bytes, SIZE}),
			    FILETYPE_SIS);
			all = read_sis((struct slice){bytes, SIZE}, &options);
			assert_int_equal(found, languages);
			assert_int_equal(all.flags, 0);
		}
}

static void
what_is_wrong_ends_it(void **state)
{
	static const struct {
		size_t at;
		uint32_t value;
		unsigned flags;
	} rows[] = {
	    {18, 0x10000, ARCHIVE_UNSUPPORTED}, /* no languages */
	    {18, 0x1FFFF, ARCHIVE_UNSUPPORTED}, /* too many */
	    {20, 0, 0},                         /* no files */
	    {52, 4000, ARCHIVE_DAMAGED},        /* records behind the end */
	    {52, UINT32_MAX, ARCHIVE_DAMAGED},  /* ... far behind */
	    {RECORD, 5, ARCHIVE_DAMAGED},       /* no file */
	    {RECORD + 32, 0xFFFFFFF0, 0},       /* a place that is none */
	};
	const struct archive_options options = archive_law_options();
	uint8_t bytes[SIZE];

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct archive_seen all;

		make(bytes, 1, true);
		put32(bytes, rows[i].at, rows[i].value);
		all = read_sis((struct slice){bytes, SIZE}, &options);
		assert_int_equal(found, 0);
		assert_int_equal(all.flags & rows[i].flags, rows[i].flags);
	}
}

static void
files_without_end_meet_the_limit(void **state)
{
	struct archive_options options = archive_law_options();
	uint8_t bytes[SIZE];
	struct archive_seen all;

	(void)state;
	make(bytes, 2, true);
	bytes[20] = bytes[21] = 0xFF;
	options.members_max = 1;
	all = read_sis((struct slice){bytes, SIZE}, &options);
	assert_int_equal(all.members, 1);
	assert_true((all.flags & ARCHIVE_CUT) != 0);
}

static void
a_file_may_end_at_every_byte(void **state)
{
	const struct archive_options options = archive_law_options();
	uint8_t bytes[SIZE];

	(void)state;
	make(bytes, 2, false);
	for (size_t end = 0; end < SIZE; end++) {
		uint8_t *copy = malloc(end == 0 ? 1 : end);

		assert_non_null(copy);
		memcpy(copy, bytes, end);
		(void)read_sis((struct slice){copy, end}, &options);
		free(copy);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(files_are_read_packed_and_stored),
	    cmocka_unit_test(what_is_wrong_ends_it),
	    cmocka_unit_test(files_without_end_meet_the_limit),
	    cmocka_unit_test(a_file_may_end_at_every_byte),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, reading_set_up, reading_tear_down);
}
