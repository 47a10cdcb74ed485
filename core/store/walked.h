/*
 * walked - is a store still the one that was walked through and found good?
 *
 * A note beside the data says which file that was, by what its inode tells:
 * nothing but LMDB has written to it since.  It is there while nobody has the
 * store open, so whoever dies with it leaves none; and it holds for this boot
 * of the machine and for one day, since a disk may go bad by itself.
 *
 * For core/store only.
 */
#ifndef CORE_STORE_WALKED_H
#define CORE_STORE_WALKED_H

#include <stdbool.h>
#include <stdint.h>

#define WALKED_NOTE "walked"

/* When it was walked through, by the clock on the wall; 0: it has to be.  The
 * note is taken away. */
int64_t walked_take(const char *path);

/* Nobody writes to it now, and all that was written since that time was
 * LMDB's. */
void walked_leave(const char *path, int64_t walked_s);

#endif
