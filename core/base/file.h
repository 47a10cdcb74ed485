/*
 * file - what reading and writing a small file takes
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
#include <sys/types.h>

#include "core/base/check.h"
#include "core/base/slice.h"

/*
 * Open path to read it: never waits for a FIFO's writer, never makes a terminal
 * ours.  unnoticed: the time of the last access stays as it is, where the
 * system lets us (own files, or as root).  -1: errno says why.
 */
int file_open(const char *path, bool unnoticed) MUST_USE;

/* As close(). */
void file_close(int fd);

/* As pread() of a file that may be larger than memory, but again where a signal
 * came in between. */
ssize_t file_read_at(
    int fd, uint8_t *bytes, size_t size, uint64_t from) MUST_USE;

/*
 * Read from fd until the end or capacity bytes, whichever comes first; a file
 * that is being written may hold fewer than it said.  False: errno says why.
 */
bool file_read(
    int fd, uint8_t *bytes, size_t capacity, size_t *size_r) MUST_USE;

/* The same of the file of that name, opened as by file_open(), and closed. */
bool file_load(
    const char *path, uint8_t *bytes, size_t capacity, size_t *size_r) MUST_USE;

/* All of bytes, a signal in between or not.  False: errno says why. */
bool file_write(int fd, struct slice bytes) MUST_USE;

/* Wait until there is room in a pipe or socket, or nobody reads it any more.
 * False: errno says why that cannot be waited for. */
bool file_wait_writable(int fd) MUST_USE;

/* Links are followed; false: it is none, or cannot be asked. */
bool file_is_directory(const char *path);

/* Links are not followed; false: it is something else, or cannot be asked. */
bool file_is_regular(const char *path);

enum file_map_result { FILE_MAP_OK, FILE_MAP_IO, FILE_MAP_UNFIT };

/*
 * A regular file of at least size_min bytes (1 or more), mapped shared and
 * read-only; munmap() ends it.  UNFIT: it is not one, or shorter.  IO: errno
 * says why.  Whoever cuts the file short while it is mapped has readers killed
 * by SIGBUS: files that are mapped are replaced, never written to.
 */
enum file_map_result file_map(const char *path, size_t size_min,
    const uint8_t **bytes_r, size_t *size_r) MUST_USE;

/* A rename lasts through a power cut only once its directory is synced. */
void file_sync_directory(const char *directory);

/*
 * A file, made if need be, that one process at a time has locked, until it is
 * closed or the process ends.  wait: until whoever has it lets it go.  -1:
 * errno says why; EAGAIN: another process has it.
 */
int file_lock(const char *path, bool wait) MUST_USE;

/*
 * The same file, locked by as many as only look at what it guards, while none
 * has it by file_lock(); who may read the file may do this.  Waits.  -1: errno
 * says why; ENOENT: nobody has ever locked it.
 *
 * Both are locks of a process: to close any descriptor of the file in it gives
 * them back.
 */
int file_lock_shared(const char *path) MUST_USE;

#endif
