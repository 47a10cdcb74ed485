/*
 * name - sets of names, found by a perfect hash
 *
 * The tokenizer computes the hash of a name while it looks for its end.
 *
 * Threads: any; the tables are constant.
 */
#ifndef CORE_HTML_NAME_H
#define CORE_HTML_NAME_H

#include "core/base/fnv.h"
#include "core/base/slice.h"

struct name_table {
	uint32_t seed;
	unsigned shift;
	const uint8_t *slots; /* 1 + index, 0: none */
	const char *const *names;
	size_t count;
};

extern const struct name_table html_element_table;
extern const struct name_table html_attribute_table;
extern const struct name_table html_property_table;
extern const struct name_table html_colour_table;

/* ASCII letters in lower case, other bytes as they are. */
static inline uint8_t
name_fold(uint8_t c)
{
	return (uint8_t)(c - 'A') < 26 ? (uint8_t)(c | 0x20) : c;
}

/* FNV-1a; begin with the table's seed. */
static inline uint32_t
name_hash_step(uint32_t hash, uint8_t folded)
{
	return fnv_step(hash, folded);
}

static inline uint32_t
name_hash_mix(uint32_t hash, unsigned shift)
{
	return (hash * UINT32_C(0x9E3779B1)) >> shift;
}

uint32_t name_hash(struct slice name, uint32_t seed);

/* The index of name, letters in any case; -1: not in the table. */
int name_find(const struct name_table *table, struct slice name);

/* The same for one whose hash (with the table's seed) is known. */
int name_find_hashed(
    const struct name_table *table, struct slice name, uint32_t hash);

#endif
