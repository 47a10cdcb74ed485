/*
 * test_learn - a model before its first lesson, and what it learns
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>
#include <string.h>

#include "tests/support/model_case.h"

static void
an_empty_model_is_undecided(void **state)
{
	const struct features features = features_of("", "lorem ipsum");
	struct opinion opinion;

	(void)state;
	model_init(image, &small);
	model_rate(image, &features, &opinion);
	assert_true(opinion.fused == 0 && opinion.score == 50);
}

/* A message in which only this word stands, at its place. */
static struct features
features_of_word(const char *place, struct slice word)
{
	char head[80], text[80];
	const bool subject = strcmp(place, "SUBJECT") == 0;
	struct canonical canonical = {0};
	struct features features;

	arena_reset(arena);
	snprintf(head, sizeof(head), "%s%.*s%s", subject ? "subject:" : "",
	    (int)word.size, (const char *)word.data, subject ? "" : ":");
	snprintf(text, sizeof(text), "%.*s", (int)word.size,
	    (const char *)word.data);
	if (subject || strcmp(place, "NAME") == 0)
		canonical.head = slice_from_string(head);
	else if (strcmp(place, "MARK") == 0)
		canonical.marks = slice_from_string(text);
	else
		canonical.folded = slice_from_string(text);
	features_make(&canonical, arena, &features);
	return features;
}

/* A word that no message can hold as it is written would be of no use. */
static void
every_word_of_the_prior_is_found_where_it_stands(void **state)
{
	static const struct {
		const char *place;
		int tenths;
		const char *words;
	} rows[] = {
#define PRIOR(place, tenths, words) {#place, tenths, words},
#include "core/learn/prior.def"
#undef PRIOR
	};
	static const struct model_shape shape = {8, 20, 8};
	void *born = aligned_alloc(MODEL_ALIGN, model_image_bytes(&shape));

	(void)state;
	assert_non_null(born);
	model_init(born, &shape);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct slice rest = slice_from_string(rows[i].words);

		while (rest.size > 0) {
			size_t end = slice_find_byte(rest, ' ');
			struct slice word = slice_sub(rest, 0, end);
			struct features features =
			    features_of_word(rows[i].place, word);
			struct opinion opinion;

			model_rate(born, &features, &opinion);
			if (opinion.fused * rows[i].tenths <= 0)
				fail_msg("%s %.*s", rows[i].place,
				    (int)word.size, (const char *)word.data);
			rest = slice_skip(rest, end + 1);
		}
	}
	free(born);
}

static void
the_plainest_mail_is_told_apart_untaught(void **state)
{
	static const struct {
		bool spam;
		const char *head, *text;
	} table[] = {
	    {true, "subject:FREE pills\n", "order cheap viagra, click here"},
	    {true, "subject:Urgent\n", "dear sir, transfer million dollars"},
	    {false, "subject:Re: patch\nin-reply-to:x\n", "it works, thanks"},
	    {false, "subject:Meeting\n", "i'm there tomorrow, cheers"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		struct features features;
		struct opinion opinion;

		arena_reset(arena);
		features = features_of(table[i].head, table[i].text);
		model_init(image, &large);
		model_rate(image, &features, &opinion);
		if ((opinion.fused > 0) != table[i].spam || opinion.fused == 0)
			fail_msg("row %zu: %f", i, opinion.fused);
		/* Who is taught otherwise knows better. */
		for (unsigned n = 0; n < 10; n++)
			model_learn(image, &features, !table[i].spam, 1, NULL);
		model_rate(image, &features, &opinion);
		if ((opinion.fused > 0) == table[i].spam)
			fail_msg("row %zu, taught: %f", i, opinion.fused);
	}
}

static void
what_was_taught_is_told_apart(void **state)
{
	(void)state;
	model_init(image, &small);
	teach(image, 100);
	assert_int_equal(model_counts_of(image).ham, 50);
	assert_int_equal(model_counts_of(image).spam, 50);
	for (unsigned i = 1000; i < 1020; i++) {
		struct opinion spam = opinion_of(image, true, i);
		struct opinion ham = opinion_of(image, false, i);

		for (int j = 0; j < LEARNERS; j++)
			assert_true(spam.odds[j] > 0 && ham.odds[j] < 0);
		assert_true(spam.score > 50 && ham.score < 50);
	}
}

/* So long that weights are added up in many steps. */
static void
what_is_asked_in_one_go_is_the_same(void **state)
{
	static char text[9000];
	const struct canonical canonical = {
	    .head = SLICE("from:ann@example.org\nsubject:meeting\n"),
	    .folded = {(const uint8_t *)text, sizeof(text) - 1},
	};
	struct features features;
	struct opinion asked, rated;
	size_t end = 0;

	(void)state;
	model_init(image, &small);
	teach(image, 100);
	while (end < sizeof(text) - 40)
		end += (size_t)snprintf(text + end, sizeof(text) - end,
		    "the meeting %zu offer pills%zu ", end, end % 7);
	memset(text + end, ' ', sizeof(text) - 1 - end);
	arena_reset(arena);
	features_make(&canonical, arena, &features);
	assert_true(features.text.count > 1000);
	model_rate(image, &features, &rated);
	model_ask(image, &canonical, arena, &asked);
	assert_memory_equal(&asked, &rated, sizeof(asked));
	assert_true(rated.odds[LEARNER_TEXT] != 0);
}

static void
the_same_lessons_make_the_same_bytes(void **state)
{
	(void)state;
	model_init(image, &small);
	model_init(other, &small);
	teach(image, 200);
	teach(other, 200);
	assert_memory_equal(image, other, model_image_bytes(&small));
}

static void
a_distrusted_report_moves_less(void **state)
{
	struct features features = letter(true, 1);
	struct opinion full, half;

	(void)state;
	model_init(image, &small);
	model_init(other, &small);
	model_learn(image, &features, true, 1, NULL);
	model_learn(other, &features, true, 0.5, NULL);
	full = opinion_of(image, true, 1);
	half = opinion_of(other, true, 1);
	assert_true(half.odds[LEARNER_HEAD] > 0);
	assert_true(half.odds[LEARNER_HEAD] < full.odds[LEARNER_HEAD]);
}

/* From ham alone nobody learns what spam is: what it says of the first spam is
 * no reason to doubt the label, and hides little of the next one. */
static void
the_first_of_a_kind_is_not_doubted(void **state)
{
	(void)state;
	for (int spam = 0; spam < 2; spam++) {
		struct model_step step;
		struct features features;

		model_init(image, &small);
		for (unsigned i = 0; i < 200; i++) {
			features = letter(!spam, i);
			model_learn(image, &features, !spam, 1, NULL);
		}
		for (unsigned i = 0; i < 2; i++) {
			features = letter(spam, 1000 + i);
			model_learn_step(image, &features, spam, 1, &step);
			assert_true(step.trust > 0.9);
		}
		assert_int_equal(opinion_of(image, spam, 2000).fused > 0, spam);
	}
}

static void
reasons_name_the_words_that_weighed(void **state)
{
	const struct canonical canonical = {
	    .head = SLICE("subject:offer\n"),
	    .text = SLICE("buy zebra"),
	    .folded = SLICE("buy zebra"),
	};
	struct reason reasons[8];
	size_t count;
	bool found = false;

	(void)state;
	model_init(image, &large);
	teach(image, 200);
	arena_reset(arena);
	count = model_reasons(image, &canonical, arena, reasons, 8);
	assert_true(count >= 2 && count <= 8);
	for (size_t i = 0; i < count; i++) {
		assert_false(
		    slice_equal(reasons[i].text, SLICE("text: zebra")));
		if (slice_equal(reasons[i].text, SLICE("text: buy"))) {
			found = true;
			assert_true(reasons[i].weight > 0);
		}
		if (i > 0)
			assert_true(fabs(reasons[i].weight) <=
				    fabs(reasons[i - 1].weight));
	}
	assert_true(found);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(an_empty_model_is_undecided),
	    cmocka_unit_test(every_word_of_the_prior_is_found_where_it_stands),
	    cmocka_unit_test(the_plainest_mail_is_told_apart_untaught),
	    cmocka_unit_test(what_was_taught_is_told_apart),
	    cmocka_unit_test(what_is_asked_in_one_go_is_the_same),
	    cmocka_unit_test(the_same_lessons_make_the_same_bytes),
	    cmocka_unit_test(a_distrusted_report_moves_less),
	    cmocka_unit_test(the_first_of_a_kind_is_not_doubted),
	    cmocka_unit_test(reasons_name_the_words_that_weighed),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
