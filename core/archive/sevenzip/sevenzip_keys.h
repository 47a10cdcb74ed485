/*
 * sevenzip_keys - the passwords that are tried on one 7z
 *
 * A key is made once for each password and salt.  All tries that fail share an
 * allowance of work, so that an archive that no password fits costs no more
 * than that, however many folders it has.
 */
#ifndef CORE_ARCHIVE_SEVENZIP_SEVENZIP_KEYS_H
#define CORE_ARCHIVE_SEVENZIP_SEVENZIP_KEYS_H

#include "core/archive/crypt/sevenzip_crypt.h"
#include "core/archive/member/unpacking.h"

#define SEVENZIP_KEYS 64u

struct sevenzip_kept_key {
	size_t password;
	struct sevenzip_cipher cipher;
	uint8_t key[SEVENZIP_KEY_SIZE];
};

struct sevenzip_keys {
	struct unpacking *unpacking;
	uint64_t work_left; /* bytes hashed, or unpacked in vain */
	size_t fitted;      /* the password that did the last time */
	struct sevenzip_kept_key kept[SEVENZIP_KEYS];
	size_t made; /* the next one goes to kept[made % SEVENZIP_KEYS] */
};

void sevenzip_keys_init(
    struct sevenzip_keys *keys, struct unpacking *unpacking);

/* The n-th password to try: that which fitted the last time comes first. */
size_t sevenzip_nth_password(const struct sevenzip_keys *keys, size_t n);

/* False: the password is too long or empty, the allowance is used up, or the
 * time. */
bool sevenzip_keys_make(struct sevenzip_keys *keys,
    const struct sevenzip_cipher *cipher, size_t password,
    uint8_t key_r[SEVENZIP_KEY_SIZE]) MUST_USE;

/* So much was unpacked, and the password was another. */
void sevenzip_keys_failed(struct sevenzip_keys *keys, uint64_t work);

#endif
