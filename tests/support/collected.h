/*
 * collected - what was written by a struct writer, in one piece
 */
#ifndef TESTS_SUPPORT_COLLECTED_H
#define TESTS_SUPPORT_COLLECTED_H

#include <stdlib.h>
#include <string.h>

#include "core/show/writer.h"

struct collected {
	char *data; /* NUL-terminated; freed by the caller */
	size_t size, room;
};

static inline bool
collect(void *owner, struct slice bytes)
{
	struct collected *collected = owner;

	if (collected->size + bytes.size + 1 > collected->room) {
		collected->room = 2 * (collected->size + bytes.size + 1);
		collected->data = realloc(collected->data, collected->room);
		CHECK(collected->data != NULL);
	}
	memcpy(collected->data + collected->size, bytes.data, bytes.size);
	collected->size += bytes.size;
	collected->data[collected->size] = '\0';
	return true;
}

static inline struct slice
collected_slice(const struct collected *collected)
{
	return (struct slice){
	    (const uint8_t *)collected->data, collected->size};
}

#endif
