/*
 * url - a link in normal form; private to core/canonical/
 *
 * Read as browsers read it (WHATWG URL Standard): blanks at its ends and line
 * ends inside do not count, backslashes are slashes, one slash or five behind
 * "http:" are two.
 *
 * Threads: any.  Memory: the arena.
 */
#ifndef CORE_CANONICAL_URL_H
#define CORE_CANONICAL_URL_H

#include "core/canonical/canonical.h"
#include "core/canonical/host.h"

/* Bytes of a URL that are kept. */
#define URL_MAX 1024u

enum url_odd {
	/* enum host_odd below 1 << 8 */
	URL_USER = 1 << 8,     /* "http://bank.example@other.example/" */
	URL_PORT = 1 << 9,     /* one is named */
	URL_LONG = 1 << 10,    /* more than URL_MAX */
	URL_INNER = 1 << 11,   /* another URL stands in it: it may lead there */
	URL_ESCAPED = 1 << 12, /* plain letters as escapes, behind the host */
};

enum url_kind {
	URL_NONE,    /* leads to no host: a path, an unknown scheme */
	URL_WEB,     /* http, https, ftp */
	URL_MAIL,    /* mailto */
	URL_PHONE,   /* tel, sms, callto */
	URL_CONTENT, /* cid: another part */
	URL_DATA,    /* data: holds what it shows */
	URL_SCRIPT,  /* javascript, vbscript */
};

/*
 * Fills in url, host, domain and path of *link_r (of URL_WEB alone).  *rest_r
 * is what stands behind the scheme of the others.  bare: without a scheme it is
 * "http://".  Without memory: URL_NONE.
 */
enum url_kind url_read(struct slice written, bool bare, struct arena *arena,
    struct canonical_link *link_r, struct slice *rest_r, unsigned *odd_r);

/* The URL in the query of another one; empty: none. */
struct slice url_inner(struct slice url);

#endif
