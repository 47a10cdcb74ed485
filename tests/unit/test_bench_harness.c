/*
 * test_bench_harness - the parts of the harness that only count
 *
 * Expected values are by hand, and for the Poisson process from its theory.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "bench/harness/figures.h"
#include "bench/harness/progress.h"
#include "bench/harness/sweep.h"
#include "bench/serve/latency.h"
#include "bench/serve/random.h"
#include "bench/serve/disturb.h"
#include "bench/serve/schedule.h"
#include "bench/serve/timeline.h"

/* ---- latency ------------------------------------------------------------- */

static void
a_percentile_is_known_to_a_thirtysecond_part(void **state)
{
	static struct latency latency;
	static const double shares[] = {0.5, 0.9, 0.99, 0.999};

	(void)state;
	for (uint64_t ns = 1; ns <= 1000000; ns++)
		latency_add(&latency, ns);
	assert_int_equal(latency.count, 1000000);
	assert_int_equal(latency.max_ns, 1000000);
	for (size_t i = 0; i < 4; i++) {
		double exact = shares[i] * 1e6;
		double told =
		    (double)latency_percentile_ns(&latency, shares[i]);

		assert_true(told >= exact);
		assert_true(told <= exact * (1 + 1.0 / 32) + 1);
	}
	assert_int_equal(latency_percentile_ns(&latency, 1), 1000000);
}

static void
a_percentile_of_nothing_is_nothing(void **state)
{
	static struct latency latency;

	(void)state;
	assert_int_equal(latency_percentile_ns(&latency, 0.99), 0);
}

static void
any_duration_has_a_bucket_that_is_not_below_it(void **state)
{
	uint64_t random = 3;

	(void)state;
	for (unsigned round = 0; round < 2000; round++) {
		struct latency *latency = calloc(1, sizeof(*latency));
		uint64_t ns = random_next(&random) >> (round % 64);

		assert_non_null(latency);
		latency_add(latency, ns);
		/* One value is its own maximum: told exactly. */
		assert_int_equal(latency_percentile_ns(latency, 0.5), ns);
		latency_add(latency, UINT64_MAX);
		assert_true(latency_percentile_ns(latency, 0.4) >= ns);
		free(latency);
	}
}

/* ---- schedule ------------------------------------------------------------ */

static void
even_arrivals_are_evenly_apart(void **state)
{
	struct schedule schedule;

	(void)state;
	schedule_begin(&schedule, ARRIVALS_EVEN, 1000, 0, 1);
	for (uint64_t i = 0; i < 1000; i++) {
		assert_int_equal(schedule_due_ns(&schedule), i * 1000000);
		schedule_advance(&schedule);
	}
}

static void
bursts_come_at_once_and_keep_the_rate(void **state)
{
	struct schedule schedule;

	(void)state;
	schedule_begin(&schedule, ARRIVALS_BURST, 1000, 10, 1);
	for (uint64_t i = 0; i < 1000; i++) {
		assert_int_equal(schedule_due_ns(&schedule), i / 10 * 10000000);
		schedule_advance(&schedule);
	}
}

/* Times between events are exponential: mean and deviation are 1/rate, and
 * 1 - 1/e of them are below the mean.  Five deviations of what 200,000 of them
 * may be off by chance. */
static void
poisson_arrivals_have_the_mean_and_the_shape_of_a_poisson_process(void **state)
{
	const double count = 200000, mean = 20000;
	struct schedule schedule;
	double sum = 0, squares = 0, below = 0;
	uint64_t before = 0;

	(void)state;
	schedule_begin(&schedule, ARRIVALS_POISSON, 50000, 0, 42);
	for (unsigned i = 0; i < 200000; i++) {
		uint64_t due = schedule_due_ns(&schedule);
		double apart = (double)(due - before);

		assert_true(due >= before);
		sum += apart;
		squares += apart * apart;
		below += apart < mean;
		before = due;
		schedule_advance(&schedule);
	}
	assert_true(fabs(sum / count - mean) < 5 * mean / sqrt(count));
	assert_true(fabs(squares / count - 2 * mean * mean) <
		    5 * sqrt(20) * mean * mean / sqrt(count));
	assert_true(
	    fabs(below / count - (1 - exp(-1))) < 5 * 0.5 / sqrt(count));
}

static void
the_same_seed_gives_the_same_times_and_another_gives_others(void **state)
{
	struct schedule one, two, other;
	unsigned differ = 0;

	(void)state;
	schedule_begin(&one, ARRIVALS_POISSON, 100, 0, 7);
	schedule_begin(&two, ARRIVALS_POISSON, 100, 0, 7);
	schedule_begin(&other, ARRIVALS_POISSON, 100, 0, 8);
	for (unsigned i = 0; i < 1000; i++) {
		assert_int_equal(schedule_due_ns(&one), schedule_due_ns(&two));
		differ += schedule_due_ns(&one) != schedule_due_ns(&other);
		schedule_advance(&one);
		schedule_advance(&two);
		schedule_advance(&other);
	}
	assert_true(differ > 990);
}

/* ---- figures ------------------------------------------------------------- */

static void
a_median_is_that_of_the_middle(void **state)
{
	double odd[] = {5, 1, 9}, even[] = {4, 1, 9, 2}, one[] = {7};
	struct spread spread;

	(void)state;
	spread = spread_of(odd, 3);
	assert_true(spread.median == 5 && spread.min == 1 && spread.max == 9);
	spread = spread_of(even, 4);
	assert_true(spread.median == 3 && spread.min == 1 && spread.max == 9);
	spread = spread_of(one, 1);
	assert_true(spread.median == 7 && spread.min == 7 && spread.max == 7);
}

static void
ratios_are_taken_pair_by_pair(void **state)
{
	struct figures runs[3] = {0}, base[3] = {0};
	struct spread spread;

	(void)state;
	for (unsigned i = 0; i < 3; i++) {
		static const double ours[] = {10, 300, 8};
		static const double theirs[] = {5, 100, 0};

		runs[i].value[FIGURE_P50_US] = ours[i];
		base[i].value[FIGURE_P50_US] = theirs[i];
	}
	/* 2 and 3; the third has nothing to be compared with. */
	spread = figures_ratio(runs, base, 3, FIGURE_P50_US);
	assert_true(spread.median == 2.5);
	assert_true(spread.min == 2 && spread.max == 3);
	spread = figures_ratio(runs, base, 3, FIGURE_P99_US);
	assert_true(spread.median == 0);
}

static void
figures_are_what_the_counts_come_to(void **state)
{
	static struct serve_result result;
	static struct latency machine;
	struct usage usage = {.cpu_ns = 500000000,
	    .voluntary = 2000,
	    .involuntary = 500,
	    .peak_bytes = 3000000};
	struct figures figures;

	(void)state;
	result.answers = 1000;
	result.bytes = 4000000;
	result.wall_ns = 2000000000;
	latency_add(&result.latency, 1000);
	latency_add(&result.served, 16);
	latency_add(&result.lag, 8);
	latency_add(&machine, 4);
	figures = figures_of(&result, &usage, &machine);
	assert_true(figures.value[FIGURE_MESSAGES_PER_S] == 500);
	assert_true(figures.value[FIGURE_MB_PER_S] == 2);
	assert_true(figures.value[FIGURE_CPU_US] == 500);
	assert_true(figures.value[FIGURE_CORES] == 0.25);
	assert_true(figures.value[FIGURE_MESSAGES_PER_CORE_S] == 2000);
	assert_true(figures.value[FIGURE_MB_PER_CORE_S] == 8);
	assert_true(figures.value[FIGURE_PEAK_MB] == 3);
	assert_true(figures.value[FIGURE_VOLUNTARY] == 2);
	assert_true(figures.value[FIGURE_INVOLUNTARY] == 0.5);
	assert_true(figures.value[FIGURE_MAX_US] == 1);
	assert_true(figures.value[FIGURE_SERVED_P50_US] == 0.016);
	assert_true(figures.value[FIGURE_SERVED_P999_US] == 0.016);
	assert_true(figures.value[FIGURE_LAG_P999_US] == 0.008);
	assert_true(figures.value[FIGURE_MACHINE_P999_US] == 0.004);
}

static void
figures_of_nothing_are_zero_and_not_infinite(void **state)
{
	static struct serve_result result;
	struct usage usage = {0};
	static struct latency machine;
	struct figures figures = figures_of(&result, &usage, &machine);

	(void)state;
	for (int i = 0; i < FIGURE_COUNT; i++)
		assert_true(figures.value[i] == 0);
}

/* ---- sweep --------------------------------------------------------------- */

static void
a_sweep_goes_through_every_combination(void **state)
{
	char outstanding[] = "outstanding=1,8,64", workers[] = "workers=1,2";
	static const char *const expected[] = {
	    "1/1", "1/2", "8/1", "8/2", "64/1", "64/2"};
	struct sweep sweep = {0};

	(void)state;
	assert_int_equal(sweep_points(&sweep), 1);
	assert_null(sweep_add(&sweep, outstanding));
	assert_null(sweep_add(&sweep, workers));
	assert_int_equal(sweep_points(&sweep), 6);
	for (size_t point = 0; point < 6; point++) {
		char *filled =
		    sweep_fill(&sweep, point, "@outstanding@/@workers@");

		assert_string_equal(filled, expected[point]);
		free(filled);
	}
	assert_string_equal(sweep_named(&sweep, 5, "workers", "x"), "2");
	assert_string_equal(sweep_named(&sweep, 5, "rate", "x"), "x");
}

static void
only_names_of_the_sweep_are_filled_in(void **state)
{
	static const struct {
		const char *text;
		const char *filled;
	} rows[] = {
	    {"", ""},
	    {"@", "@"},
	    {"@@", "@@"},
	    {"@n", "@n"},
	    {"@n@", "5"},
	    {"@@n@@", "@5@"},
	    {"@n@n@", "5n@"},
	    {"@nn@ @N@", "@nn@ @N@"},
	    {"ann@example.net bob@n@", "ann@example.net bob5"},
	};
	char text[] = "n=5";
	struct sweep sweep = {0};

	(void)state;
	assert_null(sweep_add(&sweep, text));
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char *filled = sweep_fill(&sweep, 0, rows[i].text);

		assert_string_equal(filled, rows[i].filled);
		free(filled);
	}
}

static void
a_sweep_that_makes_no_sense_is_refused(void **state)
{
	static const char *const bad[] = {
	    "", "n", "n=", "=1", "n=1,,2", "n=1,", "N=1", "a b=1", "was=2"};

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct sweep sweep = {0};
		char first[] = "was=1", text[32];

		assert_null(sweep_add(&sweep, first));
		memcpy(text, bad[i], strlen(bad[i]) + 1);
		assert_non_null(sweep_add(&sweep, text));
	}
}

static void
a_bar_is_as_long_as_its_share(void **state)
{
	char bar[5];

	(void)state;
	progress_bar(bar, 4, 0);
	assert_string_equal(bar, "....");
	progress_bar(bar, 4, 0.5);
	assert_string_equal(bar, "##..");
	progress_bar(bar, 4, 1);
	assert_string_equal(bar, "####");
}

/* ---- timeline ------------------------------------------------------------
 */

static void
a_run_of_any_length_keeps_every_answer_in_its_slice(void **state)
{
	static struct timeline timeline;
	uint64_t kept = 0;

	(void)state;
	/* 10,000 answers, one each 0.7 ms and as long as their number: 7 s. */
	for (uint64_t i = 0; i < 10000; i++)
		timeline_add(&timeline, i * 700000, i);
	/* 64 slices of 160 ms are 10 s, of 80 ms too few. */
	assert_int_equal(timeline_slice_ns(&timeline), 160000000);
	assert_int_equal(timeline.used, 44);
	for (size_t i = 0; i < timeline.used; i++) {
		const struct latency *latency = &timeline.slices[i].latency;
		/* The last one that is due ahead of the slice's end. */
		uint64_t last = ((i + 1) * 160000000 - 1) / 700000;

		assert_int_equal(latency->max_ns, last < 9999 ? last : 9999);
		kept += latency->count;
	}
	assert_int_equal(kept, 10000);
}

static void
a_disturbance_stands_in_the_slice_of_its_time(void **state)
{
	static struct timeline timeline;

	(void)state;
	timeline_disturb(&timeline, 15000000);
	assert_int_equal(timeline.used, 2);
	assert_int_equal(timeline.slices[1].disturbances, 1);
	timeline_add(&timeline, 1270000000, 5); /* the 128th slice of 10 ms */
	assert_int_equal(timeline_slice_ns(&timeline), 20000000);
	assert_int_equal(timeline.slices[0].disturbances, 1);
	assert_int_equal(timeline.slices[63].latency.count, 1);
}

static void
disturbances_are_read_by_their_first_word(void **state)
{
	static const struct {
		const char *text;
		bool good;
		enum disturbance_kind kind;
		uint64_t amount;
	} rows[] = {
	    {"pause:20", true, DISTURB_PAUSE, 20},
	    {"deaf:0", true, DISTURB_DEAF, 0},
	    {"flood:1000000", true, DISTURB_FLOOD, 1000000},
	    {"flood:1000001", false, DISTURB_FLOOD, 0},
	    {"pause:", false, DISTURB_PAUSE, 0},
	    {"pause:-1", false, DISTURB_PAUSE, 0},
	    {"pause:1s", false, DISTURB_PAUSE, 0},
	    {"helper:HUP", true, DISTURB_COMMAND, 0},
	    {"engine:usr1", true, DISTURB_COMMAND, 0},
	    {"helper:HUB", false, DISTURB_COMMAND, 0},
	    {"engine:", false, DISTURB_COMMAND, 0},
	    {"pauses", true, DISTURB_COMMAND, 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct disturbance disturbance = {.amount = 0};

		assert_int_equal(
		    disturbance_read(rows[i].text, &disturbance) == NULL,
		    rows[i].good);
		assert_int_equal(disturbance.kind, rows[i].kind);
		if (rows[i].good)
			assert_int_equal(disturbance.amount, rows[i].amount);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(
		a_run_of_any_length_keeps_every_answer_in_its_slice),
	    cmocka_unit_test(a_disturbance_stands_in_the_slice_of_its_time),
	    cmocka_unit_test(disturbances_are_read_by_their_first_word),
	    cmocka_unit_test(a_percentile_is_known_to_a_thirtysecond_part),
	    cmocka_unit_test(a_percentile_of_nothing_is_nothing),
	    cmocka_unit_test(any_duration_has_a_bucket_that_is_not_below_it),
	    cmocka_unit_test(even_arrivals_are_evenly_apart),
	    cmocka_unit_test(bursts_come_at_once_and_keep_the_rate),
	    cmocka_unit_test(
		poisson_arrivals_have_the_mean_and_the_shape_of_a_poisson_process),
	    cmocka_unit_test(
		the_same_seed_gives_the_same_times_and_another_gives_others),
	    cmocka_unit_test(a_median_is_that_of_the_middle),
	    cmocka_unit_test(ratios_are_taken_pair_by_pair),
	    cmocka_unit_test(figures_are_what_the_counts_come_to),
	    cmocka_unit_test(figures_of_nothing_are_zero_and_not_infinite),
	    cmocka_unit_test(a_sweep_goes_through_every_combination),
	    cmocka_unit_test(only_names_of_the_sweep_are_filled_in),
	    cmocka_unit_test(a_sweep_that_makes_no_sense_is_refused),
	    cmocka_unit_test(a_bar_is_as_long_as_its_share),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
