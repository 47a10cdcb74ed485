/*
 * checksum - has this file changed on its way through the disk?
 *
 * A 64-bit sum over eight lanes, several bytes a cycle: an image of 20 MB is
 * checked in a few milliseconds.  Each step is a bijection of its lane, so
 * damage inside one aligned 8-byte word is always seen; any other damage goes
 * unseen once in about 2^64.  It protects against accidents and not against
 * people, and its value depends on the byte order.
 *
 * Threads: any.
 */
#ifndef CORE_BASE_CHECKSUM_H
#define CORE_BASE_CHECKSUM_H

#include <stddef.h>
#include <stdint.h>

/*
 * The same piece by piece, while each is near the processor anyhow.  The size
 * of each piece but the last is a multiple of CHECKSUM_STEP.
 */
#define CHECKSUM_STEP 64u

struct checksum {
	uint64_t lanes[CHECKSUM_STEP / sizeof(uint64_t)];
	uint64_t seed, size;
};

void checksum_begin(struct checksum *sum, uint64_t seed);
void checksum_add(struct checksum *sum, const void *data, size_t size);
/* Nothing is added any more. */
uint64_t checksum_end(struct checksum *sum);

/* seed: the sum so far, to chain several pieces; 0 to begin. */
uint64_t checksum64(const void *data, size_t size, uint64_t seed);

#endif
