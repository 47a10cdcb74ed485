/*
 * test_encoded - uuencode and xxencode in the middle of texts
 *
 * Encoded bodies are written by Python's binascii and checked with uudecode of
 * sharutils, unless a row says that it was made by hand.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "core/encoded/encoded.h"
#include "tests/support/arena_case.h"
#include "tests/support/slices.h"

struct row {
	struct slice text;
	enum encoded_kind kind;
	unsigned flags;
	struct slice name;
	struct slice body;
};

#define B(literal) SLICE(literal)
#define CAT "#0V%T\n" /* "Cat" */
#define UU ENCODED_UUENCODE
#define XX ENCODED_XXENCODE

static const struct row rows[] = {
    {B("begin 644 a.txt\n" CAT "`\nend\n"), UU, 0, B("a.txt"), B("Cat")},
    {B("begin 644 a.txt\r\n#0V%T\r\n`\r\nend\r\n"), UU, 0, B("a.txt"),
	B("Cat")},
    {B("begin 644 a.txt\r#0V%T\r`\rend\r"), UU, 0, B("a.txt"), B("Cat")},
    {B("Hello,\n\nbegin 644 a.txt\n" CAT " \nend\nBye\n"), UU, 0, B("a.txt"),
	B("Cat")},
    /* Names. */
    {B("begin 644 my file.exe\n" CAT "`\nend\n"), UU, 0, B("my file.exe"),
	B("Cat")},
    {B("begin 644 \"my file.exe\" \n" CAT "`\nend\n"), UU, 0, B("my file.exe"),
	B("Cat")},
    {B("begin   0100755\t x \n" CAT "`\nend\n"), UU, 0, B("x"), B("Cat")},
    {B("begin 644\n" CAT "`\nend\n"), UU, 0, B(""), B("Cat")},
    /* Without a mode, as Outlook takes it. */
    {B("begin  x.exe\n" CAT "`\nend\n"), UU, 0, B("x.exe"), B("Cat")},
    {B("begin x.exe\n" CAT "end\n"), UU, 0, B("x.exe"), B("Cat")},
    /* The end. */
    {B("begin 644 x\n" CAT "end\n"), UU, 0, B("x"), B("Cat")},
    {B("begin 644 x\n" CAT "`\nend"), UU, 0, B("x"), B("Cat")},
    {B("begin 644 x\n" CAT "`\n"), UU, ENCODED_NO_END, B("x"), B("Cat")},
    {B("begin 644 x\n#0V%T"), UU, ENCODED_NO_END, B("x"), B("Cat")},
    {B("begin 644 x\nend\n"), UU, 0, B("x"), B("")},
    /* Lines that gateways and encoders changed: by hand. */
    {B("begin 644 x\n#    \n`\nend\n"), UU, 0, B("x"), B("\0\0\0")},
    {B("begin 644 x\n#\n`\nend\n"), UU, 0, B("x"), B("\0\0\0")},
    {B("begin 644 x\n#0V\n`\nend\n"), UU, 0, B("x"), B("C`\0")},
    {B("begin 644 x\n#0V%TX\n`\nend\n"), UU, 0, B("x"), B("Cat")},
    {B("begin 644 x\n#0V%T0123456789\n`\nend\n"), UU, 0, B("x"), B("Cat")},
    {B("begin 644 x\n#0V%T \t\n`\nend\n"), UU, 0, B("x"), B("Cat")},
    {B("begin 644 x\n\n\n" CAT "\n`\n\nend\n"), UU, 0, B("x"), B("Cat")},
    {B("begin 644 x\n!00\n`\nend\n"), UU, 0, B("x"), B("A")},
    /* 'p' is '0' to decoders that take six bits of it. */
    {B("begin 644 x\n" CAT "#pV%T\n`\nend\n"), UU, 0, B("x"), B("CatCat")},
    {B("begin 644 x\n" CAT "This is no line of a file.\n" CAT "`\nend\n"), UU,
	ENCODED_BAD, B("x"), B("CatCat")},
    {B("begin 644 x\nThis is no line of a file.\n" CAT "`\nend\n"), UU,
	ENCODED_BAD, B("x"), B("Cat")},
    /* A file that begins within another ends it. */
    {B("begin 644 x\n" CAT "begin 644 y\n#1&]G\n`\nend\n"), UU, ENCODED_NO_END,
	B("x"), B("Cat")},
    {B("begin 644 x\n" CAT "begin 644 y\n#1&]G\n`\nend\n"), UU, 0, B("y"),
	B("Dog")},
    {B("begin 644 x\n" CAT "`\nend\nbegin 644 y\n#1&]G\n`\nend\n"), UU, 0,
	B("y"), B("Dog")},
    /* base64, from RFC 4648's test vectors. */
    {B("begin-base64 644 x.txt\nZm9v\nYmFy\n====\n"), UU, 0, B("x.txt"),
	B("foobar")},
    {B("begin-base64 644 x.txt\nZm9vYg==\n====\n"), UU, 0, B("x.txt"),
	B("foob")},
    {B("begin-base64 644 x.txt\nZm9vYg==\nNot data!\n"), UU, ENCODED_NO_END,
	B("x.txt"), B("foob")},
    {B("begin-base64-encoded 644 eC50eHQ=\nZm9v\n====\n"), UU, 0, B("eC50eHQ="),
	B("foo")},
    /* xxencode: the same six bits in its own alphabet. */
    {B("begin 644 x\n1Eq3o\n+\nend\n"), XX, 0, B("x"), B("Cat")},
    {B("begin 644 x\nGJ4VZ653pOKBf647mPrRi64Nj\n+\nend\n"), XX, 0, B("x"),
	B("The quick brown fo")},
};

#define COUNT (sizeof(rows) / sizeof(rows[0]))

/* The file that the row is about: the first one of its name. */
static bool
find_file(struct slice text, struct slice name, struct encoded_file *file_r)
{
	size_t at = 0;

	while (encoded_next(text, &at, SIZE_MAX, arena, NULL, file_r)) {
		assert_true(at <= text.size);
		assert_true(slice_is_within(file_r->raw, text));
		if (slice_equal(file_r->name, name))
			return true;
	}
	assert_int_equal(at, text.size);
	return false;
}

static void
files_are_found_and_decoded(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT; i++) {
		struct encoded_file file;
		uint8_t *copy = malloc(rows[i].text.size);
		struct slice text = {copy, rows[i].text.size};

		memcpy(copy, rows[i].text.data, text.size);
		if (!find_file(text, rows[i].name, &file))
			fail_msg("row %zu: no file", i);
		if (file.kind != rows[i].kind || file.flags != rows[i].flags ||
		    !slice_equal(file.body, rows[i].body))
			print_error("row %zu: %s, flags %u\n", i,
			    encoded_kind_name(file.kind), file.flags);
		assert_slice_is(file.body, rows[i].body);
		assert_int_equal(file.kind, rows[i].kind);
		assert_int_equal(file.flags, rows[i].flags);
		free(copy);
		arena_reset(arena);
	}
}

static void
prose_is_no_file(void **state)
{
	static const struct slice texts[] = {B(""), B("begin"), B("begin\n"),
	    B("begin 644 x\n"), B("begin 644 x\nLet us go.\n"),
	    B("begin with the first line\nand go on\n"),
	    B("beginning 644 x\n" CAT "`\nend\n"),
	    B("<pre>begin 644 x\n" CAT "end\n"),
	    B("> begin 644 x\n" CAT "`\nend\n"),
	    B(" begin 644 x\n" CAT "end\n"), B("Begin 644 x\n" CAT "`\nend\n"),
	    B("begin-base64 x\nZm9v\n====\n"), B("=ybegin \nx\n"),
	    B("(This file must be signed)\n:x\n"),
	    B("(This file must be converted with BinHex 4.0)\n")};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct encoded_file file;
		size_t at = 0;

		if (encoded_next(texts[i], &at, SIZE_MAX, arena, NULL, &file))
			fail_msg("text %zu: a file", i);
		assert_int_equal(at, texts[i].size);
	}
	arena_reset(arena);
}

/* Whatever is cut off: nothing is read behind the end, and what comes out is a
 * beginning of what the whole text gives. */
static void
a_text_may_end_at_every_byte(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT; i++) {
		for (size_t end = 0; end < rows[i].text.size; end++) {
			uint8_t *copy = malloc(end + 1);
			struct slice text = {copy + 1, end};
			struct encoded_file file;
			size_t at = 0;

			memcpy(copy + 1, rows[i].text.data, end);
			while (encoded_next(
			    text, &at, SIZE_MAX, arena, NULL, &file))
				assert_true(slice_is_within(file.raw, text));
			assert_int_equal(at, end);
			free(copy);
		}
		arena_reset(arena);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(files_are_found_and_decoded),
	    cmocka_unit_test(prose_is_no_file),
	    cmocka_unit_test(a_text_may_end_at_every_byte),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
