/*
 * shared_library - a library that is loaded by who needs it
 */
#include "simd/shared_library.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

const char *
shared_library_reason(const struct shared_library *library)
{
	return library->reason;
}

#ifdef LIBRARIES_LINKED

bool
shared_library_load(struct shared_library *library)
{
	(void)library;
	return true;
}

#else

#include <dlfcn.h>
#include <pthread.h>

/* All but the first look of each, which may come from several threads. */
static pthread_mutex_t loading = PTHREAD_MUTEX_INITIALIZER;

/* That it is not there is said already; what it lacks itself is news. */
static void
explain(struct shared_library *library)
{
	const char *why = dlerror();
	bool news = why != NULL &&
		    strncmp(why, library->soname, strlen(library->soname)) != 0;

	snprintf(library->reason, sizeof(library->reason),
	    "%s cannot be loaded; install %s%s%.120s%s", library->soname,
	    library->package, news ? " (" : "", news ? why : "",
	    news ? ")" : "");
}

/*
 * ISO C has no way from an object pointer to a function, POSIX has this one:
 * the same bytes.
 */
static bool
find_functions(struct shared_library *library, void *loaded)
{
	char *place = library->functions;

	for (const char *name = library->names; *name != '\0';
	     name += strlen(name) + 1) {
		void *found = dlsym(loaded, name);

		if (found == NULL)
			return false;
		memcpy(place, &found, sizeof(found));
		place += sizeof(found);
	}
	return true;
}

/* Lazily, as what is linked with a library finds the functions it calls: of
 * libcrypto's 3,000 references few are ever used. */
static int
load(struct shared_library *library)
{
	void *loaded = dlopen(library->soname, RTLD_LAZY | RTLD_LOCAL);

	if (loaded != NULL && find_functions(library, loaded))
		return SHARED_LIBRARY_LOADED;
	explain(library);
	return SHARED_LIBRARY_MISSING;
}

bool
shared_library_load(struct shared_library *library)
{
	/* Acquire: what the table and the reason hold is seen behind the state.
	 * Pairs with the release below. */
	int state = atomic_load_explicit(&library->state, memory_order_acquire);

	if (state == SHARED_LIBRARY_UNKNOWN) {
		pthread_mutex_lock(&loading);
		state =
		    atomic_load_explicit(&library->state, memory_order_relaxed);
		if (state == SHARED_LIBRARY_UNKNOWN) {
			state = load(library);
			atomic_store_explicit(
			    &library->state, state, memory_order_release);
		}
		pthread_mutex_unlock(&loading);
	}
	return state == SHARED_LIBRARY_LOADED;
}

#endif
