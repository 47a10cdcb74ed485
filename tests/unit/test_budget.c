/*
 * test_budget - how long one message may still take
 *
 * No sleeping: deadlines lie in the past or are hours away.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "core/base/budget.h"
#include "core/base/clock.h"

#define HOUR_NS (UINT64_C(3600) * NS_PER_S)

static unsigned asked;

static enum budget_state
hook_yields(struct budget *budget, uint64_t now_ns)
{
	assert_true(now_ns <= clock_now_ns());
	assert_ptr_equal(budget->hook_owner, &asked);
	asked++;
	return BUDGET_YIELD;
}

static enum budget_state
hook_goes_on(struct budget *budget, uint64_t now_ns)
{
	(void)budget;
	(void)now_ns;
	asked++;
	return BUDGET_OK;
}

static enum budget_state
hook_wants_more(struct budget *budget, uint64_t now_ns)
{
	asked++;
	budget->hook_ns = now_ns;
	return BUDGET_OK;
}

static void
time_left_is_not_spent(void **state)
{
	struct budget budget;

	(void)state;
	budget_init(&budget, clock_now_ns() + HOUR_NS);
	assert_false(budget_spent(&budget));
	assert_int_equal(budget.state, BUDGET_OK);
	budget_init(&budget, UINT64_MAX);
	assert_false(budget_spent(&budget));
}

/* Of so many bytes each, those that go through before a passed deadline is
 * seen. */
static size_t
pieces_before_a_look(struct budget *budget, size_t bytes)
{
	size_t pieces = 0;

	while (!budget_takes(budget, bytes))
		pieces++;
	return pieces;
}

static void
small_work_looks_at_the_clock_once_in_a_while(void **state)
{
	static const struct {
		size_t bytes, pieces;
	} rows[] = {
	    {1, BUDGET_SLICE - 1},
	    {1024, 255},
	    {BUDGET_SLICE / 2, 1},
	    {BUDGET_SLICE - 1, 1},
	    {BUDGET_SLICE, 0},
	    {SIZE_MAX, 0},
	};
	struct budget budget;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		budget_init(&budget, 0);
		assert_true(budget_takes(&budget, rows[i].bytes));
		budget_init(&budget, 0);
		budget_was_asked(&budget);
		assert_int_equal(pieces_before_a_look(&budget, rows[i].bytes),
		    rows[i].pieces);
		assert_int_equal(budget.state, BUDGET_SPENT);
		assert_true(budget_takes(&budget, 0));
	}
	budget_init(&budget, UINT64_MAX);
	assert_false(budget_takes(&budget, SIZE_MAX));
	budget.deadline_ns = 0;
	assert_int_equal(pieces_before_a_look(&budget, 1024), 255);
}

static void
a_passed_deadline_stays_passed(void **state)
{
	struct budget budget;

	(void)state;
	budget_init(&budget, clock_now_ns());
	assert_true(budget_spent(&budget));
	assert_int_equal(budget.state, BUDGET_SPENT);
	budget.deadline_ns = UINT64_MAX;
	assert_true(budget_spent(&budget));
}

static void
the_hook_is_asked_once_when_its_time_comes(void **state)
{
	struct budget budget;

	(void)state;
	asked = 0;
	budget_init(&budget, UINT64_MAX);
	budget.hook = hook_goes_on;
	budget.hook_ns = clock_now_ns() + HOUR_NS;
	assert_false(budget_spent(&budget));
	assert_int_equal(asked, 0);
	budget.hook_ns = 0;
	assert_false(budget_spent(&budget));
	assert_false(budget_spent(&budget));
	assert_int_equal(asked, 1);
}

static void
the_hook_may_ask_to_be_asked_again(void **state)
{
	struct budget budget;

	(void)state;
	asked = 0;
	budget_init(&budget, UINT64_MAX);
	budget.hook = hook_wants_more;
	budget.hook_ns = 0;
	assert_false(budget_spent(&budget));
	assert_false(budget_spent(&budget));
	assert_int_equal(asked, 2);
}

static void
a_hook_that_yields_ends_the_attempt(void **state)
{
	struct budget budget;

	(void)state;
	asked = 0;
	budget_init(&budget, UINT64_MAX);
	budget.hook = hook_yields;
	budget.hook_owner = &asked;
	budget.hook_ns = 0;
	assert_true(budget_spent(&budget));
	assert_true(budget_spent(&budget));
	assert_int_equal(budget.state, BUDGET_YIELD);
	assert_int_equal(asked, 1);
}

static void
the_deadline_comes_before_the_hook(void **state)
{
	struct budget budget;

	(void)state;
	asked = 0;
	budget_init(&budget, 1);
	budget.hook = hook_yields;
	budget.hook_ns = 0;
	assert_true(budget_spent(&budget));
	assert_int_equal(budget.state, BUDGET_SPENT);
	assert_int_equal(asked, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(time_left_is_not_spent),
	    cmocka_unit_test(small_work_looks_at_the_clock_once_in_a_while),
	    cmocka_unit_test(a_passed_deadline_stays_passed),
	    cmocka_unit_test(the_hook_is_asked_once_when_its_time_comes),
	    cmocka_unit_test(the_hook_may_ask_to_be_asked_again),
	    cmocka_unit_test(a_hook_that_yields_ends_the_attempt),
	    cmocka_unit_test(the_deadline_comes_before_the_hook),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
