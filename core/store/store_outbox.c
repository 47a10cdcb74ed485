/*
 * store_outbox - what waits for sisters and for the authority
 */
#include "core/store/store.h"

#include "core/store/values.h"

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
