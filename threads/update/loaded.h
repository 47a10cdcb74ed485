/*
 * loaded - what scans run on, told to the log and shown to STATUS
 *
 * Threads: the updater.
 */
#ifndef THREADS_UPDATE_LOADED_H
#define THREADS_UPDATE_LOADED_H

#include "core/cartridge/cartridge.h"
#include "core/report/live.h"
#include "core/list/lists.h"
#include "core/sigdb/sigdb.h"

/* To the log.  lists may be NULL, or hold no whitelist. */
void loaded_tell_database(const struct sigdb_info *info);
void loaded_tell_lists(const struct lists *lists, const char *whitelist_file);

/* To STATUS; signatures 0: built-in only.  old: OnNoDatabase applies. */
void loaded_show_database(
    struct live_facts *facts, uint64_t signatures, int64_t newest_s, bool old);

/* To both; NULL: there is none. */
void loaded_tell_cartridge(
    struct live_facts *facts, const struct cartridge *cartridge);

#endif
