/*
 * whitelist_entry - one line of whitelist.cfg (private to this folder)
 */
#ifndef CORE_LIST_WHITELIST_ENTRY_H
#define CORE_LIST_WHITELIST_ENTRY_H

#include "core/list/host_pattern.h"
#include "core/list/whitelist.h"

/* In the order in which they are tried: from cheap to dear. */
enum whitelist_type {
	WHITELIST_HOST,
	WHITELIST_HELO,
	WHITELIST_MAIL_FROM,
	WHITELIST_RCPT_TO,
	WHITELIST_HEADER,
	WHITELIST_BODY,
	WHITELIST_TYPES
};

struct whitelist_entry {
	enum whitelist_type type;
	unsigned line;
	struct slice text;  /* as written */
	struct slice field; /* HEADER: its name */
	struct host_pattern host;
	struct regex *regex; /* NULL: HOST */
};

/*
 * Read one line; slices borrow it.  NULL: good, and entry_r->regex is to be
 * destroyed.  Else what is wrong, in static storage or the calling thread's.
 */
const char *whitelist_entry_read(
    struct slice line, struct whitelist_entry *entry_r) MUST_USE;

/* How each expression is compiled, and searched for. */
extern const struct regex_place whitelist_place;

struct whitelist {
	uint8_t *bytes; /* the file, which all else borrows */
	struct whitelist_entry *entries;
	size_t count;
	/* Entries of a type lie between starts[type] and starts[type + 1]. */
	size_t starts[WHITELIST_TYPES + 1];
};

#endif
