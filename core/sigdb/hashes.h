/*
 * hashes - is a part of this size, with this digest, in the database?
 *
 * Asked by size first, so that a part whose size no signature has is not even
 * hashed.  All three algorithms share one sorted array of sizes; row i of it
 * owns the digests first[a][i] .. first[a][i + 1] of algorithm a, sorted.  The
 * last row is RULES_ANY_SIZE when there are hashes without a size.
 *
 *     sizes      68      544     1024   ANY
 *     first[a]   0       2       3      3      3 + n
 *     digests[a] aa.. ab.. | 17.. |      | 00.. ...
 *     owners[a]  7    9    | 1    |      | 4    ...   index of the signature
 *
 * 24 bytes for an MD5, 40 for a SHA-256, and 16 for each different size.
 *
 * Threads: any number of readers.  Lifetime: that of the arrays.
 */
#ifndef CORE_SIGDB_HASHES_H
#define CORE_SIGDB_HASHES_H

#include "core/sigdb/blob.h"
#include "core/sigdb/digest.h"

/* What is hashed; each has a table of its own. */
enum hash_kind {
	HASH_FILE,    /* a whole part */
	HASH_SECTION, /* a section of a PE */
	HASH_IMPORTS, /* what a PE imports, as text; the size is that of it */
	HASH_KINDS,
};

/* What the table is made from. */
struct hash_entry {
	uint32_t size; /* RULES_ANY_SIZE: any */
	uint32_t owner;
	uint32_t algorithm;
	uint8_t digest[DIGEST_MAX]; /* zeros behind the digest */
};

struct hash_blobs {
	struct blob sizes;
	struct blob first[DIGEST_ALGORITHMS];
	struct blob digests[DIGEST_ALGORITHMS];
	struct blob owners[DIGEST_ALGORITHMS];
};

/* Sorts entries.  False: no memory; fini all the same. */
bool hashes_build(struct hash_entry *entries, size_t count,
    struct hash_blobs *blobs_r) MUST_USE;
void hash_blobs_fini(struct hash_blobs *blobs);

struct hash_table {
	const uint32_t *sizes;
	size_t size_count;
	const uint32_t *first[DIGEST_ALGORITHMS]; /* size_count + 1 each */
	const uint8_t *digests[DIGEST_ALGORITHMS];
	const uint32_t *owners[DIGEST_ALGORITHMS];
	size_t counts[DIGEST_ALGORITHMS];
	size_t owner_count; /* owners are below this */
};

/* Order and bounds hold, so that no look-up can leave the arrays. */
bool hashes_check(const struct hash_table *table) MUST_USE;
/* The same of what look-ups find; reads all owners. */
bool hashes_check_owners(const struct hash_table *table) MUST_USE;

/* Entries [from, to) of one algorithm. */
struct hash_range {
	uint32_t from;
	uint32_t to;
};

/*
 * The entries that a part of this size can be, one range an algorithm; false
 * when all are empty.
 */
bool hashes_of_size(const struct hash_table *table, uint64_t size,
    struct hash_range ranges_r[DIGEST_ALGORITHMS]);

/* The same for entries of any size. */
bool hashes_of_any_size(const struct hash_table *table,
    struct hash_range ranges_r[DIGEST_ALGORITHMS]);

/* The part of range whose digest this is; empty (from = to) when none is. */
struct hash_range hashes_find(const struct hash_table *table,
    enum digest_algorithm algorithm, struct hash_range range,
    const uint8_t *digest);

#endif
