/*
 * builder - compile the signatures in a process of its own
 *
 * Compiling takes memory and seconds, and reads files that may be damaged: it
 * must not happen in an engine.  The engine starts this program again as
 * `CGPFilter BUILD` and listens to what it says.
 *
 * Threads: one build at a time in a process.
 */
#ifndef THREADS_BUILDER_H
#define THREADS_BUILDER_H

#include <stdatomic.h>

#include "core/sigdb/sigdb.h"
#include "threads/places.h"

struct build_order {
	const struct places *places;
	const struct config *config;
	uint64_t previous; /* signatures of the running set; 0: none */
	/* Set by another thread: give up, kill the child. */
	const _Atomic bool *stop;
	/* Each line the build said. */
	void (*say)(void *owner, const char *line);
	void *owner;
};

/*
 * Run `CGPFilter BUILD` and wait.  The image at places->image is new (or still
 * the old one, if the result is not SIGDB_OK).
 */
enum sigdb_result builder_run(const struct build_order *order) MUST_USE;

/* `CGPFilter BUILD ...`, in the child: the exit code. */
int builder_main(int argc, char **argv);

/* The options of core/sigdb that a configuration asks for. */
struct sigdb_options builder_options(const struct config *config);

#endif
