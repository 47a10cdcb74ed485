/*
 * host_pattern - hosts by address, network, or name
 *
 * Threads: any.
 */
#ifndef CORE_LIST_HOST_PATTERN_H
#define CORE_LIST_HOST_PATTERN_H

#include <stdint.h>

#include "core/base/check.h"
#include "core/base/slice.h"

/* IPv6; an IPv4 address is ::ffff:a.b.c.d. */
struct host_address {
	uint8_t bytes[16];
};

/* "192.0.2.1", "2001:db8::1".  False: neither. */
bool host_address_read(
    struct slice text, struct host_address *address_r) MUST_USE;

struct host_pattern {
	struct host_address network;
	unsigned bits;     /* of network; 0: a name */
	struct slice name; /* borrowed, without a dot in front */
};

/*
 * "192.0.2.1", "192.0.2.", "192.0/16", "2001:db8::/32", "example.com", ".gov".
 * NULL: good.  Else what is wrong.
 */
const char *host_pattern_read(
    struct slice text, struct host_pattern *pattern_r) MUST_USE;

/* address NULL, name empty: not known. */
bool host_pattern_matches(const struct host_pattern *pattern,
    const struct host_address *address, struct slice name);

#endif
