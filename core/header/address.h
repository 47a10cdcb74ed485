/*
 * address - the mailboxes in From, To, Cc and the like (RFC 5322 3.4, with the
 * obsolete forms of 4.4)
 *
 * Read as leniently as mail clients do: routes, groups, comments, names without
 * quotes, several '@', "name" <a@b> <c@d>, several addresses in one bracket or
 * without commas, ';' between them.  What cannot be an address is given with an
 * empty local part and its text as the name, so that nothing vanishes: every
 * byte of a value that is no blank, control or special character (RFC 5322
 * 3.2.3) is in some address.  (When the arena is full, quotes, comments and the
 * like stay inside the slices, and only the first of several comments is kept.)
 *
 * Any value costs linear time.  A quote or parenthesis that nothing closes, and
 * all that follow it, are characters like others.
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
	struct slice comment; /* "(like this)", without the parentheses; several
				 with a blank between them; and what stands
				 ahead of an address in its brackets (a route,
				 "mailto:") */
};

/* Where the reading of one value stands. */
struct address_list {
	struct slice rest; /* what was not read yet */
	/* private */
	struct slice group;
	bool in_group;
	bool group_is_empty; /* no address of it was given yet */
	/* From here on nothing closes a parenthesis or a quote. */
	const uint8_t *open_comment, *open_quote;
	/* No encoded word ends in between. */
	const uint8_t *no_word, *no_word_end;
};

void address_begin(struct slice value, struct address_list *list_r);

/*
 * The next one.  False: no more.  A group without members, and "<>", give an
 * address that is empty but for its group and name.
 */
bool address_next(struct address_list *list, struct arena *arena,
    struct address *address_r) MUST_USE;

#endif
