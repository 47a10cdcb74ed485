/*
 * signature_source - the set of signatures to run with
 *
 * The image of last time where it is still true, or a new one, built by a child
 * process.  What is odd is told to the server.
 *
 * Threads: one at a time.  Blocks: on the disk, and on the build.
 */
#ifndef THREADS_UPDATE_SIGNATURE_SOURCE_H
#define THREADS_UPDATE_SIGNATURE_SOURCE_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "core/config/config.h"
#include "core/sigdb/sigdb.h"
#include "threads/base/places.h"

struct signature_source {
	const struct places *places;
	const struct config *config;
	const _Atomic bool *stop; /* a build is given up once it is set */
	/* Called several times a second while a build runs, and when wake_fd is
	 * readable (-1: none). */
	void (*meanwhile)(void *owner);
	int wake_fd;
	void *owner;
};

/*
 * The image as it is, whether or not the sources have changed since.  Where it
 * has names and hashes of millions of signatures, these are not looked at yet,
 * so that a start takes no longer for them.  NULL: none that can be used.
 */
struct sigdb *signature_source_image(
    const struct signature_source *source) MUST_USE;

/* Whether it was made of the sources as they are now. */
bool signature_source_is_fresh(
    const struct signature_source *source, const struct sigdb *sigdb);

/*
 * A fresh image is used as it is; else a new one is built, and held against
 * `previous`, the number of signatures of the running set (0: none runs).  When
 * that is refused, the image is still the one before.  NULL: there is none.
 */
struct sigdb *signature_source_load(
    const struct signature_source *source, uint64_t previous) MUST_USE;

#endif
