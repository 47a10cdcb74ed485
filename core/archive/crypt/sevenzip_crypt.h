/*
 * sevenzip_crypt - the encryption of 7z: AES-256-CBC (the door to libcrypto)
 *
 * The key is a SHA-256 over the password again and again, with a counter: half
 * a million times as 7-Zip writes it, which takes 10 to 50 ms.  Who has many
 * passwords to try asks ahead what that costs.
 *
 * Threads: one at a time for each struct sevenzip_crypt.
 */
#ifndef CORE_ARCHIVE_CRYPT_SEVENZIP_CRYPT_H
#define CORE_ARCHIVE_CRYPT_SEVENZIP_CRYPT_H

#include "core/base/budget.h"
#include "core/base/check.h"
#include "core/base/slice.h"

#define SEVENZIP_KEY_SIZE 32u
#define SEVENZIP_SALT_MAX 16u
#define SEVENZIP_BLOCK 16u
/* Rounds are two to the power of this.  7-Zip writes 19, and reads 24. */
#define SEVENZIP_POWER_MAX 24u
/* Bytes of a password in UTF-16. */
#define SEVENZIP_PASSWORD_MAX 512u

struct sevenzip_crypt;

/* NULL: no memory. */
struct sevenzip_crypt *sevenzip_crypt_create(void) MUST_USE;

/* Now what the first key would do: load libcrypto, take the memory.  False:
 * there is none of one of them. */
bool sevenzip_crypt_prepare(struct sevenzip_crypt *crypt) MUST_USE;

void sevenzip_crypt_destroy(struct sevenzip_crypt **crypt);

/* What the properties of the coder say. */
struct sevenzip_cipher {
	uint8_t power; /* 0x3F: salt and password are the key */
	uint8_t salt_size;
	uint8_t salt[SEVENZIP_SALT_MAX];
	uint8_t vector[SEVENZIP_BLOCK];
};

/* False: not what 7-Zip could read. */
bool sevenzip_cipher_read(
    struct slice properties, struct sevenzip_cipher *cipher_r) MUST_USE;

/* A password, UTF-8, as it goes into a key.  Returns its bytes; 0: too long, or
 * empty. */
size_t sevenzip_password(
    struct slice password, uint8_t utf16_r[SEVENZIP_PASSWORD_MAX]);

/* Bytes that are hashed for a key. */
uint64_t sevenzip_key_cost(
    const struct sevenzip_cipher *cipher, struct slice utf16);

/* False: the budget is spent, or libcrypto is out of memory. */
bool sevenzip_key(struct sevenzip_crypt *crypt,
    const struct sevenzip_cipher *cipher, struct slice utf16,
    struct budget *budget, uint8_t key_r[SEVENZIP_KEY_SIZE]) MUST_USE;

/*
 * Whole blocks of packed to plain; bytes behind the last are left out.  Returns
 * how many were decrypted: fewer when the budget was spent.
 */
size_t sevenzip_decrypt(struct sevenzip_crypt *crypt,
    const uint8_t key[SEVENZIP_KEY_SIZE], const struct sevenzip_cipher *cipher,
    struct slice packed, struct budget *budget, uint8_t *plain);

#endif
