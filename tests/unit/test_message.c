/*
 * test_message - a whole file to a tree: what stands around the message
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/support/message_case.h"
#include "tests/support/slices.h"

static void
the_envelope_is_taken_off(void **state)
{
	struct message message;
	struct slice file =
	    SLICE("P I 01-01-2024 0000 ____ ____ <a@example.com>\n"
		  "R W 01-01-2024 0000 ____ _FY_ <b@example.org>\n"
		  "S SMTP [192.0.2.1]\n\nSubject: x\n\nhello\n");

	(void)state;
	assert_int_equal(parse(file, &message), MESSAGE_OK);
	assert_true(message.envelope.present);
	assert_int_equal(message.envelope.recipient_count, 1);
	assert_ptr_equal(message.file.data, file.data);
	assert_true(slice_starts_with(message.content, SLICE("Subject")));
	assert_int_equal(message.part_count, 1);
	assert_int_equal(message.top->flags, PART_TOP);
	assert_true(slice_equal(message.top->body, SLICE("hello\n")));
	assert_true(
	    slice_equal(message.top->header.fields[0].value, SLICE("x")));
}

#define LETTER "From: a@b\nTo: c@d\n\nletter" /* 25 bytes */
#define PLIST "<?xml version=\"1.0\"?>\n<plist><dict/></plist>\n"

/* What stands ahead and behind in a file of Apple Mail is none of it. */
static void
a_file_of_apple_mail_is_its_message(void **state)
{
	static const struct {
		struct slice file, body;
	} cases[] = {
	    {SLICE("25        \n" LETTER PLIST), SLICE("letter")},
	    {SLICE("25\r\n" LETTER PLIST "\r\n"), SLICE("letter")},
	    {SLICE("25\n" LETTER), SLICE("letter")},
	    /* A wrong number hides nothing. */
	    {SLICE("3\n" LETTER "\n"), SLICE("letter\n")},
	    {SLICE("3\n" LETTER PLIST), SLICE("letter" PLIST)},
	    {SLICE("25\n" LETTER "letter"), SLICE("letterletter")},
	    {SLICE("25\n" LETTER PLIST "letter"),
		SLICE("letter" PLIST "letter")},
	    {SLICE("18446744073709551615\n" LETTER PLIST),
		SLICE("letter" PLIST)},
	    /* Of the server's queue, no file of Apple Mail. */
	    {SLICE("P I <a@b>\n\n25\n" LETTER PLIST), SLICE("letter" PLIST)},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct message message;

		arena_reset(arena);
		assert_int_equal(parse(cases[i].file, &message), MESSAGE_OK);
		assert_slice_is(message.top->body, cases[i].body);
	}
}

static void
leaves_are_typed_by_their_decoded_bytes(void **state)
{
	struct message message;

	(void)state;
	/* "%PDF-1.4\n" under a name that says something else. */
	assert_int_equal(
	    parse(SLICE("Content-Type: text/plain\nContent-Transfer-Encoding: "
			"base64\n\nJVBERi0xLjQK\n"),
		&message),
	    MESSAGE_OK);
	assert_int_equal(message.top->type, FILETYPE_PDF);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    CASE(the_envelope_is_taken_off),
	    CASE(a_file_of_apple_mail_is_its_message),
	    CASE(leaves_are_typed_by_their_decoded_bytes),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
