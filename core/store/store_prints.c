/*
 * store_prints - fingerprints, and what people said of them
 */
#include "core/store/store.h"

#include "core/store/values.h"

static enum table
table_of(const struct store_print_key *key)
{
	return key->size == STORE_PRINT_BYTES ? TABLE_ALIKE : TABLE_EXACT;
}

static struct slice
key_of(const struct store_print_key *key)
{
	CHECK(
	    key->size == STORE_PRINT_BYTES || key->size == STORE_DIGEST_BYTES);
	return (struct slice){key->digest, key->size};
}

bool
store_print_find(struct store *store, const struct store_print_key *key,
    struct store_print *print_r)
{
	return tables_get(
	    store, table_of(key), key_of(key), print_r, sizeof(*print_r));
}

void
store_print_put(struct store *store, const struct store_print_key *key,
    const struct store_print *print)
{
	if (print->reports == 0 && print->excuses == 0)
		tables_remove(store, table_of(key), key_of(key));
	else
		tables_put(store, table_of(key), key_of(key), VALUE(print));
}

struct each_print {
	bool (*each)(void *owner, const struct store_print_key *key,
	    const struct store_print *print);
	void *owner;
	bool going;
};

static enum visit
visit_print(void *owner, struct slice bytes, struct slice value)
{
	struct each_print *each = owner;
	struct store_print_key key = {.size = bytes.size};
	struct store_print print;

	if (bytes.size > sizeof(key.digest) ||
	    !store_value_read(value, &print, sizeof(print)))
		return VISIT_ON;
	memcpy(key.digest, bytes.data, bytes.size);
	each->going = each->each(each->owner, &key, &print);
	return each->going ? VISIT_ON : VISIT_END;
}

bool
store_prints_each(struct store *store,
    bool (*each)(void *owner, const struct store_print_key *key,
	const struct store_print *print),
    void *owner)
{
	struct each_print all = {each, owner, true};

	tables_each(store, TABLE_EXACT, visit_print, &all);
	if (all.going)
		tables_each(store, TABLE_ALIKE, visit_print, &all);
	return all.going;
}

size_t
store_print_count(struct store *store)
{
	return tables_count(store, TABLE_EXACT) +
	       tables_count(store, TABLE_ALIKE);
}
