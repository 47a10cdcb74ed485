/*
 * fnv - FNV-1a, in 32 and in 64 bits
 *
 * For tables that are looked into by names.  Who sends the mail can make
 * values collide: what uses it is bounded, and compares what it finds.
 *
 * Threads: any.
 */
#ifndef CORE_BASE_FNV_H
#define CORE_BASE_FNV_H

#include "core/base/slice.h"

#define FNV_BEGIN UINT32_C(0x811C9DC5)
#define FNV64_BEGIN UINT64_C(0xCBF29CE484222325)

static inline uint32_t
fnv_step(uint32_t hash, uint8_t byte)
{
	return (hash ^ byte) * UINT32_C(0x01000193);
}

/* Also for a whole number at once. */
static inline uint64_t
fnv64_step(uint64_t hash, uint64_t value)
{
	return (hash ^ value) * UINT64_C(0x100000001B3);
}

static inline uint32_t
fnv_slice(struct slice s, uint32_t hash)
{
	for (size_t i = 0; i < s.size; i++)
		hash = fnv_step(hash, s.data[i]);
	return hash;
}

/* The high bits are the better ones. */
static inline uint32_t
fnv_end(uint32_t hash)
{
	return hash ^ hash >> 16;
}

#endif
