/*
 * hashes - what a text is known by, many at a time
 *
 * Hashes of short runs of bytes and of pairs of words, and which of them are
 * new.  Every variant gives the same hashes in the same order.
 *
 * Threads: any.
 */
#ifndef SIMD_HASHES_H
#define SIMD_HASHES_H

#include <stddef.h>
#include <stdint.h>

/* A run is so many bytes; they are read with HASHES_ROOM behind the last. */
#define HASHES_RUN 5u
#define HASHES_ROOM 16u

/* What was seen already is known by so many high bits of a hash. */
#define HASHES_SEEN_BITS 17u
#define HASHES_SEEN_BYTES ((size_t)1 << (HASHES_SEEN_BITS - 3))

#define HASHES_FIRST UINT64_C(0x9e3779b97f4a7c15)
#define HASHES_SECOND UINT64_C(0xd6e8feb86659fd93)

/* The hash is the high half. */
static inline uint64_t
hashes_mix(uint64_t x)
{
	x *= HASHES_FIRST;
	x ^= x >> 32;
	return x * HASHES_SECOND;
}

/*
 * The hash of each run that begins in [bytes, bytes + count), in order.  Reads
 * [bytes, bytes + count + HASHES_ROOM); hashes_r has room for count rounded up
 * to eight.
 */
void hashes_of_runs(const uint8_t *bytes, size_t count, uint32_t *hashes_r);

/*
 * Hashes of words, each of which is a number, that stand in one place: of each
 * word with the place, then of it with each of the HASHES_NEAR words behind it
 * and how far that is.  Does the first count words; behind them stand ahead
 * more of the same place, and HASHES_NEAR more may be read.  Returns how many
 * hashes there are; hashes_r has room for count * (1 + HASHES_NEAR).  Those of
 * words alone are in alone_r, too, count of them.
 */
#define HASHES_NEAR 4u
size_t hashes_of_words(const uint32_t *words, size_t count, size_t ahead,
    uint32_t place, uint32_t *hashes_r, uint32_t *alone_r);

/* What goes into the hash of near with far, distance words behind it. */
static inline uint64_t
hashes_pair(uint32_t near, uint32_t far, uint32_t place, uint64_t distance)
{
	return ((uint64_t)near << 32 | far) +
	       (place + distance) * UINT64_C(0xd1342543de82ef95);
}

/* Table in which a hash will be looked up: one of entries of entry_bytes, by
 * as many low bits as mask has. */
struct hashes_table {
	const void *entries;
	uint32_t mask;
	uint32_t entry_bytes; /* 1, 2 or 4 */
};

/*
 * Keep those hashes whose HASHES_SEEN_BITS are new, in order, and mark them in
 * seen; returns how many.  kept_r has room for count; it may be hashes itself.
 * What will be looked up of them in table (never NULL) is asked for ahead: it
 * comes into the cache while others are worked on.
 */
size_t hashes_keep_new(uint64_t *seen, const uint32_t *hashes, size_t count,
    const struct hashes_table *table, uint32_t *kept_r);

#endif
