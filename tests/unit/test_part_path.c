/*
 * test_part_path - where a part stands, in words
 *
 * Expected paths: by hand, from the picture in part_path.h.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "core/message/part_path.h"

static struct part_name
named(const char *name)
{
	return (struct part_name){.text = slice_from_string(name)};
}

static struct part
below(struct part *parent, uint32_t index, struct part_name *name)
{
	return (struct part){
	    .parent = parent,
	    .index = index,
	    .media_type = SLICE("text/html"),
	    .names = name,
	    .name_count = name == NULL ? 0 : 1,
	};
}

static void
assert_path(const struct part *part, const char *expected)
{
	char buffer[2048];
	struct text text = TEXT_OVER(buffer);

	part_path_put(&text, part);
	assert_string_equal(text.data, expected);
}

static void
the_message_itself_has_no_path(void **state)
{
	struct part top = below(NULL, 0, NULL);

	(void)state;
	assert_path(NULL, "");
	assert_path(&top, "");
}

static void
names_on_the_way_stand_with_slashes_between(void **state)
{
	struct part_name outer = named("invoice.zip"),
			 inner = named("evil.exe");
	struct part top = below(NULL, 0, NULL);
	struct part mixed = below(&top, 1, NULL);
	struct part zip = below(&mixed, 2, &outer);
	struct part tar = below(&zip, 3, NULL);
	struct part exe = below(&tar, 4, &inner);

	(void)state;
	mixed.kind = PART_MULTIPART;
	assert_path(&zip, "invoice.zip");
	assert_path(&tar, "invoice.zip/part 3 (text/html)");
	assert_path(&exe, "invoice.zip/part 3/evil.exe");
}

static void
the_content_of_a_message_is_told_by_what_holds_it(void **state)
{
	struct part_name letter = named("letter.eml");
	struct part top = below(NULL, 0, NULL);
	struct part eml = below(&top, 1, &letter);
	struct part content = below(&eml, 2, NULL);
	struct part leaf = below(&content, 3, NULL);

	(void)state;
	eml.kind = PART_MESSAGE;
	content.kind = PART_MULTIPART;
	assert_path(&leaf, "letter.eml/part 3 (text/html)");
	content.kind = PART_LEAF;
	assert_path(&content, "letter.eml/part 2 (text/html)");
}

static void
control_characters_and_long_names_do_no_harm(void **state)
{
	char longest[300];
	struct part_name odd = named("a\r\nb\x1b[2J"), wide;
	struct part top = below(NULL, 0, NULL);
	struct part part = below(&top, 1, &odd);

	(void)state;
	assert_path(&part, "a??b?[2J");
	memset(longest, 'x', sizeof(longest) - 1);
	longest[sizeof(longest) - 1] = '\0';
	wide = named(longest);
	part = below(&top, 1, &wide);
	longest[80] = '\0';
	assert_path(&part, longest);
}

static void
of_a_very_long_way_the_inner_end_is_told(void **state)
{
	struct part_name name = named("n");
	struct part parts[100];

	(void)state;
	parts[0] = below(NULL, 0, NULL);
	for (uint32_t i = 1; i < 100; i++)
		parts[i] = below(&parts[i - 1], i, &name);
	assert_path(&parts[99], ".../n/n/n/n/n/n/n/n/n/n/n/n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_message_itself_has_no_path),
	    cmocka_unit_test(names_on_the_way_stand_with_slashes_between),
	    cmocka_unit_test(the_content_of_a_message_is_told_by_what_holds_it),
	    cmocka_unit_test(control_characters_and_long_names_do_no_harm),
	    cmocka_unit_test(of_a_very_long_way_the_inner_end_is_told),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
