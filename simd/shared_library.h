/*
 * shared_library - a library that is loaded by who needs it
 *
 * What is linked is loaded at every start, with all that stands behind it:
 * libarchive alone brings fifteen others, libcurl forty.  A library that is
 * loaded has a table of its functions instead, each with the type and the name
 * that the library's own header gives it:
 *
 *     #define LIBM(X) X(sqrt) X(floor)              a header
 *     SHARED_LIBRARY_DECLARE(libm, LIBM);
 *
 *     SHARED_LIBRARY_DEFINE(libm, LIBM, "libm.so.6", "libc6");     its .c
 *
 *     if (shared_library_load(&libm_library))       who calls
 *             root = libm.sqrt(2.0);
 *
 * In a program that is linked statically (LIBRARIES_LINKED) the table is filled
 * by the linker, and loading is always done.
 *
 * Threads: any, at any time.
 */
#ifndef SIMD_SHARED_LIBRARY_H
#define SIMD_SHARED_LIBRARY_H

#include <stdatomic.h>
#include <stdbool.h>

enum shared_library_state {
	SHARED_LIBRARY_UNKNOWN,
	SHARED_LIBRARY_LOADED,
	SHARED_LIBRARY_MISSING,
};

struct shared_library {
	const char *soname;  /* [const] */
	const char *package; /* [const] Debian's */
	/* [const] of all functions, a NUL behind each, an empty one last */
	const char *names;
	/* [const] as many pointers to functions, in that order */
	void *functions;
	/* [atomic] enum shared_library_state */
	_Atomic int state;
	char reason[256];
};

#define SHARED_LIBRARY_POINTER(function) __typeof__(&function) function;
#define SHARED_LIBRARY_NAME(function) #function "\0"
#define SHARED_LIBRARY_ADDRESS(function) .function = function,

/* Extern: the table, which is [const] once the library is loaded, and the
 * library. */
#define SHARED_LIBRARY_DECLARE(table, FUNCTIONS)                               \
	extern struct table##_functions {                                      \
		FUNCTIONS(SHARED_LIBRARY_POINTER)                              \
	} table;                                                               \
	extern struct shared_library table##_library

#ifdef LIBRARIES_LINKED
#define SHARED_LIBRARY_DEFINE(table, FUNCTIONS, soname_, package_)             \
	struct table##_functions table = {FUNCTIONS(SHARED_LIBRARY_ADDRESS)};  \
	struct shared_library table##_library = {                              \
	    .soname = soname_,                                                 \
	    .package = package_,                                               \
	    .names = FUNCTIONS(SHARED_LIBRARY_NAME),                           \
	    .functions = &table,                                               \
	    .state = SHARED_LIBRARY_LOADED,                                    \
	}
#else
#define SHARED_LIBRARY_DEFINE(table, FUNCTIONS, soname_, package_)             \
	struct table##_functions table;                                        \
	struct shared_library table##_library = {                              \
	    .soname = soname_,                                                 \
	    .package = package_,                                               \
	    .names = FUNCTIONS(SHARED_LIBRARY_NAME),                           \
	    .functions = &table,                                               \
	}
#endif

/*
 * Load it by its soname and fill in its functions; it stays as long as the
 * process.  Afterwards this costs a look.  Allocates, and may wait for the disk
 * and for another thread that loads.  False: it is not there, or lacks one of
 * the functions; none may be called then, and it is not looked for again.
 */
bool shared_library_load(struct shared_library *library)
    __attribute__((warn_unused_result));

static inline bool
shared_library_is_loaded(const struct shared_library *library)
{
	/* Acquire: the table is seen.  Pairs with shared_library_load(). */
	return atomic_load_explicit(&library->state, memory_order_acquire) ==
	       SHARED_LIBRARY_LOADED;
}

/* Once loading was false: what could not be loaded, why, and what to install.
 * One sentence; of the library. */
const char *shared_library_reason(const struct shared_library *library);

#endif
