/*
 * live_db - the data that scans run on, swapped while they run
 *
 * ThreadSanitizer cannot see the inline assembly of liburcu, so this file tells
 * it what the grace period orders: all that readers did before their release
 * comes before the old data is freed.
 */
#if defined(__SANITIZE_THREAD__)
#define TSAN_ON 1
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define TSAN_ON 1
#endif
#endif

/* Inline, a read side costs 1 ns and not 9; for the sanitizer the library's own
 * code will do, whose futex word it would call a data race. */
#ifndef TSAN_ON
#define _LGPL_SOURCE
#endif
#define RCU_MEMB

#include "threads/shared/live_db.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <urcu.h>

#include "threads/base/park.h"

#ifdef TSAN_ON
void __tsan_acquire(void *address);
void __tsan_release(void *address);
#define READERS_DONE_BEFORE(address) __tsan_release(address)
#define AFTER_READERS(address) __tsan_acquire(address)
#else
#define READERS_DONE_BEFORE(address) ((void)(address))
#define AFTER_READERS(address) ((void)(address))
#endif

struct live_db {
	struct live_data *current; /* [rcu] */
	_Atomic bool ready;
	_Atomic bool cancelled;
	struct park waiting;
};

struct live_data *
live_data_create(
    struct config **config, struct sigdb **sigdb, uint32_t scanners)
{
	struct live_data *data = calloc(1, sizeof(*data));

	if (data == NULL) {
		config_free(config);
		sigdb_close(sigdb);
		return NULL;
	}
	data->config = *config;
	data->sigdb = *sigdb;
	*config = NULL;
	*sigdb = NULL;
	data->scanners = calloc(scanners, sizeof(struct scanner *));
	if (data->scanners == NULL) {
		live_data_destroy(&data);
		return NULL;
	}
	for (; data->scanner_count < scanners; data->scanner_count++) {
		struct scanner *scanner = scanner_create(data->sigdb);

		if (scanner == NULL) {
			live_data_destroy(&data);
			return NULL;
		}
		data->scanners[data->scanner_count] = scanner;
	}
	return data;
}

struct live_data *
live_data_renew(struct live_data *old, struct cartridge **cartridge)
{
	struct live_data *data = malloc(sizeof(*data));

	if (data == NULL) {
		cartridge_close(cartridge);
		return NULL;
	}
	memcpy(data, old, sizeof(*data));
	data->cartridge = *cartridge;
	data->cartridge_passed_on = false;
	*cartridge = NULL;
	old->rest_passed_on = true;
	return data;
}

void
live_data_pass_cartridge(struct live_data *old, struct live_data *data)
{
	data->cartridge = old->cartridge;
	old->cartridge_passed_on = true;
}

/* All but the cartridge. */
static void
destroy_rest(struct live_data *data)
{
	for (uint32_t i = 0; i < data->scanner_count; i++)
		scanner_destroy(&data->scanners[i]);
	free(data->scanners);
	sigdb_close(&data->sigdb);
	lists_destroy(&data->lists);
	config_free(&data->config);
}

void
live_data_destroy(struct live_data **data)
{
	if (*data == NULL)
		return;
	if (!(*data)->rest_passed_on)
		destroy_rest(*data);
	if (!(*data)->cartridge_passed_on)
		cartridge_close(&(*data)->cartridge);
	free(*data);
	*data = NULL;
}

struct live_db *
live_db_create(void)
{
	struct live_db *db = aligned_alloc(64, sizeof(*db));

	if (db == NULL)
		return NULL;
	db->current = NULL;
	atomic_init(&db->ready, false);
	atomic_init(&db->cancelled, false);
	park_init(&db->waiting);
	return db;
}

void
live_db_destroy(struct live_db **db)
{
	if (*db == NULL)
		return;
	live_data_destroy(&(*db)->current);
	free(*db);
	*db = NULL;
}

void
live_db_register_thread(void)
{
	rcu_register_thread();
}

void
live_db_unregister_thread(void)
{
	rcu_unregister_thread();
}

const struct live_data *
live_db_acquire(struct live_db *db)
{
	struct live_data *data;

	rcu_read_lock();
	data = rcu_dereference(db->current);
	AFTER_READERS(&db->current);
	return data;
}

void
live_db_release(struct live_db *db)
{
	READERS_DONE_BEFORE(&db->waiting);
	rcu_read_unlock();
}

void
live_db_swap(
    struct live_db *db, struct live_data **data, struct live_data **old_r)
{
	READERS_DONE_BEFORE(&db->current);
	*old_r = rcu_xchg_pointer(&db->current, *data);
	*data = NULL;
	atomic_store(&db->ready, true);
	park_wake(&db->waiting, UINT32_MAX >> 1);
}

void
live_db_retire(struct live_db *db, struct live_data **old)
{
	synchronize_rcu();
	AFTER_READERS(&db->waiting);
	live_data_destroy(old);
}

bool
live_db_is_ready(const struct live_db *db)
{
	return atomic_load(&db->ready);
}

void
live_db_wait_ready(struct live_db *db)
{
	while (!live_db_is_ready(db) && !atomic_load(&db->cancelled)) {
		uint32_t ticket = park_prepare(&db->waiting);

		if (live_db_is_ready(db) || atomic_load(&db->cancelled))
			park_cancel(&db->waiting);
		else
			park_wait(&db->waiting, ticket, UINT64_MAX);
	}
}

void
live_db_cancel_wait(struct live_db *db)
{
	atomic_store(&db->cancelled, true);
	park_wake(&db->waiting, UINT32_MAX >> 1);
}
