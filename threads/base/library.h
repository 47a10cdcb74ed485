/*
 * library - a shared library that few need, loaded by who needs it
 *
 * What is linked is loaded at every start, with all that stands behind it.
 */
#ifndef THREADS_BASE_LIBRARY_H
#define THREADS_BASE_LIBRARY_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/check.h"

struct library_symbol {
	const char *name;
	void *function_r; /* a pointer to a pointer to a function */
};

/*
 * Load it by its soname and fill in all functions; it stays as long as the
 * process.  Again: the same functions, nothing is loaded twice.  From any
 * thread that alone uses these places, as by pthread_once().  False: it is not
 * there, or lacks one of them, and what the places hold then is not to be
 * called.
 */
bool library_load(const char *soname, const struct library_symbol *symbols,
    size_t count) MUST_USE;

#endif
