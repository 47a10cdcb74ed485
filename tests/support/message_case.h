/*
 * message_case - messages that are as large or as deep as a test wants them
 *
 * They stand in text_bytes until the next one is made.  Include after cmocka.h.
 */
#ifndef TESTS_SUPPORT_MESSAGE_CASE_H
#define TESTS_SUPPORT_MESSAGE_CASE_H

#include <stdlib.h>

#include "core/base/text.h"
#include "tests/support/tree_law.h"

#define TEXT_BYTES ((size_t)8 << 20)
#define MIXED "Content-Type: multipart/mixed; boundary=b\n\n"

static struct limits limits;
static struct arena *arena;
static char *text_bytes;

static inline int
set_up(void **state)
{
	(void)state;
	limits_default(&limits);
	arena = arena_create(message_arena_bytes(&limits));
	text_bytes = malloc(TEXT_BYTES);
	return arena == NULL || text_bytes == NULL ? -1 : 0;
}

static inline int
tear_down(void **state)
{
	(void)state;
	arena_destroy(&arena);
	free(text_bytes);
	return 0;
}

/* The default limits again: each test changes them as it likes. */
static inline int
default_limits(void **state)
{
	(void)state;
	limits_default(&limits);
	return 0;
}

/* With all the time in the world; the tree keeps its law (tree_law.h). */
static inline enum message_result
parse(struct slice file, struct message *message)
{
	struct budget budget;

	budget_init(&budget, UINT64_MAX);
	return tree_law_parse(file, &limits, arena, &budget, message);
}

/* head, count times line (with its number for a %u), tail. */
static inline struct slice
repeat(const char *head, const char *before, unsigned count, const char *after,
    const char *tail)
{
	struct text text = text_over(text_bytes, TEXT_BYTES);

	text_put(&text, slice_from_string(head));
	for (unsigned i = 0; i < count; i++) {
		text_put(&text, slice_from_string(before));
		text_printf(&text, "%u", i);
		text_put(&text, slice_from_string(after));
	}
	text_put(&text, slice_from_string(tail));
	assert_false(text.truncated);
	return text_slice(&text);
}

/* count multiparts inside each other, a leaf in the innermost. */
static inline struct slice
nest(unsigned count)
{
	struct text text = text_over(text_bytes, TEXT_BYTES);

	for (unsigned i = 0; i < count; i++)
		text_printf(&text,
		    "Content-Type: multipart/mixed; boundary=b%u\n\n--b%u\n", i,
		    i);
	text_put(&text, SLICE("\nx"));
	assert_false(text.truncated);
	return text_slice(&text);
}

/* In a table of tests: from the default limits on. */
#define CASE(test) cmocka_unit_test_setup(test, default_limits)

#endif
