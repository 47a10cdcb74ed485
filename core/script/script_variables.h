/*
 * script_variables - what the names of a script were given
 *
 * A name keeps the pieces that statements one after the other gave it, and they
 * are put together when somebody asks.  Names are told apart as VBScript,
 * PowerShell and cmd do: letters compare equal in either case.
 *
 * Memory: all of it is of the arena; whoever gives a piece keeps its bytes.
 * Bounded: so many names, so many bytes of one; further ones are not known.
 */
#ifndef CORE_SCRIPT_SCRIPT_VARIABLES_H
#define CORE_SCRIPT_SCRIPT_VARIABLES_H

#include <stdbool.h>

#include "core/base/arena.h"

#define SCRIPT_VARIABLES_MAX 16384u
#define SCRIPT_NAME_MAX 255u

struct script_piece {
	struct script_piece *next;
	struct slice bytes;
};

struct script_variable {
	struct script_variable *next; /* that was met behind it */
	struct script_variable *same_bucket;
	struct slice name;
	struct script_piece *first, *last;
	size_t size;
	unsigned pieces;
	unsigned statements; /* that gave them */
};

#define SCRIPT_BUCKETS 1024u

struct script_variables {
	struct arena *arena;
	struct script_variable *first, *last;
	struct script_variable *buckets[SCRIPT_BUCKETS];
	unsigned count;
};

/* NULL: it is not known. */
struct script_variable *script_variables_find(
    const struct script_variables *variables, struct slice name);

/* The same; it is known from now on.  NULL: there are too many, it is too long
 * or there is no room. */
struct script_variable *script_variables_get(
    struct script_variables *variables, struct slice name);

/* bytes, of so many pieces, behind what it has, by one statement.  False: no
 * room. */
bool script_variable_give(struct script_variables *variables,
    struct script_variable *variable, struct slice bytes,
    unsigned pieces) MUST_USE;

/* From now on it is empty. */
void script_variable_clear(struct script_variable *variable);

/* All of it, into out, which has variable->size bytes. */
void script_variable_read(const struct script_variable *variable, uint8_t *out);

#endif
