/*
 * ciphers - sums and ciphers of encrypted PDFs (by libcrypto)
 */
#include "core/pdf/ciphers.h"

#include <stdlib.h>

#include "core/base/crypto.h"

/* AES of 128 and 256 bits: each its context, so that none takes memory when
 * another is wanted. */
enum { AES_128, AES_256, AES_KINDS };

struct pdf_ciphers {
	bool ready; /* what is below is there */
	struct crypto_sum sum[PDF_SUMS];
	struct crypto_cipher aes[AES_KINDS];
};

static const char *const sum_names[PDF_SUMS] = {
    [PDF_MD5] = "MD5",
    [PDF_SHA256] = "SHA256",
    [PDF_SHA384] = "SHA384",
    [PDF_SHA512] = "SHA512",
};

static const char *const aes_names[AES_KINDS] = {
    [AES_128] = "AES-128-CBC",
    [AES_256] = "AES-256-CBC",
};

/* All of them, so that all can be released. */
static bool
fetch(struct pdf_ciphers *ciphers)
{
	bool good = true;

	for (int i = 0; i < PDF_SUMS; i++)
		good &= crypto_sum_init(&ciphers->sum[i], sum_names[i]);
	for (int i = 0; i < AES_KINDS; i++)
		good &= crypto_cipher_init(&ciphers->aes[i], aes_names[i]);
	return good;
}

struct pdf_ciphers *
pdf_ciphers_create(void)
{
	return calloc(1, sizeof(struct pdf_ciphers));
}

static void
release(struct pdf_ciphers *ciphers)
{
	for (int i = 0; i < PDF_SUMS; i++)
		crypto_sum_fini(&ciphers->sum[i]);
	for (int i = 0; i < AES_KINDS; i++)
		crypto_cipher_fini(&ciphers->aes[i]);
	ciphers->ready = false;
}

bool
pdf_ciphers_prepare(struct pdf_ciphers *ciphers)
{
	if (ciphers->ready)
		return true;
	if (!libcrypto_load())
		return false;
	ciphers->ready = fetch(ciphers);
	if (!ciphers->ready)
		release(ciphers);
	return ciphers->ready;
}

void
pdf_ciphers_destroy(struct pdf_ciphers **ciphers)
{
	struct pdf_ciphers *dying = *ciphers;

	*ciphers = NULL;
	if (dying != NULL && dying->ready)
		release(dying);
	free(dying);
}

bool
pdf_sum(struct pdf_ciphers *ciphers, enum pdf_sum kind,
    const struct slice *pieces, size_t count, uint8_t sum_r[PDF_SUM_MAX])
{
	struct crypto_sum *sum = &ciphers->sum[kind];

	if (!pdf_ciphers_prepare(ciphers) || !crypto_sum_begin(sum))
		return false;
	for (size_t i = 0; i < count; i++)
		if (pieces[i].size > 0 && !crypto_sum_add(sum, pieces[i]))
			return false;
	return crypto_sum_end(sum, sum_r);
}

size_t
pdf_aes_decrypt(struct pdf_ciphers *ciphers, const uint8_t *key,
    size_t key_size, const uint8_t vector[PDF_BLOCK], struct slice packed,
    struct budget *budget, uint8_t *plain)
{
	int kind = key_size == 32 ? AES_256 : AES_128;

	if (!pdf_ciphers_prepare(ciphers))
		return 0;
	return crypto_decrypt(
	    &ciphers->aes[kind], key, vector, packed, budget, plain);
}

bool
pdf_aes_encrypt(struct pdf_ciphers *ciphers, const uint8_t key[PDF_BLOCK],
    const uint8_t vector[PDF_BLOCK], const uint8_t *plain, size_t size,
    uint8_t *packed)
{
	return pdf_ciphers_prepare(ciphers) &&
	       crypto_encrypt(
		   &ciphers->aes[AES_128], key, vector, plain, size, packed);
}

void
pdf_rc4(const uint8_t *key, size_t key_size, struct slice bytes, uint8_t *out)
{
	uint8_t state[256], i = 0, j = 0;

	for (unsigned n = 0; n < 256; n++)
		state[n] = (uint8_t)n;
	for (unsigned n = 0; n < 256; n++) {
		uint8_t kept = state[n];

		j = (uint8_t)(j + kept + key[n % key_size]);
		state[n] = state[j];
		state[j] = kept;
	}
	j = 0;
	for (size_t n = 0; n < bytes.size; n++) {
		uint8_t kept = state[++i];

		j = (uint8_t)(j + kept);
		state[i] = state[j];
		state[j] = kept;
		out[n] = bytes.data[n] ^ state[(uint8_t)(state[i] + kept)];
	}
}
