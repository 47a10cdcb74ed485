/*
 * test_vobject - files in calendars and contacts
 *
 * Rows after the examples of RFC 5545 (3.8.1.1), RFC 2426 (3.1.4), RFC 6350
 * (6.2.4) and of vCard 2.1; "QUJD" is "ABC" by base64 of coreutils.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "core/encoded/vobject.h"
#include "tests/support/slices.h"

#define B(literal) SLICE(literal)
#define NONE SLICE("")

struct row {
	struct slice text;
	enum vobject_kind kind;
	struct slice name, media_type, value;
};

static const struct row rows[] = {
    {B("ATTACH;FMTTYPE=text/plain;ENCODING=BASE64;VALUE=BINARY;"
       "X-FILENAME=a.txt:QUJD\r\n"),
	VOBJECT_BASE64, B("a.txt"), B("text/plain"), B("QUJD")},
    {B("SUMMARY:x\nATTACH;ENCODING=BASE64:QU\n JD\nEND:VEVENT\n"),
	VOBJECT_BASE64, NONE, NONE, B("QU\n JD")},
    {B("PHOTO;ENCODING=b;TYPE=JPEG:QUJD"), VOBJECT_BASE64, NONE, NONE,
	B("QUJD")},
    {B("item1.photo;encoding=\"B\":QUJD"), VOBJECT_BASE64, NONE, NONE,
	B("QUJD")},
    /* A fold within the head, and within a word of it. */
    {B("ATTACH;ENCO\r\n DING=BA\r\n\tSE64\r\n :QUJD"), VOBJECT_BASE64, NONE,
	NONE, B("QUJD")},
    /* vCard 2.1: the word alone; lines; up to an empty one. */
    {B("PHOTO;JPEG;BASE64:\r\n  QU\r\n  JD\r\n\r\nEND:VCARD"), VOBJECT_BASE64,
	NONE, NONE, B("\r\n  QU\r\n  JD")},
    {B("KEY;BASE64:\nQU\nJD\nEND:VCARD\n"), VOBJECT_BASE64, NONE, NONE,
	B("\nQU\nJD")},
    {B("KEY;BASE64:QU\n\n JD\n\nQUFB\n"), VOBJECT_BASE64, NONE, NONE,
	B("QU\n\n JD")},
    /* Colons in quotes; a quote without an end. */
    {B("ATTACH;X=\"a:b;c\";ENCODING=BASE64;FILENAME=\"a;b\":QUJD"),
	VOBJECT_BASE64, B("a;b"), NONE, B("QUJD")},
    {B("ATTACH;ENCODING=BASE64;X=\"a:QUJD\nEND:x\n"), VOBJECT_BASE64, NONE,
	NONE, B("QUJD")},
    {B("PHOTO:data:image/png;base64,QUJD"), VOBJECT_URL, NONE, NONE,
	B("data:image/png;base64,QUJD")},
    {B("ATTACH;VALUE=URI:da\r\n ta:x;base64,\r\n QUJD\r\nA:b"), VOBJECT_URL,
	NONE, NONE, B("da\r\n ta:x;base64,\r\n QUJD")},
    /* A line that begins with a colon is no property. */
    {B(":x\n:\nKEY;ENCODING=b:QUJD"), VOBJECT_BASE64, NONE, NONE, B("QUJD")},
    /* Line ends of CR alone, and CR CR LF. */
    {B("A:b\rKEY;ENCODING=b:QU\r JD\rC:d"), VOBJECT_BASE64, NONE, NONE,
	B("QU\r JD")},
    {B("A:b\r\r\nKEY;ENCODING=b:QU\r\r\n JD\r\r\nC:d"), VOBJECT_BASE64, NONE,
	NONE, B("QU\r\r\n JD")},
};

static void
files_of_properties_are_found(void **state)
{
	struct vobject vobject;
	struct vobject_file file;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		vobject_begin(&vobject, rows[i].text);
		assert_true(vobject_next(&vobject, &file));
		assert_int_equal(file.kind, rows[i].kind);
		assert_slice_is(file.name, rows[i].name);
		assert_slice_is(file.media_type, rows[i].media_type);
		assert_slice_is(file.value, rows[i].value);
		assert_true(slice_is_within(file.value, rows[i].text));
	}
}

static void
what_is_no_file_is_passed_over(void **state)
{
	static const struct slice none[] = {
	    NONE,
	    B("SUMMARY:base64"),
	    B("TYPE=b;X:QUJD"),
	    B("PHOTO;TYPE=b:QUJD"),
	    B("PHOTO;VALUE=URI:http://example.org/a.jpg"),
	    B("NOTE;ENCODING=QUOTED-PRINTABLE:=41"),
	    B("PHOTO;ENCODING=b:"),
	    B("PHOTO;ENCODING=b:\r\n \r\n"),
	    B("PHOTO;ENCODING=b\r\nQUJD"),
	    B("DESCRIPTION:data\r\n is here"),
	    B(" ATTACH no property\r\n"),
	};
	struct vobject vobject;
	struct vobject_file file;

	(void)state;
	for (size_t i = 0; i < sizeof(none) / sizeof(none[0]); i++) {
		vobject_begin(&vobject, none[i]);
		assert_false(vobject_next(&vobject, &file));
	}
}

static void
all_files_of_a_text_come(void **state)
{
	struct vobject vobject;
	struct vobject_file file;

	(void)state;
	vobject_begin(&vobject, B("A;ENCODING=b:QUFB\nB:c\nC:data:,x\n"
				  "D;BASE64:\n QUJD\n\nEND:VCARD\n"));
	assert_true(vobject_next(&vobject, &file));
	assert_slice(file.value, "QUFB");
	assert_true(vobject_next(&vobject, &file));
	assert_slice(file.value, "data:,x");
	assert_true(vobject_next(&vobject, &file));
	assert_slice(file.value, "\n QUJD");
	assert_false(vobject_next(&vobject, &file));
}

/* Nobody hides an encoding behind parameters that find no room. */
static void
a_head_without_room_is_taken_for_base64(void **state)
{
	static uint8_t text[2 * VOBJECT_HEAD_MAX];
	struct vobject vobject;
	struct vobject_file file;

	(void)state;
	memset(text, 'X', sizeof(text));
	text[VOBJECT_HEAD_MAX] = ':';
	vobject_begin(&vobject, (struct slice){text, sizeof(text)});
	assert_false(vobject_next(&vobject, &file));
	text[VOBJECT_HEAD_MAX] = 'X';
	text[VOBJECT_HEAD_MAX + 1] = ':';
	vobject_begin(&vobject, (struct slice){text, sizeof(text)});
	assert_true(vobject_next(&vobject, &file));
	assert_int_equal(file.value.size, VOBJECT_HEAD_MAX - 2);
}

static void
any_end_of_the_text_is_borne(void **state)
{
	struct vobject vobject;
	struct vobject_file file;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		for (size_t size = 0; size <= rows[i].text.size; size++) {
			uint8_t *copy = malloc(size + 1);

			assert_non_null(copy);
			memcpy(copy + 1, rows[i].text.data, size);
			vobject_begin(&vobject, (struct slice){copy + 1, size});
			while (vobject_next(&vobject, &file))
				assert_true(file.value.size <= size);
			free(copy);
		}
}

static void
folds_are_taken_out(void **state)
{
	static const struct {
		struct slice folded, plain;
	} cases[] = {
	    {B("a\r\n b"), B("ab")},
	    {B("a\n\tb\r c"), B("abc")},
	    {B("a\r\r\n b"), B("ab")},
	    {B("a\n  b"), B("a b")},
	    {B("a\nb\r\n"), B("a\nb\r\n")},
	    {B("\n "), NONE},
	};
	uint8_t out[16];

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		size_t size = vobject_unfold(cases[i].folded, out);

		assert_slice_is((struct slice){out, size}, cases[i].plain);
	}
}

static void
calendars_and_contacts_are_told(void **state)
{
	(void)state;
	assert_true(vobject_is(B("BEGIN:VCALENDAR\r\n")));
	assert_true(vobject_is(B("begin:vcard\n")));
	assert_true(vobject_is(B("\xEF\xBB\xBF\r\nBEGIN:VCARD\n")));
	assert_false(vobject_is(B("BEGIN:VEVENT\n")));
	assert_false(vobject_is(B("Hello\nBEGIN:VCARD\n")));
	assert_false(vobject_is(NONE));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(files_of_properties_are_found),
	    cmocka_unit_test(what_is_no_file_is_passed_over),
	    cmocka_unit_test(all_files_of_a_text_come),
	    cmocka_unit_test(a_head_without_room_is_taken_for_base64),
	    cmocka_unit_test(any_end_of_the_text_is_borne),
	    cmocka_unit_test(folds_are_taken_out),
	    cmocka_unit_test(calendars_and_contacts_are_told),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
