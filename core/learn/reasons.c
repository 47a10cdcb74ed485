/*
 * reasons - which words weighed most
 */
#include <math.h>
#include <stdlib.h>

#include "core/base/text.h"
#include "core/learn/model_image.h"
#include "core/learn/words.h"

/* Log-odds below which a word is no reason. */
#define WEIGHT_MIN 0.005
#define TEXT_BYTES 120u

/* A word of the message, and what it weighs. */
struct weighed {
	const struct learn_word *word;
	double weight;
};

/* ---- what a word is called --------------------------------------------------
 */

/* The name of the field whose line the byte at at stands in. */
static struct slice
field_name(const struct page *page, size_t at)
{
	size_t begin = at;
	struct slice line;

	while (begin > 0 && page->bytes[begin - 1] != '\n')
		begin--;
	line = (struct slice){page->bytes + begin, at - begin};
	return slice_sub(line, 0, slice_find_byte(line, ':'));
}

static struct slice
place_name(const struct page *page, const struct learn_word *word)
{
	switch (word->place) {
	case PLACE_NAME:
		return SLICE("field");
	case PLACE_MARK:
		return SLICE("fact");
	case PLACE_LINK:
		return SLICE("link");
	case PLACE_TEXT:
		return SLICE("text");
	case PLACE_HIDDEN:
		return SLICE("hidden text");
	default:
		return field_name(page, word->at);
	}
}

static bool
tell(const struct page *page, const struct weighed *weighed,
    struct arena *arena, struct reason *reason_r)
{
	const struct learn_word *word = weighed->word;
	char room[TEXT_BYTES];
	struct text text = TEXT_OVER(room);

	text_put(&text, place_name(page, word));
	text_put(&text, SLICE(": "));
	text_put(&text, (struct slice){page->bytes + word->at, word->size});
	reason_r->weight = weighed->weight;
	return arena_copy(arena, text_slice(&text), &reason_r->text);
}

/* ---- what it weighs --------------------------------------------------------
 */

static void
weigh_all(const void *image, const struct features *features,
    const struct learn_word *words, size_t count, struct weighed *weighed_r)
{
	const struct model_head *head = image;
	struct regression pairs = model_regression(image, TABLE_PAIRS);
	struct token_odds tokens = model_token_odds(image);
	double share = token_odds_share(&tokens, &features->tokens);
	struct stacker_worth worth =
	    stacker_worth_in(&head->stacker, features->facts);

	for (size_t i = 0; i < count; i++) {
		uint32_t feature = words_feature(&words[i]);

		weighed_r[i].word = &words[i];
		weighed_r[i].weight =
		    worth.weights[LEARNER_TOKENS] * share *
			token_odds_of(&tokens, feature) +
		    worth.weights[LEARNER_PAIRS] *
			regression_weight(&pairs, &model_pair_rates, feature,
			    features->pairs.count);
	}
}

/* The heavier one first; of equal ones the one that stands first. */
static int
compare(const void *a, const void *b)
{
	const struct weighed *x = a, *y = b;
	double difference = fabs(y->weight) - fabs(x->weight);

	if (difference != 0)
		return difference > 0 ? 1 : -1;
	return x->word < y->word ? -1 : x->word > y->word;
}

static bool
is_same(const struct weighed *a, const struct weighed *b)
{
	return a->word->hash == b->word->hash &&
	       a->word->place == b->word->place;
}

static size_t
tell_strongest(const struct page *page, const struct weighed *weighed,
    size_t count, struct arena *arena, struct reason *reasons_r, size_t max)
{
	size_t told = 0;

	for (size_t i = 0; i < count && told < max; i++) {
		if (fabs(weighed[i].weight) < WEIGHT_MIN)
			break;
		/* Words that are the same weigh the same: neighbours. */
		if (i > 0 && is_same(&weighed[i], &weighed[i - 1]))
			continue;
		if (!tell(page, &weighed[i], arena, &reasons_r[told]))
			break;
		told++;
	}
	return told;
}

size_t
model_reasons(const void *image, const struct canonical *canonical,
    struct arena *arena, struct reason *reasons_r, size_t max)
{
	struct learn_word *words =
	    arena_alloc_array(arena, LEARN_WORDS_MAX, sizeof(*words));
	struct weighed *weighed =
	    arena_alloc_array(arena, LEARN_WORDS_MAX, sizeof(*weighed));
	struct features features;
	struct page page;
	size_t count;

	if (words == NULL || weighed == NULL ||
	    !page_make(canonical, arena, &page))
		return 0;
	features_make(canonical, arena, &features);
	count = words_read(&page, words);
	weigh_all(image, &features, words, count, weighed);
	qsort(weighed, count, sizeof(*weighed), compare);
	return tell_strongest(&page, weighed, count, arena, reasons_r, max);
}
