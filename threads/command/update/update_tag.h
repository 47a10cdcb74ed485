/*
 * update_tag - what the host called the index that led to the set that is here
 *
 * A small file of three lines: the number of the set, ETag, Last-Modified.  It
 * only saves bytes: one that is lost, or of another number, is asked without.
 *
 * Threads: one at a time.  Blocks on the disk.
 */
#ifndef THREADS_COMMAND_UPDATE_UPDATE_TAG_H
#define THREADS_COMMAND_UPDATE_UPDATE_TAG_H

#include "core/base/slice.h"
#include "threads/command/update/fetch.h"

/* Empty unless it is of that number. */
void update_tag_load(
    const char *path, uint64_t number, struct fetch_tag *tag_r);
void update_tag_save(
    const char *path, uint64_t number, const struct fetch_tag *tag);

/* The same from bytes; false: not such a file, or of another number. */
bool update_tag_read(
    struct slice bytes, uint64_t number, struct fetch_tag *tag_r);

#endif
