/*
 * test_parameter_readings - all values of a boundary parameter
 *
 * Values are written with '|' between them, by hand from RFC 2045, 2231 and
 * from what lenient clients do.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/base/text.h"
#include "core/header/parameter_readings.h"
#include "tests/support/arena_case.h"

static const struct {
	const char *rest;
	const char *values;
} cases[] = {
    {"", ""},
    {"; charset=x", ""},
    {"; boundary=abc", "abc"},
    {"; boundary=\"a b\"; x=y", "a b"},
    {"; boundary = abc", "abc"},
    {"; BOUNDARY=a; x; boundary=b", "a|b"},
    {"; boundary=a b", "a b|a"},
    {"; boundary=a\tb; x=y", "a\tb|a|a\tb; x=y"},
    {"; boundary=a(b)c", "a(b)c|ac|a"},
    {"; boundary=a\"b\"c", "a\"b\"c|abc|a"},
    {"; boundary='a'", "'a'|a"},
    {"; boundary=a=b", "a=b|a"},
    {"; boundary=\"a\\b\"", "ab|a\\b|\"a\\b\""},
    {"; boundary=\"a;b\"", "a;b|a|\"a"},
    {"; boundary=\"a", "a|\"a"},
    {"; boundary=\"a\"b", "a|ab|\"a\"b"},
    {"; boundary*=us-ascii'en'%61b", "ab"},
    {"; boundary*0=a; boundary*1=b", "ab"},
    {"; boundary*1*=%62; boundary*0=a; boundary=c", "c|ab"},
    {"; boundary*0=a; boundary*0=c; boundary*1=b", "ab|cb"},
    {"; boundary*0=a; boundary*2=b", "a|ab"},
    {"; boundary=; x=y", ""},
};

static void
read_all(struct slice rest, struct parameter_readings *all)
{
	arena_reset(arena);
	all->count = 0;
	all->cut = false;
	parameter_readings(rest, SLICE("boundary"), arena, all);
}

static void
every_value_is_given_once(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char array[256];
		struct text text = TEXT_OVER(array);
		struct parameter_readings all;

		read_all(slice_from_string(cases[i].rest), &all);
		for (size_t k = 0; k < all.count; k++) {
			if (k > 0)
				text_put_byte(&text, '|');
			text_put(&text, all.reading[k].value);
		}
		assert_string_equal(array, cases[i].values);
		assert_false(all.cut);
	}
}

static void
every_ending_can_be_read(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		for (size_t end = 0; end < strlen(cases[i].rest); end++) {
			uint8_t *copy = malloc(end + (end == 0));
			struct parameter_readings all;

			assert_non_null(copy);
			memcpy(copy, cases[i].rest, end);
			read_all((struct slice){copy, end}, &all);
			for (size_t k = 0; k < all.count; k++)
				assert_true(all.reading[k].value.size <= end);
			free(copy);
		}
}

static void
more_values_than_are_kept_are_told(void **state)
{
	struct parameter_readings all;

	(void)state;
	read_all(SLICE("; boundary=1; boundary=2; boundary=3; boundary=4"
		       "; boundary=5; boundary=6; boundary=7; boundary=8"
		       "; boundary=9; boundary=10; boundary=11; boundary=12"
		       "; boundary=13"),
	    &all);
	assert_int_equal(all.count, READINGS_ROOM);
	assert_true(all.cut);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_value_is_given_once),
	    cmocka_unit_test(every_ending_can_be_read),
	    cmocka_unit_test(more_values_than_are_kept_are_told),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
