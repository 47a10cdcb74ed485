/*
 * store_learnt - what was learnt of which message
 */
#include "core/store/store.h"

#include "core/store/values.h"

bool
store_learnt_find(
    struct store *store, const uint8_t *digest, struct store_learnt *learnt_r)
{
	return tables_get(
	    store, TABLE_LEARNT, key16(digest), learnt_r, sizeof(*learnt_r));
}

void
store_learnt_put(struct store *store, const uint8_t *digest,
    const struct store_learnt *learnt)
{
	tables_put(store, TABLE_LEARNT, key16(digest), VALUE(learnt));
}

void
store_learnt_remove(struct store *store, const uint8_t *digest)
{
	tables_remove(store, TABLE_LEARNT, key16(digest));
	tables_remove(store, TABLE_STEPS, key16(digest));
}

/* Behind the day, by which it ages. */
#define STEP_HEAD 8u

void
store_step_put(struct store *store, const uint8_t *digest, uint16_t day,
    struct slice bytes)
{
	uint8_t value[STEP_HEAD + STORE_STEP_BYTES_MAX] = {0};

	CHECK(bytes.size <= STORE_STEP_BYTES_MAX);
	memcpy(value, &day, sizeof(day));
	memcpy(value + STEP_HEAD, bytes.data, bytes.size);
	tables_put(store, TABLE_STEPS, key16(digest),
	    (struct slice){value, STEP_HEAD + bytes.size});
}

bool
store_step_find(
    struct store *store, const uint8_t *digest, void *step_r, size_t size)
{
	struct slice value;

	if (!tables_find(store, TABLE_STEPS, key16(digest), &value) ||
	    value.size != STEP_HEAD + size)
		return false;
	memcpy(step_r, value.data + STEP_HEAD, size);
	return true;
}

static enum visit
is_later(void *owner, struct slice key, struct slice value)
{
	const uint64_t *update = owner;
	struct store_learnt learnt;

	(void)key;
	return store_value_read(value, &learnt, sizeof(learnt)) &&
		       learnt.update > *update
		   ? VISIT_REMOVE
		   : VISIT_ON;
}

size_t
store_learnt_forget_after(struct store *store, uint64_t update)
{
	return tables_each(store, TABLE_LEARNT, is_later, &update);
}
