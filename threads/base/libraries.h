/*
 * libraries - what is loaded ahead of the first message
 *
 * A person's command loads a library when it comes to what needs it.  A helper
 * does so at its start, once for all engines that will be forked: not in the
 * middle of mail, and before anything that it might give up.
 */
#ifndef THREADS_BASE_LIBRARIES_H
#define THREADS_BASE_LIBRARIES_H

#include <stdbool.h>

typedef void libraries_tell(void *owner, const char *sentence);

/* The one without which nothing can be scanned.  NULL: it is there; else why
 * not. */
const char *libraries_load_needed(void);

/*
 * Load all others that a message can ask for.  Of each that is missing tell
 * is told what will not be done, why, and what to install.  False: one is.
 */
bool libraries_load(libraries_tell *tell, void *owner);

#endif
