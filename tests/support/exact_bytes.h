/*
 * exact_bytes - bytes in memory of exactly their size, so that ASan sees a read
 * past them
 *
 * Include after cmocka.h.
 */
#ifndef TESTS_SUPPORT_EXACT_BYTES_H
#define TESTS_SUPPORT_EXACT_BYTES_H

#include <stdlib.h>
#include <string.h>

#include "core/base/slice.h"

static inline struct slice
bytes_of(const void *data, size_t size)
{
	return (struct slice){data, size};
}

/* A copy of exactly that size, so that ASan sees a read past it. */
static inline uint8_t *
exactly(const uint8_t *bytes, size_t size)
{
	uint8_t *copy = malloc(size == 0 ? 1 : size);

	assert_non_null(copy);
	memcpy(copy, bytes, size);
	return copy;
}

#endif
