/*
 * test_learn - features, and models that learn
 *
 * What a word, a pair and a run of bytes are is counted by hand.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/learn/facts.h"
#include "core/learn/model.h"
#include "core/learn/model_image.h"
#include "core/learn/words.h"

static const struct model_shape small = {12, 12, 12};
static const struct model_shape large = {14, 15, 13};

static struct arena *arena;
static void *image, *other;

static int
set_up(void **state)
{
	(void)state;
	arena = arena_create((size_t)64 << 20);
	image = aligned_alloc(MODEL_ALIGN, model_image_bytes(&large));
	other = aligned_alloc(MODEL_ALIGN, model_image_bytes(&large));
	return arena == NULL || image == NULL || other == NULL;
}

static int
tear_down(void **state)
{
	(void)state;
	arena_destroy(&arena);
	free(image);
	free(other);
	return 0;
}

static struct features
features_of(const char *head, const char *text)
{
	const struct canonical canonical = {
	    .head = slice_from_string(head),
	    .text = slice_from_string(text),
	    .folded = slice_from_string(text),
	};
	struct features features;

	features_make(&canonical, arena, &features);
	return features;
}

/* Messages that differ in a number, of one kind or the other. */
static struct features
letter(bool spam, unsigned number)
{
	char text[160];

	arena_reset(arena);
	snprintf(text, sizeof(text), "%s %u %s\n",
	    spam ? "buy cheap pills now" : "the meeting about the build of",
	    number, spam ? "limited offer click here" : "is at ten in my room");
	return features_of(spam ? "from:offers@example.com\nsubject:offer\n"
				: "from:ann@example.org\nsubject:meeting\n",
	    text);
}

static void
teach(void *to, unsigned messages)
{
	for (unsigned i = 0; i < messages; i++) {
		struct features features = letter(i % 2, i);

		model_learn(to, &features, i % 2, 1, NULL);
	}
}

static struct opinion
opinion_of(const void *of, bool spam, unsigned number)
{
	struct features features = letter(spam, number);
	struct opinion opinion;

	model_rate(of, &features, &opinion);
	return opinion;
}

/* ---- features ------------------------------------------------------------ */

static void
words_of_a_page_are_those_that_a_reader_counts(void **state)
{
	static const struct {
		const char *head, *text;
		size_t words;
	} table[] = {
	    {"", "", 0}, {"", "one two", 2},
	    {"", "don't e-mail me: $99.95!", 4}, {"", "...end. ", 1},
	    {"", "a.b. c", 2}, {"", "\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e", 3},
	    {"", "\xe6\x97", 1},                   /* cut */
	    {"", "\xd0\xbf\xd1\x80\xd0\xb8 x", 2}, /* Cyrillic: a word */
	    {"subject:hello\n", "", 2},
	    {"subject:hello", "", 2}, /* no end of line */
	    {"a:b c\nd:e\n", "f", 6},
	    {":\n\n:", "", 3}, /* names without a letter */
	};

	(void)state;
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		const struct canonical canonical = {
		    .head = slice_from_string(table[i].head),
		    .folded = slice_from_string(table[i].text),
		};
		static struct learn_word words[LEARN_WORDS_MAX];
		struct page page;

		arena_reset(arena);
		assert_true(page_make(&canonical, arena, &page));
		if (words_read(&page, words) != table[i].words)
			fail_msg("row %zu", i);
	}
}

static void
features_are_each_there_once(void **state)
{
	struct features once, twice;

	(void)state;
	arena_reset(arena);
	once = features_of("", "aaaaaa");
	/* "aaaaa", and "aaaa\n": with the end of the line. */
	assert_int_equal(once.text.count, 2);
	assert_int_equal(once.head.count, 0);
	assert_int_equal(once.tokens.count, 1);
	assert_int_equal(once.pairs.count, 1);
	twice = features_of("", "one one one");
	assert_int_equal(twice.tokens.count, 1);
	/* Alone, and at distances 1 and 2. */
	assert_int_equal(twice.pairs.count, 3);
}

static void
words_are_told_apart_by_where_they_stand(void **state)
{
	struct features subject, from;

	(void)state;
	arena_reset(arena);
	subject = features_of("subject:hello\n", "");
	from = features_of("from:hello\n", "");
	/* Its field, the word, and the word as if it stood in the text. */
	assert_int_equal(subject.tokens.count, 3);
	assert_int_equal(from.tokens.count, 2);
	for (size_t i = 0; i < from.tokens.count; i++)
		for (size_t j = 0; j < subject.tokens.count; j++)
			assert_true(
			    from.tokens.hashes[i] != subject.tokens.hashes[j]);
}

static void
huge_messages_have_bounded_features(void **state)
{
	size_t size = (size_t)1 << 20;
	char *text = malloc(size + 1);
	struct features features;

	(void)state;
	assert_non_null(text);
	for (size_t i = 0; i < size; i++)
		text[i] = (char)(i * 2654435761u >> 13 | 1);
	text[size] = '\0';
	arena_reset(arena);
	features = features_of(text, text);
	assert_true(features.head.count <= PAGE_HEAD_MAX + 1);
	assert_true(features.text.count <=
		    PAGE_LINKS_MAX + PAGE_TEXT_MAX + PAGE_HIDDEN_MAX + 3);
	assert_true(features.pairs.count <= 6 * LEARN_WORDS_MAX);
	assert_true(features.tokens.count <= 2 * LEARN_WORDS_MAX);
	free(text);
}

static void
kept_features_are_the_same(void **state)
{
	struct features features = letter(true, 7);
	struct features *kept = features_keep(&features);

	(void)state;
	assert_non_null(kept);
	assert_int_equal(kept->head.count, features.head.count);
	assert_memory_equal(kept->text.hashes, features.text.hashes,
	    features.text.count * sizeof(uint32_t));
	assert_int_equal(kept->pairs.count, features.pairs.count);
	assert_memory_equal(kept->pairs.hashes, features.pairs.hashes,
	    features.pairs.count * sizeof(uint32_t));
	assert_memory_equal(kept->tokens.hashes, features.tokens.hashes,
	    features.tokens.count * sizeof(uint32_t));
	free(kept);
}

/* ---- models ----------------------------------------------------------------
 */

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
what_is_forgotten_counts_no_more(void **state)
{
	struct features features = letter(true, 1);
	struct token_odds tokens;
	double before;

	(void)state;
	model_init(image, &small);
	model_learn(image, &features, true, 1, NULL);
	before = opinion_of(image, true, 1).odds[LEARNER_HEAD];
	model_forget(image, &features, true, 1);
	assert_int_equal(model_counts_of(image).spam, 0);
	tokens = model_token_odds(image);
	for (size_t i = 0; i < (size_t)1 << small.token_bits; i++)
		assert_true(tokens.counts[i].spam == 0);
	assert_true(opinion_of(image, true, 1).odds[LEARNER_HEAD] < before / 2);
	/* And once more changes no count. */
	model_forget(image, &features, true, 1);
	assert_int_equal(model_counts_of(image).spam, 0);
}

/* Everything but the stacker, which is summed in double. */
static void
assert_as_before(void)
{
	const struct model_head *now = image;
	struct model_head *then = other;

	for (int i = 0; i < LEARNERS; i++)
		assert_true(fabs(now->stacker.all.weights[i] -
				 then->stacker.all.weights[i]) < 1e-12);
	assert_true(fabs(now->stacker.slips - then->stacker.slips) < 1e-9);
	then->stacker = now->stacker;
	assert_memory_equal(image, other, model_image_bytes(&small));
}

static void
what_is_undone_was_never_there(void **state)
{
	struct features features = letter(true, 1);
	struct model_step steps[3];

	(void)state;
	model_init(image, &small);
	teach(image, 100);
	model_settle(image);
	memcpy(other, image, model_image_bytes(&small));
	/* With doubt, and with a label that all contradict. */
	model_learn_step(image, &features, true, 1, &steps[0]);
	model_learn_step(image, &features, false, 0.6, &steps[1]);
	model_learn_step(image, &features, true, 0.3, &steps[2]);
	model_settle(image);
	model_undo(image, &features, true, 0.3, &steps[2]);
	model_undo(image, &features, false, 0.6, &steps[1]);
	model_undo(image, &features, true, 1, &steps[0]);
	model_settle(image);
	assert_as_before();
}

/* The first one that a model learns, too. */
static void
the_first_lesson_can_be_undone(void **state)
{
	struct features features = letter(false, 7);
	struct model_step step;

	(void)state;
	model_init(image, &small);
	model_init(other, &small);
	model_learn_step(image, &features, false, 1, &step);
	model_undo(image, &features, false, 1, &step);
	assert_as_before();
}

/* Beside what others taught since there is little left, and less than where the
 * step is not known. */
static void
what_is_undone_late_leaves_little(void **state)
{
	struct features odd = letter(true, 4711);
	struct model_step step;
	double never, undone, forgotten;

	(void)state;
	for (unsigned with = 0; with < 3; with++) {
		double *is = with == 0   ? &never
			     : with == 1 ? &undone
					 : &forgotten;

		model_init(image, &small);
		teach(image, 100);
		if (with > 0)
			model_learn_step(image, &odd, false, 1, &step);
		teach(image, 100);
		if (with == 1)
			model_undo(image, &odd, false, 1, &step);
		if (with == 2)
			model_forget(image, &odd, false, 1);
		*is = opinion_of(image, true, 4711).fused;
	}
	print_message(
	    "# never %f, undone %f, forgotten %f\n", never, undone, forgotten);
	assert_true(fabs(undone - never) < fabs(forgotten - never));
}

static void
a_larger_model_knows_the_same(void **state)
{
	size_t bytes = model_image_bytes(&small);
	struct opinion before, after;

	(void)state;
	model_init(image, &small);
	teach(image, 100);
	assert_true(model_enlarge((struct slice){image, bytes}, other, &large));
	assert_true(
	    model_check((struct slice){other, model_image_bytes(&large)}));
	before = opinion_of(image, true, 5);
	after = opinion_of(other, true, 5);
	assert_true(before.fused == after.fused);
	assert_false(model_enlarge(
	    (struct slice){other, model_image_bytes(&large)}, image, &small));
}

static void
a_shipped_model_promises_nothing(void **state)
{
	(void)state;
	model_init(image, &small);
	teach(image, 1000);
	model_settle(image);
	assert_true(opinion_of(image, true, 5).score > 96);
	model_ship(image);
	model_settle(image);
	assert_true(opinion_of(image, true, 5).score < 95);
	assert_true(opinion_of(image, true, 5).score > 75);
	assert_true(opinion_of(image, false, 5).score < 10);
	assert_true(model_promise_at(image, 96).bound == 1);
}

/* ---- foreign images ------------------------------------------------------ */

static void
damaged_images_are_refused(void **state)
{
	size_t bytes = model_image_bytes(&small);
	struct slice all = {image, bytes};
	struct model_head *head = image;

	(void)state;
	model_init(image, &small);
	assert_true(model_check(all));
	for (size_t size = 0; size < sizeof(*head) + 64; size++)
		assert_false(model_check(slice_sub(all, 0, size)));
	assert_false(model_check(slice_sub(all, 0, bytes - 1)));
	head->version++;
	assert_false(model_check(all));
	model_init(image, &small);
	head->byte_order = __builtin_bswap32(head->byte_order);
	assert_false(model_check(all));
	model_init(image, &small);
	head->shape.pair_bits = 63;
	assert_false(model_check(all));
	head->shape.pair_bits = small.pair_bits + 1;
	assert_false(model_check(all));
	model_init(image, &small);
	head->stacker.all.weights[0] = NAN;
	assert_false(model_check(all));
	model_init(image, &small);
	head->token_ham = UINT32_MAX;
	assert_false(model_check(all));
	model_init(image, &small);
	head->token_used = (UINT32_C(1) << small.token_bits) + 1;
	assert_false(model_check(all));
}

static void
shapes_out_of_bounds_have_no_size(void **state)
{
	(void)state;
	assert_int_equal(model_image_bytes(&(struct model_shape){7, 8, 8}), 0);
	assert_int_equal(model_image_bytes(&(struct model_shape){8, 27, 8}), 0);
	assert_true(model_image_bytes(&model_shape_small) <= 4 << 20);
	assert_true(model_image_bytes(&model_shape_site) <= 32 << 20);
}

/* ---- facts --------------------------------------------------------------- */

static void
facts_have_the_hashes_of_their_words(void **state)
{
	static const struct {
		struct slice word;
		uint32_t place, hash;
	} table[] = {
#define FACT(hash, place, word) {SLICE(word), PLACE_##place, UINT32_C(hash)},
#include "core/learn/facts.def"
#undef FACT
	};

	(void)state;
	assert_int_equal(sizeof(table) / sizeof(table[0]), FACTS);
	for (size_t i = 0; i < FACTS; i++) {
		const struct learn_word word = {
		    table[i].hash, table[i].place, 0, 0};

		if (words_feature(&word) !=
		    words_feature_of(table[i].word, table[i].place))
			fail_msg("%.*s has another hash",
			    (int)table[i].word.size, table[i].word.data);
		assert_int_equal(facts_of(&word, 1), UINT32_C(1) << i);
	}
}

static void
facts_are_names_and_marks_and_nothing_else(void **state)
{
	static const struct {
		const char *head, *marks, *text;
		int facts;
	} table[] = {
	    {"", "", "html list-id", 0},
	    {"subject:list-id html\n", "", "", 0},
	    {"html:x\n", "", "", 0},
	    {"list-id:x\n", "", "", 1},
	    {"", "list-id", "", 0},
	    {"list-id:x\nlist-id:y\n", "html", "html", 2},
	    {"in-reply-to:x\n", "subject-re tree:t link-images:0", "", 4},
	    {"list-idx:x\n", "tree:th html-", "", 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		const struct canonical canonical = {
		    .head = slice_from_string(table[i].head),
		    .marks = slice_from_string(table[i].marks),
		    .folded = slice_from_string(table[i].text),
		};
		struct features features, *kept;

		arena_reset(arena);
		features_make(&canonical, arena, &features);
		assert_int_equal(
		    __builtin_popcount(features.facts), table[i].facts);
		kept = features_keep(&features);
		assert_non_null(kept);
		assert_int_equal(kept->facts, features.facts);
		free(kept);
	}
}

/* The same words are ham where they came through a list, else spam. */
static void
learners_are_worth_what_they_are_in_this_kind_of_mail(void **state)
{
	const uint32_t list = 1;
	const double odds[LEARNERS] = {2, 2, 2, 2};
	const struct stacker_case plain = {odds, 0, 1000, 1};
	const struct stacker_case listed = {odds, list, 1000, 1};
	struct stacker stacker;

	(void)state;
	stacker_init(&stacker);
	assert_true(
	    stacker_fuse(&stacker, &plain) == stacker_fuse(&stacker, &listed));
	for (int i = 0; i < 500; i++) {
		stacker_learn(&stacker, &plain, true, 1);
		stacker_learn(&stacker, &listed, false, 1);
	}
	assert_true(stacker_fuse(&stacker, &plain) > 2);
	assert_true(stacker_fuse(&stacker, &listed) < -2);
	assert_true(stacker_check(&stacker));
	/* What ships says of a kind only what learners are worth in it. */
	stacker_ship(&stacker);
	assert_true(stacker.where[0].bias == 0);
	assert_true(stacker.where[0].weights[0] < 0);
	stacker.where[FACTS - 1].bias = NAN;
	assert_false(stacker_check(&stacker));
}

/* What the kind says by itself is no evidence where the words are strange. */
static void
kinds_say_nothing_by_themselves_of_strange_mail(void **state)
{
	const double odds[LEARNERS] = {2, 2, 2, 2};
	struct stacker_case said = {odds, 1, 1000, 1};
	struct stacker stacker;
	double all, none;

	(void)state;
	stacker_init(&stacker);
	none = stacker_fuse(&stacker, &said);
	stacker.where[0].bias = -3;
	all = stacker_fuse(&stacker, &said);
	assert_true(fabs(all - (none - 3)) < 1e-12);
	said.familiar = 0.8;
	assert_true(stacker_fuse(&stacker, &said) == all);
	said.familiar = 0.7;
	assert_true(fabs(stacker_fuse(&stacker, &said) - (none - 1.5)) < 1e-12);
	said.familiar = 0.6;
	assert_true(fabs(stacker_fuse(&stacker, &said) - none) < 1e-12);
	said.familiar = 0;
	assert_true(fabs(stacker_fuse(&stacker, &said) - none) < 1e-12);
}

/* Of a quarter of the entries used, a quarter of new words seem to be known. */
static void
words_are_familiar_but_for_chance(void **state)
{
	const struct token_odds quarter = {.bits = 8, .used = 64};
	const struct token_odds full = {.bits = 8, .used = 256};

	(void)state;
	assert_true(token_odds_familiar(&quarter, 25, 100) == 0);
	assert_true(token_odds_familiar(&quarter, 10, 100) == 0);
	assert_true(token_odds_familiar(&quarter, 100, 100) == 1);
	assert_true(fabs(token_odds_familiar(&quarter, 70, 100) - 0.6) < 1e-12);
	assert_true(token_odds_familiar(&quarter, 0, 0) == 1);
	assert_true(token_odds_familiar(&full, 100, 100) == 1);
	assert_true(token_odds_familiar(&full, 99, 100) == 0);
}

static uint32_t
entries_used(void)
{
	const struct token_odds tokens = model_token_odds(image);
	uint32_t used = 0;

	for (size_t i = 0; i < (size_t)1 << tokens.bits; i++)
		used += tokens.counts[i].ham + tokens.counts[i].spam > 0;
	return used;
}

static void
used_entries_of_words_are_known(void **state)
{
	const struct model_head *head = (const void *)image;

	(void)state;
	model_init(image, &small);
	for (unsigned i = 0; i < 8; i++) {
		struct features features = letter(i % 2 == 0, i);

		model_learn(image, &features, i % 2 == 0, 1, NULL);
		assert_true(head->token_used > 0);
		assert_int_equal(head->token_used, entries_used());
	}
	for (unsigned i = 0; i < 4; i++) {
		struct features features = letter(i % 2 == 0, i);

		model_forget(image, &features, i % 2 == 0, 1);
		assert_int_equal(head->token_used, entries_used());
	}
	model_ship(image);
	assert_int_equal(head->token_used, entries_used());
}

static void
what_a_fact_taught_is_taken_back(void **state)
{
	const double odds[LEARNERS] = {3, -1, 0.5, 7};
	const struct stacker_case said = {odds, 5, 1000, 1};
	struct stacker stacker, before;
	struct stacker_step step;

	(void)state;
	stacker_init(&stacker);
	stacker_learn(&stacker, &said, false, 0.7);
	before = stacker;
	stacker_learn(&stacker, &said, true, 0.9);
	step = stacker_change(&before, &stacker);
	assert_true(stacker.where[2].bias > before.where[2].bias);
	assert_true(stacker.where[1].bias == 0);
	stacker_take_back(&stacker, &step, said.facts);
	for (int i = 0; i < FACTS; i++) {
		assert_true(
		    fabs(stacker.where[i].bias - before.where[i].bias) < 1e-12);
		for (int j = 0; j < LEARNERS; j++)
			assert_true(fabs(stacker.where[i].weights[j] -
					 before.where[i].weights[j]) < 1e-12);
	}
}

/* ---- reasons ------------------------------------------------------------- */

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
	    cmocka_unit_test(words_of_a_page_are_those_that_a_reader_counts),
	    cmocka_unit_test(features_are_each_there_once),
	    cmocka_unit_test(words_are_told_apart_by_where_they_stand),
	    cmocka_unit_test(huge_messages_have_bounded_features),
	    cmocka_unit_test(kept_features_are_the_same),
	    cmocka_unit_test(an_empty_model_is_undecided),
	    cmocka_unit_test(every_word_of_the_prior_is_found_where_it_stands),
	    cmocka_unit_test(the_plainest_mail_is_told_apart_untaught),
	    cmocka_unit_test(what_was_taught_is_told_apart),
	    cmocka_unit_test(what_is_asked_in_one_go_is_the_same),
	    cmocka_unit_test(the_same_lessons_make_the_same_bytes),
	    cmocka_unit_test(a_distrusted_report_moves_less),
	    cmocka_unit_test(the_first_of_a_kind_is_not_doubted),
	    cmocka_unit_test(what_is_forgotten_counts_no_more),
	    cmocka_unit_test(what_is_undone_was_never_there),
	    cmocka_unit_test(the_first_lesson_can_be_undone),
	    cmocka_unit_test(what_is_undone_late_leaves_little),
	    cmocka_unit_test(a_larger_model_knows_the_same),
	    cmocka_unit_test(a_shipped_model_promises_nothing),
	    cmocka_unit_test(damaged_images_are_refused),
	    cmocka_unit_test(shapes_out_of_bounds_have_no_size),
	    cmocka_unit_test(facts_have_the_hashes_of_their_words),
	    cmocka_unit_test(facts_are_names_and_marks_and_nothing_else),
	    cmocka_unit_test(
		learners_are_worth_what_they_are_in_this_kind_of_mail),
	    cmocka_unit_test(what_a_fact_taught_is_taken_back),
	    cmocka_unit_test(kinds_say_nothing_by_themselves_of_strange_mail),
	    cmocka_unit_test(words_are_familiar_but_for_chance),
	    cmocka_unit_test(used_entries_of_words_are_known),
	    cmocka_unit_test(reasons_name_the_words_that_weighed),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
