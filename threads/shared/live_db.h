/*
 * live_db - the data that scans run on, swapped while they run
 *
 * One immutable bundle: configuration, signatures with one scanner (scratch)
 * for each worker, and the cartridge.  A swap publishes a new bundle, waits
 * until no scan uses the old one, and frees it; a scan is never delayed by a
 * swap.  At most two bundles are alive, and what both of them hold is freed
 * with the newer one.
 *
 * The only file that speaks RCU (liburcu, memb flavour: a worker that blocks
 * outside a read side stalls nobody).
 *
 * Threads: acquire and release by registered threads; swap and retire by the
 * updater.
 */
#ifndef THREADS_SHARED_LIVE_DB_H
#define THREADS_SHARED_LIVE_DB_H

#include <stdbool.h>
#include <stdint.h>

#include "core/cartridge/cartridge.h"
#include "core/config/config.h"
#include "core/list/lists.h"
#include "core/scan/scan.h"
#include "core/sigdb/sigdb.h"

struct live_data {
	struct config *config;
	struct sigdb *sigdb;
	uint32_t scanner_count;
	struct scanner **scanners; /* one a worker */
	struct lists *lists;       /* NULL: none */
	/* What the score runs on; NULL: there is none. */
	struct cartridge *cartridge;
	/* EICAR alone, or signatures older than DatabaseMaxAge */
	_Atomic bool no_database;
	/* [updater] A newer bundle has the cartridge now; or all but it. */
	bool cartridge_passed_on;
	bool rest_passed_on;
};

/*
 * Takes over *config and *sigdb (both NULL after, whatever the result).
 * NULL: no memory.
 */
struct live_data *live_data_create(
    struct config **config, struct sigdb **sigdb, uint32_t scanners) MUST_USE;
/*
 * The same bundle with another cartridge: nothing else is built anew.  Takes
 * over *cartridge (NULL after, whatever the result).  From here on *old must be
 * swapped for what is returned and retired.  NULL: no memory, *old is as it
 * was.
 */
struct live_data *live_data_renew(
    struct live_data *old, struct cartridge **cartridge) MUST_USE;
/* The cartridge of old serves in data, too; old will be retired. */
void live_data_pass_cartridge(struct live_data *old, struct live_data *data);
void live_data_destroy(struct live_data **data);

struct live_db;

struct live_db *live_db_create(void) MUST_USE;
/* No other thread may still use it. */
void live_db_destroy(struct live_db **db);

/* Each thread that acquires: once at its start and its end. */
void live_db_register_thread(void);
void live_db_unregister_thread(void);

/*
 * The data of now, until the release.  NULL before the first swap.  Must not
 * be nested, and no swap in between by the same thread.
 */
const struct live_data *live_db_acquire(struct live_db *db);
void live_db_release(struct live_db *db);

/*
 * Publish *data (NULL after): from now on it is what every acquire gets.  The
 * one before (NULL: none) is still being read, and goes to live_db_retire().
 */
void live_db_swap(
    struct live_db *db, struct live_data **data, struct live_data **old_r);

/*
 * Wait until no reader has *old (NULL after) any more, and free it.  Blocks as
 * long as the longest running scan.
 */
void live_db_retire(struct live_db *db, struct live_data **old);

/* Sleep until data was published once, or the wait is cancelled. */
void live_db_wait_ready(struct live_db *db);
void live_db_cancel_wait(struct live_db *db);
bool live_db_is_ready(const struct live_db *db);

#endif
