/*
 * test_features - the words, pairs and runs of bytes of a message, and its
 * facts
 *
 * What a word, a pair and a run of bytes are is counted by hand.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>

#include "core/learn/facts.h"
#include "core/learn/words.h"
#include "tests/support/model_case.h"

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

/* ---- facts ------------------------------------------------------------------
 */

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

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(words_of_a_page_are_those_that_a_reader_counts),
	    cmocka_unit_test(features_are_each_there_once),
	    cmocka_unit_test(words_are_told_apart_by_where_they_stand),
	    cmocka_unit_test(huge_messages_have_bounded_features),
	    cmocka_unit_test(kept_features_are_the_same),
	    cmocka_unit_test(facts_have_the_hashes_of_their_words),
	    cmocka_unit_test(facts_are_names_and_marks_and_nothing_else),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
