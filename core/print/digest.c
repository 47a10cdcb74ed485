/*
 * digest - 16 bytes that stand for any number of bytes
 */
#include "core/print/digest.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

void
digest_print(struct print *print, struct slice bytes)
{
	XXH128_canonical_t canonical;

	XXH128_canonicalFromHash(
	    &canonical, XXH3_128bits_withSeed(bytes.data, bytes.size,
			    (XXH64_hash_t)print->kind + 1));
	memset(print->digest, 0, sizeof(print->digest));
	memcpy(print->digest, canonical.digest, PRINT_EXACT_BYTES);
}

void
digest_chain(uint8_t digest[PRINT_EXACT_BYTES], struct slice bytes)
{
	XXH128_canonical_t canonical;
	XXH128_hash_t before;

	memcpy(canonical.digest, digest, sizeof(canonical.digest));
	before = XXH128_hashFromCanonical(&canonical);
	XXH128_canonicalFromHash(&canonical,
	    XXH3_128bits_withSeed(bytes.data, bytes.size,
		(before.low64 ^ before.high64) * XXH_PRIME64_1 + bytes.size));
	memcpy(digest, canonical.digest, sizeof(canonical.digest));
}

uint64_t
digest_short(struct slice bytes)
{
	return XXH3_64bits(bytes.data, bytes.size);
}
