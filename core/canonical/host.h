/*
 * host - the name or address in a URL, as one text however it was written;
 * private to core/canonical/
 *
 * Threads: any.
 */
#ifndef CORE_CANONICAL_HOST_H
#define CORE_CANONICAL_HOST_H

#include "core/canonical/domain.h"

enum host_odd {
	HOST_ESCAPED = 1 << 0,     /* percent escapes in it */
	HOST_ADDRESS = 1 << 1,     /* an IP address */
	HOST_ODD_ADDRESS = 1 << 2, /* ... not written as four decimals */
	HOST_PUNYCODE = 1 << 3,    /* letters beyond ASCII */
};

/*
 * written: what stands between user and port.  Lower case, punycode, IPv4
 * addresses in every form that browsers take (WHATWG URL Standard, section
 * 3.5) as four decimals, IPv6 ones in brackets.  Bytes written to out; 0: no
 * browser takes it for a host.
 */
size_t host_normal(
    struct slice written, uint8_t out[DOMAIN_HOST_MAX], unsigned *odd_r);

#endif
