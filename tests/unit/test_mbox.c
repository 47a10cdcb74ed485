/*
 * test_mbox - where messages begin in a mailbox file
 *
 * Places were counted by hand; From lines are those of mbox(5) and of a few
 * writers that differ from it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "core/base/text.h"
#include "core/message/view.h"
#include "threads/command/input/message_input.h"

static char path[] = "/tmp/test_mbox.XXXXXX";

static int
setup(void **state)
{
	int fd = mkstemp(path);

	(void)state;
	return fd < 0 || close(fd) != 0;
}

static int
teardown(void **state)
{
	(void)state;
	return unlink(path);
}

static void
put(const char *bytes, size_t size)
{
	FILE *file = fopen(path, "wb");

	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, size, file), size);
	assert_int_equal(fclose(file), 0);
}

struct seen {
	char places[512];
	struct text text;
	uint64_t stop_at; /* 0: never */
	enum mbox_result result;
};

static bool
on_message(void *owner, const struct mbox_place *place, uint64_t number)
{
	struct seen *seen = owner;

	text_printf(&seen->text, "%d:%d+%d ", (int)number, (int)place->offset,
	    (int)place->size);
	return number != seen->stop_at;
}

static struct seen
walk(uint64_t stop_at)
{
	static struct seen seen;
	const struct mbox_walk walk = {on_message, &seen};

	seen.text = TEXT_OVER(seen.places);
	seen.stop_at = stop_at;
	seen.result = mbox_read(&walk, path);
	return seen;
}

/* The same of bytes that were read before. */
static struct seen
walk_bytes(const char *bytes, size_t size, uint64_t stop_at)
{
	static struct seen seen;
	const struct mbox_walk walk = {on_message, &seen};
	const struct slice all = {(const uint8_t *)bytes, size};

	seen.text = TEXT_OVER(seen.places);
	seen.stop_at = stop_at;
	seen.result = mbox_read_bytes(&walk, all) ? MBOX_READ : MBOX_OTHER;
	return seen;
}

#define F "From a@b.test Thu Nov 27 10:00:00 2025\n" /* 39 bytes */

static void
messages_begin_where_a_from_line_follows_an_empty_one(void **state)
{
	static const struct {
		const char *bytes, *places;
		enum mbox_result result;
	} rows[] = {
	    {"", "", MBOX_EMPTY},
	    {"Subject: a\n\nb\n", "", MBOX_OTHER},
	    {F, "1:0+39 ", MBOX_READ},
	    {F "A: b\n\nc\n", "1:0+47 ", MBOX_READ},
	    {F "A: b\n\nc", "1:0+46 ", MBOX_READ},
	    {F "A: b\n\nc\n\n" F "A: d\n\ne\n", "1:0+48 2:48+47 ", MBOX_READ},
	    {F "A: b\r\n\r\nc\r\n\r\n" F "A: d\n", "1:0+52 2:52+44 ",
		MBOX_READ},
	    /* no empty line ahead: text */
	    {F "A: b\n\nc\n" F, "1:0+86 ", MBOX_READ},
	    /* not of the shape: text */
	    {F "A: b\n\nFrom here on it is text.\n", "1:0+70 ", MBOX_READ},
	    {F "A: b\n\nFrom 10:30 we are open.\n", "1:0+69 ", MBOX_READ},
	    {F "A: b\n\n>" F "\n", "1:0+86 ", MBOX_READ},
	    {F "\nFrom MAILER-DAEMON Thu Nov 27 10:00:00 +0100 2025\nA: b\n",
		"1:0+40 2:40+55 ", MBOX_READ},
	    {"From  Thu Nov 27 10:00 2025\nA: b\n", "1:0+33 ", MBOX_READ},
	    {"\n" F, "", MBOX_OTHER},
	    {"junk\n\n" F, "", MBOX_OTHER},
	    /* a line ends with LF alone; F is what many begin with */
	    {F "\n\r" F, "1:0+80 ", MBOX_READ},
	    {F "A: b\n\nFor\n \t\n" F "From\n\nF\n\n" F "\nFrom",
		"1:0+52 2:52+48 3:100+44 ", MBOX_READ},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct seen seen;

		put(rows[i].bytes, strlen(rows[i].bytes));
		seen = walk(0);
		assert_int_equal(seen.result, rows[i].result);
		if (strcmp(seen.places, rows[i].places) != 0)
			fail_msg("row %zu: %s", i, seen.places);
		seen = walk_bytes(rows[i].bytes, strlen(rows[i].bytes), 0);
		assert_int_equal(
		    seen.result == MBOX_READ, rows[i].result == MBOX_READ);
		if (strcmp(seen.places, rows[i].places) != 0)
			fail_msg("row %zu, read before: %s", i, seen.places);
	}
}

static void
a_walk_ends_when_it_is_told_to(void **state)
{
	static const char bytes[] = F "\n" F "\n" F;

	(void)state;
	put(bytes, sizeof(bytes) - 1);
	assert_string_equal(walk(2).places, "1:0+40 2:40+40 ");
	assert_int_equal(walk(2).result, MBOX_ENDED);
	assert_string_equal(walk(3).places, "1:0+40 2:40+40 3:80+39 ");
	assert_string_equal(
	    walk_bytes(bytes, sizeof(bytes) - 1, 2).places, "1:0+40 2:40+40 ");
}

/* Over many pieces that are read, and lines longer than one. */
static void
large_files_are_read_in_pieces(void **state)
{
	const size_t size = (size_t)3 << 20;
	char *bytes = malloc(size), expected[128];
	size_t second = size / 2 + 7;

	(void)state;
	assert_non_null(bytes);
	memset(bytes, 'x', size);
	memcpy(bytes, F, 39);
	for (size_t i = 1000; i < size / 3; i += 70)
		bytes[i] = '\n';
	memcpy(bytes + second - 2, "\n\n" F, 41);
	put(bytes, size);
	snprintf(expected, sizeof(expected), "1:0+%zu 2:%zu+%zu ", second,
	    second, size - second);
	assert_string_equal(walk(0).places, expected);
	free(bytes);
}

static void
quoted_from_lines_are_undone(void **state)
{
	static const struct {
		const char *quoted, *plain;
	} rows[] = {
	    {"", ""},
	    {">From a", "From a"},
	    {">>From a\n>From b\n>Fromage\n> From c\n", ">From a\nFrom b\n"
							">Fromage\n> From c\n"},
	    {"a >From b\n", "a >From b\n"},
	    {">>>>", ">>>>"},
	    {">From", ">From"},
	    {"a\r>From b\n>From c\r\n\n>From ", "a\r>From b\nFrom c\r\n\n"
						"From "},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char room[64];
		size_t size = strlen(rows[i].quoted);

		memcpy(room, rows[i].quoted, size);
		size = mbox_unquote((uint8_t *)room, size);
		assert_int_equal(size, strlen(rows[i].plain));
		assert_memory_equal(room, rows[i].plain, size);
	}
}

static void
one_message_of_many_is_read(void **state)
{
	static const char bytes[] = F "A: b\n\n>From c\n\n" F "A: d\n";
	struct message_input input;
	struct mbox_place place = {0, 54};
	const char *why;

	(void)state;
	put(bytes, sizeof(bytes) - 1);
	assert_true(message_input_open_place(&input, path, &place, 1000, &why));
	assert_int_equal(input.bytes.size, 53);
	assert_memory_equal(input.bytes.data, F "A: b\n\nFrom c\n\n", 53);
	assert_false(input.cut);
	message_input_close(&input);
	/* Cut at a limit, beyond the end, no such file. */
	assert_true(message_input_open_place(&input, path, &place, 41, &why));
	assert_int_equal(input.bytes.size, 41);
	assert_true(input.cut);
	message_input_close(&input);
	place.offset = 90;
	assert_false(
	    message_input_open_place(&input, path, &place, 1000, &why));
	assert_non_null(why);
	assert_false(message_input_open_place(
	    &input, "/nonexistent/mbox", &place, 1000, &why));
}

static void
one_message_of_many_is_taken_from_what_was_read(void **state)
{
	static const char bytes[] = F "A: b\n\n>From c\n\n" F "A: d\n";
	const struct slice all = {(const uint8_t *)bytes, sizeof(bytes) - 1};
	const struct mbox_place first = {0, 54}, second = {54, 44};
	struct message_input input;
	const char *why;

	(void)state;
	assert_true(message_input_open_read(&input, all, &first, 1000, &why));
	assert_int_equal(input.bytes.size, 53);
	assert_memory_equal(input.bytes.data, F "A: b\n\nFrom c\n\n", 53);
	assert_int_equal(input.file_size, 54);
	assert_false(input.cut);
	message_input_close(&input);
	assert_true(message_input_open_read(&input, all, &second, 41, &why));
	assert_int_equal(input.bytes.size, 41);
	assert_memory_equal(input.bytes.data, F "A: d\n", 41);
	assert_true(input.cut);
	message_input_close(&input);
}

static void
what_cannot_be_opened_is_another_kind_of_file(void **state)
{
	static const struct mbox_walk walk;

	(void)state;
	assert_int_equal(mbox_read(&walk, "/nonexistent/mbox"), MBOX_OTHER);
	assert_int_equal(mbox_read(&walk, "/"), MBOX_OTHER);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(
		messages_begin_where_a_from_line_follows_an_empty_one),
	    cmocka_unit_test(a_walk_ends_when_it_is_told_to),
	    cmocka_unit_test(large_files_are_read_in_pieces),
	    cmocka_unit_test(quoted_from_lines_are_undone),
	    cmocka_unit_test(one_message_of_many_is_read),
	    cmocka_unit_test(one_message_of_many_is_taken_from_what_was_read),
	    cmocka_unit_test(what_cannot_be_opened_is_another_kind_of_file),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("mbox", tests, setup, teardown);
}
