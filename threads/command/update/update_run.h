/*
 * update_run - one look for an update, and what comes of it
 *
 *     index: nothing new? ──▶ deltas from what is here, or a full set and the
 *     deltas behind it ──▶ all in memory ──▶ aside, tried ──▶ renamed
 *
 * In the cache directory lie, and nothing else of it is believed unchecked:
 *
 *     published.cartridge      the newest set that was good
 *     published.cartridge.old  the one before
 *     published.tag            what the host called its index
 *     published.sums           hashes of the set's sections
 *     published.lock           held by who looks
 *     full-NUMBER.part         a full set of which a part has come
 *
 * Whatever goes wrong leaves published.cartridge as it was.
 *
 * Threads: one at a time.  Blocks on network and disk.
 */
#ifndef THREADS_COMMAND_UPDATE_UPDATE_RUN_H
#define THREADS_COMMAND_UPDATE_UPDATE_RUN_H

#include "core/cartridge/cartridge.h"
#include "core/list/settings.h"
#include "core/update/crypt.h"
#include "threads/base/places.h"

enum update_outcome {
	UPDATE_NEW,    /* there is a new one */
	UPDATE_NONE,   /* what is here is the newest */
	UPDATE_FAILED, /* *error_r says why; what was here stays */
};

struct update_order {
	const struct settings *settings;
	const struct update_keys *keys;
	const char *cartridge; /* where it shall be */
};

/* What it did and cost. */
struct update_report {
	struct cartridge_id id; /* of what is there now */
	bool has_one;
	uint64_t deltas;
	bool full;
	uint64_t bytes; /* over the network, without HTTP's own */
	uint64_t took_ms;
};

/* *note_r is empty, or a sentence that is worth telling besides. */
enum update_outcome update_run(const struct update_order *order,
    struct update_report *report_r, struct text *note_r,
    struct text *error_r) MUST_USE;

/* The keys that settings name.  False: *error_r says what is wrong with them.
 */
bool update_keys_of(const struct settings *settings, struct update_keys *keys_r,
    struct text *error_r) MUST_USE;

#endif
