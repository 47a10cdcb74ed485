/*
 * day_files - the directory of kept days
 *
 * What day_store.h says lies there: its lock, its names, its files.
 *
 * Threads: any.  Blocks: on the disk, and for the lock.
 */
#ifndef THREADS_RECORD_DAY_FILES_H
#define THREADS_RECORD_DAY_FILES_H

#include "core/report/day_file.h"
#include "threads/base/places.h"
#include "threads/record/day_names.h"

/* For one who changes them, or for many who look.  -1: errno says why.  close()
 * gives the lock back. */
int day_files_lock(const char *directory, bool change) MUST_USE;

/* False: too long a name. */
bool day_files_path(char path_r[PLACE_BYTES], const char *directory,
    const struct day_name *name);

/* Called for each file; false ends it. */
typedef bool day_visitor(
    void *owner, const char *path, const struct day_name *name);

/* False: errno says why. */
bool day_files_visit(const char *directory, day_visitor *see, void *owner);

/* False: it cannot be read, or is damaged. */
bool day_files_read(const char *path, struct kept_day *kept_r);

/* Written aside and renamed.  False: *error_r says why not. */
bool day_files_write(const char *path, const struct kept_day *kept,
    struct text *error_r) MUST_USE;

/* Whether the report of a day was made, or is not wanted. */
bool day_files_told(const char *directory, int32_t day);

#endif
