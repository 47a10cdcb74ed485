/*
 * test_pdf - what comes out of PDFs by hand and by another program
 *
 * The files in tests/data/pdf are qpdf's (tests/support/make-pdfs); those in
 * the rows follow ISO 32000-2.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/text.h"
#include "core/pdf/pdf.h"
#include "tests/support/slices.h"

#define PLACE "tests/data/pdf/"
#define FILE_MAX 8192u
#define EICAR                                                                  \
	"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+"  \
	"H*"
#define B(literal) SLICE(literal)

static struct archives *archives;
static struct pdf_ciphers *ciphers;
static struct arena *arena;
static struct limits limits;
static struct pdf_options options;
static uint32_t tries;

static int
set_up(void **state)
{
	(void)state;
	archives = archives_create();
	ciphers = pdf_ciphers_create();
	arena = arena_create((size_t)64 << 20);
	limits_default(&limits);
	return archives == NULL || ciphers == NULL || arena == NULL;
}

static int
tear_down(void **state)
{
	(void)state;
	archives_destroy(&archives);
	pdf_ciphers_destroy(&ciphers);
	arena_destroy(&arena);
	return 0;
}

static int
begin_test(void **state)
{
	(void)state;
	arena_reset(arena);
	tries = 1000;
	options = (struct pdf_options){
	    .archives = archives,
	    .ciphers = ciphers,
	    .shared = {.limits = &limits,
		.bytes_max = (uint64_t)1 << 20,
		.aes_tries_left = &tries},
	    .objects_max = 1000,
	};
	return 0;
}

/* ---- what comes out ---------------------------------------------------- */

#define KEPT_MAX 16u

struct kept {
	struct pdf pdf;
	struct pdf_item items[KEPT_MAX];
	size_t count;
};

static void
take_items(struct kept *kept)
{
	struct pdf_item item;

	while (pdf_next(&kept->pdf, &item)) {
		assert_true(kept->count < KEPT_MAX);
		assert_true(item.body.size > 0);
		kept->items[kept->count++] = item;
	}
}

static struct kept
read_pdf(struct slice bytes)
{
	struct kept kept = {.count = 0};

	pdf_begin(&kept.pdf, bytes, &options, arena, NULL);
	take_items(&kept);
	return kept;
}

/* "kind|name|body;" of each, damaged ones with "!" ahead. */
static const char *
describe(const struct kept *kept)
{
	static const char *const kinds[] = {
	    [PDF_ITEM_SCRIPT] = "script",
	    [PDF_ITEM_LINKS] = "links",
	    [PDF_ITEM_FILE] = "file",
	    [PDF_ITEM_STREAM] = "stream",
	};
	static char text[4096];
	struct text out = TEXT_OVER(text);

	for (size_t i = 0; i < kept->count; i++) {
		const struct pdf_item *item = &kept->items[i];

		text_printf(&out, "%s%s|",
		    item->flags & MEMBER_DAMAGED ? "!" : "", kinds[item->kind]);
		text_put(&out, item->name);
		text_put_byte(&out, '|');
		text_put(&out, item->body);
		text_put_byte(&out, ';');
	}
	return text;
}

static void
expect(struct slice bytes, const char *what)
{
	struct kept kept = read_pdf(bytes);

	assert_string_equal(describe(&kept), what);
}

/* ---- by hand ----------------------------------------------------------- */

static const struct {
	struct slice file;
	const char *items;
} rows[] = {
    {B(""), ""},
    {B("%PDF-1.4"), ""},
    {B("1 0 obj"), ""},
    {B("obj"), ""},
    {B("0 obj<</JS(x)>>"), ""},
    {B("10obj<</JS(x)>>"), ""},
    {B("1 0 xobj<</JS(x)>>"), ""},
    {B("1 0 obj<</JS(x)>>"), "script||x;"},
    {B("1 0obj<</JS(x)>>"), "script||x;"},
    {B("x1 0 obj[<</JS(x)>>]"), "script||x;"},
    {B("99999999999 0 obj<</JS(x)>>"), ""},
    {B("trailer<</JS(x)>>"), "script||x;"},
    /* strings */
    {B("1 0 obj<</JS()>>"), ""},
    {B("1 0 obj<</JS(a(b)c\\)\\(\\\\)>>"), "script||a(b)c)(\\;"},
    {B("1 0 obj<</JS(\\n\\r\\t\\b\\f\\x)>>"), "script||\n\r\t\b\fx;"},
    {B("1 0 obj<</JS(\\1018\\0611\\7)>>"), "script||A811\a;"},
    {B("1 0 obj<</JS(a\\\nb\\\r\nc\r\nd\re)>>"), "script||abc\nd\ne;"},
    {B("1 0 obj<</JS(never closed"), "script||never closed;"},
    {B("1 0 obj<</JS(ends in \\"), "script||ends in \\;"},
    {B("1 0 obj<</JS<61 6\n2 x6>>>"), "script||ab`;"},
    {B("1 0 obj<</JS<6"), "script||`;"},
    {B("1 0 obj<</JS<FEFF00E4D83DDE00D83D>>>"),
	"script||\xC3\xA4\xF0\x9F\x98\x80\xEF\xBF\xBD;"},
    {B("1 0 obj<</JS<FFFE6100>>>"), "script||a;"},
    {B("1 0 obj<</JS<EFBBBFC3A4>>>"), "script||\xC3\xA4;"},
    {B("1 0 obj<</JS true/JS(x)>>"), "script||x;"},
    {B("1 0 obj<</#4A#53(x)/J#5x(y)/JSS(z)>>"), "script||x;"},
    /* the same twice comes once, and of other versions each */
    {B("1 0 obj<</JS(x)>>2 0 obj<</JS(x)>>1 0 obj<</JS(y)>>"),
	"script||x;script||y;"},
    /* references */
    {B("1 0 obj<</JS 2 0 R>>2 0 obj(x)"), "script||x;"},
    {B("1 0 obj<</JS 2 0 R>>2 0 obj 3 0 R 3 0 obj(x)"), "script||x;"},
    {B("1 0 obj<</JS 2 0 R>>2 0 obj 1 0 R"), ""},
    {B("1 0 obj<</JS 1 0 R>>"), ""},
    {B("1 0 obj<</JS 2%\n0%\nR>>2 0 obj(x)"), "script||x;"},
    {B("1 0 obj<</JS 2 0 Rx>>2 0 obj(x)"), ""},
    {B("1 0 obj<</JS -2 0 R>>2 0 obj(x)"), ""},
    /* links */
    {B("1 0 obj<</S/URI/URI(http://a/)>>2 0 obj<</URI<62>/F(c)/URI 3 0 R>>"
       "3 0 obj(d)"),
	"links||http://a/\nb\nd\n;"},
    {B("1 0 obj<</S/SubmitForm/F(https://a/)>>"), "links||https://a/\n;"},
    /* streams */
    {B("1 0 obj<</Length 1>>stream\nabc\nendstream"), "stream||abc;"},
    {B("1 0 obj<</Length 3>>stream\r\nabc\r\nendstream"), "stream||abc;"},
    {B("1 0 obj<</Length 3>>stream\rabcendstream"), "stream||abc;"},
    {B("1 0 obj<</Length 3>>stream  \nabcendstream"), "stream||abc;"},
    {B("1 0 obj<<>>streamabc\nendstream"), "stream||abc;"},
    {B("1 0 obj<</Length 13>>stream\na endstream c\nendstream"),
	"stream||a endstream c;"},
    {B("1 0 obj<</Length 99999999999999999999>>stream\nabc\nendstream"),
	"stream||abc;"},
    {B("1 0 obj<</Length -1>>stream\nabc\nendstream"), "stream||abc;"},
    {B("1 0 obj<</Length 2 0 R>>stream\nabc\nendstream 2 0 obj 2"),
	"stream||abc;"},
    {B("1 0 obj<</Length 3>>stream\nabc\nendobj"), "stream||abc;"},
    {B("1 0 obj<<>>stream\nabc"), "stream||abc;"},
    {B("1 0 obj<<>>stream\nabc 2 0 obj<<>>"), "stream||abc ;"},
    {B("1 0 obj<</A<<stream\nabc\nendstream"), "stream||abc;"},
    {B("1 0 obj[stream\nabc\nendstream"), "stream||abc;"},
    {B("1 0 obj<<>>stream\nendstream"), ""},
    {B("1 0 obj<</A(endstream)>>stream\nabc\nendstream"), "stream||abc;"},
    {B("1 0 obj(x)stream\nabc\nendstream"), ""},
    {B("1 0 obj<<>>stream\nabc\nendstream 2 0 obj<<>>stream\nabc\nendstream"),
	"stream||abc;"},
    /* filters */
    {B("1 0 obj<</Filter/AHx>>stream\n6162>\nendstream"), "stream||ab;"},
    {B("1 0 obj<</Filter[/AHx/AHx]>>stream\n3631>\nendstream"), "stream||a;"},
    {B("1 0 obj<</Filter[/AHx[/AHx]/AHx]>>stream\n3631>\nendstream"),
	"stream||61;"},
    {B("1 0 obj<</Filter null>>stream\nabc\nendstream"), "stream||abc;"},
    {B("1 0 obj<</Filter/Unknown>>stream\nabc\nendstream"), "stream||abc;"},
    {B("1 0 obj<</Filter[/AHx/Unknown/AHx]>>stream\n3631>\nendstream"),
	"stream||61;"},
    {B("1 0 obj<</Filter/AHx>>stream\n61~62>\nendstream"), "!stream||ab;"},
    {B("1 0 obj<</Filter/Fl>>stream\nabc\nendstream"), ""},
    /* zlib.compress(b"", 0) with a block "hi" */
    {B("1 0 obj<</Filter/Fl>>stream\n\x78\x01\x01\2\0\xFD\xFFhi"),
	"stream||hi;"},
    {B("1 0 obj<</Filter/Fl>>stream\n\x78\x01\x01\3\0\xFC\xFFhi"),
	"!stream||hi;"},
    /* pictures */
    {B("1 0 obj<</Subtype/Image/Filter/AHx>>stream\n61>\nendstream"), ""},
    {B("1 0 obj<</Subtype/Image/Filter[/AHx/DCT]>>stream\n61>\nendstream"),
	"stream||a;"},
    {B("1 0 obj<</Filter/CCF>>stream\nabc\nendstream"), ""},
    {B("1 0 obj<</Subtype/Image>>stream\nabc\nendstream "
       "2 0 obj<</JS 1 0 R>>"),
	"script||abc;"},
    /* files, and what is with them */
    {B("1 0 obj<</F(n)/EF<</F 2 0 R>>>>2 0 obj<<>>stream\nabc\nendstream"),
	"file|n|abc;"},
    {B("1 0 obj<</F(n)/UF<FEFF00E4>/EF<</UF 2 0 R>>>>"
       "2 0 obj<<>>stream\nabc\nendstream"),
	"file|\xC3\xA4|abc;"},
    {B("1 0 obj<</DOS(n)/EF 3 0 R>>2 0 obj<<>>stream\nabc\nendstream "
       "3 0 obj<</F 2 0 R>>"),
	"file|n|abc;"},
    {B("1 0 obj<</EF<</F 2 0 R>>>>2 0 obj<<>>stream\nabc\nendstream"),
	"file||abc;"},
    {B("1 0 obj<</EF 9 0 R>>2 0 obj<<>>stream\nabc\nendstream"),
	"stream||abc;"},
    {B("1 0 obj<<>>stream\nabc\nendstream 2 0 obj<</EF<</F 3 0 R>>>>"
       "3 0 obj<<>>stream\nd\nendstream"),
	"file||d;stream||abc;"},
    /* objects in streams */
    {B("1 0 obj<</Type/ObjStm/N 1/First 4>>stream\n7 0 <</JS(x)>>\n"
       "endstream"),
	"script||x;stream||7 0 <</JS(x)>>;"},
    {B("1 0 obj<</Type/ObjStm/First 8>>stream\n7 0 8 4 (x) <</JS 7 0 R>>\n"
       "endstream"),
	"script||x;stream||7 0 8 4 (x) <</JS 7 0 R>>;"},
    {B("1 0 obj<</Type/ObjStm/N 9/First 99>>stream\n7 0 8 -1 x\nendstream"),
	"stream||7 0 8 -1 x;"},
    {B("1 0 obj<</Type/ObjStm/N 1/First -4>>stream\n7 4 <</JS(x)>>\n"
       "endstream"),
	"stream||7 4 <</JS(x)>>;"},
};

static void
each_row_gives_its_items(void **state)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct kept kept;

		begin_test(state);
		kept = read_pdf(rows[i].file);
		if (strcmp(describe(&kept), rows[i].items) != 0)
			print_error("row %zu: %.*s\n", i,
			    (int)rows[i].file.size,
			    (const char *)rows[i].file.data);
		assert_string_equal(describe(&kept), rows[i].items);
		assert_int_equal(kept.pdf.flags, 0);
	}
}

/* In memory of its own, so that a sanitizer sees a byte that is not there. */
static void
no_row_is_read_past_its_end(void **state)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		for (size_t size = 0; size <= rows[i].file.size; size++) {
			uint8_t *copy = malloc(size + 1);

			assert_non_null(copy);
			memcpy(copy, rows[i].file.data, size);
			copy = realloc(copy, size > 0 ? size : 1);
			assert_non_null(copy);
			begin_test(state);
			(void)read_pdf((struct slice){copy, size});
			free(copy);
		}
}

/* ---- by another program ------------------------------------------------ */

static uint8_t file_bytes[FILE_MAX];

static struct slice
load(const char *name)
{
	char path[128];
	FILE *in;
	size_t size;

	assert_true(snprintf(path, sizeof(path), PLACE "%s.pdf", name) > 0);
	in = fopen(path, "rb");
	assert_non_null(in);
	size = fread(file_bytes, 1, sizeof(file_bytes), in);
	fclose(in);
	assert_in_range(size, 1, FILE_MAX - 1);
	return (struct slice){file_bytes, size};
}

/* All of the files hold the same; some have streams of objects beside. */
static void
expect_contents(const struct kept *kept)
{
	static const char contents[] =
	    "script||app.alert(1);;links||http://example.org/\n;";
	const char *text = describe(kept);

	assert_memory_equal(text, contents, sizeof(contents) - 1);
	assert_non_null(strstr(text, "file|\xC3\xA4.com|" EICAR ";"));
	assert_non_null(strstr(text, "script||var streamed;;"));
	assert_non_null(strstr(text, "stream||<?xml version='1.0'?><x/>\n;"));
}

static void
files_of_another_program_give_their_contents(void **state)
{
	static const char *const names[] = {"plain", "streams", "linear",
	    "rc4-40", "rc4-128", "aes-128", "aes-128-metadata", "aes-256-5",
	    "aes-256", "aes-256-streams"};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		struct kept kept;

		begin_test(state);
		kept = read_pdf(load(names[i]));
		if (kept.pdf.flags != 0)
			print_error("%s\n", names[i]);
		assert_int_equal(kept.pdf.flags, 0);
		expect_contents(&kept);
	}
}

static void
a_password_of_user_or_owner_opens(void **state)
{
	static const char *const names[] = {
	    "user-rc4-40", "user-aes-128", "user-aes-256"};
	static const struct slice rights[] = {B("secret"), B("owner")};
	struct slice passwords[] = {B("wrong"), B("Secret"), B("")};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		for (size_t n = 0; n < 2; n++) {
			struct kept kept = {.count = 0};

			begin_test(state);
			pdf_begin(
			    &kept.pdf, load(names[i]), &options, arena, NULL);
			assert_int_equal(kept.pdf.flags, PDF_ENCRYPTED);
			assert_true(pdf_wants_password(&kept.pdf));
			passwords[2] = B("");
			pdf_try_passwords(&kept.pdf, passwords, 3);
			assert_true(pdf_wants_password(&kept.pdf));
			passwords[2] = rights[n];
			pdf_try_passwords(&kept.pdf, passwords, 3);
			assert_int_equal(kept.pdf.flags, PDF_PASSWORD);
			take_items(&kept);
			expect_contents(&kept);
		}
}

static void
what_stays_closed_gives_nothing(void **state)
{
	struct kept kept;

	(void)state;
	kept = read_pdf(load("user-aes-256"));
	assert_int_equal(kept.pdf.flags, PDF_ENCRYPTED);
	assert_int_equal(kept.count, 0);
}

static void
tries_are_counted(void **state)
{
	struct slice password = B("wrong");
	struct kept kept = {.count = 0};

	(void)state;
	tries = 11;
	pdf_begin(&kept.pdf, load("user-aes-256"), &options, arena, NULL);
	assert_int_equal(tries, 7);
	pdf_try_passwords(&kept.pdf, &password, 1);
	pdf_try_passwords(&kept.pdf, &password, 1);
	assert_int_equal(tries, 3);
	password = B("secret");
	pdf_try_passwords(&kept.pdf, &password, 1);
	assert_true(pdf_wants_password(&kept.pdf));
}

static void
files_that_break_off_anywhere_do_no_harm(void **state)
{
	static const char *const names[] = {
	    "linear", "rc4-128", "aes-256-streams"};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		struct slice whole = load(names[i]);

		for (size_t size = 0; size < whole.size; size += 3) {
			begin_test(state);
			(void)read_pdf(slice_sub(whole, 0, size));
		}
	}
}

/* ---- limits ------------------------------------------------------------ */

static void
objects_over_the_limit_are_told(void **state)
{
	struct kept kept;

	(void)state;
	options.objects_max = 2;
	kept = read_pdf(B("1 0 obj<</JS(a)>>2 0 obj<</JS(b)>>"));
	assert_int_equal(kept.pdf.flags, 0);
	assert_int_equal(kept.pdf.object_count, 2);
	kept =
	    read_pdf(B("1 0 obj<</JS(a)>>2 0 obj<</JS(b)>>3 0 obj<</JS(c)>>"));
	assert_string_equal(describe(&kept), "script||a;script||b;");
	assert_int_equal(kept.pdf.flags, PDF_CUT);
	assert_int_equal(kept.pdf.limit, LIMIT_DOCUMENT_OBJECTS);
	kept = read_pdf(B("1 0 obj<</Type/ObjStm/N 2/First 8>>stream\n"
			  "7 0 8 9 <</JS(a)><</JS(b)>>\nendstream"));
	assert_int_equal(kept.pdf.limit, LIMIT_DOCUMENT_OBJECTS);
}

static void
bytes_over_the_limit_are_told(void **state)
{
	static const struct slice files[] = {
	    B("1 0 obj<</JS(abcd)>>"),
	    B("1 0 obj<<>>stream\nabcd\nendstream"),
	    B("1 0 obj<</Filter/AHx>>stream\n61626364>\nendstream"),
	    B("1 0 obj<</Filter[/AHx/AHx]>>stream\n36316232>\nendstream"),
	};

	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		struct kept kept;

		begin_test(state);
		options.shared.bytes_max = 3;
		kept = read_pdf(files[i]);
		assert_true((kept.pdf.flags & PDF_CUT) != 0);
		assert_int_equal(kept.pdf.limit, LIMIT_DECODED_BYTES);
		assert_true(kept.pdf.written <= 3);
	}
}

/* Deeper than any program reads. */
static void
dictionaries_in_each_other_are_told(void **state)
{
	static const char begin[] = "1 0 obj";
	enum { COUNT = 600, SIZE = sizeof(begin) - 1 + 4 * COUNT };
	uint8_t file[SIZE];
	struct kept kept;

	(void)state;
	memcpy(file, begin, sizeof(begin) - 1);
	for (size_t i = 0; i < COUNT; i++)
		memcpy(file + sizeof(begin) - 1 + 4 * i, "<</A", 4);
	kept = read_pdf((struct slice){file, SIZE - 4 * 100});
	assert_int_equal(kept.pdf.flags, 0);
	kept = read_pdf((struct slice){file, SIZE});
	assert_int_equal(kept.count, 0);
	assert_int_equal(kept.pdf.flags, PDF_CUT);
	assert_int_equal(kept.pdf.limit, LIMIT_DOCUMENT_OBJECTS);
}

/* Each of 30,000 objects reaches to the end of the file. */
static void
objects_without_end_are_told(void **state)
{
	static const char object[] = "1 0 obj[[ ";
	enum { COUNT = 30000, ONE = sizeof(object) - 1 };
	uint8_t *file = malloc(COUNT * ONE);
	struct kept kept;

	(void)state;
	assert_non_null(file);
	for (size_t i = 0; i < COUNT; i++)
		memcpy(file + ONE * i, object, ONE);
	options.objects_max = COUNT;
	kept = read_pdf((struct slice){file, COUNT * ONE});
	assert_int_equal(kept.count, 0);
	assert_int_equal(kept.pdf.flags, PDF_CUT);
	assert_int_equal(kept.pdf.limit, LIMIT_DOCUMENT_OBJECTS);
	free(file);
}

static void
a_spent_budget_ends_it(void **state)
{
	struct budget budget;
	struct pdf pdf;
	struct pdf_item item;

	(void)state;
	budget_init(&budget, 0);
	pdf_begin(&pdf, B("1 0 obj<<>>stream\na\nendstream"), &options, arena,
	    &budget);
	while (pdf_next(&pdf, &item))
		;
	assert_int_equal(pdf.flags, PDF_CUT);
	assert_int_equal(pdf.limit, LIMIT_COUNT);
}

static void
an_encryption_that_nobody_uses_hides_nothing(void **state)
{
	(void)state;
	expect(B("trailer<</Encrypt<</R 3/V 2>>>>1 0 obj<</JS(x)>>"
		 "1 0 obj<</Filter/AHx>>stream\n61>\nendstream"),
	    "script||x;stream||a;");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup(each_row_gives_its_items, begin_test),
	    cmocka_unit_test_setup(no_row_is_read_past_its_end, begin_test),
	    cmocka_unit_test_setup(
		files_of_another_program_give_their_contents, begin_test),
	    cmocka_unit_test_setup(
		a_password_of_user_or_owner_opens, begin_test),
	    cmocka_unit_test_setup(what_stays_closed_gives_nothing, begin_test),
	    cmocka_unit_test_setup(tries_are_counted, begin_test),
	    cmocka_unit_test_setup(
		files_that_break_off_anywhere_do_no_harm, begin_test),
	    cmocka_unit_test_setup(objects_over_the_limit_are_told, begin_test),
	    cmocka_unit_test_setup(bytes_over_the_limit_are_told, begin_test),
	    cmocka_unit_test_setup(
		dictionaries_in_each_other_are_told, begin_test),
	    cmocka_unit_test_setup(objects_without_end_are_told, begin_test),
	    cmocka_unit_test_setup(a_spent_budget_ends_it, begin_test),
	    cmocka_unit_test_setup(
		an_encryption_that_nobody_uses_hides_nothing, begin_test),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
