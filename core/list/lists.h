/*
 * lists - what the site says itself, as one thing to be swapped
 *
 * Threads: never changed once made.
 */
#ifndef CORE_LIST_LISTS_H
#define CORE_LIST_LISTS_H

#include "core/list/settings.h"
#include "core/list/whitelist.h"

struct lists {
	struct whitelist *whitelist; /* NULL: there is none */
	const char *whitelist_name;  /* of its file, for reasons */
	struct settings settings;
};

/* Without entries, and with the settings' defaults.  NULL: no memory. */
struct lists *lists_create(void) MUST_USE;
void lists_destroy(struct lists **lists);

#endif
