/*
 * test_rtf - objects in RTF, whatever stands between their digits
 *
 * What Word makes of these is known from analyses of documents that hid
 * exploits; bodies are written out by hand.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "core/document/rtf.h"
#include "tests/support/arena_case.h"
#include "tests/support/slices.h"

#define B(literal) SLICE(literal)
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* The data of one object; all its readings, or further objects, in order. */
static const struct {
	const char *what;
	struct slice rtf;
	const char *bodies[5];
} rows[] = {
    {"plain", B("{\\rtf1{\\object{\\*\\objdata 68656c6c6f}}}"), {"hello"}},
    {"capitals", B("{\\objdata 4A4b}"), {"JK"}},
    {"blanks, line ends", B("{\\objdata 6 8\r\n6\t5\n}"), {"he"}},
    {"no digits",
	B("{\\objdata g68h!\x80\xFF"
	  "65xyz}"),
	{"he"}},
    {"no end", B("{\\objdata 6865"), {"he"}},
    {"half a byte at the end", B("{\\objdata 68656}"), {"he"}},
    {"nothing", B("{\\objdata }{\\objdata}{\\objdata 6}"), {NULL}},
    {"the end of the input", B("{\\objdata"), {NULL}},
    {"another word", B("{\\objdatas 6865}{\\objdat a6865}"), {NULL}},
    {"capitals in the word", B("{\\OBJDATA 6865}"), {NULL}},
    {"a number behind", B("{\\objdata6865 6869}"), {"hi"}},
    {"a negative number behind", B("{\\objdata-6865 6869}"), {"hi"}},
    {"a word between", B("{\\objdata 68\\foo 65}"), {"he"}},
    {"a word in a byte", B("{\\objdata 6\\foo 865}"), {"he"}},
    {"a word with digits", B("{\\objdata 68\\foo1234 65}"), {"he"}},
    {"a word of digits", B("{\\objdata 68\\ab 65}"), {"he"}},
    {"words one behind the other", B("{\\objdata 68\\a\\b\\c65 65}"), {"he"}},
    {"symbols", B("{\\objdata 68\\~\\*\\{\\}\\\\65}"), {"he"}},
    {"a backslash at the end", B("{\\objdata 6865\\"), {"he"}},
    {"an empty group", B("{\\objdata 68{}65}"), {"he"}},
    {"groups", B("{\\objdata {68}{{65}}}"), {"he"}},
    {"a group that is set in bold", B("{\\objdata 68{\\b 65}}"), {"he", "h"}},
    {"a group of its own", B("{\\objdata 68{\\*\\foo 41}65}"), {"he", "hAe"}},
    {"a destination", B("{\\objdata 68{\\author 41}65}"), {"he", "hAe"}},
    {"a group of its own, blanks ahead", B("{\\objdata 68{ \\*\\foo 41}65}"),
	{"he", "hAe"}},
    {"groups in a group of its own",
	B("{\\objdata 68{\\*\\foo {41}\\}\\bin1 }4}65}"), {"he", "hA}F"}},
    {"an escape between", B("{\\objdata 68\\'4165}"), {"he"}},
    {"an escape in a byte", B("{\\objdata 686\\'4165}"), {"he", "hf"}},
    {"raw bytes", B("{\\objdata \\bin5 hello}"), {"hello"}},
    {"raw bytes between", B("{\\objdata 68\\bin2 el6c6f}"), {"hello"}},
    {"raw bytes with braces", B("{\\objdata \\bin3 {}\\68}"), {"{}\\h"}},
    {"raw bytes, a number with zeros", B("{\\objdata \\bin0000002 he}"),
	{"he"}},
    {"no raw bytes", B("{\\objdata 68\\bin 65\\bin0 6C\\bin-3 6c}"), {"hell"}},
    {"more raw bytes than there are", B("{\\objdata \\bin99999999999 he"),
	{"he"}},
    {"two objects", B("{\\objdata 68}{\\objdata 65}"), {"h", "e"}},
    {"an object in another", B("{\\objdata 68{\\*\\objdata 65}6C}"),
	{"hl", "hel", "e"}},
    {"a picture", B("{\\pict\\pngblip\\picw1 {\\*\\blipuid 4141}6865}"),
	{"he"}},
    {"an escaped word", B("\\\\objdata 6865}"), {"he"}},
};

static void
objects_are_what_word_makes_of_them(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct rtf rtf;
		struct rtf_object object;
		size_t count = 0;

		arena_reset(arena);
		rtf_begin(&rtf, rows[i].rtf);
		while (rtf_next(&rtf, SIZE_MAX, arena, NULL, &object)) {
			const char *body = rows[i].bodies[count++];

			if (body == NULL ||
			    !slice_equal(object.body, slice_from_string(body)))
				print_error("%s: %zu\n", rows[i].what, count);
			assert_non_null(body);
			assert_slice_is(object.body, slice_from_string(body));
		}
		if (rows[i].bodies[count] != NULL)
			print_error("%s\n", rows[i].what);
		assert_null(rows[i].bodies[count]);
		assert_false(rtf.cut);
	}
}

static void
an_rtf_may_end_at_every_byte(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		for (size_t end = 0; end < rows[i].rtf.size; end++) {
			uint8_t *copy = malloc(end == 0 ? 1 : end);
			struct rtf rtf;
			struct rtf_object object;

			assert_non_null(copy);
			memcpy(copy, rows[i].rtf.data, end);
			arena_reset(arena);
			rtf_begin(&rtf, (struct slice){copy, end});
			while (rtf_next(&rtf, SIZE_MAX, arena, NULL, &object))
				assert_true(object.body.size <= end);
			free(copy);
		}
}

static void
size_max_cuts_an_object(void **state)
{
	(void)state;
	for (size_t max = 0; max <= 6; max++) {
		struct rtf rtf;
		struct rtf_object object;
		bool any;

		arena_reset(arena);
		rtf_begin(&rtf, rows[0].rtf);
		any = rtf_next(&rtf, max, arena, NULL, &object);
		assert_int_equal(any, max > 0);
		if (any)
			assert_slice_is(
			    object.body, slice_sub(B("hello"), 0, max));
		assert_int_equal(rtf.cut, max < 5);
	}
}

#define NESTED 3000u

/* Objects in each other, which all go through what is behind them. */
static void
objects_in_objects_have_a_bound(void **state)
{
	static const struct slice begin = B("{\\objdata 41");
	static const uint8_t fills[] = {'z', '4', '{'};

	(void)state;
	for (size_t fill = 0; fill < COUNT(fills); fill++) {
		size_t size = 2 * NESTED * begin.size;
		uint8_t *bytes = malloc(size);
		struct rtf rtf;
		struct rtf_object object;
		uint64_t total = 0;

		assert_non_null(bytes);
		memset(bytes, fills[fill], size);
		for (size_t i = 0; i < NESTED; i++)
			memcpy(bytes + i * begin.size, begin.data, begin.size);
		arena_reset(arena);
		rtf_begin(&rtf, (struct slice){bytes, size});
		while (rtf_next(&rtf, SIZE_MAX, arena, NULL, &object))
			total += object.body.size;
		assert_true(rtf.cut);
		assert_int_equal(rtf.left, 0);
		assert_true(total <= size * RTF_SHARE);
		free(bytes);
	}
}

static void
the_time_ends_an_object(void **state)
{
	size_t size = (size_t)4 << 20;
	uint8_t *bytes = malloc(size);
	struct budget budget;
	struct rtf rtf;
	struct rtf_object object;

	(void)state;
	assert_non_null(bytes);
	memset(bytes, '{', size);
	memcpy(bytes, "{\\objdata ", 10);
	budget_init(&budget, 0);
	arena_reset(arena);
	rtf_begin(&rtf, (struct slice){bytes, size});
	assert_false(rtf_next(&rtf, SIZE_MAX, arena, &budget, &object));
	assert_true(rtf.cut);
	assert_int_equal(budget.state, BUDGET_SPENT);
	free(bytes);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(objects_are_what_word_makes_of_them),
	    cmocka_unit_test(an_rtf_may_end_at_every_byte),
	    cmocka_unit_test(size_max_cuts_an_object),
	    cmocka_unit_test(objects_in_objects_have_a_bound),
	    cmocka_unit_test(the_time_ends_an_object),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
