/*
 * received - one hop of a message's way (RFC 5321 4.4, and what servers write)
 *
 * sendmail, Postfix, Exim, qmail, Exchange, Google, CommuniGate Pro and the
 * tolerant rest: clauses in any order, comments looked into for the name and
 * address that the server saw.
 *
 * Threads: any.  Memory: slices borrow the value.
 */
#ifndef CORE_HEADER_RECEIVED_H
#define CORE_HEADER_RECEIVED_H

#include <stdbool.h>

#include "core/base/slice.h"
#include "core/header/date.h"

struct received {
	struct slice from;    /* what the client said of itself (HELO) */
	struct slice reverse; /* the name its address has; or empty */
	struct slice address; /* "192.0.2.1", "2001:db8::1"; or empty */
	struct slice by;
	struct slice with; /* "ESMTPS" */
	struct slice id;
	struct slice recipient; /* "for", without its brackets */
	struct slice user;      /* authenticated as; or empty */
	bool authenticated;     /* by protocol (ESMTPA) or by what it says */
	bool encrypted;         /* ESMTPS, "using TLS" */
	bool local;             /* handed over on the machine: no address */
	bool has_date;
	struct date date;
};

/* False: nothing in it that looks like a hop. */
bool received_parse(struct slice value, struct received *received_r);

#endif
