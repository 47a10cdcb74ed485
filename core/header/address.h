/*
 * address - the mailboxes in From, To, Cc and the like (RFC 5322 3.4, with the
 * obsolete forms of 4.4)
 *
 * Read as leniently as mail clients do: routes, groups, comments, names without
 * quotes, several '@', "name" <a@b> <c@d>.  What cannot be an address is given
 * with an empty local part and its text as the name, so that nothing vanishes.
 *
 * Threads: any.  Memory: slices borrow the value, or lie in the arena where
 * quotes or comments were taken out.
 */
#ifndef CORE_HEADER_ADDRESS_H
#define CORE_HEADER_ADDRESS_H

#include "core/base/arena.h"
#include "core/base/slice.h"

struct address {
	struct slice name;    /* encoded words as written */
	struct slice local;   /* unquoted */
	struct slice domain;  /* as written, without a dot at its end */
	struct slice group;   /* that it stands in; or empty */
	struct slice comment; /* "(like this)", without the parentheses */
};

/* The next one; *rest begins as the field's value.  False: no more. */
bool address_next(struct slice *rest, struct arena *arena,
    struct address *address_r) MUST_USE;

#endif
