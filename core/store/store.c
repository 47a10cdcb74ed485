/*
 * store - what learning must remember between its runs
 *
 * Keys are digests and big-endian numbers, so that their order is that of
 * their bytes; values are structs as they are, since LMDB refuses files of the
 * other byte order itself.
 */
#include "core/store/store.h"

#include <stdlib.h>
#include <string.h>

#include "core/store/tables.h"

static struct slice
key16(const uint8_t *digest)
{
	return (struct slice){digest, STORE_DIGEST_BYTES};
}

#define VALUE(struct_pointer)                                                  \
	((struct slice){                                                       \
	    (const uint8_t *)(struct_pointer), sizeof(*(struct_pointer))})

/* ---- numbers ----------------------------------------------------------- */

static const char *const number_names[STORE_NUMBERS] = {
    [STORE_UPDATE] = "update",
    [STORE_HAM] = "ham",
    [STORE_SPAM] = "spam",
    [STORE_AGED] = "aged",
    [STORE_REPORTS] = "reports",
    [STORE_REPORTS_EMPTY] = "reports without",
    [STORE_CLAIMS_SPAM] = "claims spam",
    [STORE_CLAIMS_PHISHING] = "claims phishing",
    [STORE_CLAIMS_LEGIT] = "claims legitimate",
    [STORE_CLAIMS_REPEATED] = "claims repeated",
    [STORE_CLAIMS_OVER] = "claims over",
    [STORE_CLAIMS_TAKEN] = "claims taken",
    [STORE_CLAIMS_REFUSED] = "claims refused",
    [STORE_UNPROVED_DAY] = "unproved day",
    [STORE_UNPROVED] = "unproved",
    [STORE_SISTER_MS] = "sister ms",
    [STORE_SISTER_NUMBER] = "sister number",
    [STORE_OUTBOX] = "outbox",
    [STORE_LEARNT_SPAM] = "learnt spam",
    [STORE_LEARNT_PHISHING] = "learnt phishing",
    [STORE_LEARNT_LEGIT] = "learnt legitimate",
    [STORE_CHANGED] = "changed",
    [STORE_UNLEARNT] = "unlearnt",
    [STORE_CLAIMS_HELD] = "claims held",
    [STORE_GUARD_REFUSED] = "guard refused",
    [STORE_PRINTS_ADDED] = "prints added",
    [STORE_PRINTS_EXCUSED] = "prints excused",
    [STORE_UNSENT_SISTERS] = "unsent sisters",
    [STORE_UNSENT_AUTHORITY] = "unsent authority",
};

static struct slice
name_of(enum store_number number)
{
	return slice_from_string(number_names[number]);
}

uint64_t
store_number(struct store *store, enum store_number number)
{
	uint64_t value;

	return tables_get(
		   store, TABLE_NUMBERS, name_of(number), &value, sizeof(value))
		   ? value
		   : 0;
}

void
store_set_number(struct store *store, enum store_number number, uint64_t value)
{
	tables_put(store, TABLE_NUMBERS, name_of(number), VALUE(&value));
}

void
store_count(struct store *store, enum store_number number, uint64_t more)
{
	if (more > 0)
		store_set_number(
		    store, number, store_number(store, number) + more);
}

/* ---- messages ---------------------------------------------------------- */

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

static bool
read_value(struct slice value, void *struct_r, size_t size)
{
	if (value.size != size)
		return false;
	memcpy(struct_r, value.data, size);
	return true;
}

static enum visit
is_later(void *owner, struct slice key, struct slice value)
{
	const uint64_t *update = owner;
	struct store_learnt learnt;

	(void)key;
	return read_value(value, &learnt, sizeof(learnt)) &&
		       learnt.update > *update
		   ? VISIT_REMOVE
		   : VISIT_ON;
}

size_t
store_learnt_forget_after(struct store *store, uint64_t update)
{
	return tables_each(store, TABLE_LEARNT, is_later, &update);
}

/* ---- prints ------------------------------------------------------------ */

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
	    !read_value(value, &print, sizeof(print)))
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

/* ---- reporters --------------------------------------------------------- */

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

/* ---- outbox ------------------------------------------------------------ */

#define NUMBER_BYTES 8u

static void
put_number(uint8_t *bytes, uint64_t number)
{
	for (unsigned i = 0; i < NUMBER_BYTES; i++)
		bytes[i] = (uint8_t)(number >> (56 - 8 * i));
}

static enum visit
drop_first(void *owner, struct slice key, struct slice value)
{
	bool *dropped = owner;

	(void)key;
	(void)value;
	if (*dropped)
		return VISIT_END;
	*dropped = true;
	return VISIT_REMOVE;
}

static const struct {
	enum table table;
	size_t max;
	enum store_number unsent;
} queues[] = {
    [STORE_TO_SISTERS] = {TABLE_OUTBOX, STORE_CLAIMS_WAITING_MAX,
	STORE_UNSENT_SISTERS},
    [STORE_TO_AUTHORITY] = {TABLE_MAILS, STORE_MAILS_WAITING_MAX,
	STORE_UNSENT_AUTHORITY},
};

void
store_outbox_put(
    struct store *store, enum store_queue queue, struct slice bytes)
{
	enum table table = queues[queue].table;
	uint64_t number = store_number(store, STORE_OUTBOX) + 1;
	bool dropped = false;
	uint8_t key[NUMBER_BYTES];

	if (tables_count(store, table) >= queues[queue].max)
		tables_each(store, table, drop_first, &dropped);
	if (dropped)
		store_count(store, queues[queue].unsent, 1);
	put_number(key, number);
	tables_put(store, table, (struct slice){key, sizeof(key)}, bytes);
	store_set_number(store, STORE_OUTBOX, number);
}

struct sending {
	bool (*send)(void *owner, struct slice bytes);
	void *owner;
};

static enum visit
send_one(void *owner, struct slice key, struct slice value)
{
	const struct sending *sending = owner;

	(void)key;
	return sending->send(sending->owner, value) ? VISIT_REMOVE : VISIT_END;
}

void
store_outbox_send(struct store *store, enum store_queue queue,
    bool (*send)(void *owner, struct slice bytes), void *owner)
{
	struct sending sending = {send, owner};

	tables_each(store, queues[queue].table, send_one, &sending);
}

size_t
store_outbox_count(struct store *store, enum store_queue queue)
{
	return tables_count(store, queues[queue].table);
}
