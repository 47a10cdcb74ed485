/*
 * test_shortcut - what a shortcut of Windows runs
 *
 * The files are put together after [MS-SHLLINK] 2.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "core/document/shortcut.h"
#include "tests/support/exact_bytes.h"
#include "tests/support/slices.h"

#define HEADER(flags)                                                          \
	"L\0\0\0\1\x14\2\0\0\0\0\0\xC0\0\0\0\0\0\0\x46" flags                  \
	"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"     \
	"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"

static const struct {
	struct slice bytes;
	const char *command; /* NULL: none */
} rows[] = {
    {SLICE(HEADER("\x20\0\0\0") "\4\0-enc"), "-enc"},
    {SLICE(HEADER("\xA0\0\0\0") "\2\0a\0b\0"), "ab"},
    {SLICE(HEADER("\xA0\0\0\0") "\2\0a\0\x16\x21"), "a?"},
    {SLICE(HEADER("\x28\0\0\0") "\3\0cmd\2\0/c"), "cmd /c"},
    {SLICE(HEADER("\x3F\0\0\0") "\3\0xyz\5\0\0\0x\1\0n\3\0cmd\1\0f\2\0/c"),
	"cmd /c"},
    /* Longer than there is; none. */
    {SLICE(HEADER("\x20\0\0\0") "\xFF\xFF-enc"), "-enc"},
    {SLICE(HEADER("\x20\0\0\0") "\0\0"), NULL},
    {SLICE(HEADER("\x20\0\0\0")), NULL},
    {SLICE(HEADER("\x22\0\0\0") "\xFF\xFF\xFF\xFF\1\0a"), NULL},
    {SLICE(HEADER("\0\0\0\0") "\4\0-enc"), NULL},
    {SLICE("L\0\0\0"), NULL},
    {SLICE(""), NULL},
};

static void
check(struct slice bytes, const char *command)
{
	uint8_t *copy = exactly(bytes.data, bytes.size);
	uint8_t *out = malloc(bytes.size + 1);
	struct shortcut shortcut;
	bool read = shortcut_read((struct slice){copy, bytes.size}, &shortcut);

	assert_non_null(out);
	if (command != NULL) {
		assert_true(read);
		assert_slice_is(
		    ((struct slice){out, shortcut_command(&shortcut, out)}),
		    slice_from_string(command));
	} else if (read) {
		(void)shortcut_command(&shortcut, out);
	}
	free(out);
	free(copy);
}

static void
commands_are_read(void **state)
{
	struct shortcut shortcut;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		check(rows[i].bytes, rows[i].command);
		assert_int_equal(shortcut_read(rows[i].bytes, &shortcut),
		    rows[i].command != NULL);
	}
}

static void
shortcuts_may_end_anywhere(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		for (size_t size = 0; size < rows[i].bytes.size; size++)
			check(slice_sub(rows[i].bytes, 0, size), NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(commands_are_read),
	    cmocka_unit_test(shortcuts_may_end_anywhere),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
