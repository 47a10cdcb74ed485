/*
 * ciphers - sums and ciphers of encrypted PDFs (the door to libcrypto)
 */
#include "core/pdf/ciphers.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <stdlib.h>

/* AES of 128 and 256 bits: each its context, so that none takes memory when
 * another is wanted. */
enum { AES_128, AES_256, AES_KINDS };

struct pdf_ciphers {
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
		ciphers->sum[i] = EVP_MD_fetch(NULL, sum_names[i], "-fips");
		ciphers->summing[i] = EVP_MD_CTX_new();
		good = good && ciphers->sum[i] != NULL &&
		       ciphers->summing[i] != NULL;
	}
	for (int i = 0; i < AES_KINDS; i++) {
		ciphers->aes[i] = EVP_CIPHER_fetch(NULL, aes_names[i], "-fips");
		ciphers->ciphering[i] = EVP_CIPHER_CTX_new();
		good = good && ciphers->aes[i] != NULL &&
		       ciphers->ciphering[i] != NULL;
	}
	return good;
}

struct pdf_ciphers *
pdf_ciphers_create(void)
{
	struct pdf_ciphers *ciphers = calloc(1, sizeof(*ciphers));

	if (ciphers == NULL)
		return NULL;
	/* The machine's policy is no matter here, nor are its modules. */
	OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, NULL);
	if (!fetch(ciphers))
		pdf_ciphers_destroy(&ciphers);
	return ciphers;
}

void
pdf_ciphers_destroy(struct pdf_ciphers **ciphers)
{
	struct pdf_ciphers *dying = *ciphers;

	*ciphers = NULL;
	if (dying == NULL)
		return;
	for (int i = 0; i < PDF_SUMS; i++) {
		EVP_MD_CTX_free(dying->summing[i]);
		EVP_MD_free(dying->sum[i]);
	}
	for (int i = 0; i < AES_KINDS; i++) {
		EVP_CIPHER_CTX_free(dying->ciphering[i]);
		EVP_CIPHER_free(dying->aes[i]);
	}
	free(dying);
}

bool
pdf_sum(struct pdf_ciphers *ciphers, enum pdf_sum kind,
    const struct slice *pieces, size_t count, uint8_t sum_r[PDF_SUM_MAX])
{
	EVP_MD_CTX *summing = ciphers->summing[kind];

	if (EVP_DigestInit_ex2(summing, ciphers->sum[kind], NULL) != 1)
		return false;
	for (size_t i = 0; i < count; i++)
		if (pieces[i].size > 0 &&
		    EVP_DigestUpdate(summing, pieces[i].data, pieces[i].size) !=
			1)
			return false;
	return EVP_DigestFinal_ex(summing, sum_r, NULL) == 1;
}

size_t
pdf_aes_decrypt(struct pdf_ciphers *ciphers, const uint8_t *key,
    size_t key_size, const uint8_t vector[PDF_BLOCK], struct slice packed,
    struct budget *budget, uint8_t *plain)
{
	int kind = key_size == 32 ? AES_256 : AES_128;
	EVP_CIPHER_CTX *ciphering = ciphers->ciphering[kind];
	size_t size = packed.size - packed.size % PDF_BLOCK;

	packed.size = size;
	if (EVP_DecryptInit_ex2(
		ciphering, ciphers->aes[kind], key, vector, NULL) != 1 ||
	    EVP_CIPHER_CTX_set_padding(ciphering, 0) != 1)
		return 0;
	for (size_t at = 0; at < size;) {
		struct slice piece = slice_sub(packed, at, BUDGET_SLICE);
		int written = 0;

		if (budget != NULL && budget_spent(budget))
			return at;
		if (EVP_DecryptUpdate(ciphering, plain + at, &written,
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
	EVP_CIPHER_CTX *ciphering = ciphers->ciphering[AES_128];
	int written = 0;

	return EVP_EncryptInit_ex2(
		   ciphering, ciphers->aes[AES_128], key, vector, NULL) == 1 &&
	       EVP_CIPHER_CTX_set_padding(ciphering, 0) == 1 &&
	       EVP_EncryptUpdate(
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
