/*
 * store_reporters - who reports, and what was claimed of a message
 */
#include "core/store/store.h"

#include <stddef.h>

#include "core/store/values.h"

bool
store_reporter_find(
    struct store *store, const uint8_t *key, struct store_reporter *reporter_r)
{
	return tables_get(store, TABLE_REPORTERS, key16(key), reporter_r,
	    sizeof(*reporter_r));
}

void
store_reporter_put(struct store *store, const uint8_t *key,
    const struct store_reporter *reporter)
{
	tables_put(store, TABLE_REPORTERS, key16(key), VALUE(reporter));
}

size_t
store_reporter_count(struct store *store)
{
	return tables_count(store, TABLE_REPORTERS);
}

/* ---- claims ------------------------------------------------------------ */

/* As many as there are, so that most take little room. */
static size_t
claims_bytes(size_t count)
{
	return offsetof(struct store_claims, items) +
	       count * sizeof(struct store_claim);
}

bool
store_claims_find(
    struct store *store, const uint8_t *digest, struct store_claims *claims_r)
{
	struct slice value;

	memset(claims_r, 0, sizeof(*claims_r));
	if (!tables_find(store, TABLE_CLAIMS, key16(digest), &value) ||
	    value.size < claims_bytes(1) || value.size > sizeof(*claims_r))
		return false;
	memcpy(claims_r, value.data, value.size);
	if (value.size != claims_bytes(claims_r->count))
		memset(claims_r, 0, sizeof(*claims_r));
	return claims_r->count > 0;
}

void
store_claims_put(struct store *store, const uint8_t *digest,
    const struct store_claims *claims)
{
	CHECK(claims->count <= STORE_CLAIMS_MAX);
	if (claims->count == 0)
		tables_remove(store, TABLE_CLAIMS, key16(digest));
	else
		tables_put(store, TABLE_CLAIMS, key16(digest),
		    (struct slice){
			(const uint8_t *)claims, claims_bytes(claims->count)});
}
