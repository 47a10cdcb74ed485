/*
 * slices - cmocka assertions on slices
 *
 * Include after cmocka.h.
 */
#ifndef TESTS_SUPPORT_SLICES_H
#define TESTS_SUPPORT_SLICES_H

#include "core/base/slice.h"

/* The bytes of s are those of the literal; a difference prints both. */
#define assert_slice(s, literal) assert_slice_is((s), SLICE(literal))

static inline void
assert_slice_is(struct slice s, struct slice expected)
{
	if (!slice_equal(s, expected))
		print_error("got \"%.*s\", expected \"%.*s\"\n", (int)s.size,
		    (const char *)s.data, (int)expected.size,
		    (const char *)expected.data);
	assert_true(slice_equal(s, expected));
}

/* inner lies within outer. */
static inline bool
slice_is_within(struct slice inner, struct slice outer)
{
	uintptr_t from = (uintptr_t)inner.data, base = (uintptr_t)outer.data;

	if (inner.size == 0 && inner.data == NULL)
		return true;
	return from >= base && from - base <= outer.size &&
	       inner.size <= outer.size - (from - base);
}

#endif
