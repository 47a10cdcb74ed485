/*
 * percent - percent-encoded bytes undone (RFC 3986, section 2.1)
 *
 * Threads: any.
 */
#ifndef CORE_BASE_PERCENT_H
#define CORE_BASE_PERCENT_H

#include "core/base/slice.h"

/*
 * s with its escapes undone, in out, which has room for s and may be its own
 * bytes; what is no escape stays.  Returns the size: that of s where nothing
 * was escaped.
 */
size_t percent_decode(struct slice s, uint8_t *out);

#endif
