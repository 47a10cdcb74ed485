/*
 * test_content_name - the names that a part may have, and where each stood
 *
 * Names are written "source=raw", with "charset'" ahead of raw where there is
 * one, separated by '|'.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "tests/support/tree_case.h"

static void
write_names(struct text *text, const struct part *part)
{
	for (unsigned i = 0; i < part->name_count; i++) {
		const struct part_name *name = &part->names[i];

		assert_int_equal(name->text.size, 0);
		if (i > 0)
			text_put_byte(text, '|');
		text_printf(text, "%s=", name->source);
		text_put(text, name->charset);
		if (name->charset.size > 0)
			text_put_byte(text, '\'');
		text_put(text, name->raw);
	}
}

/* Field lines of a part, and its names. */
static const struct {
	const char *header;
	const char *names;
} cases[] = {
    {"Subject: x\n", ""},
    {"Content-Type: a/b; name=x.exe\n", "name=x.exe"},
    {"Content-Disposition: attachment; filename=\"x y.exe\"\n",
	"filename=x y.exe"},
    {"Content-Type: a/b; name=t\nContent-Disposition: a; filename=d\n",
	"filename=d|name=t"},
    {"Content-Type: a/b; name=d\nContent-Disposition: a; filename=d\n",
	"filename=d"},
    /* RFC 2231, section 4 and 4.1 */
    {"Content-Disposition: a; filename*=us-ascii'en-us'This%20is.exe\n",
	"filename*=us-ascii'This is.exe"},
    {"Content-Type: a/b; name*0*=koi8-r''%F0; name*1=.exe\n",
	"name*=koi8-r'\xF0.exe"},
    {"Content-Disposition: a; filename=plain.txt; filename*=u''x.exe\n",
	"filename=plain.txt|filename*=u'x.exe"},
    {"Content-Disposition: a; filename*=u''x.exe; filename=plain.txt\n",
	"filename=plain.txt|filename*=u'x.exe"},
    /* Repeated: parameters, pieces, fields. */
    {"Content-Disposition: a; filename=a.txt; filename=b.exe\n",
	"filename=a.txt|filename=b.exe"},
    {"Content-Disposition: a; filename*0=a; filename*1=.txt; "
     "filename*1=.exe\n",
	"filename*=a.txt|filename*=a.exe"},
    {"Content-Disposition: a; filename*0=a; filename*2=.exe\n",
	"filename*=a|filename*=a.exe"},
    {"Content-Disposition: a; filename*1=a; filename*2=.exe\n",
	"filename*=a.exe"},
    {"Content-Disposition: a; filename=1\n"
     "Content-Disposition: a; filename=2\n"
     "Content-Type: a/b; name=3\nContent-Type: a/b; name=4\n",
	"filename=1|name=3|filename=2|name=4"},
    {"Content-Disposition: a\nContent-Disposition: a; filename=2\n",
	"filename=2"},
    /* In the field where it does not belong. */
    {"Content-Disposition: a; name=x.exe\n", "name=x.exe"},
    /* Where a value begins and ends. */
    {"Content-Disposition: a; filename=my file.doc\n",
	"filename=my file.doc|filename=my"},
    {"Content-Disposition: a; filename=\"x.exe; size=5\n",
	"filename=x.exe; size=5|filename=x.exe|filename=\"x.exe"},
    {"Content-Disposition: a; filename=\"x\".exe\n",
	"filename=x|filename=x.exe|filename=\"x\".exe"},
    {"Content-Disposition: a; filename=\"a\\\"b.exe\"\n",
	"filename=a\"b.exe|filename=a\\|filename=a\\b.exe|"
	"filename=\"a\\\"b.exe\""},
    {"Content-Disposition: a; filename='x.exe'\n",
	"filename='x.exe'|filename=x.exe"},
    {"Content-Disposition: a; filename=x(y).exe\n",
	"filename=x(y).exe|filename=x.exe|filename=x"},
    /* The last resort. */
    {"Content-Description: x.exe\nContent-Location: y.exe\n",
	"Content-Description=x.exe|Content-Location=y.exe"},
    {"Content-Description: x.exe\nContent-Type: a/b; name=n\n", "name=n"},
};

static void
every_place_and_form_is_told(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char array[1024];
		struct text text = TEXT_OVER(array);
		struct message message;

		parse(slice_from_string(cases[i].header), &message);
		write_names(&text, message.top);
		assert_string_equal(array, cases[i].names);
	}
}

static void
the_first_name_is_the_name(void **state)
{
	struct message message;

	(void)state;
	parse(SLICE("Content-Type: a/b; name=t\n"
		    "Content-Disposition: a; filename=1\n"
		    "Content-Disposition: a; filename=2\n"),
	    &message);
	assert_true(slice_equal(message.top->name, SLICE("1")));
	parse(SLICE("Content-Description: some words\n"), &message);
	assert_int_equal(message.top->name.size, 0);
}

static void
more_names_than_are_kept_are_marked(void **state)
{
	char array[4096];
	struct text text = TEXT_OVER(array);
	struct message message;

	(void)state;
	for (unsigned i = 0; i < 8; i++)
		text_printf(&text,
		    "Content-Disposition: a; filename=%u; filename=a%u; "
		    "filename=b%u; filename=c%u\n",
		    i, i, i, i);
	parse(text_slice(&text), &message);
	assert_int_equal(message.top->name_count, 24);
	assert_true(message.top->flags & PART_CUT);
	assert_true(limits_marked(&message.reached, LIMIT_HEADER_FIELDS));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_place_and_form_is_told),
	    cmocka_unit_test(the_first_name_is_the_name),
	    cmocka_unit_test(more_names_than_are_kept_are_marked),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
