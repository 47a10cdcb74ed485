/*
 * rar_crypt - the encryption of rar (by libcrypto)
 */
#include "core/archive/crypt/rar_crypt.h"

#include <stdlib.h>
#include <string.h>

#include "core/archive/crypt/sevenzip_crypt.h"
#include "core/base/crypto.h"
#include "core/base/integer.h"

#define RAR4_ROUNDS 0x40000u
#define RAR4_COUNTER 3u
#define RAR4_KEY 16u
#define SHA1_SIZE 20u
/* Longer ones are hashed by RAR 4 in a way of its own: its SHA-1 writes into
 * what it reads once that is more than a block. */
#define RAR4_PASSWORD_MAX 28u
/* Rounds that are laid out and hashed in one call. */
#define ROUNDS_AT_ONCE 64u
#define ROUND_MAX (2 * RAR4_PASSWORD_MAX + RAR4_SALT + RAR4_COUNTER)

/* RAR 5 reads so many bytes of a password. */
#define RAR5_PASSWORD_MAX 127u
/* Behind the rounds of the key: one for sums, one for the check. */
#define RAR5_CHECK_ROUNDS 32u
#define SHA256_SIZE 32u
/* What HMAC hashes in a round: two blocks. */
#define RAR5_ROUND_BYTES 128u
/* Setting up costs as much as so many rounds, those of the check as well. */
#define RAR5_ROUNDS_AHEAD 64u

struct rar_crypt {
	bool ready; /* what is below is there */
	struct crypto_sum sha1, so_far;
	struct crypto_sum sha256;
	struct crypto_cipher aes128, aes256;
	uint8_t rounds[ROUNDS_AT_ONCE * ROUND_MAX];
};

struct rar_crypt *
rar_crypt_create(void)
{
	return calloc(1, sizeof(struct rar_crypt));
}

static void
release(struct rar_crypt *crypt)
{
	crypto_sum_fini(&crypt->sha1);
	crypto_sum_fini(&crypt->so_far);
	crypto_sum_fini(&crypt->sha256);
	crypto_cipher_fini(&crypt->aes128);
	crypto_cipher_fini(&crypt->aes256);
	crypt->ready = false;
}

bool
rar_crypt_prepare(struct rar_crypt *crypt)
{
	bool sums, ciphers;

	if (crypt->ready)
		return true;
	if (!libcrypto_load())
		return false;
	sums = crypto_sum_init(&crypt->sha1, "SHA1");
	sums = crypto_sum_init(&crypt->so_far, "SHA1") && sums;
	sums = crypto_sum_init(&crypt->sha256, "SHA256") && sums;
	ciphers = crypto_cipher_init(&crypt->aes128, "AES-128-CBC");
	ciphers = crypto_cipher_init(&crypt->aes256, "AES-256-CBC") && ciphers;
	crypt->ready = sums && ciphers;
	if (!crypt->ready)
		release(crypt);
	return crypt->ready;
}

void
rar_crypt_destroy(struct rar_crypt **crypt)
{
	struct rar_crypt *dying = *crypt;

	*crypt = NULL;
	if (dying != NULL && dying->ready)
		release(dying);
	free(dying);
}

uint64_t
rar_key_cost(const struct rar_lock *lock, struct slice password)
{
	if (password.size == 0)
		return UINT64_MAX;
	if (!lock->is_rar5)
		return (2 * (uint64_t)password.size + RAR4_SALT +
			   RAR4_COUNTER) *
		       RAR4_ROUNDS;
	if (lock->power > RAR5_POWER_MAX)
		return UINT64_MAX;
	return (((uint64_t)1 << lock->power) + RAR5_ROUNDS_AHEAD) *
	       RAR5_ROUND_BYTES;
}

/* ---- rar 4 ------------------------------------------------------------- */

/* Password and salt of each round, which stay the same.  Returns the size of a
 * round. */
static size_t
lay_out(
    struct rar_crypt *crypt, const struct rar_lock *lock, struct slice utf16)
{
	size_t salt = lock->has_salt ? RAR4_SALT : 0;
	uint8_t *to = crypt->rounds;

	for (unsigned i = 0; i < ROUNDS_AT_ONCE; i++) {
		memcpy(to, utf16.data, utf16.size);
		memcpy(to + utf16.size, lock->salt, salt);
		to += utf16.size + salt + RAR4_COUNTER;
	}
	return utf16.size + salt + RAR4_COUNTER;
}

static bool
add_rounds(struct rar_crypt *crypt, uint32_t from, uint32_t count, size_t size)
{
	uint8_t *counter = crypt->rounds + size - RAR4_COUNTER;

	for (uint32_t i = 0; i < count; i++, counter += size)
		integer_put_le(counter, from + i, RAR4_COUNTER);
	return crypto_sum_add(
	    &crypt->sha1, (struct slice){crypt->rounds, count * size});
}

/*
 * The vector is of the last bytes of sixteen sums, each behind the first round
 * of a sixteenth; the key is the first words of the last sum, each turned
 * round.
 */
static bool
rar4_key(struct rar_crypt *crypt, size_t size, struct budget *budget,
    struct rar_key *key_r)
{
	const uint32_t sixteenth = RAR4_ROUNDS / RAR_BLOCK;
	uint8_t sum[SHA1_SIZE];

	for (unsigned i = 0; i < RAR_BLOCK; i++) {
		uint32_t at = i * sixteenth;

		if ((budget != NULL && budget_spent(budget)) ||
		    !add_rounds(crypt, at, 1, size) ||
		    !crypto_sum_so_far(&crypt->sha1, &crypt->so_far, sum))
			return false;
		key_r->vector[i] = sum[SHA1_SIZE - 1];
		for (uint32_t n = 1; n < sixteenth; n += ROUNDS_AT_ONCE) {
			uint32_t left = sixteenth - n;

			if (!add_rounds(crypt, at + n,
				left < ROUNDS_AT_ONCE ? left : ROUNDS_AT_ONCE,
				size))
				return false;
		}
	}
	if (!crypto_sum_end(&crypt->sha1, sum))
		return false;
	for (unsigned i = 0; i < RAR4_KEY; i++)
		key_r->key[i] = sum[i / 4 * 4 + 3 - i % 4];
	return true;
}

/* ---- both -------------------------------------------------------------- */

static struct slice
rar5_password(struct slice password)
{
	return slice_sub(password, 0, RAR5_PASSWORD_MAX);
}

static struct slice
rar5_salt(const struct rar_lock *lock)
{
	return (struct slice){lock->salt, RAR5_SALT};
}

bool
rar_key(struct rar_crypt *crypt, const struct rar_lock *lock,
    struct slice password, struct budget *budget, struct rar_key *key_r)
{
	uint8_t utf16[SEVENZIP_PASSWORD_MAX];
	size_t size;

	memset(key_r, 0, sizeof(*key_r));
	if (!rar_crypt_prepare(crypt))
		return false;
	if (lock->is_rar5)
		return crypto_key_of_password(&crypt->sha256,
		    rar5_password(password), rar5_salt(lock), 1u << lock->power,
		    key_r->key, RAR_KEY);
	size = sevenzip_password(password, utf16);
	if (size == 0 || size > 2 * RAR4_PASSWORD_MAX)
		return false;
	size = lay_out(crypt, lock, (struct slice){utf16, size});
	return crypto_sum_begin(&crypt->sha1) &&
	       rar4_key(crypt, size, budget, key_r);
}

bool
rar_password_fits(
    struct rar_crypt *crypt, const struct rar_lock *lock, struct slice password)
{
	uint8_t sum[SHA256_SIZE], folded[RAR5_CHECK] = {0};

	if (!rar_crypt_prepare(crypt) ||
	    !crypto_key_of_password(&crypt->sha256, rar5_password(password),
		rar5_salt(lock), (1u << lock->power) + RAR5_CHECK_ROUNDS, sum,
		SHA256_SIZE))
		return false;
	for (unsigned i = 0; i < SHA256_SIZE; i++)
		folded[i % RAR5_CHECK] ^= sum[i];
	return memcmp(folded, lock->check, RAR5_CHECK) == 0;
}

size_t
rar_decrypt(struct rar_crypt *crypt, const struct rar_lock *lock,
    const struct rar_key *key, const uint8_t vector[RAR_BLOCK],
    struct slice packed, struct budget *budget, uint8_t *plain)
{
	if (!rar_crypt_prepare(crypt))
		return 0;
	return crypto_decrypt(lock->is_rar5 ? &crypt->aes256 : &crypt->aes128,
	    key->key, vector, packed, budget, plain);
}
