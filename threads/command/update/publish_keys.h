/*
 * publish_keys - the key file of whoever publishes updates
 *
 *     signing key = <64 hexadecimal digits>     the seed of an Ed25519 key
 *     cipher key = <64 hexadecimal digits>      only where updates are
 * encrypted
 *
 * Blank lines and lines that begin with '#' do not count.
 *
 * Threads: any.
 */
#ifndef THREADS_COMMAND_UPDATE_PUBLISH_KEYS_H
#define THREADS_COMMAND_UPDATE_PUBLISH_KEYS_H

#include "core/update/crypt.h"

/* False: *error_r names the file, and what is wrong. */
bool publish_keys_read(const char *path, struct update_keys *keys_r,
    struct text *error_r) MUST_USE;

/*
 * A new file that only its owner can read, with both keys.  One that is there
 * is never written over.  False: *error_r says why.
 */
bool publish_keys_make(const char *path, struct update_keys *keys_r,
    struct text *error_r) MUST_USE;

#endif
