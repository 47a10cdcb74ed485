/*
 * auth_results - Authentication-Results (RFC 8601)
 *
 * Threads: any.  Memory: slices borrow the value, or lie in the arena where
 * comments or quotes were taken out.
 */
#ifndef CORE_HEADER_AUTH_RESULTS_H
#define CORE_HEADER_AUTH_RESULTS_H

#include "core/base/arena.h"
#include "core/base/slice.h"

enum auth_verdict {
	AUTH_NONE,
	AUTH_PASS,
	AUTH_FAIL,
	AUTH_SOFTFAIL,
	AUTH_NEUTRAL,
	AUTH_POLICY,
	AUTH_TEMPERROR,
	AUTH_PERMERROR,
	AUTH_OTHER, /* a word that the RFC does not know */
};

struct auth_result {
	struct slice method; /* "spf", "dkim", "dmarc", "arc", ... */
	enum auth_verdict verdict;
	struct slice reason;
	struct slice domain;   /* header.d, header.from, smtp.mailfrom ... */
	struct slice property; /* the name of that property, as written */
};

/* Who says so, and where the results begin.  False: no such field. */
bool auth_results_begin(
    struct slice value, struct slice *server_r, struct slice *rest_r) MUST_USE;

/* The next result.  False: no more. */
bool auth_results_next(struct slice *rest, struct arena *arena,
    struct auth_result *result_r) MUST_USE;

#endif
