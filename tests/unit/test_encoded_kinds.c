/*
 * test_encoded_kinds - yEnc and BinHex, sizes, time
 *
 * The yEnc file is the one that the specification of yEnc 1.3 describes, put
 * together by a script of ours and decoded by uudeview; the BinHex file was
 * decoded by hexbin of macutils.
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

static struct encoded_file file;

static int
reset_arena(void **state)
{
	(void)state;
	arena_reset(arena);
	return 0;
}

#define B(literal) SLICE(literal)

static bool
first_file(struct slice text, size_t size_max)
{
	size_t at = 0;

	return encoded_next(text, &at, size_max, arena, NULL, &file);
}

struct row {
	struct slice text;
	enum encoded_kind kind;
	unsigned flags;
	struct slice name;
	struct slice body;
	struct slice resource;
};

static void
check_row(const struct row *row, size_t number)
{
	uint8_t *copy = malloc(row->text.size);

	memcpy(copy, row->text.data, row->text.size);
	if (!first_file((struct slice){copy, row->text.size}, SIZE_MAX))
		fail_msg("row %zu: no file", number);
	if (file.flags != row->flags)
		print_error("row %zu: flags %u\n", number, file.flags);
	assert_int_equal(file.kind, row->kind);
	assert_slice_is(file.name, row->name);
	assert_slice_is(file.body, row->body);
	assert_slice_is(file.resource, row->resource);
	assert_int_equal(file.flags, row->flags);
	free(copy);
	/* Cut anywhere: nothing is read behind the end. */
	for (size_t end = 0; end < row->text.size; end++) {
		copy = malloc(end + 1);
		memcpy(copy + 1, row->text.data, end);
		if (first_file((struct slice){copy + 1, end}, SIZE_MAX))
			assert_true(file.raw.size <= end);
		free(copy);
	}
	arena_reset(arena);
}

/* "Cat" plus 42 each; 352441c2 is the CRC-32 of "abc". */
#define ABC "\x8B\x8C\x8D"
#define YENC ENCODED_YENC

static const struct row yenc_rows[] = {
    {B("=ybegin line=128 size=3 name=a b.bin \r\n" ABC
       "\r\n=yend size=3 crc32=352441C2\r\n"),
	YENC, 0, B("a b.bin"), B("abc"), B("")},
    {B("x\n=ybegin line=128 size=3 name=a\n" ABC "\n=yend size=3\n"), YENC, 0,
	B("a"), B("abc"), B("")},
    /* NUL, LF, CR and '=' are escaped, and so may be any byte. */
    {B("=ybegin line=128 size=6 name=a\n=}=}=@=J=M=n\n=yend size=6\n"), YENC, 0,
	B("a"), B("\x13\x13\xD6\xE0\xE3\4"), B("")},
    {B("=ybegin line=128 size=3 name=a\n" ABC "\n=yend size=4\n"), YENC,
	ENCODED_BAD, B("a"), B("abc"), B("")},
    {B("=ybegin line=128 size=4 name=a\n" ABC "\n=yend size=3\n"), YENC,
	ENCODED_BAD, B("a"), B("abc"), B("")},
    {B("=ybegin line=128 size=3 name=a\n" ABC "\n=yend crc32=352441c3\n"), YENC,
	ENCODED_BAD, B("a"), B("abc"), B("")},
    {B("=ybegin line=128 size=3 name=a\n" ABC "\n"), YENC, ENCODED_NO_END,
	B("a"), B("abc"), B("")},
    {B("=ybegin line=128 size=3 name=a\n" ABC "\n=ybegin line=1 name=b\n"),
	YENC, ENCODED_NO_END, B("a"), B("abc"), B("")},
    /* Parts. */
    {B("=ybegin part=2 total=2 line=128 size=9 name=a\n=ypart begin=7 "
       "end=9\n" ABC "\n=yend size=3 part=2 pcrc32=352441c2 crc32=1\n"),
	YENC, ENCODED_PIECE, B("a"), B("abc"), B("")},
    {B("=ybegin part=1 total=1 line=128 size=3 name=a\n=ypart begin=1 "
       "end=3\n" ABC "\n=yend size=3 part=1 pcrc32=352441c2\n"),
	YENC, 0, B("a"), B("abc"), B("")},
    {B("=ybegin part=1 line=128 size=9 name=a\n=ypart begin=9 end=1\n" ABC
       "\n=yend size=3\n"),
	YENC, ENCODED_PIECE | ENCODED_BAD, B("a"), B("abc"), B("")},
    /* A dot doubled on its way: the line is longer than it may be. */
    {B("=ybegin line=3 size=5 name=a\n..\x8B\x8C\n\x8B\x8C\n=yend size=5\n"),
	YENC, 0, B("a"), B("\4abab"), B("")},
    {B("=ybegin line=4 size=4 name=a\n..\x8B\x8C\n=yend size=4\n"), YENC, 0,
	B("a"), B("\4\4ab"), B("")},
};

static void
yenc_files_are_decoded_and_checked(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(yenc_rows) / sizeof(yenc_rows[0]); i++)
		check_row(&yenc_rows[i], i);
}

/* Bytes are counted from 1 in the text, and from 0 by us. */
static void
pieces_say_where_they_belong(void **state)
{
	(void)state;
	assert_true(
	    first_file(B("=ybegin part=2 line=128 size=9 name=a\n=ypart "
			 "begin=7 end=9\n" ABC "\n=yend size=3\n"),
		SIZE_MAX));
	assert_int_equal(file.piece_from, 6);
	assert_int_equal(file.whole_size, 9);
	/* Beyond the end of the file. */
	assert_true(
	    first_file(B("=ybegin part=2 line=128 size=8 name=a\n=ypart "
			 "begin=7 end=9\n" ABC "\n=yend size=3\n"),
		SIZE_MAX));
	assert_int_equal(file.whole_size, 0);
	assert_true(first_file(
	    B("=ybegin line=128 size=3 name=a\n" ABC "\n=yend size=3\n"),
	    SIZE_MAX));
	assert_int_equal(file.whole_size, 0);
}

#define HQX_HEAD "(This file must be converted with BinHex 4.0)\n"
#define HQX_A                                                                  \
	":#Q%JEQ&YC5jPH'8!9%9B9(4dH(3!!!!!!%J!!!!)LVa0@T!!)'4KG'%J3C!mC@j\n"
#define HQX_B "N'S*bCA0[GA*MC5KX:\n"
#define TEN_A "AAAAAAAAAA"
#define HQX_CUT "MZ\x90 data " TEN_A TEN_A TEN_A TEN_A TEN_A TEN_A "en"
#define HQX_BODY HQX_CUT "d"
#define HQX ENCODED_BINHEX

static const struct row binhex_rows[] = {
    {B(HQX_HEAD "\n" HQX_A HQX_B), HQX, 0, B("a name.exe"), B(HQX_BODY),
	B("resource")},
    {B("Hi\n" HQX_HEAD HQX_A HQX_B "bye\n"), HQX, 0, B("a name.exe"),
	B(HQX_BODY), B("resource")},
    /* What is no character of it is passed over. */
    {B(HQX_HEAD HQX_A "~~\n" HQX_B), HQX, ENCODED_BAD, B("a name.exe"),
	B(HQX_BODY), B("resource")},
    {B(HQX_HEAD HQX_A "N'S*bCA0[GA*MC5KX"), HQX, ENCODED_NO_END,
	B("a name.exe"), B(HQX_BODY), B("resource")},
    {B(HQX_HEAD HQX_A ":\n"), HQX, ENCODED_BAD, B("a name.exe"), B(HQX_CUT),
	B("")},
};

static void
binhex_files_are_decoded_and_checked(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(binhex_rows) / sizeof(binhex_rows[0]);
	     i++)
		check_row(&binhex_rows[i], i);
}

static void
bodies_are_no_larger_than_allowed(void **state)
{
	static const struct slice texts[] = {
	    B("begin 644 x\n#0V%T\n#0V%T\n#0V%T\n`\nend\n"),
	    B("begin-base64 644 x\nZm9vYmFyZm9vYmFy\n====\n"),
	    B("=ybegin line=9 size=9 name=a\n" ABC "\n" ABC "\n" ABC
	      "\n=yend\n"),
	    B(HQX_HEAD HQX_A HQX_B)};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		for (size_t max = 0; max < 9; max++) {
			assert_true(first_file(texts[i], max));
			assert_true(file.body.size <= max);
			assert_true(file.body.size + 6 > max);
			assert_true((file.flags & ENCODED_CUT) != 0);
		}
	}
}

static void
a_full_arena_is_a_cut(void **state)
{
	struct arena *small = arena_create(4096);
	size_t at = 0;

	(void)state;
	assert_non_null(small);
	assert_non_null(arena_alloc(small, arena_free(small)));
	assert_true(encoded_next(B("begin 644 x\n#0V%T\n`\nend\n"), &at,
	    SIZE_MAX, small, NULL, &file));
	assert_int_equal(file.flags, ENCODED_CUT);
	arena_destroy(&small);
}

/* How often each is repeated; a square of that would not come to an end. */
#define TIMES 50000u

static void
hostile_texts_cost_linear_time(void **state)
{
	static const struct slice lines[] = {B("begin 644 x\n"),
	    B("begin  x\n"), B("begin 644 x\r"), B("<pre>begin 644 x\n"),
	    B("<pre>begin 644 x "), B("begin-base64 644 x\n"), B("begin "),
	    B("begin 644 x\n\n\n\n"), B("begin 644 x\nM\n"),
	    B("=ybegin line=1 name=x\n"), B("=ybegin "), B(HQX_HEAD),
	    B(HQX_HEAD ":\n"), B(HQX_HEAD HQX_A), B("(T"), B("\nbe"), B("\r")};

	(void)state;
	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		size_t size = lines[i].size * TIMES, at = 0, files = 0;
		uint8_t *bytes = malloc(size);

		for (size_t from = 0; from < size; from += lines[i].size)
			memcpy(bytes + from, lines[i].data, lines[i].size);
		while (encoded_next((struct slice){bytes, size}, &at, 1 << 20,
		    arena, NULL, &file)) {
			files++;
			arena_reset(arena);
		}
		assert_int_equal(at, size);
		assert_true(files <= TIMES);
		free(bytes);
	}
}

static enum budget_state
stop(struct budget *budget, uint64_t now_ns)
{
	(void)budget;
	(void)now_ns;
	return BUDGET_YIELD;
}

static void
the_budget_ends_a_search_and_a_file(void **state)
{
	size_t size = (size_t)2 << 20, at = 0;
	uint8_t *bytes = malloc(size);
	struct budget budget;

	(void)state;
	memset(bytes, ' ', size);
	budget_init(&budget, UINT64_MAX);
	budget.hook = stop;
	budget.hook_ns = 0;
	assert_false(encoded_next(
	    (struct slice){bytes, size}, &at, SIZE_MAX, arena, &budget, &file));
	assert_true(at <= size / 2);
	for (size_t i = 0; i < size; i += 8)
		memcpy(bytes + i, "%0V%T0V%\n" + 0, 8);
	for (size_t i = 15; i < size; i += 16)
		bytes[i] = '\n';
	memcpy(bytes, "begin 644 xyzzy\n", 16);
	budget_init(&budget, UINT64_MAX);
	budget.hook = stop;
	budget.hook_ns = 0;
	at = 0;
	assert_true(encoded_next(
	    (struct slice){bytes, size}, &at, SIZE_MAX, arena, &budget, &file));
	assert_int_equal(file.flags, ENCODED_CUT | ENCODED_NO_END);
	assert_true(file.raw.size <= size / 2);
	free(bytes);
}

int
main(void)
{
#define TEST(function) cmocka_unit_test_setup(function, reset_arena)
	const struct CMUnitTest tests[] = {
	    TEST(yenc_files_are_decoded_and_checked),
	    TEST(pieces_say_where_they_belong),
	    TEST(binhex_files_are_decoded_and_checked),
	    TEST(bodies_are_no_larger_than_allowed),
	    TEST(a_full_arena_is_a_cut),
	    TEST(hostile_texts_cost_linear_time),
	    TEST(the_budget_ends_a_search_and_a_file),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
