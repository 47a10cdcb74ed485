/*
 * test_learn_numbers - analysis, measures and calibration of the learners
 *
 * Values of functions and bounds: Python's math module, and a binomial sum in
 * exact integers there; measures: counted by hand.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>

#include "core/learn/calibration.h"
#include "core/learn/numbers.h"
#include "core/learn/quality.h"
#include "tests/support/random.h"

static void
assert_near(double is, double wanted, double tolerance)
{
	if (!(fabs(is - wanted) <= tolerance * (1 + fabs(wanted))))
		fail_msg("%.17g is not %.17g", is, wanted);
}

/* ---- functions --------------------------------------------------------- */

static void
exponentials_are_those_of_python(void **state)
{
	static const double table[][2] = {{-20, 2.061153622438558e-09},
	    {-1, 0.36787944117144233}, {-0.001, 0.999000499833375}, {0, 1},
	    {0.5, 1.6487212707001282}, {1, 2.718281828459045},
	    {10, 22026.465794806718}};

	(void)state;
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++)
		assert_near(number_exp(table[i][0]) / table[i][1], 1, 1e-9);
	assert_near(number_exp(700) / 1.0142320547350045e+304, 1, 1e-9);
	assert_near(number_exp(-700) / 9.85967654375977e-305, 1, 1e-9);
	assert_true(number_exp(1e9) == number_exp(700));
}

static void
logarithms_are_those_of_python(void **state)
{
	static const double table[][2] = {{1e-300, -690.7755278982137},
	    {0.001, -6.907755278982137}, {0.5, -0.6931471805599453}, {1, 0},
	    {1.5, 0.4054651081081644}, {2, 0.6931471805599453},
	    {10, 2.302585092994046}, {1e300, 690.7755278982137}};

	(void)state;
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++)
		assert_near(number_log(table[i][0]), table[i][1], 1e-9);
}

static void
probabilities_of_opposite_odds_make_one(void **state)
{
	(void)state;
	for (double x = -40; x <= 40; x += 0.37)
		assert_near(number_logistic(x) + number_logistic(-x), 1, 1e-12);
	assert_true(number_logistic(0) == 0.5);
}

/* ---- measures --------------------------------------------------------------
 */

static void
measures_are_what_counting_says(void **state)
{
	/* Of 4 * 3 pairs, one ham is above two spam (2), one level with one
	 * spam (1/2). */
	struct quality_sample samples[] = {{3, true}, {2, false}, {1, true},
	    {0.5, true}, {0.5, false}, {-1, false}, {-2, false}};
	struct quality quality;

	(void)state;
	quality_measure(samples, 7, &quality);
	assert_int_equal(quality.ham, 4);
	assert_int_equal(quality.spam, 3);
	assert_near(quality.area, 2.5 / 12, 1e-12);
	assert_near(quality.fp, 2.0 / 4, 1e-12);
	assert_near(quality.fn, 0, 1e-12);
	/* No ham may be lost: only the first spam is caught. */
	assert_near(quality.fn_001, 2.0 / 3, 1e-12);
	assert_near(quality_missed(samples, 7, &quality, 0.25), 1.0 / 3, 1e-12);
	assert_near(quality_missed(samples, 7, &quality, 0.5), 0, 1e-12);
	/* (2.5 / 5, 0.5 / 4): logits 0 and ln(1/7); half of their sum. */
	assert_near(quality.lam, 1 / (1 + sqrt(7)), 1e-12);
}

static void
one_kind_alone_has_no_measures(void **state)
{
	struct quality_sample samples[] = {{3, true}, {2, true}};
	struct quality quality;

	(void)state;
	quality_measure(samples, 2, &quality);
	assert_true(quality.area == 0 && quality.lam == 0);
	quality_measure(samples, 0, &quality);
	assert_int_equal(quality.spam, 0);
}

/* ---- calibration -----------------------------------------------------------
 */

static void
bounds_are_those_of_clopper_and_pearson(void **state)
{
	(void)state;
	assert_near(calibration_bound(0, 10), 0.2588655508930523, 1e-7);
	assert_near(calibration_bound(0, 3000), 0.0009980790119966112, 1e-7);
	assert_near(calibration_bound(1, 100), 0.04655981145353899, 1e-7);
	assert_near(calibration_bound(3, 4150), 0.0018672811527373212, 1e-7);
	assert_near(calibration_bound(5, 1000), 0.010484076911415676, 1e-7);
	assert_true(calibration_bound(0, 0) == 1);
	assert_true(calibration_bound(7, 7) == 1);
}

/* Rising all the way, and within 0..100. */
static void
assert_rises(const struct calibration *calibration)
{
	double last = -1;

	for (double odds = -48; odds <= 48; odds += 0.01) {
		double score = calibration_score(calibration, odds);

		assert_true(score > last && score <= 100);
		last = score;
	}
	assert_true(last < 100);
}

static void
without_ham_nothing_is_promised(void **state)
{
	struct calibration calibration;

	(void)state;
	calibration_init(&calibration);
	for (unsigned i = 0; i + 1 < CALIBRATION_HAM_MIN; i++)
		calibration_add(&calibration, -5, false);
	calibration_settle(&calibration);
	assert_rises(&calibration);
	assert_true(calibration_score(&calibration, 48) < 95);
	assert_near(calibration_score(&calibration, 0), 50, 1e-12);
}

static void
one_of_a_thousand_ham_messages_is_over_96(void **state)
{
	struct calibration calibration;
	uint64_t ham, over;

	(void)state;
	calibration_init(&calibration);
	/* 9,980 clear ones; 8, 6, 4 and 2 ever higher. */
	for (unsigned i = 0; i < 9980; i++)
		calibration_add(&calibration, -6.05, false);
	for (unsigned i = 0; i < 20; i++)
		calibration_add(&calibration,
		    i < 8    ? 2.05
		    : i < 14 ? 4.05
		    : i < 18 ? 6.05
			     : 9.05,
		    false);
	calibration_settle(&calibration);
	assert_rises(&calibration);
	/* Six (and one that was not seen) are under 10.001; twelve are not. */
	assert_true(calibration_score(&calibration, 4.2) >= 96);
	assert_true(calibration_score(&calibration, 4.05) < 96);
	calibration_over(&calibration, 96, &ham, &over);
	assert_int_equal(ham, 10000);
	assert_int_equal(over, 6);
	/* One of 10,000 was not seen: past the highest. */
	assert_true(calibration_score(&calibration, 9.05) < 99.95);
	assert_true(calibration_check(&calibration));
}

static void
broken_curves_are_refused(void **state)
{
	struct calibration calibration;

	(void)state;
	calibration_init(&calibration);
	assert_true(calibration_check(&calibration));
	calibration.alert = NAN;
	assert_false(calibration_check(&calibration));
	calibration.alert = 5;
	calibration.certain = 5;
	assert_false(calibration_check(&calibration));
	calibration.certain = INFINITY;
	assert_false(calibration_check(&calibration));
	calibration.certain = 6;
	assert_true(calibration_check(&calibration));
	calibration.ham[3] = UINT32_MAX;
	assert_false(calibration_check(&calibration));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(exponentials_are_those_of_python),
	    cmocka_unit_test(logarithms_are_those_of_python),
	    cmocka_unit_test(probabilities_of_opposite_odds_make_one),
	    cmocka_unit_test(measures_are_what_counting_says),
	    cmocka_unit_test(one_kind_alone_has_no_measures),
	    cmocka_unit_test(bounds_are_those_of_clopper_and_pearson),
	    cmocka_unit_test(without_ham_nothing_is_promised),
	    cmocka_unit_test(one_of_a_thousand_ham_messages_is_over_96),
	    cmocka_unit_test(broken_curves_are_refused),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
