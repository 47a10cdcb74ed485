/*
 * seal - one file of a published set: a full set, or a delta
 *
 *     +-----------------+ 0      numbers are little endian
 *     | magic           |  "CGPFupd1"
 *     | kind u8         |  1 full, 2 delta
 *     | encrypted u8    |  0, 1
 *     | zero            |  6 bytes
 *     | number u64      |  that it leads to
 *     | base u64        |  that it begins with; 0: a full set
 *     | plain u64       |  bytes of the delta before it was packed
 *     | packed u64      |  bytes behind the head
 *     | set hash        |  of what it leads to (image_hash())
 *     | base hash       |  of what it begins with; zeros: a full set
 *     | packed hash     |  of the bytes behind the head
 *     | nonce           |  24 bytes
 *     +-----------------+ 168
 *     | signature       |  Ed25519, of all before it
 *     +-----------------+ 232
 *     | packed          |  zstd; encrypted after that, with the set hash as
 *     +-----------------+  what must be the same
 *
 * Nothing behind the signature is looked at before the signature is found good,
 * nothing is unpacked before its hash is.
 *
 * Threads: any.  Memory: malloc().
 */
#ifndef CORE_UPDATE_SEAL_H
#define CORE_UPDATE_SEAL_H

#include "core/update/crypt.h"

#define SEAL_SIGNED_BYTES 168u
#define SEAL_HEAD_BYTES (SEAL_SIGNED_BYTES + CRYPT_SIGNATURE_BYTES)
/* A set of more than this is not made, and not believed. */
#define SEAL_PLAIN_MAX (UINT64_C(1) << 30)

enum seal_kind { SEAL_FULL = 1, SEAL_DELTA = 2 };

struct seal_head {
	enum seal_kind kind;
	bool encrypted;
	uint64_t number, base;
	uint64_t plain_bytes, packed_bytes;
	uint8_t set_hash[CRYPT_HASH_BYTES];
	uint8_t base_hash[CRYPT_HASH_BYTES];
	uint8_t packed_hash[CRYPT_HASH_BYTES];
	uint8_t nonce[CRYPT_NONCE_BYTES];
};

/*
 * head says kind, numbers, set and base hash; the rest is found out.  *file_r
 * is malloc()ed.  False: no memory, or plain is over SEAL_PLAIN_MAX.
 */
bool seal_make(struct seal_head *head, struct slice plain,
    const struct update_keys *keys, uint8_t **file_r, size_t *size_r) MUST_USE;

enum seal_result {
	SEAL_OK,
	SEAL_FOREIGN, /* not such a file, or of a format to come */
	SEAL_CUT,     /* shorter than it says, or longer */
	SEAL_FORGED,  /* the signature is not of the key */
	SEAL_LOCKED,  /* encrypted, with another key than ours */
	SEAL_DAMAGED, /* signed, but what is in it does not hold */
	SEAL_NO_MEMORY,
};

/* "wrong signature": for a sentence. */
const char *seal_result_text(enum seal_result result);

/* The first SEAL_HEAD_BYTES alone. */
enum seal_result seal_read_head(struct slice file,
    const struct update_keys *keys, struct seal_head *head_r) MUST_USE;

/* All of it; *plain_r is malloc()ed, NULL unless SEAL_OK. */
enum seal_result seal_open(struct slice file, const struct update_keys *keys,
    struct seal_head *head_r, uint8_t **plain_r) MUST_USE;

#endif
