/*
 * seal - signed, packed and encrypted files
 */
#include "core/update/seal.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/integer.h"
#include "core/update/coded.h"
#include "core/update/pack.h"

#define MAGIC "CGPFupd1"

const char *
seal_result_text(enum seal_result result)
{
	switch (result) {
	case SEAL_OK:
		return "good";
	case SEAL_FOREIGN:
		return "not an update for this program";
	case SEAL_CUT:
		return "cut short, or with more behind it";
	case SEAL_FORGED:
		return "not signed by the key that is set";
	case SEAL_LOCKED:
		return "encrypted with another key than the one that is set";
	case SEAL_DAMAGED:
		return "damaged";
	case SEAL_NO_MEMORY:
		return "no memory for it";
	}
	return "?";
}

/* ---- the head ---------------------------------------------------------- */

static void
write_head(const struct seal_head *head, uint8_t bytes_r[SEAL_SIGNED_BYTES])
{
	struct coded coded = {.bytes = NULL};

	coded_put(&coded, SLICE(MAGIC));
	coded_put_u8(&coded, (uint8_t)head->kind);
	coded_put_u8(&coded, head->encrypted);
	coded_put(&coded, SLICE("\0\0\0\0\0\0"));
	coded_put_u64(&coded, head->number);
	coded_put_u64(&coded, head->base);
	coded_put_u64(&coded, head->plain_bytes);
	coded_put_u64(&coded, head->packed_bytes);
	coded_put(&coded, (struct slice){head->set_hash, CRYPT_HASH_BYTES});
	coded_put(&coded, (struct slice){head->base_hash, CRYPT_HASH_BYTES});
	coded_put(&coded, (struct slice){head->packed_hash, CRYPT_HASH_BYTES});
	coded_put(&coded, (struct slice){head->nonce, CRYPT_NONCE_BYTES});
	CHECK(!coded.failed && coded.size == SEAL_SIGNED_BYTES);
	memcpy(bytes_r, coded.bytes, coded.size);
	coded_free(&coded);
}

static bool
take_head(struct slice rest, struct seal_head *head_r)
{
	const uint8_t *at = rest.data;

	*head_r = (struct seal_head){
	    .kind = (enum seal_kind)at[8],
	    .encrypted = at[9] == 1,
	    .number = u64_le(rest, 16),
	    .base = u64_le(rest, 24),
	    .plain_bytes = u64_le(rest, 32),
	    .packed_bytes = u64_le(rest, 40),
	};
	memcpy(head_r->set_hash, at + 48, CRYPT_HASH_BYTES);
	memcpy(head_r->base_hash, at + 80, CRYPT_HASH_BYTES);
	memcpy(head_r->packed_hash, at + 112, CRYPT_HASH_BYTES);
	memcpy(head_r->nonce, at + 144, CRYPT_NONCE_BYTES);
	return at[9] <= 1 && memcmp(at + 10, "\0\0\0\0\0\0", 6) == 0 &&
	       ((at[8] == SEAL_FULL && head_r->base == 0) ||
		   (at[8] == SEAL_DELTA && head_r->base != 0 &&
		       head_r->base < head_r->number)) &&
	       head_r->plain_bytes <= SEAL_PLAIN_MAX;
}

enum seal_result
seal_read_head(
    struct slice file, const struct update_keys *keys, struct seal_head *head_r)
{
	struct slice magic = SLICE(MAGIC);

	if (!slice_equal(
		slice_sub(file, 0, magic.size), slice_sub(magic, 0, file.size)))
		return SEAL_FOREIGN;
	if (file.size < SEAL_HEAD_BYTES)
		return SEAL_CUT;
	if (!crypt_verify(keys, slice_sub(file, 0, SEAL_SIGNED_BYTES),
		file.data + SEAL_SIGNED_BYTES))
		return SEAL_FORGED;
	return take_head(file, head_r) ? SEAL_OK : SEAL_FOREIGN;
}

/* What must be the same when it is decrypted: the set that it leads to.  All
 * else is under the signature, the encrypted bytes by their hash. */
static struct slice
context(const struct seal_head *head)
{
	return (struct slice){head->set_hash, CRYPT_HASH_BYTES};
}

/* ---- making one -------------------------------------------------------- */

/* packed behind the head, encrypted where there is a key for that. */
static void
fill(struct seal_head *head, struct slice packed,
    const struct update_keys *keys, uint8_t *file)
{
	struct slice behind = {
	    file + SEAL_HEAD_BYTES, (size_t)head->packed_bytes};

	if (keys->encrypts)
		crypt_encrypt(keys, packed, context(head), head->nonce,
		    file + SEAL_HEAD_BYTES);
	else
		memcpy(file + SEAL_HEAD_BYTES, packed.data, packed.size);
	crypt_hash(&behind, 1, head->packed_hash);
	write_head(head, file);
	crypt_sign(keys, (struct slice){file, SEAL_SIGNED_BYTES},
	    file + SEAL_SIGNED_BYTES);
}

bool
seal_make(struct seal_head *head, struct slice plain,
    const struct update_keys *keys, uint8_t **file_r, size_t *size_r)
{
	uint8_t *packed;
	size_t size;

	*file_r = NULL;
	if (plain.size > SEAL_PLAIN_MAX || !pack(plain, &packed, &size))
		return false;
	head->encrypted = keys->encrypts;
	head->plain_bytes = plain.size;
	head->packed_bytes = size + (keys->encrypts ? CRYPT_TAG_BYTES : 0);
	*size_r = SEAL_HEAD_BYTES + (size_t)head->packed_bytes;
	*file_r = malloc(*size_r);
	if (*file_r != NULL)
		fill(head, (struct slice){packed, size}, keys, *file_r);
	free(packed);
	return *file_r != NULL;
}

/* ---- opening one ------------------------------------------------------- */

static enum seal_result
unpack_behind(
    struct slice packed, const struct seal_head *head, uint8_t **plain_r)
{
	switch (unpack(packed, (size_t)head->plain_bytes, plain_r)) {
	case UNPACK_OK:
		return SEAL_OK;
	case UNPACK_DAMAGED:
		return SEAL_DAMAGED;
	case UNPACK_NO_MEMORY:
		break;
	}
	return SEAL_NO_MEMORY;
}

static enum seal_result
decrypt_behind(struct slice behind, const struct update_keys *keys,
    const struct seal_head *head, uint8_t **plain_r)
{
	enum seal_result result = SEAL_LOCKED;
	uint8_t *packed;

	if (behind.size < CRYPT_TAG_BYTES)
		return SEAL_DAMAGED;
	packed = malloc(behind.size);
	if (packed == NULL)
		return SEAL_NO_MEMORY;
	if (crypt_decrypt(keys, behind, context(head), head->nonce, packed))
		result = unpack_behind(
		    (struct slice){packed, behind.size - CRYPT_TAG_BYTES}, head,
		    plain_r);
	free(packed);
	return result;
}

enum seal_result
seal_open(struct slice file, const struct update_keys *keys,
    struct seal_head *head_r, uint8_t **plain_r)
{
	struct slice behind = slice_skip(file, SEAL_HEAD_BYTES);
	uint8_t hash[CRYPT_HASH_BYTES];
	enum seal_result result = seal_read_head(file, keys, head_r);

	*plain_r = NULL;
	if (result != SEAL_OK)
		return result;
	if (behind.size != head_r->packed_bytes)
		return SEAL_CUT;
	crypt_hash(&behind, 1, hash);
	if (memcmp(hash, head_r->packed_hash, sizeof(hash)) != 0)
		return SEAL_DAMAGED;
	return head_r->encrypted ? decrypt_behind(behind, keys, head_r, plain_r)
				 : unpack_behind(behind, head_r, plain_r);
}
