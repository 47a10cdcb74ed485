/*
 * charset_case - bytes under a label, and the text that they are
 *
 * The text lives in the arena until the next bytes.  Include after cmocka.h.
 */
#ifndef TESTS_SUPPORT_CHARSET_CASE_H
#define TESTS_SUPPORT_CHARSET_CASE_H

#include "core/text/charset.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))
#define FFFD "\xEF\xBF\xBD"

static struct arena *arena;
static struct charsets *charsets;

static inline int
set_up(void **state)
{
	(void)state;
	arena = arena_create((size_t)64 << 20);
	charsets = charsets_create();
	return arena == NULL || charsets == NULL;
}

static inline int
tear_down(void **state)
{
	(void)state;
	charsets_destroy(&charsets);
	arena_destroy(&arena);
	return 0;
}

static inline struct charset_text
decode(struct slice bytes, const char *label)
{
	arena_reset(arena);
	return charset_decode(
	    charsets, bytes, slice_from_string(label), arena, NULL);
}

#endif
