/*
 * client - who brought a message, by its name and address; private to
 * core/canonical/
 *
 * Threads: any.
 */
#ifndef CORE_CANONICAL_CLIENT_H
#define CORE_CANONICAL_CLIENT_H

#include "core/canonical/marks.h"
#include "core/header/received.h"

/* Bytes of the IPv4 address that begins at at; 0: none. */
size_t client_address_at(struct slice s, size_t at);

/* Nobody outside has the address (RFC 1918, 4193, 4291, 5735, 6598). */
bool client_is_inside(struct slice address);

/* The part of an address that its neighbours share: "192.0.2.". */
struct slice client_network(struct slice address);

/* What is odd about its names. */
void client_mark(struct marks *marks, const struct received *hop);

#endif
