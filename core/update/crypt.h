/*
 * crypt - signatures, hashes and encryption of published updates
 *
 * Ed25519 (RFC 8032), BLAKE2b of 32 bytes (RFC 7693), XChaCha20-Poly1305, all
 * by libsodium, which no other file includes.
 *
 * Threads: any.
 */
#ifndef CORE_UPDATE_CRYPT_H
#define CORE_UPDATE_CRYPT_H

#include <stdbool.h>
#include <stdint.h>

#include "core/base/check.h"
#include "core/base/text.h"

#define CRYPT_HASH_BYTES 32u
#define CRYPT_KEY_BYTES 32u /* of each kind, as it stands in a file */
#define CRYPT_SIGNATURE_BYTES 64u
#define CRYPT_NONCE_BYTES 24u
#define CRYPT_TAG_BYTES 16u

/* What a gateway has; with can_sign, what the authority has. */
struct update_keys {
	uint8_t public_key[CRYPT_KEY_BYTES];
	uint8_t cipher_key[CRYPT_KEY_BYTES];
	uint8_t seed[CRYPT_KEY_BYTES]; /* the secret half of public_key */
	bool encrypts;                 /* there is a cipher_key */
	bool can_sign;                 /* there is a seed */
};

/* Both kinds anew.  False: the system gives no random numbers. */
bool crypt_make_keys(struct update_keys *keys_r) MUST_USE;

/* public_key for the seed that is there; can_sign is set. */
void crypt_take_seed(
    struct update_keys *keys, const uint8_t seed[CRYPT_KEY_BYTES]);

/* Of several slices, one after the other. */
void crypt_hash(
    const struct slice *parts, size_t count, uint8_t hash_r[CRYPT_HASH_BYTES]);

/* With keys that can sign. */
void crypt_sign(const struct update_keys *keys, struct slice bytes,
    uint8_t signature_r[CRYPT_SIGNATURE_BYTES]);
bool crypt_verify(const struct update_keys *keys, struct slice bytes,
    const uint8_t signature[CRYPT_SIGNATURE_BYTES]) MUST_USE;

/*
 * plain.size + CRYPT_TAG_BYTES bytes to sealed_r; with is what must be the same
 * when it is opened.  nonce_r is drawn.
 */
void crypt_encrypt(const struct update_keys *keys, struct slice plain,
    struct slice with, uint8_t nonce_r[CRYPT_NONCE_BYTES], uint8_t *sealed_r);
/* sealed.size - CRYPT_TAG_BYTES bytes to plain_r.  False: another key, or
 * changed. */
bool crypt_decrypt(const struct update_keys *keys, struct slice sealed,
    struct slice with, const uint8_t nonce[CRYPT_NONCE_BYTES],
    uint8_t *plain_r) MUST_USE;

/* Hexadecimal digits in small letters, and back: exactly size bytes. */
void crypt_put_hex(struct text *text, const uint8_t *bytes, size_t size);
bool crypt_read_hex(struct slice text, uint8_t *bytes_r, size_t size) MUST_USE;

/* Numbers drawn by the system; for intervals as well as for keys. */
uint32_t crypt_random_below(uint32_t bound);

/* Keys that are not needed any more. */
void crypt_forget(struct update_keys *keys);

#endif
