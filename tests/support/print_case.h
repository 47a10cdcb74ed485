/*
 * print_case - the fingerprints of a message
 *
 * They live in the arena of a test.  Include after cmocka.h.
 */
#ifndef TESTS_SUPPORT_PRINT_CASE_H
#define TESTS_SUPPORT_PRINT_CASE_H

#include <string.h>

#include "core/canonical/canonical.h"
#include "core/print/print.h"
#include "tests/support/arena_case.h"

static inline void
make(const struct canonical *canonical, struct prints *prints_r)
{
	prints_make(canonical, arena, prints_r);
}

/* The first of this kind, or NULL. */
static inline const struct print *
find(const struct prints *prints, enum print_kind kind)
{
	for (size_t i = 0; i < prints->count; i++)
		if (prints->items[i].kind == kind)
			return &prints->items[i];
	return NULL;
}

/* The digest of this kind that a text has; false: it has none. */
static inline bool
of_text(const char *text, enum print_kind kind, uint8_t digest_r[PRINT_BYTES])
{
	const struct canonical canonical = {.folded = slice_from_string(text)};
	const struct print *print;
	struct prints prints;

	make(&canonical, &prints);
	print = find(&prints, kind);
	if (print != NULL)
		memcpy(digest_r, print->digest, PRINT_BYTES);
	return print != NULL;
}

#endif
