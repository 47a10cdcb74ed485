/*
 * ciphers - sums and ciphers of encrypted PDFs (by libcrypto)
 */
#include "core/pdf/ciphers.h"

#include <stdlib.h>

#include "core/base/libcrypto.h"

/* AES of 128 and 256 bits: each its context, so that none takes memory when
 * another is wanted. */
enum { AES_128, AES_256, AES_KINDS };

struct pdf_ciphers {
	bool ready; /* what is below is there */
	EVP_MD *sum[PDF_SUMS];
	EVP_MD_CTX *summing[PDF_SUMS];
	EVP_CIPHER *aes[AES_KINDS];
	EVP_CIPHER_CTX *ciphering[AES_KINDS];
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

static bool
fetch(struct pdf_ciphers *ciphers)
{
	bool good = true;

	for (int i = 0; i < PDF_SUMS; i++) {
		ciphers->sum[i] =
		    libcrypto.EVP_MD_fetch(NULL, sum_names[i], "-fips");
		ciphers->summing[i] = libcrypto.EVP_MD_CTX_new();
		good = good && ciphers->sum[i] != NULL &&
		       ciphers->summing[i] != NULL;
	}
	for (int i = 0; i < AES_KINDS; i++) {
		ciphers->aes[i] =
		    libcrypto.EVP_CIPHER_fetch(NULL, aes_names[i], "-fips");
		ciphers->ciphering[i] = libcrypto.EVP_CIPHER_CTX_new();
		good = good && ciphers->aes[i] != NULL &&
		       ciphers->ciphering[i] != NULL;
	}
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
	for (int i = 0; i < PDF_SUMS; i++) {
		libcrypto.EVP_MD_CTX_free(ciphers->summing[i]);
		libcrypto.EVP_MD_free(ciphers->sum[i]);
	}
	for (int i = 0; i < AES_KINDS; i++) {
		libcrypto.EVP_CIPHER_CTX_free(ciphers->ciphering[i]);
		libcrypto.EVP_CIPHER_free(ciphers->aes[i]);
	}
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
	EVP_MD_CTX *summing;

	if (!pdf_ciphers_prepare(ciphers))
		return false;
	summing = ciphers->summing[kind];
	if (libcrypto.EVP_DigestInit_ex2(summing, ciphers->sum[kind], NULL) !=
	    1)
		return false;
	for (size_t i = 0; i < count; i++)
		if (pieces[i].size > 0 &&
		    libcrypto.EVP_DigestUpdate(
			summing, pieces[i].data, pieces[i].size) != 1)
			return false;
	return libcrypto.EVP_DigestFinal_ex(summing, sum_r, NULL) == 1;
}

size_t
pdf_aes_decrypt(struct pdf_ciphers *ciphers, const uint8_t *key,
    size_t key_size, const uint8_t vector[PDF_BLOCK], struct slice packed,
    struct budget *budget, uint8_t *plain)
{
	int kind = key_size == 32 ? AES_256 : AES_128;
	size_t size = packed.size - packed.size % PDF_BLOCK;
	EVP_CIPHER_CTX *ciphering;

	if (!pdf_ciphers_prepare(ciphers))
		return 0;
	ciphering = ciphers->ciphering[kind];
	packed.size = size;
	if (libcrypto.EVP_DecryptInit_ex2(
		ciphering, ciphers->aes[kind], key, vector, NULL) != 1 ||
	    libcrypto.EVP_CIPHER_CTX_set_padding(ciphering, 0) != 1)
		return 0;
	for (size_t at = 0; at < size;) {
		struct slice piece = slice_sub(packed, at, BUDGET_SLICE);
		int written = 0;

		if (budget != NULL && budget_spent(budget))
			return at;
		if (libcrypto.EVP_DecryptUpdate(ciphering, plain + at, &written,
			piece.data, (int)piece.size) != 1)
			return at;
		at += piece.size;
	}
	return size;
}

bool
pdf_aes_encrypt(struct pdf_ciphers *ciphers, const uint8_t key[PDF_BLOCK],
    const uint8_t vector[PDF_BLOCK], const uint8_t *plain, size_t size,
    uint8_t *packed)
{
	EVP_CIPHER_CTX *ciphering;
	int written = 0;

	if (!pdf_ciphers_prepare(ciphers))
		return false;
	ciphering = ciphers->ciphering[AES_128];
	return libcrypto.EVP_EncryptInit_ex2(
		   ciphering, ciphers->aes[AES_128], key, vector, NULL) == 1 &&
	       libcrypto.EVP_CIPHER_CTX_set_padding(ciphering, 0) == 1 &&
	       libcrypto.EVP_EncryptUpdate(
		   ciphering, packed, &written, plain, (int)size) == 1;
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
