/*
 * digest - MD5, SHA-1 and SHA-256 through libcrypto
 */
#include "core/sigdb/digest.h"

#include <stdlib.h>

#include "core/base/ascii.h"
#include "core/base/crypto.h"

static const struct {
	const char *name;
	size_t size;
} algorithms[DIGEST_ALGORITHMS] = {
    [DIGEST_MD5] = {"MD5", 16},
    [DIGEST_SHA1] = {"SHA1", 20},
    [DIGEST_SHA256] = {"SHA256", 32},
};

/* One context each: beginning again with the same type keeps its memory. */
struct digester {
	struct crypto_sum sum[DIGEST_ALGORITHMS];
};

size_t
digest_size(enum digest_algorithm algorithm)
{
	return algorithms[algorithm].size;
}

struct digester *
digester_create(void)
{
	struct digester *digester =
	    libcrypto_load() ? calloc(1, sizeof(*digester)) : NULL;

	for (int i = 0; digester != NULL && i < DIGEST_ALGORITHMS; i++)
		if (!crypto_sum_init(&digester->sum[i], algorithms[i].name))
			digester_destroy(&digester);
	return digester;
}

void
digester_destroy(struct digester **digester)
{
	if (*digester == NULL)
		return;
	for (int i = 0; i < DIGEST_ALGORITHMS; i++)
		crypto_sum_fini(&(*digester)->sum[i]);
	free(*digester);
	*digester = NULL;
}

bool
digest_begin(struct digester *digester, enum digest_algorithm algorithm)
{
	return crypto_sum_begin(&digester->sum[algorithm]);
}

bool
digest_add(struct digester *digester, enum digest_algorithm algorithm,
    struct slice bytes)
{
	return crypto_sum_add(&digester->sum[algorithm], bytes);
}

bool
digest_end(struct digester *digester, enum digest_algorithm algorithm,
    uint8_t digest_r[DIGEST_MAX])
{
	return crypto_sum_end(&digester->sum[algorithm], digest_r);
}

bool
digest_compute(struct digester *digester, enum digest_algorithm algorithm,
    struct slice bytes, uint8_t digest_r[DIGEST_MAX])
{
	return digest_begin(digester, algorithm) &&
	       digest_add(digester, algorithm, bytes) &&
	       digest_end(digester, algorithm, digest_r);
}

bool
digest_from_hex(struct slice hex, uint8_t *digest_r, size_t size)
{
	if (hex.size != 2 * size)
		return false;
	for (size_t i = 0; i < size; i++) {
		int high = ascii_hex_value(hex.data[2 * i]);
		int low = ascii_hex_value(hex.data[2 * i + 1]);

		if (high < 0 || low < 0)
			return false;
		digest_r[i] = (uint8_t)(high << 4 | low);
	}
	return true;
}
