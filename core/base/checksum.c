/*
 * checksum - eight lanes of xor, multiply, rotate
 *
 * A multiplication alone moves information upwards only; the rotation brings
 * it back down.  One step takes about five cycles and the lanes overlap, which
 * is why there are eight of them.
 */
#include "core/base/checksum.h"

#include <string.h>

#define LANES 8u
#define ROUND (LANES * sizeof(uint64_t))
/* Odd, so that multiplying is invertible; bits of pi's fraction. */
#define FACTOR UINT64_C(0x243F6A8885A308D3)

static uint64_t
step(uint64_t lane, uint64_t word)
{
	lane = (lane ^ word) * FACTOR;
	return lane << 29 | lane >> 35;
}

static uint64_t
load(const uint8_t *data)
{
	uint64_t word;

	memcpy(&word, data, sizeof(word));
	return word;
}

/* Spreads every bit over the whole word. */
static uint64_t
finish(uint64_t sum)
{
	sum ^= sum >> 32;
	sum *= FACTOR;
	sum ^= sum >> 29;
	sum *= FACTOR;
	return sum ^ sum >> 32;
}

uint64_t
checksum64(const void *data, size_t size, uint64_t seed)
{
	const uint8_t *at = data;
	uint64_t lane[LANES], sum = step(seed, size);
	uint8_t tail[ROUND] = {0};

	for (unsigned i = 0; i < LANES; i++)
		lane[i] = seed + i;
	for (; size >= ROUND; size -= ROUND, at += ROUND)
		for (unsigned i = 0; i < LANES; i++)
			lane[i] = step(lane[i], load(at + 8 * i));
	if (size > 0)
		memcpy(tail, at, size);
	for (unsigned i = 0; i < LANES; i++)
		lane[i] = step(lane[i], load(tail + 8 * i));
	for (unsigned i = 0; i < LANES; i++)
		sum = step(sum, finish(lane[i]));
	return finish(sum);
}
