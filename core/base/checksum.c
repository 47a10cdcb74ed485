/*
 * checksum - eight lanes of xor, multiply, rotate
 *
 * A multiplication alone moves information upwards only; the rotation brings
 * it back down.  One step takes about five cycles and the lanes overlap, which
 * is why there are eight of them.
 */
#include "core/base/checksum.h"

#include <string.h>

#include "core/base/check.h"

#define ROUND CHECKSUM_STEP
#define LANES (ROUND / sizeof(uint64_t))
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

void
checksum_begin(struct checksum *sum, uint64_t seed)
{
	for (unsigned i = 0; i < LANES; i++)
		sum->lanes[i] = seed + i;
	sum->seed = seed;
	sum->size = 0;
}

static void
add_rounds(struct checksum *sum, const uint8_t *at, size_t rounds)
{
	uint64_t lanes[LANES];

	memcpy(lanes, sum->lanes, sizeof(lanes));
	for (; rounds > 0; rounds--, at += ROUND)
		for (unsigned i = 0; i < LANES; i++)
			lanes[i] = step(lanes[i], load(at + 8 * i));
	memcpy(sum->lanes, lanes, sizeof(lanes));
}

/* What is left of the last round, and zeros. */
static void
add_tail(struct checksum *sum, const uint8_t *at, size_t size)
{
	uint8_t tail[ROUND] = {0};

	if (size > 0)
		memcpy(tail, at, size);
	add_rounds(sum, tail, 1);
}

void
checksum_add(struct checksum *sum, const void *data, size_t size)
{
	size_t rest = size % ROUND;

	CHECK(sum->size % ROUND == 0);
	add_rounds(sum, data, size / ROUND);
	if (rest > 0)
		add_tail(sum, (const uint8_t *)data + (size - rest), rest);
	sum->size += size;
}

uint64_t
checksum_end(struct checksum *sum)
{
	uint64_t all = step(sum->seed, sum->size);

	if (sum->size % ROUND == 0)
		add_tail(sum, NULL, 0);
	for (unsigned i = 0; i < LANES; i++)
		all = step(all, finish(sum->lanes[i]));
	return finish(all);
}

uint64_t
checksum64(const void *data, size_t size, uint64_t seed)
{
	struct checksum sum;

	checksum_begin(&sum, seed);
	checksum_add(&sum, data, size);
	return checksum_end(&sum);
}
