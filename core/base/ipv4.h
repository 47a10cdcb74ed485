/*
 * ipv4 - an IPv4 address as text: four numbers with dots between
 *
 * Threads: any.
 */
#ifndef CORE_BASE_IPV4_H
#define CORE_BASE_IPV4_H

#include "core/base/slice.h"

/*
 * The address that s begins with, each number of one to three digits and at
 * most 255; whatever follows is not looked at.  Its size; 0: none, and octets_r
 * holds nothing of use.
 */
size_t ipv4_read(struct slice s, uint8_t octets_r[4]);

#endif
