/*
 * domain - what of a host somebody registered; private to core/canonical/, and
 * the door to libpsl
 *
 * The list of public suffixes is the one that is built into the library.
 *
 * Threads: any.
 */
#ifndef CORE_CANONICAL_DOMAIN_H
#define CORE_CANONICAL_DOMAIN_H

#include "core/base/slice.h"

/* Longest host (RFC 1035, section 3.1). */
#define DOMAIN_HOST_MAX 253u

/*
 * The registrable domain of host, which is lower case ASCII, as a part of it:
 * "example.co.uk" of "www.example.co.uk".  Empty: host is a public suffix
 * itself, or none.
 */
struct slice domain_of(struct slice host);

/* A host in lower case, in room; empty: too long for one. */
struct slice domain_lower(struct slice host, uint8_t room[DOMAIN_HOST_MAX]);

/* Does host end in a suffix of the list, and not by the rule for all others? */
bool domain_is_known(struct slice host);

#endif
