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

uint64_t
digest_short(struct slice bytes)
{
	return XXH3_64bits(bytes.data, bytes.size);
}
