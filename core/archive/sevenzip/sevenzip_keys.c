/*
 * sevenzip_keys - the passwords that are tried on one 7z
 */
#include "core/archive/sevenzip/sevenzip_keys.h"

#include <string.h>

#include "core/archive/member/archives.h"

/* Some forty passwords as 7-Zip hashes them: a quarter of a second where the
 * processor has instructions for it, one and a half where not. */
#define WORK_MAX ((uint64_t)512 << 20)

void
sevenzip_keys_init(struct sevenzip_keys *keys, struct unpacking *unpacking)
{
	keys->unpacking = unpacking;
	keys->work_left = WORK_MAX;
	keys->fitted = 0;
	keys->made = 0;
}

size_t
sevenzip_nth_password(const struct sevenzip_keys *keys, size_t n)
{
	if (n == 0)
		return keys->fitted;
	return n <= keys->fitted ? n - 1 : n;
}

/* The vector is no part of the key. */
static bool
is_for(const struct sevenzip_kept_key *kept,
    const struct sevenzip_cipher *cipher, size_t password)
{
	return kept->password == password &&
	       kept->cipher.power == cipher->power &&
	       kept->cipher.salt_size == cipher->salt_size &&
	       memcmp(kept->cipher.salt, cipher->salt, cipher->salt_size) == 0;
}

static const struct sevenzip_kept_key *
find(const struct sevenzip_keys *keys, const struct sevenzip_cipher *cipher,
    size_t password)
{
	for (size_t i = 0; i < SEVENZIP_KEYS && i < keys->made; i++)
		if (is_for(&keys->kept[i], cipher, password))
			return &keys->kept[i];
	return NULL;
}

/* What libcrypto keeps is no matter of the quota. */
static bool
prepare(struct archives *archives)
{
	bool prepared;

	quota_suspend(archives->quota);
	prepared = sevenzip_crypt_prepare(archives->crypt);
	quota_resume(archives->quota);
	return prepared;
}

bool
sevenzip_keys_make(struct sevenzip_keys *keys,
    const struct sevenzip_cipher *cipher, size_t password,
    uint8_t key_r[SEVENZIP_KEY_SIZE])
{
	struct unpacking *unpacking = keys->unpacking;
	const struct sevenzip_kept_key *known = find(keys, cipher, password);
	struct sevenzip_kept_key *kept =
	    &keys->kept[keys->made % SEVENZIP_KEYS];
	uint8_t utf16[SEVENZIP_PASSWORD_MAX];
	size_t size;
	uint64_t cost;

	if (known != NULL) {
		memcpy(key_r, known->key, SEVENZIP_KEY_SIZE);
		return true;
	}
	size =
	    sevenzip_password(unpacking->options->passwords[password], utf16);
	cost = sevenzip_key_cost(cipher, (struct slice){utf16, size});
	if (size == 0 ||
	    !unpacking_take_key_work(unpacking, &keys->work_left, cost))
		return false;
	if (!prepare(unpacking->archives) ||
	    !sevenzip_key(unpacking->archives->crypt, cipher,
		(struct slice){utf16, size}, unpacking->budget, key_r))
		return false;
	kept->password = password;
	kept->cipher = *cipher;
	memcpy(kept->key, key_r, SEVENZIP_KEY_SIZE);
	keys->made++;
	return true;
}

void
sevenzip_keys_failed(struct sevenzip_keys *keys, uint64_t work)
{
	keys->work_left -= work < keys->work_left ? work : keys->work_left;
}
