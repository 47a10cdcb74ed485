/*
 * blob - bytes that grow while a database is built
 */
#include "core/sigdb/blob.h"

#include <stdlib.h>
#include <string.h>

#define BLOB_FIRST 1024u

static bool
make_room(struct blob *blob, size_t size)
{
	size_t capacity = blob->capacity == 0 ? BLOB_FIRST : blob->capacity;
	uint8_t *grown;

	if (size <= blob->capacity - blob->size)
		return true;
	while (size > capacity - blob->size) {
		if (capacity > SIZE_MAX / 2)
			return false;
		capacity *= 2;
	}
	grown = realloc(blob->data, capacity);
	if (grown == NULL)
		return false;
	blob->data = grown;
	blob->capacity = capacity;
	return true;
}

void
blob_put(struct blob *blob, const void *bytes, size_t size)
{
	if (blob->failed || size == 0)
		return;
	if (!make_room(blob, size)) {
		blob->failed = true;
		return;
	}
	if (bytes != NULL)
		memcpy(blob->data + blob->size, bytes, size);
	else
		memset(blob->data + blob->size, 0, size);
	blob->size += size;
}

void
blob_align(struct blob *blob, size_t alignment)
{
	size_t over = blob->size % alignment;

	if (over != 0)
		blob_put(blob, NULL, alignment - over);
}

void
blob_fini(struct blob *blob)
{
	free(blob->data);
	*blob = (struct blob){0};
}
