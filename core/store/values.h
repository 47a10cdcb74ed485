/*
 * values - keys and values as the tables have them (private to this folder)
 *
 * Keys are digests and big-endian numbers, so that their order is that of
 * their bytes; values are structs as they are, since LMDB refuses files of the
 * other byte order itself.
 */
#ifndef CORE_STORE_VALUES_H
#define CORE_STORE_VALUES_H

#include <string.h>

#include "core/store/store.h"
#include "core/store/tables.h"

#define VALUE(struct_pointer)                                                  \
	((struct slice){                                                       \
	    (const uint8_t *)(struct_pointer), sizeof(*(struct_pointer))})

static inline struct slice
key16(const uint8_t *digest)
{
	return (struct slice){digest, STORE_DIGEST_BYTES};
}

/* False: it is not of that size. */
static inline bool
store_value_read(struct slice value, void *struct_r, size_t size)
{
	if (value.size != size)
		return false;
	memcpy(struct_r, value.data, size);
	return true;
}

#endif
