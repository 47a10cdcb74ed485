/*
 * test_crew - work with several threads, results in order
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "threads/base/crew.h"

struct job {
	_Atomic size_t made, gone;
	/* Results that are there at once.  One counter: a worker that is held
	 * up between reading two would see one of them as it was long ago. */
	_Atomic size_t alive;
	_Atomic size_t most; /* of alive */
	_Atomic uint32_t seen[CREW_WORKERS_MAX];
	size_t taken;
	size_t stop_at;
};

static void *
work(void *owner, unsigned worker, size_t index)
{
	struct job *job = owner;
	size_t *result = malloc(sizeof(*result));
	size_t alive = atomic_fetch_add(&job->alive, 1) + 1;
	size_t most = atomic_load(&job->most);

	atomic_fetch_add(&job->made, 1);
	while (alive > most &&
	       !atomic_compare_exchange_weak(&job->most, &most, alive))
		;
	/* A worker is one thread: nobody else is in here with its number. */
	if (atomic_fetch_add(&job->seen[worker], 1) % 2 != 0)
		abort();
	for (volatile size_t i = 0; i < index * 7919 % 3000; i++)
		;
	atomic_fetch_add(&job->seen[worker], 1);
	*result = index;
	return result;
}

static void
drop(void *owner, void *result)
{
	struct job *job = owner;

	atomic_fetch_add(&job->gone, 1);
	atomic_fetch_sub(&job->alive, 1);
	free(result);
}

static bool
take(void *owner, size_t index, void *result)
{
	struct job *job = owner;

	if (*(size_t *)result != index || job->taken != index)
		abort();
	job->taken++;
	drop(owner, result);
	return job->taken != job->stop_at;
}

static bool
run(struct job *job, unsigned workers, size_t count)
{
	const struct crew crew = {
	    .workers = workers,
	    .count = count,
	    .owner = job,
	    .work = work,
	    .take = take,
	    .drop = drop,
	};

	return crew_run(&crew);
}

static void
results_are_taken_in_order_each_once(void **state)
{
	static const size_t counts[] = {0, 1, 2, 63, 64, 65, 1000, 5000};

	(void)state;
	for (unsigned workers = 1; workers <= 5; workers++)
		for (size_t i = 0; i < sizeof(counts) / sizeof(counts[0]);
		     i++) {
			struct job job = {.stop_at = SIZE_MAX};

			assert_true(run(&job, workers, counts[i]));
			assert_int_equal(job.taken, counts[i]);
			assert_int_equal(job.made, counts[i]);
			assert_int_equal(job.gone, counts[i]);
		}
}

static void
workers_are_not_far_ahead(void **state)
{
	struct job job = {.stop_at = SIZE_MAX};

	(void)state;
	assert_true(run(&job, 4, 20000));
	/* The window, which holds those in the hands of who takes, too. */
	assert_in_range(job.most, 1, 4 * 64);
}

static void
an_end_drops_what_was_not_taken(void **state)
{
	(void)state;
	for (size_t stop_at = 1; stop_at < 200; stop_at += 33) {
		struct job job = {.stop_at = stop_at};

		assert_false(run(&job, 3, 10000));
		assert_int_equal(job.taken, stop_at);
		assert_int_equal(job.made, job.gone);
		assert_true(job.made < 10000);
	}
}

struct outer {
	struct job job;
	size_t inner; /* results of the crews within */
};

static void *
work_of_outer(void *owner, unsigned worker, size_t index)
{
	struct outer *outer = owner;

	return work(&outer->job, worker, index);
}

static void
drop_of_outer(void *owner, void *result)
{
	struct outer *outer = owner;

	drop(&outer->job, result);
}

/* The others go on, with work of theirs, while one of these runs. */
static bool
take_with_a_crew(void *owner, size_t index, void *result)
{
	struct outer *outer = owner;
	struct job job = {.stop_at = SIZE_MAX};

	if (index % 50 == 0) {
		assert_true(run(&job, 3, 200));
		outer->inner += job.taken;
	}
	return take(&outer->job, index, result);
}

static void
who_takes_may_run_a_crew(void **state)
{
	struct outer outer = {.job.stop_at = SIZE_MAX};
	const struct crew crew = {
	    .workers = 3,
	    .count = 1000,
	    .owner = &outer,
	    .work = work_of_outer,
	    .take = take_with_a_crew,
	    .drop = drop_of_outer,
	};

	(void)state;
	assert_true(crew_run(&crew));
	assert_int_equal(outer.job.taken, 1000);
	assert_int_equal(outer.job.made, 1000);
	assert_int_equal(outer.job.gone, 1000);
	assert_int_equal(outer.inner, 20 * 200);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(results_are_taken_in_order_each_once),
	    cmocka_unit_test(workers_are_not_far_ahead),
	    cmocka_unit_test(an_end_drops_what_was_not_taken),
	    cmocka_unit_test(who_takes_may_run_a_crew),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
