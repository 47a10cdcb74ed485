/*
 * tree_case - messages, and the trees that must come of them
 *
 * Include after cmocka.h.
 */
#ifndef TESTS_SUPPORT_TREE_CASE_H
#define TESTS_SUPPORT_TREE_CASE_H

#include <stdio.h>

#include "core/base/text.h"
#include "tests/support/tree_law.h"
#include "tests/support/tree_text.h"

#define TREE_MAX 4096u

static struct limits limits;
static struct arena *arena;

static inline int
set_up(void **state)
{
	(void)state;
	limits_default(&limits);
	arena = arena_create(message_arena_bytes(&limits));
	return arena == NULL ? -1 : 0;
}

static inline int
tear_down(void **state)
{
	(void)state;
	arena_destroy(&arena);
	return 0;
}

static inline void
parse(struct slice file, struct message *message)
{
	struct budget budget;

	budget_init(&budget, UINT64_MAX);
	assert_int_not_equal(
	    tree_law_parse(file, &limits, arena, &budget, message),
	    MESSAGE_NO_MEMORY);
}

/* The tree is written as tree_text.h says. */
struct tree_case {
	const char *message;
	const char *tree;
};

static inline void
check_case(const char *message, const char *tree)
{
	char array[TREE_MAX];
	struct text text = TEXT_OVER(array);
	struct message parsed;

	parse(slice_from_string(message), &parsed);
	tree_write(&text, &parsed);
	assert_false(text.truncated);
	assert_string_equal(array, tree);
}

static inline void
check_cases(const struct tree_case *cases, size_t count)
{
	for (size_t i = 0; i < count; i++)
		check_case(cases[i].message, cases[i].tree);
}

#define CHECK_CASES(cases) check_cases(cases, sizeof(cases) / sizeof(cases[0]))

#endif
