/*
 * compose - a few characters in Unicode's form NFKC; private to
 * core/canonical/, and the door to libutf8proc
 *
 * Threads: any.  Nothing here allocates.
 */
#ifndef CORE_CANONICAL_COMPOSE_H
#define CORE_CANONICAL_COMPOSE_H

#include "core/base/slice.h"

/* Characters of one call, and bytes that they may become (U+FDFA is 18
 * characters, of two bytes). */
#define COMPOSE_MAX 62u
#define COMPOSE_ROOM (COMPOSE_MAX * 18 * 4)

/*
 * s is UTF-8 of at most COMPOSE_MAX characters, and begins where nothing ahead
 * of it can join.  Bytes written to out.
 */
size_t compose(struct slice s, uint8_t out[COMPOSE_ROOM]);

/* An accent or another mark on what stands ahead of it. */
bool compose_is_mark(uint32_t code_point);

/* The small letter; what is none as it is. */
uint32_t compose_lower(uint32_t code_point);

#endif
