/*
 * phishing - lists of hosts that are imitated, and of links that may
 *
 *     .pdb   H:paypal.com                  a host that links must not pretend
 *            R:expression                  the same, over the shown URL
 *     .wdb   M:real host:shown host        a pair that is all right
 *            X:expression:expression       the same, over the URLs
 *            Y:expression                  over the real one alone
 *
 * each with ":n", ":n-" or ":n-m" behind it for the functionality levels that
 * it is for.  Grammar: ClamAV's signature manual, "Phishing signatures".  In an
 * expression a colon is written "\:".  Expressions are matched against hosts.
 *
 * Threads: any.  Slices borrow what they were made of.
 */
#ifndef CORE_LOGIC_PHISHING_H
#define CORE_LOGIC_PHISHING_H

#include <stdint.h>

#include "core/base/check.h"
#include "core/base/slice.h"

enum phishing_kind {
	PHISHING_HOST,       /* H */
	PHISHING_SHOWN,      /* R */
	PHISHING_PAIR,       /* M */
	PHISHING_PAIR_REGEX, /* X */
	PHISHING_REAL_REGEX, /* Y */
	PHISHING_KINDS,
};

struct phishing_rule {
	enum phishing_kind kind;
	struct slice first;  /* host or expression; of the real link in pairs */
	struct slice second; /* of the shown one; M and X only */
	uint64_t level_min;
	uint64_t level_max; /* UINT64_MAX: none */
};

/* allow: a line of a .wdb.  False: *reason_r says what is wrong. */
bool phishing_parse(struct slice line, bool allow, struct phishing_rule *rule_r,
    const char **reason_r) MUST_USE;

/* A URL, or text that looks like one, as these lists see it. */
struct phishing_url {
	struct slice host; /* without port, user and final dots; any case */
	bool secure;       /* https */
	bool plain;        /* http, or no scheme */
};

/* Where a link leads.  False: to no host (mailto:, #anchor, data: ...). */
bool phishing_real(struct slice url, struct phishing_url *url_r) MUST_USE;

/*
 * What a reader takes the text of a link for.  Blanks are left out, into buffer
 * (PHISHING_SHOWN_MAX bytes).  False: not for a URL.
 */
#define PHISHING_SHOWN_MAX 1024u
bool phishing_shown(
    struct slice text, uint8_t *buffer, struct phishing_url *url_r) MUST_USE;

/* Is host domain, or a name below it?  In any case of letters. */
bool phishing_below(struct slice host, struct slice domain) MUST_USE;

#endif
