/*
 * punycode - one label of a host name in ASCII (RFC 3492); private to
 * core/canonical/
 *
 * Threads: any.
 */
#ifndef CORE_CANONICAL_PUNYCODE_H
#define CORE_CANONICAL_PUNYCODE_H

#include "core/base/slice.h"

/* Longest label (RFC 1035, section 2.3.4). */
#define PUNYCODE_LABEL_MAX 63u

/*
 * label is UTF-8 in lower case.  Bytes of "xn--..." written to out; 0: it would
 * be longer than a label may be.
 */
size_t punycode_encode(struct slice label, uint8_t out[PUNYCODE_LABEL_MAX]);

#endif
