/*
 * slice_hash - where in a table a run of bytes is looked for
 *
 * Eight bytes a step, where FNV-1a waits for a product at each byte.  Differs
 * between byte orders, so it is never stored; and who sends the mail can make
 * values collide: what uses it is bounded, and compares what it finds.
 *
 * Threads: any.
 */
#ifndef CORE_BASE_SLICE_HASH_H
#define CORE_BASE_SLICE_HASH_H

#include "core/base/slice.h"

static inline uint64_t
slice_hash_step(uint64_t hash, uint64_t word)
{
	hash = (hash ^ word) * UINT64_C(0xd6e8feb86659fd93);
	return hash ^ hash >> 32;
}

/* The last eight bytes of s or fewer, each at least once. */
static inline uint64_t
slice_hash_tail(struct slice s)
{
	uint64_t word = 0;
	uint32_t first, last;

	if (s.size >= 8) {
		memcpy(&word, s.data + s.size - 8, 8);
	} else if (s.size >= 4) {
		memcpy(&first, s.data, 4);
		memcpy(&last, s.data + s.size - 4, 4);
		word = (uint64_t)first << 32 | last;
	} else if (s.size > 0) {
		word = (uint64_t)s.data[0] << 16 |
		       (uint64_t)s.data[s.size / 2] << 8 | s.data[s.size - 1];
	}
	return word;
}

static inline uint32_t
slice_hash(struct slice s)
{
	uint64_t hash = s.size * UINT64_C(0x9e3779b97f4a7c15), word;

	for (size_t at = 0; s.size - at > 8; at += 8) {
		memcpy(&word, s.data + at, 8);
		hash = slice_hash_step(hash, word);
	}
	return (uint32_t)slice_hash_step(hash, slice_hash_tail(s));
}

#endif
