/*
 * crypto - a sum or a cipher of libcrypto, with the memory it works in
 *
 * Fetching an algorithm searches tables and takes memory; beginning again with
 * the same one does neither.  What is read here was written by others, so an
 * algorithm is had even where the system is in FIPS mode.
 *
 * Call libcrypto_load() first.  Threads: one at a time for each struct.
 */
#ifndef CORE_BASE_CRYPTO_H
#define CORE_BASE_CRYPTO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/budget.h"
#include "core/base/check.h"
#include "core/base/libcrypto.h"
#include "core/base/slice.h"

/* Bytes of a block of every cipher here. */
#define CRYPTO_BLOCK 16u

struct crypto_sum {
	EVP_MD *type;
	EVP_MD_CTX *context;
};

/* name: libcrypto's.  False: it has none of that name, or no memory; fini is
 * then still to be called. */
bool crypto_sum_init(struct crypto_sum *sum, const char *name) MUST_USE;

/* Also of one that is all zeros. */
void crypto_sum_fini(struct crypto_sum *sum);

/* False: libcrypto refused. */
bool crypto_sum_begin(struct crypto_sum *sum) MUST_USE;
bool crypto_sum_add(struct crypto_sum *sum, struct slice bytes) MUST_USE;
bool crypto_sum_end(struct crypto_sum *sum, uint8_t *sum_r) MUST_USE;

/* The sum of what was added so far, by way of another of the same type; more
 * may be added then. */
bool crypto_sum_so_far(
    struct crypto_sum *sum, struct crypto_sum *other, uint8_t *sum_r) MUST_USE;

/* PBKDF2 (RFC 8018, 5.2) by HMAC of the sum; it is long at work, and looks at
 * no clock. */
bool crypto_key_of_password(const struct crypto_sum *sum, struct slice password,
    struct slice salt, unsigned rounds, uint8_t *key_r, size_t size) MUST_USE;

struct crypto_cipher {
	EVP_CIPHER *type;
	EVP_CIPHER_CTX *context;
};

/* The same for a cipher in CBC mode, which says how long its keys are. */
bool crypto_cipher_init(
    struct crypto_cipher *cipher, const char *name) MUST_USE;
void crypto_cipher_fini(struct crypto_cipher *cipher);

/*
 * Whole blocks without padding; what is left of packed behind them stays out.
 * plain has room for packed.size bytes.  Returns the bytes done: fewer when the
 * budget (NULL: none) is spent or libcrypto refuses.
 */
size_t crypto_decrypt(struct crypto_cipher *cipher, const uint8_t *key,
    const uint8_t vector[CRYPTO_BLOCK], struct slice packed,
    struct budget *budget, uint8_t *plain) MUST_USE;

/* The other way; size: a number of whole blocks. */
bool crypto_encrypt(struct crypto_cipher *cipher, const uint8_t *key,
    const uint8_t vector[CRYPTO_BLOCK], const uint8_t *plain, size_t size,
    uint8_t *packed) MUST_USE;

#endif
