/*
 * links - what is odd about a link, for a person to look at
 *
 * A reader trusts the text of a link; what a click opens is its address.  This
 * compares the two.  It is a hint and not a verdict: which domains belong
 * together is guessed by their last labels, without the list of public
 * suffixes.
 *
 * Threads: any.  Nothing here allocates; slices borrow what was given.
 */
#ifndef CORE_SHOW_LINKS_H
#define CORE_SHOW_LINKS_H

#include <stdbool.h>

#include "core/base/slice.h"

enum link_oddity {
	LINK_OTHER_HOST = 1 << 0,    /* the text shows another host */
	LINK_USER = 1 << 1,          /* "https://bank.example@evil.example/" */
	LINK_NUMBER = 1 << 2,        /* an address where a name should be */
	LINK_PUNYCODE = 1 << 3,      /* letters of another script */
	LINK_SCRIPT = 1 << 4,        /* javascript:, vbscript:, data: */
	LINK_ESCAPED = 1 << 5,       /* %77 in the name of the host */
	LINK_OTHER_MAILBOX = 1 << 6, /* mailto: another than the text shows */
};

/*
 * The host that url leads to, as browsers read it (slashes and backslashes are
 * one, what stands ahead of '@' is no host); without port and final dot, with
 * its percent escapes.  Empty: none, as for "mailto:" or a relative one.
 */
struct slice link_host(struct slice url);

/*
 * The host that a reader takes a text for: the first word in it that is a URL
 * or looks like a domain.  Empty: none.
 */
struct slice link_shown_host(struct slice shown);

/* Bits of enum link_oddity. */
unsigned link_oddities(struct slice url, struct slice shown);

/*
 * The next address in a plain text at or after *at, which is behind it then.
 * False: none.  Linear: each byte is looked at once.
 */
bool link_next(struct slice text, size_t *at, struct slice *url_r);

#endif
