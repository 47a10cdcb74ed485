/*
 * fetch - HTTP from and to the host of the updates
 *
 * By what cartridge.cfg says: host, ports, own address, proxy, time-outs.  The
 * connection is kept from one call to the next.  Environment variables that
 * name proxies do not count, and redirections are not followed.
 *
 * What a host may do is bounded: it answers in the time-out or it does not
 * count, and what is more than was asked for is cut off.
 *
 * Threads: one fetcher a thread.  Blocks: on the network, for the time-out at
 * most; a file takes longer while 1 KB a second arrives.
 */
#ifndef THREADS_COMMAND_UPDATE_FETCH_H
#define THREADS_COMMAND_UPDATE_FETCH_H

#include "core/list/settings.h"

#define FETCH_TAG_BYTES 256u

/* What is remembered of a file, to ask for it only if it has changed. */
struct fetch_tag {
	char etag[FETCH_TAG_BYTES];     /* "": none */
	char modified[FETCH_TAG_BYTES]; /* as the host said; "": not */
};

enum fetch_result {
	FETCH_OK,
	FETCH_SAME,    /* not changed since the tag */
	FETCH_MISSING, /* the host answers, but has no such file */
	FETCH_LARGE,   /* more than was asked for */
	FETCH_FAILED,  /* *error_r: which host, and why */
};

struct fetcher;

/* settings are borrowed.  NULL: no memory, or this program has no
 * network: it is static, or libcurl is not installed. */
struct fetcher *fetcher_create(const struct settings *settings) MUST_USE;
void fetcher_destroy(struct fetcher **fetcher);

/*
 * Name below the path of the updates.  *bytes_r is malloc()ed, NULL unless
 * FETCH_OK.  tag (NULL: none) is sent, and becomes that of what came.  Tries
 * each port until one answers, and that one first from then on.
 */
enum fetch_result fetch(struct fetcher *fetcher, const char *name,
    size_t size_max, struct fetch_tag *tag, uint8_t **bytes_r, size_t *size_r,
    struct text *error_r) MUST_USE;

/*
 * A file of exactly that size into path, from where a call before this one was
 * cut off.  What came stays there on failure, too.
 */
enum fetch_result fetch_file(struct fetcher *fetcher, const char *name,
    uint64_t size, const char *path, struct text *error_r) MUST_USE;

/* POST of text/plain to an absolute path: "/cmstats". */
enum fetch_result fetch_post(struct fetcher *fetcher, const char *path,
    struct slice body, struct text *error_r) MUST_USE;

/* Bytes that came since the beginning, without what HTTP adds. */
uint64_t fetch_bytes(const struct fetcher *fetcher);

#endif
