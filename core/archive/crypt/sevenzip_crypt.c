/*
 * sevenzip_crypt - the encryption of 7z: AES-256-CBC (by libcrypto)
 */
#include "core/archive/crypt/sevenzip_crypt.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/crypto.h"
#include "core/base/integer.h"
#include "core/text/utf8.h"

#define COUNTER_SIZE 8u
#define POWER_OF_NONE 0x3Fu
/* Rounds that are laid out and hashed in one call. */
#define ROUNDS_AT_ONCE 64u
#define ROUND_MAX (SEVENZIP_SALT_MAX + SEVENZIP_PASSWORD_MAX + COUNTER_SIZE)

struct sevenzip_crypt {
	bool ready; /* what is below is there */
	struct crypto_sum sha256;
	struct crypto_cipher aes;
	uint8_t rounds[ROUNDS_AT_ONCE * ROUND_MAX];
};

struct sevenzip_crypt *
sevenzip_crypt_create(void)
{
	return calloc(1, sizeof(struct sevenzip_crypt));
}

static void
release(struct sevenzip_crypt *crypt)
{
	crypto_sum_fini(&crypt->sha256);
	crypto_cipher_fini(&crypt->aes);
	crypt->ready = false;
}

bool
sevenzip_crypt_prepare(struct sevenzip_crypt *crypt)
{
	bool sum, cipher;

	if (crypt->ready)
		return true;
	if (!libcrypto_load())
		return false;
	sum = crypto_sum_init(&crypt->sha256, "SHA256");
	cipher = crypto_cipher_init(&crypt->aes, "AES-256-CBC");
	crypt->ready = sum && cipher;
	if (!crypt->ready)
		release(crypt);
	return crypt->ready;
}

void
sevenzip_crypt_destroy(struct sevenzip_crypt **crypt)
{
	struct sevenzip_crypt *dying = *crypt;

	*crypt = NULL;
	if (dying != NULL && dying->ready)
		release(dying);
	free(dying);
}

/* ---- what the header says ---------------------------------------------- */

/* Two bytes say how long salt and vector are: each has its lowest bit in the
 * first and the rest in the second. */
bool
sevenzip_cipher_read(struct slice properties, struct sevenzip_cipher *cipher_r)
{
	uint8_t first, second;
	size_t salt_size, vector_size;

	memset(cipher_r, 0, sizeof(*cipher_r));
	if (properties.size == 0)
		return true;
	first = properties.data[0];
	second = properties.size > 1 ? properties.data[1] : 0;
	cipher_r->power = first & 0x3F;
	salt_size = (size_t)(first >> 7) + (second >> 4);
	vector_size = (size_t)(first >> 6 & 1) + (second & 0x0F);
	if ((first & 0xC0) == 0)
		salt_size = vector_size = 0;
	else if (properties.size < 2 + salt_size + vector_size)
		return false;
	cipher_r->salt_size = (uint8_t)salt_size;
	if (salt_size > 0)
		memcpy(cipher_r->salt, properties.data + 2, salt_size);
	if (vector_size > 0)
		memcpy(cipher_r->vector, properties.data + 2 + salt_size,
		    vector_size);
	return cipher_r->power <= SEVENZIP_POWER_MAX ||
	       cipher_r->power == POWER_OF_NONE;
}

/* ---- the key ----------------------------------------------------------- */

size_t
sevenzip_password(struct slice password, uint8_t utf16_r[SEVENZIP_PASSWORD_MAX])
{
	size_t size = 0;

	for (size_t at = 0; at < password.size;) {
		uint32_t point = utf8_next(password, &at);
		uint32_t units[2] = {point, 0};
		size_t count = 1;

		if (point >= 0x10000) {
			units[0] = 0xD800 + ((point - 0x10000) >> 10);
			units[1] = 0xDC00 + (point & 0x3FF);
			count = 2;
		}
		if (size + 2 * count > SEVENZIP_PASSWORD_MAX)
			return 0;
		for (size_t i = 0; i < count; i++) {
			utf16_r[size++] = (uint8_t)units[i];
			utf16_r[size++] = (uint8_t)(units[i] >> 8);
		}
	}
	return size;
}

static size_t
round_size(const struct sevenzip_cipher *cipher, struct slice utf16)
{
	return cipher->salt_size + utf16.size + COUNTER_SIZE;
}

uint64_t
sevenzip_key_cost(const struct sevenzip_cipher *cipher, struct slice utf16)
{
	if (cipher->power == POWER_OF_NONE)
		return 0;
	return (uint64_t)round_size(cipher, utf16) << cipher->power;
}

/* Salt and password of each round, which stay the same. */
static void
lay_out(struct sevenzip_crypt *crypt, const struct sevenzip_cipher *cipher,
    struct slice utf16)
{
	uint8_t *to = crypt->rounds;

	for (unsigned i = 0; i < ROUNDS_AT_ONCE; i++) {
		memcpy(to, cipher->salt, cipher->salt_size);
		to += cipher->salt_size;
		if (utf16.size > 0)
			memcpy(to, utf16.data, utf16.size);
		to += utf16.size + COUNTER_SIZE;
	}
}

static bool
hash_rounds(struct sevenzip_crypt *crypt, uint64_t rounds, size_t size,
    struct budget *budget)
{
	size_t hashed = BUDGET_SLICE;

	for (uint64_t done = 0; done < rounds;) {
		size_t now = 0;
		uint8_t *counter = crypt->rounds + size - COUNTER_SIZE;

		if (hashed >= BUDGET_SLICE) {
			hashed = 0;
			if (budget != NULL && budget_spent(budget))
				return false;
		}
		for (; now < ROUNDS_AT_ONCE && done < rounds; now++, done++)
			integer_put_le(
			    counter + now * size, done, COUNTER_SIZE);
		if (!crypto_sum_add(&crypt->sha256,
			(struct slice){crypt->rounds, now * size}))
			return false;
		hashed += now * size;
	}
	return true;
}

/* No hash: salt and password as they are, filled up with zeros. */
static void
take_as_key(const struct sevenzip_cipher *cipher, struct slice utf16,
    uint8_t key_r[SEVENZIP_KEY_SIZE])
{
	size_t room = SEVENZIP_KEY_SIZE - cipher->salt_size;

	memset(key_r, 0, SEVENZIP_KEY_SIZE);
	memcpy(key_r, cipher->salt, cipher->salt_size);
	if (utf16.size > 0)
		memcpy(key_r + cipher->salt_size, utf16.data,
		    utf16.size < room ? utf16.size : room);
}

bool
sevenzip_key(struct sevenzip_crypt *crypt, const struct sevenzip_cipher *cipher,
    struct slice utf16, struct budget *budget, uint8_t key_r[SEVENZIP_KEY_SIZE])
{
	CHECK(utf16.size <= SEVENZIP_PASSWORD_MAX);
	if (cipher->power == POWER_OF_NONE) {
		take_as_key(cipher, utf16, key_r);
		return true;
	}
	lay_out(crypt, cipher, utf16);
	return sevenzip_crypt_prepare(crypt) &&
	       crypto_sum_begin(&crypt->sha256) &&
	       hash_rounds(crypt, UINT64_C(1) << cipher->power,
		   round_size(cipher, utf16), budget) &&
	       crypto_sum_end(&crypt->sha256, key_r);
}

/* ---- the cipher -------------------------------------------------------- */

size_t
sevenzip_decrypt(struct sevenzip_crypt *crypt,
    const uint8_t key[SEVENZIP_KEY_SIZE], const struct sevenzip_cipher *cipher,
    struct slice packed, struct budget *budget, uint8_t *plain)
{
	if (!sevenzip_crypt_prepare(crypt))
		return 0;
	return crypto_decrypt(
	    &crypt->aes, key, cipher->vector, packed, budget, plain);
}
