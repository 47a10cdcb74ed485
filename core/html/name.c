/*
 * name - sets of names, found by a perfect hash
 */
#include "core/html/name.h"

uint32_t
name_hash(struct slice name, uint32_t seed)
{
	uint32_t hash = seed;

	for (size_t i = 0; i < name.size; i++)
		hash = name_hash_step(hash, name_fold(name.data[i]));
	return hash;
}

static bool
is_name(struct slice name, const char *expected)
{
	for (size_t i = 0; i < name.size; i++)
		if (expected[i] == '\0' ||
		    name_fold(name.data[i]) != (uint8_t)expected[i])
			return false;
	return expected[name.size] == '\0';
}

int
name_find_hashed(
    const struct name_table *table, struct slice name, uint32_t hash)
{
	uint8_t slot = table->slots[name_hash_mix(hash, table->shift)];

	if (slot == 0 || !is_name(name, table->names[slot - 1]))
		return -1;
	return slot - 1;
}

int
name_find(const struct name_table *table, struct slice name)
{
	return name_find_hashed(table, name, name_hash(name, table->seed));
}
