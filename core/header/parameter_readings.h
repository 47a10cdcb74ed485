/*
 * parameter_readings - every value that mail clients may take one parameter for
 *
 * A parameter may stand several times, plain and by RFC 2231; unquoted text may
 * end at a blank or hold it, a quote may not be closed, a backslash may count
 * or not.  Whoever must see what any client sees looks at all of these.
 *
 * Threads: one at a time.
 * Memory: what is not as written lies in the arena.
 */
#ifndef CORE_HEADER_PARAMETER_READINGS_H
#define CORE_HEADER_PARAMETER_READINGS_H

#include "core/base/arena.h"
#include "core/base/slice.h"

/* Values of one parameter that are kept. */
#define READINGS_ROOM 12u

struct parameter_reading {
	struct slice value;
	struct slice charset; /* that RFC 2231 names; mostly empty */
	bool extended;        /* by RFC 2231 */
};

struct parameter_readings {
	struct parameter_reading reading[READINGS_ROOM];
	size_t count;
	bool cut; /* there are more, or there was no memory */
};

/*
 * Add the values of name in rest, which follows the main value of a field: each
 * one once, those first that most clients take.
 */
void parameter_readings(struct slice rest, struct slice name,
    struct arena *arena, struct parameter_readings *readings);

#endif
