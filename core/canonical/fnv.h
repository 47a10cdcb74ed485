/*
 * fnv - FNV-1a, for tables that live as long as a message; private to
 * core/canonical/
 *
 * Who sends the mail can make values collide: what uses it is bounded, and
 * compares what it finds.
 *
 * Threads: any.
 */
#ifndef CORE_CANONICAL_FNV_H
#define CORE_CANONICAL_FNV_H

#include "core/base/slice.h"

#define FNV_BEGIN UINT32_C(0x811C9DC5)

static inline uint32_t
fnv_step(uint32_t hash, uint8_t byte)
{
	return (hash ^ byte) * UINT32_C(0x01000193);
}

/* The high bits are the better ones. */
static inline uint32_t
fnv_end(uint32_t hash)
{
	return hash ^ hash >> 16;
}

static inline uint32_t
fnv(struct slice s)
{
	uint32_t hash = FNV_BEGIN;

	for (size_t i = 0; i < s.size; i++)
		hash = fnv_step(hash, s.data[i]);
	return fnv_end(hash);
}

#endif
