/*
 * crypto - a sum or a cipher of libcrypto, with the memory it works in
 */
#include "core/base/crypto.h"

/* ---- sums -------------------------------------------------------------- */

bool
crypto_sum_init(struct crypto_sum *sum, const char *name)
{
	sum->type = libcrypto.EVP_MD_fetch(NULL, name, "-fips");
	sum->context = libcrypto.EVP_MD_CTX_new();
	return sum->type != NULL && sum->context != NULL;
}

void
crypto_sum_fini(struct crypto_sum *sum)
{
	libcrypto.EVP_MD_CTX_free(sum->context);
	libcrypto.EVP_MD_free(sum->type);
}

bool
crypto_sum_begin(struct crypto_sum *sum)
{
	return libcrypto.EVP_DigestInit_ex2(sum->context, sum->type, NULL) == 1;
}

bool
crypto_sum_add(struct crypto_sum *sum, struct slice bytes)
{
	return libcrypto.EVP_DigestUpdate(
		   sum->context, bytes.data, bytes.size) == 1;
}

bool
crypto_sum_end(struct crypto_sum *sum, uint8_t *sum_r)
{
	return libcrypto.EVP_DigestFinal_ex(sum->context, sum_r, NULL) == 1;
}

bool
crypto_sum_so_far(
    struct crypto_sum *sum, struct crypto_sum *other, uint8_t *sum_r)
{
	return libcrypto.EVP_MD_CTX_copy_ex(other->context, sum->context) ==
		   1 &&
	       crypto_sum_end(other, sum_r);
}

bool
crypto_key_of_password(const struct crypto_sum *sum, struct slice password,
    struct slice salt, unsigned rounds, uint8_t *key_r, size_t size)
{
	return libcrypto.PKCS5_PBKDF2_HMAC((const char *)password.data,
		   (int)password.size, salt.data, (int)salt.size, (int)rounds,
		   sum->type, (int)size, key_r) == 1;
}

/* ---- ciphers ----------------------------------------------------------- */

bool
crypto_cipher_init(struct crypto_cipher *cipher, const char *name)
{
	cipher->type = libcrypto.EVP_CIPHER_fetch(NULL, name, "-fips");
	cipher->context = libcrypto.EVP_CIPHER_CTX_new();
	return cipher->type != NULL && cipher->context != NULL;
}

void
crypto_cipher_fini(struct crypto_cipher *cipher)
{
	libcrypto.EVP_CIPHER_CTX_free(cipher->context);
	libcrypto.EVP_CIPHER_free(cipher->type);
}

size_t
crypto_decrypt(struct crypto_cipher *cipher, const uint8_t *key,
    const uint8_t vector[CRYPTO_BLOCK], struct slice packed,
    struct budget *budget, uint8_t *plain)
{
	size_t size = packed.size - packed.size % CRYPTO_BLOCK;

	packed.size = size;
	if (libcrypto.EVP_DecryptInit_ex2(
		cipher->context, cipher->type, key, vector, NULL) != 1 ||
	    libcrypto.EVP_CIPHER_CTX_set_padding(cipher->context, 0) != 1)
		return 0;
	for (size_t at = 0; at < size;) {
		struct slice piece = slice_sub(packed, at, BUDGET_SLICE);
		int written = 0;

		if (budget != NULL && budget_spent(budget))
			return at;
		if (libcrypto.EVP_DecryptUpdate(cipher->context, plain + at,
			&written, piece.data, (int)piece.size) != 1)
			return at;
		at += piece.size;
	}
	return size;
}

bool
crypto_encrypt(struct crypto_cipher *cipher, const uint8_t *key,
    const uint8_t vector[CRYPTO_BLOCK], const uint8_t *plain, size_t size,
    uint8_t *packed)
{
	int written = 0;

	return libcrypto.EVP_EncryptInit_ex2(
		   cipher->context, cipher->type, key, vector, NULL) == 1 &&
	       libcrypto.EVP_CIPHER_CTX_set_padding(cipher->context, 0) == 1 &&
	       libcrypto.EVP_EncryptUpdate(
		   cipher->context, packed, &written, plain, (int)size) == 1;
}
