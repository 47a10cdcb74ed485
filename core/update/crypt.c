/*
 * crypt - the only file that knows libsodium
 */
#include "core/update/crypt.h"

#include <sodium.h>
#include <string.h>

_Static_assert(CRYPT_HASH_BYTES == crypto_generichash_BYTES, "BLAKE2b");
_Static_assert(CRYPT_KEY_BYTES == crypto_sign_PUBLICKEYBYTES, "Ed25519");
_Static_assert(CRYPT_KEY_BYTES == crypto_sign_SEEDBYTES, "Ed25519");
_Static_assert(CRYPT_SIGNATURE_BYTES == crypto_sign_BYTES, "Ed25519");
_Static_assert(
    CRYPT_KEY_BYTES == crypto_aead_xchacha20poly1305_ietf_KEYBYTES, "XChaCha");
_Static_assert(
    CRYPT_NONCE_BYTES == crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
    "XChaCha");
_Static_assert(
    CRYPT_TAG_BYTES == crypto_aead_xchacha20poly1305_ietf_ABYTES, "Poly1305");

bool
crypt_make_keys(struct update_keys *keys_r)
{
	uint8_t seed[CRYPT_KEY_BYTES];

	memset(keys_r, 0, sizeof(*keys_r));
	if (sodium_init() < 0)
		return false;
	randombytes_buf(seed, sizeof(seed));
	crypt_take_seed(keys_r, seed);
	sodium_memzero(seed, sizeof(seed));
	randombytes_buf(keys_r->cipher_key, sizeof(keys_r->cipher_key));
	keys_r->encrypts = true;
	return true;
}

void
crypt_take_seed(struct update_keys *keys, const uint8_t seed[CRYPT_KEY_BYTES])
{
	uint8_t secret[crypto_sign_SECRETKEYBYTES];

	memcpy(keys->seed, seed, sizeof(keys->seed));
	CHECK(crypto_sign_seed_keypair(keys->public_key, secret, seed) == 0);
	sodium_memzero(secret, sizeof(secret));
	keys->can_sign = true;
}

void
crypt_hash(
    const struct slice *parts, size_t count, uint8_t hash_r[CRYPT_HASH_BYTES])
{
	crypto_generichash_state state;

	CHECK(crypto_generichash_init(&state, NULL, 0, CRYPT_HASH_BYTES) == 0);
	for (size_t i = 0; i < count; i++)
		if (parts[i].size > 0)
			CHECK(crypto_generichash_update(
				  &state, parts[i].data, parts[i].size) == 0);
	CHECK(crypto_generichash_final(&state, hash_r, CRYPT_HASH_BYTES) == 0);
}

void
crypt_sign(const struct update_keys *keys, struct slice bytes,
    uint8_t signature_r[CRYPT_SIGNATURE_BYTES])
{
	uint8_t secret[crypto_sign_SECRETKEYBYTES];
	uint8_t public_key[crypto_sign_PUBLICKEYBYTES];

	CHECK(keys->can_sign);
	CHECK(crypto_sign_seed_keypair(public_key, secret, keys->seed) == 0);
	CHECK(crypto_sign_detached(
		  signature_r, NULL, bytes.data, bytes.size, secret) == 0);
	sodium_memzero(secret, sizeof(secret));
}

bool
crypt_verify(const struct update_keys *keys, struct slice bytes,
    const uint8_t signature[CRYPT_SIGNATURE_BYTES])
{
	return crypto_sign_verify_detached(
		   signature, bytes.data, bytes.size, keys->public_key) == 0;
}

void
crypt_encrypt(const struct update_keys *keys, struct slice plain,
    struct slice with, uint8_t nonce_r[CRYPT_NONCE_BYTES], uint8_t *sealed_r)
{
	CHECK(keys->encrypts && sodium_init() >= 0);
	randombytes_buf(nonce_r, CRYPT_NONCE_BYTES);
	CHECK(crypto_aead_xchacha20poly1305_ietf_encrypt(sealed_r, NULL,
		  plain.data, plain.size, with.data, with.size, NULL, nonce_r,
		  keys->cipher_key) == 0);
}

bool
crypt_decrypt(const struct update_keys *keys, struct slice sealed,
    struct slice with, const uint8_t nonce[CRYPT_NONCE_BYTES], uint8_t *plain_r)
{
	return keys->encrypts && sealed.size >= CRYPT_TAG_BYTES &&
	       crypto_aead_xchacha20poly1305_ietf_decrypt(plain_r, NULL, NULL,
		   sealed.data, sealed.size, with.data, with.size, nonce,
		   keys->cipher_key) == 0;
}

void
crypt_put_hex(struct text *text, const uint8_t *bytes, size_t size)
{
	static const char digits[] = "0123456789abcdef";

	for (size_t i = 0; i < size; i++) {
		text_put_byte(text, digits[bytes[i] >> 4]);
		text_put_byte(text, digits[bytes[i] & 15]);
	}
}

bool
crypt_read_hex(struct slice text, uint8_t *bytes_r, size_t size)
{
	size_t got = 0;

	return text.size == 2 * size &&
	       sodium_hex2bin(bytes_r, size, (const char *)text.data, text.size,
		   NULL, &got, NULL) == 0 &&
	       got == size;
}

uint32_t
crypt_random_below(uint32_t bound)
{
	CHECK(sodium_init() >= 0);
	return randombytes_uniform(bound);
}

void
crypt_forget(struct update_keys *keys)
{
	sodium_memzero(keys, sizeof(*keys));
}
