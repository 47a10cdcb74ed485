/*
 * tables - what LMDB does for us, in our words
 */
#include "core/store/tables.h"

#include <errno.h>
#include <string.h>

enum store_result
tables_result(int error)
{
	switch (error) {
	case 0:
		return STORE_OK;
	case MDB_MAP_FULL:
	case MDB_TXN_FULL:
	case ENOSPC:
	case EDQUOT:
		return STORE_FULL;
	case ENOMEM:
		return STORE_NO_MEMORY;
	case MDB_CORRUPTED:
	case MDB_PAGE_NOTFOUND:
	case MDB_PANIC:
	case MDB_VERSION_MISMATCH:
	case MDB_INVALID:
	case MDB_INCOMPATIBLE:
	case MDB_BAD_VALSIZE:
	case MDB_NOTFOUND:
		return STORE_DAMAGED;
	default:
		return STORE_IO;
	}
}

const char *
store_result_text(enum store_result result)
{
	switch (result) {
	case STORE_OK:
		return "good";
	case STORE_IO:
		return "it cannot be read or written";
	case STORE_DAMAGED:
		return "it is damaged";
	case STORE_FULL:
		return "the disk or the store is full";
	case STORE_NO_MEMORY:
		return "no memory";
	}
	return "?";
}

static MDB_val
val(struct slice bytes)
{
	return (MDB_val){bytes.size, (void *)(uintptr_t)bytes.data};
}

static struct slice
bytes_of(const MDB_val *value)
{
	return (struct slice){value->mv_data, value->mv_size};
}

/* The first failure stays.  False: there is one. */
static bool
note(struct store *store, int error)
{
	if (store->failure == STORE_OK)
		store->failure = tables_result(error);
	return store->failure == STORE_OK;
}

static bool
is_usable(const struct store *store)
{
	CHECK(store->txn != NULL);
	return store->failure == STORE_OK;
}

bool
tables_find(struct store *store, enum table table, struct slice key,
    struct slice *value_r)
{
	MDB_val wanted = val(key), found;
	int error;

	if (!is_usable(store))
		return false;
	error = mdb_get(store->txn, store->tables[table], &wanted, &found);
	if (error == MDB_NOTFOUND || !note(store, error))
		return false;
	*value_r = bytes_of(&found);
	return true;
}

bool
tables_get(struct store *store, enum table table, struct slice key,
    void *value_r, size_t size)
{
	struct slice found;

	if (!tables_find(store, table, key, &found) ||
	    !note(store, found.size == size ? 0 : MDB_CORRUPTED))
		return false;
	memcpy(value_r, found.data, size);
	return true;
}

void
tables_put(
    struct store *store, enum table table, struct slice key, struct slice value)
{
	MDB_val name = val(key), data = val(value);

	if (is_usable(store))
		note(store,
		    mdb_put(store->txn, store->tables[table], &name, &data, 0));
}

void
tables_remove(struct store *store, enum table table, struct slice key)
{
	MDB_val name = val(key);
	int error;

	if (!is_usable(store))
		return;
	error = mdb_del(store->txn, store->tables[table], &name, NULL);
	note(store, error == MDB_NOTFOUND ? 0 : error);
}

size_t
tables_count(struct store *store, enum table table)
{
	MDB_stat stat;

	if (!is_usable(store) ||
	    !note(store, mdb_stat(store->txn, store->tables[table], &stat)))
		return 0;
	return stat.ms_entries;
}

size_t
tables_each(struct store *store, enum table table,
    enum visit (*visit)(void *owner, struct slice key, struct slice value),
    void *owner)
{
	MDB_cursor *cursor;
	MDB_val key, value;
	enum visit next = VISIT_ON;
	size_t removed = 0;
	int error;

	if (!is_usable(store) ||
	    !note(store,
		mdb_cursor_open(store->txn, store->tables[table], &cursor)))
		return 0;
	while (next != VISIT_END &&
	       (error = mdb_cursor_get(cursor, &key, &value, MDB_NEXT)) == 0) {
		next = visit(owner, bytes_of(&key), bytes_of(&value));
		if (next != VISIT_REMOVE)
			continue;
		error = mdb_cursor_del(cursor, 0);
		removed += error == 0 ? 1 : 0;
		if (error != 0)
			break;
	}
	if (next != VISIT_END)
		note(store, error == MDB_NOTFOUND ? 0 : error);
	mdb_cursor_close(cursor);
	return removed;
}
