/*
 * blob - bytes that grow while a database is built
 *
 * A put that finds no memory sets failed and drops its bytes; whoever built
 * the blob asks once at its end.  Arrays of one type are blobs too: malloc
 * aligns data for all of them.
 *
 * Threads: one at a time.  The zero value is an empty blob.
 */
#ifndef CORE_SIGDB_BLOB_H
#define CORE_SIGDB_BLOB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct blob {
	uint8_t *data;
	size_t size;
	size_t capacity;
	bool failed;
};

/* Append size bytes; bytes NULL appends zeros. */
void blob_put(struct blob *blob, const void *bytes, size_t size);

/* Zeros up to the next multiple of alignment. */
void blob_align(struct blob *blob, size_t alignment);

void blob_fini(struct blob *blob);

/* The blob as an array of items. */
#define BLOB_ITEMS(blob, type) ((type *)(void *)(blob)->data)
#define BLOB_COUNT(blob, type) ((blob)->size / sizeof(type))

#endif
