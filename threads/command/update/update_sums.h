/*
 * update_sums - hashes of the sections of the set that is here
 *
 * A small file beside the cartridge: its stamp, and the hash of each section.
 * It only saves time, 14 ms for a set of 20 MB at each delta: one that is lost,
 * or of another cartridge, is made up for by hashing.  A wrong one makes the
 * set look like another than was published, and a full one is fetched.
 *
 * Threads: one at a time.  Blocks on the disk.
 */
#ifndef THREADS_COMMAND_UPDATE_UPDATE_SUMS_H
#define THREADS_COMMAND_UPDATE_UPDATE_SUMS_H

#include "core/update/image.h"

/* image is of the cartridge of that stamp: its sums, if the file has them. */
void update_sums_load(
    const char *path, uint64_t stamp, struct update_image *image);
/* Of an image that is summed up. */
void update_sums_save(
    const char *path, uint64_t stamp, const struct update_image *image);

/* The same from bytes; false: not such a file, or of another cartridge, and
 * image is as it was. */
bool update_sums_read(
    struct slice bytes, uint64_t stamp, struct update_image *image);

#endif
