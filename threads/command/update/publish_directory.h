/*
 * publish_directory - the directory that a web server shows
 *
 * Files come under their names when they are whole and on the disk, the index
 * last; what no index names any more goes with the next one, so that who read
 * the last index a moment ago still finds what it says.
 *
 * Threads: one at a time.  Blocks on the disk.
 */
#ifndef THREADS_COMMAND_UPDATE_PUBLISH_DIRECTORY_H
#define THREADS_COMMAND_UPDATE_PUBLISH_DIRECTORY_H

#include "core/update/index.h"

/* The index that is there.  INDEX_FOREIGN, too, where there is none. */
enum index_result publish_directory_index(const char *directory,
    const struct update_keys *keys, struct update_index *index_r) MUST_USE;

/* False: *error_r says what failed. */
bool publish_directory_put(const char *directory, const char *name,
    struct slice bytes, struct text *error_r) MUST_USE;

/* Remove full and delta files that are older than what an index names. */
void publish_directory_clean(
    const char *directory, const struct update_index *index);

/* Bytes of the deltas from first to last; what is not there counts as 0. */
uint64_t publish_directory_bytes(
    const char *directory, uint64_t first, uint64_t last);

#endif
