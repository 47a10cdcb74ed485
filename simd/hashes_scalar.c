/*
 * hashes_scalar - the reference twin: plain C for any processor
 */
#include "simd/hashes_kernels.h"

#define RUN_MASK ((UINT64_C(1) << 8 * HASHES_RUN) - 1)

static void
of_runs(const uint8_t *bytes, size_t count, uint32_t *hashes_r)
{
	for (size_t i = 0; i < count; i++) {
		uint64_t run;

		memcpy(&run, bytes + i, sizeof(run));
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
		run = __builtin_bswap64(run);
#endif
		hashes_r[i] = (uint32_t)(hashes_mix(run & RUN_MASK) >> 32);
	}
}

static size_t
of_words(const uint32_t *words, size_t count, size_t ahead, uint32_t place,
    uint32_t *hashes_r, uint32_t *alone_r)
{
	size_t n = 0;

	for (size_t i = 0; i < count; i++) {
		size_t near = hashes_near(count, ahead, i);

		alone_r[i] =
		    (uint32_t)(hashes_mix((uint64_t)place << 32 | words[i]) >>
			       32);
		hashes_r[n++] = alone_r[i];
		for (size_t d = 1; d <= near; d++)
			hashes_r[n++] =
			    (uint32_t)(hashes_mix(hashes_pair(
					   words[i], words[i + d], place, d)) >>
				       32);
	}
	return n;
}

static size_t
keep_new(uint64_t *seen, const uint32_t *hashes, size_t count,
    const struct hashes_table *table, uint32_t *kept_r)
{
	return hashes_keep_new_plain(seen, hashes, count, table, kept_r);
}

const struct hashes_kernels hashes_scalar = {
    .of_runs = of_runs,
    .of_words = of_words,
    .keep_new = keep_new,
};
