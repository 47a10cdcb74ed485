/*
 * seed - hashes that nobody outside can foresee
 */
#include "core/base/seed.h"

#include <stdatomic.h>
#include <unistd.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "core/base/clock.h"

/* Not 0.  Where the system has none to give: where we lie, and when it is. */
static uint64_t
make_seed(void)
{
	static const char here;
	uint64_t seed;

	if (getentropy(&seed, sizeof(seed)) != 0)
		seed = (uint64_t)(uintptr_t)&here << 24 ^ clock_now_ns();
	return seed | 1;
}

/* Of several threads that make one at the same time the first one's counts. */
static uint64_t
seed_of_process(void)
{
	static _Atomic uint64_t known;
	uint64_t seed = atomic_load_explicit(&known, memory_order_relaxed);
	uint64_t made;

	if (seed != 0)
		return seed;
	made = make_seed();
	return atomic_compare_exchange_strong(&known, &seed, made) ? made
								   : seed;
}

uint64_t
seed_hash(struct slice s)
{
	return XXH3_64bits_withSeed(s.data, s.size, seed_of_process());
}
