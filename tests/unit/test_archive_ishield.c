/*
 * test_archive_ishield - setup programs of InstallShield
 *
 * After what ISx says of the format.  That those of Debian's
 * clamav-testfiles (clam_ISmsi_*) give their clam.exe was tried by hand.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "tests/support/ishield_case.h"

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

static void
files_may_end_at_every_byte(void **state)
{
	static const enum head heads[] = {LEGACY, STREAM, STREAM_LONG};

	(void)state;
	for (size_t i = 0; i < COUNT(heads); i++) {
		struct file file = {.size = 0};

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
	    cmocka_unit_test(what_is_no_list_of_files_is_none),
	    cmocka_unit_test(files_may_end_at_every_byte),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, reading_set_up, reading_tear_down);
}
