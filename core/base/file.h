/*
 * file - what reading a small file takes
 *
 * Messages are read by core/message/view.h; this is for files of the operator.
 *
 * Threads: any.  Blocks on the disk.
 */
#ifndef CORE_BASE_FILE_H
#define CORE_BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/check.h"

/*
 * Read from fd until the end or capacity bytes, whichever comes first; a file
 * that is being written may hold fewer than it said.  False: errno says why.
 */
bool file_read(
    int fd, uint8_t *bytes, size_t capacity, size_t *size_r) MUST_USE;

/* A rename lasts through a power cut only once its directory is synced. */
void file_sync_directory(const char *directory);

#endif
