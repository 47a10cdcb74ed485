/*
 * test_way - the ways that follow from what a walk has noted
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/message/way.h"

static struct ways ways;

static void
start(void)
{
	ways.count = 0;
	ways.cut = false;
}

/* Choices for boundaries, equal boundaries and field names, in that order. */
static void
assert_way(size_t i, unsigned boundaries, unsigned equal, unsigned names)
{
	const struct way *way = &ways.way[i];

	assert_true(i < ways.count);
	assert_int_equal(way_choice(way, DOUBT_BOUNDARIES), boundaries);
	assert_int_equal(way_choice(way, DOUBT_EQUAL), equal);
	assert_int_equal(way_choice(way, DOUBT_FIELD_NAMES), names);
}

static void
nothing_noted_is_no_way(void **state)
{
	struct way first = {{0}};
	struct noted noted = {{0}};

	(void)state;
	start();
	note(&noted, DOUBT_EQUAL, 0);
	ways_add(&ways, &first, &noted, 0);
	assert_int_equal(ways.count, 0);
}

static void
each_choice_alone_comes_before_all_together(void **state)
{
	struct way first = {{0}};
	struct noted noted = {{0}};

	(void)state;
	start();
	note(&noted, DOUBT_BOUNDARIES, 2);
	note(&noted, DOUBT_BOUNDARIES, 5);
	note(&noted, DOUBT_FIELD_NAMES, NAMES_LOOSE);
	assert_int_equal(
	    noted_doubts(&noted), DOUBT_BOUNDARIES | DOUBT_FIELD_NAMES);
	ways_add(&ways, &first, &noted, 0);
	assert_int_equal(ways.count, 4);
	assert_way(0, 2, 0, 0);
	assert_way(1, 5, 0, 0);
	assert_way(2, 0, 0, NAMES_LOOSE);
	assert_way(3, 2, 0, NAMES_LOOSE);
}

static void
a_choice_that_was_made_stays(void **state)
{
	struct way first = {{0}};
	struct noted noted = {{0}};

	(void)state;
	start();
	note(&noted, DOUBT_BOUNDARIES, 1);
	ways_add(&ways, &first, &noted, 0);
	note(&noted, DOUBT_BOUNDARIES, 2);
	note(&noted, DOUBT_EQUAL, EQUAL_INNERMOST);
	ways_add(&ways, &ways.way[0], &noted, 0);
	assert_int_equal(ways.count, 2);
	assert_way(1, 1, EQUAL_INNERMOST, 0);
	/* Again: each way once.  Passed over: none. */
	ways_add(&ways, &ways.way[0], &noted, 0);
	ways_add(&ways, &first, &noted, DOUBT_EQUAL | DOUBT_BOUNDARIES);
	assert_int_equal(ways.count, 2);
}

static void
more_ways_than_there_is_room_for_are_told(void **state)
{
	struct noted noted = {{0}};

	(void)state;
	start();
	for (unsigned i = 0; i < DOUBTS; i++)
		for (unsigned choice = 1; choice < CHOICES; choice++)
			note(&noted, (enum doubt)(1u << i), choice);
	ways_add(&ways, &(struct way){{0}}, &noted, 0);
	for (size_t i = 0; i < ways.count && !ways.cut; i++) {
		struct way way = ways.way[i];

		ways_add(&ways, &way, &noted, 0);
	}
	assert_int_equal(ways.count, WAYS_MAX);
	assert_true(ways.cut);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(nothing_noted_is_no_way),
	    cmocka_unit_test(each_choice_alone_comes_before_all_together),
	    cmocka_unit_test(a_choice_that_was_made_stays),
	    cmocka_unit_test(more_ways_than_there_is_room_for_are_told),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
