/*
 * crypt - the standard security handler (ISO 32000-2, 7.6)
 *
 * The algorithms are numbered as there (7.6.4.3, 7.6.4.4).
 */
#include "core/pdf/crypt.h"

#include <string.h>

#define PADDED 32u
/* Of UTF-8 that goes into a key of revisions 5 and 6. */
#define PASSWORD_MAX 127u
/* A sum, and two salts of 8 bytes. */
#define SUM_SIZE 32u
#define SALT_SIZE 8u
#define VERIFIER_SIZE (SUM_SIZE + 2 * SALT_SIZE)

static const uint8_t padding[PADDED] =
    "\x28\xBF\x4E\x5E\x4E\x75\x8A\x41\x64\x00\x4E\x56\xFF\xFA\x01\x08"
    "\x2E\x2E\x00\xB6\xD0\x68\x3E\x80\x2F\x0C\xA9\xFE\x64\x53\x69\x7A";

/* ---- revisions 2 to 4 -------------------------------------------------- */

static void
pad(struct slice password, uint8_t padded_r[PADDED])
{
	size_t size = password.size < PADDED ? password.size : PADDED;

	if (size > 0)
		memcpy(padded_r, password.data, size);
	memcpy(padded_r + size, padding, PADDED - size);
}

static bool
sum_again(struct pdf_ciphers *ciphers, uint8_t sum[PDF_SUM_MAX], size_t size,
    unsigned times)
{
	struct slice piece = {sum, size};

	for (; times > 0; times--)
		if (!pdf_sum(ciphers, PDF_MD5, &piece, 1, sum))
			return false;
	return true;
}

/* Algorithm 2. */
static bool
make_key(const struct pdf_crypt *crypt, struct pdf_ciphers *ciphers,
    const uint8_t padded[PADDED], uint8_t key_r[PDF_SUM_MAX])
{
	uint32_t bits = (uint32_t)(uint64_t)crypt->permissions;
	uint8_t permissions[4] = {(uint8_t)bits, (uint8_t)(bits >> 8),
	    (uint8_t)(bits >> 16), (uint8_t)(bits >> 24)};
	struct slice pieces[] = {
	    {padded, PADDED},
	    slice_sub(crypt->owner, 0, PADDED),
	    {permissions, sizeof(permissions)},
	    crypt->id,
	    SLICE("\xFF\xFF\xFF\xFF"),
	};
	size_t count = crypt->revision >= 4 && !crypt->metadata ? 5 : 4;

	if (!pdf_sum(ciphers, PDF_MD5, pieces, count, key_r))
		return false;
	return crypt->revision < 3 ||
	       sum_again(ciphers, key_r, crypt->key_size, 50);
}

/* RC4 with the key, each byte of it changed by number. */
static void
rc4_changed(const uint8_t *key, size_t size, uint8_t number, uint8_t *bytes,
    size_t bytes_size)
{
	uint8_t changed[PDF_KEY_OLD_MAX];

	for (size_t i = 0; i < size; i++)
		changed[i] = key[i] ^ number;
	pdf_rc4(changed, size, (struct slice){bytes, bytes_size}, bytes);
}

/* Algorithms 4 to 6: does the key make what the file has for the user? */
static bool
key_is_right(const struct pdf_crypt *crypt, struct pdf_ciphers *ciphers,
    const uint8_t *key)
{
	struct slice pieces[] = {{padding, PADDED}, crypt->id};
	uint8_t sum[PDF_SUM_MAX];

	if (crypt->revision < 3) {
		pdf_rc4(key, crypt->key_size, pieces[0], sum);
		return memcmp(sum, crypt->user.data, PADDED) == 0;
	}
	if (!pdf_sum(ciphers, PDF_MD5, pieces, 2, sum))
		return false;
	for (uint8_t i = 0; i < 20; i++)
		rc4_changed(key, crypt->key_size, i, sum, 16);
	return memcmp(sum, crypt->user.data, 16) == 0;
}

static bool
try_padded(struct pdf_crypt *crypt, struct pdf_ciphers *ciphers,
    const uint8_t padded[PADDED])
{
	uint8_t key[PDF_SUM_MAX];

	if (!make_key(crypt, ciphers, padded, key) ||
	    !key_is_right(crypt, ciphers, key))
		return false;
	memcpy(crypt->key, key, crypt->key_size);
	return true;
}

/* Algorithm 7: the user's password, padded, out of what the owner's made. */
static bool
user_of_owner(const struct pdf_crypt *crypt, struct pdf_ciphers *ciphers,
    const uint8_t owner[PADDED], uint8_t user_r[PADDED])
{
	struct slice piece = {owner, PADDED};
	uint8_t key[PDF_SUM_MAX];

	if (!pdf_sum(ciphers, PDF_MD5, &piece, 1, key))
		return false;
	memcpy(user_r, crypt->owner.data, PADDED);
	if (crypt->revision < 3) {
		rc4_changed(key, crypt->key_size, 0, user_r, PADDED);
		return true;
	}
	if (!sum_again(ciphers, key, 16, 50))
		return false;
	for (uint8_t i = 20; i > 0; i--)
		rc4_changed(
		    key, crypt->key_size, (uint8_t)(i - 1), user_r, PADDED);
	return true;
}

static bool
open_old(
    struct pdf_crypt *crypt, struct pdf_ciphers *ciphers, struct slice password)
{
	uint8_t padded[PADDED], user[PADDED];

	if (crypt->owner.size < PADDED || crypt->user.size < PADDED)
		return false;
	pad(password, padded);
	if (try_padded(crypt, ciphers, padded))
		return true;
	return password.size > 0 &&
	       user_of_owner(crypt, ciphers, padded, user) &&
	       try_padded(crypt, ciphers, user);
}

/* ---- revisions 5 and 6 ------------------------------------------------- */

#define REPEATS 64u
#define ROUNDS_MIN 64u

/* One round of algorithm 2.B; *size is that of sum, before and after.  False:
 * libcrypto does not want to. */
static bool
mix_round(struct pdf_ciphers *ciphers, struct slice password, struct slice user,
    uint8_t sum[PDF_SUM_MAX], size_t *size, uint8_t *last_r)
{
	uint8_t text[REPEATS * (PASSWORD_MAX + PDF_SUM_MAX + VERIFIER_SIZE)];
	size_t once = password.size + *size + user.size;
	unsigned modulo = 0;
	struct slice piece = {text, REPEATS * once};
	uint8_t *to = text;

	for (unsigned i = 0; i < REPEATS; i++) {
		if (password.size > 0)
			memcpy(to, password.data, password.size);
		memcpy(to + password.size, sum, *size);
		if (user.size > 0)
			memcpy(
			    to + password.size + *size, user.data, user.size);
		to += once;
	}
	if (!pdf_aes_encrypt(ciphers, sum, sum + 16, text, piece.size, text))
		return false;
	/* 256 is 1 modulo 3, so the number of 16 bytes is what they add up
	 * to. */
	for (unsigned i = 0; i < 16; i++)
		modulo += text[i];
	modulo %= 3;
	*size = SUM_SIZE + 16 * modulo;
	*last_r = text[piece.size - 1];
	return pdf_sum(
	    ciphers, (enum pdf_sum)(PDF_SHA256 + modulo), &piece, 1, sum);
}

/* Algorithm 2.B; of revision 5 it is the first sum. */
static bool
mix(const struct pdf_crypt *crypt, struct pdf_ciphers *ciphers,
    struct slice password, struct slice salt, struct slice user,
    uint8_t sum_r[PDF_SUM_MAX])
{
	struct slice pieces[] = {password, salt, user};
	size_t size = SUM_SIZE;
	uint8_t last = 0;

	if (!pdf_sum(ciphers, PDF_SHA256, pieces, 3, sum_r))
		return false;
	if (crypt->revision < 6)
		return true;
	for (unsigned round = 0; round < ROUNDS_MIN || last > round - 32;
	     round++)
		if (!mix_round(ciphers, password, user, sum_r, &size, &last))
			return false;
	return true;
}

/* Algorithms 2.A, 11 and 12, for either of the two. */
static bool
try_verifier(struct pdf_crypt *crypt, struct pdf_ciphers *ciphers,
    struct slice password, struct slice verifier, struct slice packed,
    struct slice user)
{
	static const uint8_t no_vector[PDF_BLOCK];
	uint8_t sum[PDF_SUM_MAX];

	if (verifier.size < VERIFIER_SIZE || packed.size < SUM_SIZE)
		return false;
	if (!mix(crypt, ciphers, password,
		slice_sub(verifier, SUM_SIZE, SALT_SIZE), user, sum) ||
	    memcmp(sum, verifier.data, SUM_SIZE) != 0)
		return false;
	return mix(crypt, ciphers, password,
		   slice_sub(verifier, SUM_SIZE + SALT_SIZE, SALT_SIZE), user,
		   sum) &&
	       pdf_aes_decrypt(ciphers, sum, SUM_SIZE, no_vector,
		   slice_sub(packed, 0, SUM_SIZE), NULL,
		   crypt->key) == SUM_SIZE;
}

static bool
open_new(
    struct pdf_crypt *crypt, struct pdf_ciphers *ciphers, struct slice password)
{
	struct slice user = slice_sub(crypt->user, 0, VERIFIER_SIZE);

	password = slice_sub(password, 0, PASSWORD_MAX);
	return try_verifier(crypt, ciphers, password, user, crypt->user_key,
		   SLICE("")) ||
	       try_verifier(crypt, ciphers, password, crypt->owner,
		   crypt->owner_key, user);
}

/* ---- a password -------------------------------------------------------- */

unsigned
pdf_crypt_cost(const struct pdf_crypt *crypt)
{
	return crypt->revision >= 6 ? 4 : 1;
}

bool
pdf_crypt_open(
    struct pdf_crypt *crypt, struct pdf_ciphers *ciphers, struct slice password)
{
	CHECK(crypt->revision >= 5 ? crypt->key_size == PDF_KEY_NEW
				   : crypt->key_size >= PDF_KEY_OLD_MIN &&
					 crypt->key_size <= PDF_KEY_OLD_MAX);
	if (crypt->revision >= 5)
		return open_new(crypt, ciphers, password);
	return open_old(crypt, ciphers, password);
}

/* ---- strings and streams ----------------------------------------------- */

/* Algorithm 1: the key of one object; returns its size. */
static size_t
object_key(const struct pdf_crypt *crypt, struct pdf_ciphers *ciphers,
    enum pdf_method method, uint32_t number, uint32_t generation,
    uint8_t key_r[PDF_SUM_MAX])
{
	uint8_t place[5] = {(uint8_t)number, (uint8_t)(number >> 8),
	    (uint8_t)(number >> 16), (uint8_t)generation,
	    (uint8_t)(generation >> 8)};
	struct slice pieces[] = {
	    {crypt->key, crypt->key_size},
	    {place, sizeof(place)},
	    SLICE("sAlT"),
	};
	size_t size = crypt->key_size + sizeof(place);

	if (method == PDF_AES_256) {
		memcpy(key_r, crypt->key, sizeof(crypt->key));
		return sizeof(crypt->key);
	}
	if (!pdf_sum(
		ciphers, PDF_MD5, pieces, method == PDF_AES ? 3 : 2, key_r))
		return 0;
	/* The key of AES is as long as its sum, whatever the file says. */
	return method == PDF_AES || size > 16 ? 16 : size;
}

size_t
pdf_crypt_plain_max(enum pdf_method method, struct slice packed)
{
	if (method != PDF_AES && method != PDF_AES_256)
		return packed.size;
	return packed.size < PDF_BLOCK ? 0 : packed.size - PDF_BLOCK;
}

/* The last byte says how many were added. */
static size_t
without_padding(const uint8_t *plain, size_t size)
{
	size_t added = size == 0 ? 0 : plain[size - 1];

	return added == 0 || added > PDF_BLOCK || added > size ? size
							       : size - added;
}

size_t
pdf_crypt_undo(const struct pdf_crypt *crypt, struct pdf_ciphers *ciphers,
    enum pdf_method method, uint32_t number, uint32_t generation,
    struct slice packed, struct budget *budget, uint8_t *plain, bool *good_r)
{
	uint8_t key[PDF_SUM_MAX];
	size_t key_size, done;
	struct slice rest = slice_skip(packed, PDF_BLOCK);

	*good_r = true;
	if (packed.size == 0)
		return 0;
	key_size = object_key(crypt, ciphers, method, number, generation, key);
	if (key_size == 0) {
		*good_r = false;
		return 0;
	}
	if (method == PDF_RC4) {
		pdf_rc4(key, key_size, packed, plain);
		return packed.size;
	}
	if (packed.size < PDF_BLOCK) {
		*good_r = false;
		return 0;
	}
	done = pdf_aes_decrypt(
	    ciphers, key, key_size, packed.data, rest, budget, plain);
	*good_r = done == rest.size;
	return *good_r ? without_padding(plain, done) : done;
}
