/*
 * builder - compile the signatures in a process of its own
 *
 * Compiling takes memory and seconds, and reads files that may be damaged: it
 * must not happen in an engine.  The engine starts this program again as
 * `CGPFilter BUILD` and listens to what it says.
 *
 * Threads: one build at a time in a process.
 */
#ifndef THREADS_UPDATE_BUILDER_H
#define THREADS_UPDATE_BUILDER_H

#include <stdatomic.h>

#include "core/sigdb/sigdb.h"
#include "threads/base/places.h"

/* Where the file of a descriptor is opened: a printf() format. */
#if ON_LINUX
#define BUILDER_FILE_PATH "/proc/self/fd/%d"
#else
#define BUILDER_FILE_PATH "/dev/fd/%d"
#endif

struct build_order {
	const struct places *places;
	const struct config *config;
	uint64_t previous; /* signatures of the running set; 0: none */
	/* A file in memory, empty, for an image that has no room in the state
	 * directory; 0: there is none. */
	int memory_fd;
	/* Set by another thread: give up, kill the child. */
	const _Atomic bool *stop;
	/* Called several times a second while it runs, and when wake_fd is
	 * readable (-1: none). */
	void (*meanwhile)(void *owner);
	int wake_fd;
	/* Each line the build said. */
	void (*say)(void *owner, const char *line);
	void *owner;
};

/*
 * Run `CGPFilter BUILD` with what the order says, and wait.  The child writes
 * the image aside, tries it on messages of its own (self_test.h) and only then
 * puts it in place.  The image at places->image is new (or still
 * the old one, if the result is not SIGDB_OK).  Where it cannot be written
 * there, the new one is in memory_fd, which is no longer empty.
 */
enum sigdb_result builder_run(const struct build_order *order) MUST_USE;

/* Is the image one to serve with?  See self_test.h. */
enum sigdb_result builder_try(const char *image, struct text *error_r) MUST_USE;

/*
 * `CGPFilter BUILD`: the exit code.  With arguments, in the child.  Without,
 * for a person: the database of this installation, as a reload would make it.
 */
int builder_main(int argc, char **argv);

/* The options of core/sigdb that a configuration asks for. */
struct sigdb_options builder_options(const struct config *config);

#endif
