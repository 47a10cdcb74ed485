/*
 * rar_crypt - the encryption of rar: AES-CBC (the door to libcrypto)
 *
 * rar 4: a SHA-1 over the password again and again, with a counter, makes a key
 * of 128 bits and the vector.  rar 5: PBKDF2 by HMAC-SHA-256 makes a key of 256
 * bits, and, some rounds later, what checks the password.  Both take 10 to 50
 * ms; who has many passwords to try asks ahead what that costs.
 *
 * "RAR 5.0 archive format" of RARLAB; for rar 4 its technote says that there is
 * AES, and readers of it agree how.
 *
 * Threads: one at a time for each struct rar_crypt.
 */
#ifndef CORE_ARCHIVE_CRYPT_RAR_CRYPT_H
#define CORE_ARCHIVE_CRYPT_RAR_CRYPT_H

#include "core/base/budget.h"
#include "core/base/check.h"
#include "core/base/slice.h"

#define RAR4_SALT 8u
#define RAR5_SALT 16u
#define RAR5_CHECK 8u
#define RAR_BLOCK 16u
#define RAR_KEY 32u
/* Rounds are two to the power of this.  RAR writes 15, and reads 24. */
#define RAR5_POWER_MAX 20u

struct rar_crypt;

/* NULL: no memory. */
struct rar_crypt *rar_crypt_create(void) MUST_USE;

/* Now what the first key would do: load libcrypto, take the memory.  False:
 * there is none of one of them. */
bool rar_crypt_prepare(struct rar_crypt *crypt) MUST_USE;

void rar_crypt_destroy(struct rar_crypt **crypt);

/* What an archive or a member says of its key. */
struct rar_lock {
	bool is_rar5;
	uint8_t power;
	bool has_salt; /* rar 4; rar 5 always has one */
	uint8_t salt[RAR5_SALT];
	bool has_check;
	uint8_t check[RAR5_CHECK];
};

struct rar_key {
	uint8_t key[RAR_KEY];
	uint8_t vector[RAR_BLOCK]; /* of rar 4; rar 5 has one for each use */
};

/* Bytes that are hashed for a key; UINT64_MAX: no key is made. */
uint64_t rar_key_cost(const struct rar_lock *lock, struct slice password);

/* password: UTF-8.  False: the budget is spent, libcrypto is out of memory, or
 * the password is too long. */
bool rar_key(struct rar_crypt *crypt, const struct rar_lock *lock,
    struct slice password, struct budget *budget,
    struct rar_key *key_r) MUST_USE;

/* rar 5, with a check: is it the password? */
bool rar_password_fits(struct rar_crypt *crypt, const struct rar_lock *lock,
    struct slice password) MUST_USE;

/* Whole blocks of packed to plain.  Returns how many bytes: fewer when the
 * budget was spent. */
size_t rar_decrypt(struct rar_crypt *crypt, const struct rar_lock *lock,
    const struct rar_key *key, const uint8_t vector[RAR_BLOCK],
    struct slice packed, struct budget *budget, uint8_t *plain);

#endif
