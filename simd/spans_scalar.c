/*
 * spans_scalar - the reference twin: plain C for any processor
 */
#include "simd/spans_kernels.h"

/* The places of the bits, of which base is the first. */
static size_t
put_places(uint64_t bits, size_t base, uint16_t *places)
{
	size_t count = 0;

	for (; bits != 0; bits &= bits - 1)
		places[count++] =
		    (uint16_t)(base + (size_t)__builtin_ctzll(bits));
	return count;
}

static size_t
of(const uint64_t *bits, size_t steps, uint16_t *begins_r, uint16_t *ends_r)
{
	size_t begins = 0, ends = 0;
	uint64_t last = 0;

	for (size_t i = 0; i < steps; i++) {
		uint64_t here = bits[i], behind = here << 1 | last;

		begins += put_places(here & ~behind, i * 64, begins_r + begins);
		ends += put_places(behind & ~here, i * 64, ends_r + ends);
		last = here >> 63;
	}
	return ends;
}

static void
hash(const uint8_t *bytes, const uint16_t *begins, const uint16_t *ends,
    size_t count, size_t most, uint32_t *hashes_r)
{
	for (size_t i = 0; i < count; i++)
		hashes_r[i] = spans_hash_one(
		    bytes + begins[i], spans_size(begins, ends, i, most));
}

const struct spans_kernels spans_scalar = {
    .of = of,
    .hash = hash,
};
