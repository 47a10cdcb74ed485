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
	return spans_walk(bits, steps, begins_r, ends_r, put_places);
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
