/*
 * model_case - letters of two kinds, and a model that learns them
 *
 * What a model is taught here is spam and ham by turns, alike but for a number.
 * Features live in the arena until the next letter.  Include after cmocka.h.
 */
#ifndef TESTS_SUPPORT_MODEL_CASE_H
#define TESTS_SUPPORT_MODEL_CASE_H

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#include "core/learn/model.h"
#include "core/learn/model_image.h"

static const struct model_shape small = {12, 12, 12};
static const struct model_shape large = {14, 15, 13};

static struct arena *arena;
/* Room for a model of the large shape each. */
static void *image, *other;

static inline int
set_up(void **state)
{
	(void)state;
	arena = arena_create((size_t)64 << 20);
	image = aligned_alloc(MODEL_ALIGN, model_image_bytes(&large));
	other = aligned_alloc(MODEL_ALIGN, model_image_bytes(&large));
	return arena == NULL || image == NULL || other == NULL;
}

static inline int
tear_down(void **state)
{
	(void)state;
	arena_destroy(&arena);
	free(image);
	free(other);
	return 0;
}

/* Of a message that has these alone. */
static inline struct features
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
static inline struct features
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

/* As many of both kinds, ham first. */
static inline void
teach(void *to, unsigned messages)
{
	for (unsigned i = 0; i < messages; i++) {
		struct features features = letter(i % 2, i);

		model_learn(to, &features, i % 2, 1, NULL);
	}
}

static inline struct opinion
opinion_of(const void *of, bool spam, unsigned number)
{
	struct features features = letter(spam, number);
	struct opinion opinion;

	model_rate(of, &features, &opinion);
	return opinion;
}

#endif
