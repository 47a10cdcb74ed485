/*
 * spans - runs of set bits, and hashes of the bytes that they stand for
 *
 * Where the words of a text are is known by a bit for each byte; here they are
 * counted out, and hashed many at a time.  Every variant gives the same.
 *
 * Threads: any.
 */
#ifndef SIMD_SPANS_H
#define SIMD_SPANS_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Bytes that may be read from the begin of any span on. */
#define SPANS_ROOM 16u
/* So many spans at most begin, or end, in 64 bits. */
#define SPANS_IN_64 32u
/* 64 bits are counted at most so often: a place has 16 bits. */
#define SPANS_STEPS_MAX ((size_t)1023)

/*
 * Bit i % 64 of bits[i / 64] for steps times 64 bits, the last of which is
 * clear: where runs of set bits begin, and where they end (the clear bit behind
 * each).  Returns how many there are; both have room for SPANS_IN_64 times
 * steps.
 */
size_t spans_of(
    const uint64_t *bits, size_t steps, uint16_t *begins_r, uint16_t *ends_r);

/* The hash of each span of bytes, of the first most of a longer one; no span is
 * empty. */
void spans_hash(const uint8_t *bytes, const uint16_t *begins,
    const uint16_t *ends, size_t count, size_t most, uint32_t *hashes_r);

/* ---- the hash ------------------------------------------------------------ */

#define SPANS_BY_SIZE UINT64_C(0x9e3779b97f4a7c15)
#define SPANS_BY_STEP UINT64_C(0xd6e8feb86659fd93)

/* The first size bytes of eight, size at most that, the others 0. */
static inline uint64_t
spans_load(const uint8_t *bytes, size_t size)
{
	static const uint64_t masks[9] = {0, UINT64_MAX >> 56, UINT64_MAX >> 48,
	    UINT64_MAX >> 40, UINT64_MAX >> 32, UINT64_MAX >> 24,
	    UINT64_MAX >> 16, UINT64_MAX >> 8, UINT64_MAX};
	uint64_t word;

	memcpy(&word, bytes, 8);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	word = __builtin_bswap64(word);
#endif
	return word & masks[size];
}

static inline uint64_t
spans_step(uint64_t hash, uint64_t word)
{
	hash = (hash ^ word) * SPANS_BY_STEP;
	return hash ^ hash >> 32;
}

/* Of size bytes, eight at a time; SPANS_ROOM may be read.  One step or two are
 * most words: both are taken, since which it is cannot be foreseen. */
static inline uint32_t
spans_hash_one(const uint8_t *bytes, size_t size)
{
	uint64_t hash = size * SPANS_BY_SIZE, longer;

	if (size == 0)
		return 0;
	hash = spans_step(hash, spans_load(bytes, size < 8 ? size : 8));
	if (size <= 16) {
		longer = spans_step(
		    hash, spans_load(bytes + 8, size < 8 ? 0 : size - 8));
		return (uint32_t)(size > 8 ? longer : hash);
	}
	for (size_t at = 8; at < size; at += 8)
		hash = spans_step(hash,
		    spans_load(bytes + at, size - at < 8 ? size - at : 8));
	return (uint32_t)hash;
}

#endif
