/*
 * tables - one handle on an LMDB environment, and its tables
 *
 * For core/store only.
 */
#ifndef CORE_STORE_TABLES_H
#define CORE_STORE_TABLES_H

#include <lmdb.h>

#include "core/store/store.h"

enum table {
	TABLE_NUMBERS,
	TABLE_LEARNT,
	TABLE_EXACT,
	TABLE_ALIKE,
	TABLE_REPORTERS,
	TABLE_STEPS,
	TABLE_CLAIMS,
	TABLE_OUTBOX,
	TABLE_MAILS,
	TABLES
};

struct store {
	MDB_env *env;
	MDB_txn *txn; /* NULL: not begun */
	MDB_dbi tables[TABLES];
	enum store_result failure;
	char *path;
	int64_t walked_s; /* see walked.h; 0: never, or something failed */
};

enum store_result tables_result(int error);

/* Into *value_r, which has this size.  False: not there. */
bool tables_get(struct store *store, enum table table, struct slice key,
    void *value_r, size_t size);
/* The bytes as they lie there, until the next write or the end.  False: not
 * there. */
bool tables_find(struct store *store, enum table table, struct slice key,
    struct slice *value_r);
void tables_put(struct store *store, enum table table, struct slice key,
    struct slice value);
void tables_remove(struct store *store, enum table table, struct slice key);
size_t tables_count(struct store *store, enum table table);

/* What to do with an entry. */
enum visit { VISIT_ON, VISIT_REMOVE, VISIT_END };

/* All entries in the order of their keys.  How many were removed. */
size_t tables_each(struct store *store, enum table table,
    enum visit (*visit)(void *owner, struct slice key, struct slice value),
    void *owner);

#endif
