/*
 * bench_hash - the table of known files
 *
 * 200,000 MD5 of files of some 60,000 sizes and 20,000 SHA-256 of any size.
 * "no_size" is what most parts cost: no known file is as long.  "miss" and
 * "hit" are look-ups of a digest among those of a size; "md5" is what must be
 * paid ahead of one.
 */
#include <stdlib.h>
#include <string.h>

#include "bench/bench.h"
#include "bench/mail.h"
#include "bench/serve/random.h"
#include "core/sigdb/hashes.h"
#include "core/sigdb/rules.h"

#define SIZED 200000u
#define ANY 20000u
#define ENTRIES (SIZED + ANY)
#define SIZE_MAX_KNOWN 60000u
#define ASKED 4096u

enum question { NO_SIZE, MISS, HIT, MISS_ANY, HIT_ANY };

struct part {
	uint64_t size;
	uint8_t digest[DIGEST_MAX];
	uint32_t owner; /* that must come of it; ENTRIES: none */
};

struct row {
	enum digest_algorithm algorithm;
	bool any;
	struct part *parts;
};

static struct hash_table table;

void bench_hash(void);

/* ---- the table --------------------------------------------------------- */

static struct hash_entry *
make_entries(uint64_t *seed)
{
	struct hash_entry *entries = bench_allocate(ENTRIES * sizeof(*entries));

	memset(entries, 0, ENTRIES * sizeof(*entries));
	for (uint32_t i = 0; i < ENTRIES; i++) {
		bool any = i >= SIZED;
		size_t size = any ? 32 : 16;

		entries[i].owner = i;
		entries[i].algorithm = any ? DIGEST_SHA256 : DIGEST_MD5;
		/* Even sizes alone, so that odd ones are known to no one. */
		entries[i].size =
		    any ? RULES_ANY_SIZE
			: 2 * (uint32_t)random_below(seed, SIZE_MAX_KNOWN);
		for (size_t k = 0; k < size; k++)
			entries[i].digest[k] = (uint8_t)random_next(seed);
	}
	return entries;
}

static void
make_table(struct hash_entry *entries)
{
	static struct hash_blobs blobs;

	if (!hashes_build(entries, ENTRIES, &blobs))
		bench_refuse("hash", "out of memory");
	table.sizes = BLOB_ITEMS(&blobs.sizes, const uint32_t);
	table.size_count = BLOB_COUNT(&blobs.sizes, uint32_t);
	table.owner_count = ENTRIES;
	for (int a = 0; a < DIGEST_ALGORITHMS; a++) {
		table.first[a] = BLOB_ITEMS(&blobs.first[a], const uint32_t);
		table.digests[a] = blobs.digests[a].data;
		table.owners[a] = BLOB_ITEMS(&blobs.owners[a], const uint32_t);
		table.counts[a] = BLOB_COUNT(&blobs.owners[a], uint32_t);
	}
	if (!hashes_check(&table))
		bench_refuse("hash", "the table does not hold together");
}

/* ---- asking ------------------------------------------------------------ */

static uint32_t
ask(const struct row *row, const struct part *part)
{
	struct hash_range ranges[DIGEST_ALGORITHMS], range;

	if (!(row->any ? hashes_of_any_size(&table, ranges)
		       : hashes_of_size(&table, part->size, ranges)))
		return ENTRIES;
	range = hashes_find(
	    &table, row->algorithm, ranges[row->algorithm], part->digest);
	return range.from == range.to
		   ? ENTRIES
		   : table.owners[row->algorithm][range.from];
}

static void
loop(struct bench *bench, void *owner)
{
	const struct row *row = owner;
	uint32_t i = 0;

	while (bench_next(bench)) {
		uint32_t found = ask(row, &row->parts[i++ % ASKED]);

		bench_keep(&found);
	}
	bench_items(bench, 1);
}

/* What each part must come to is known from the entry it was made of. */
static struct part *
make_parts(
    const struct hash_entry *entries, enum question question, uint64_t *seed)
{
	struct part *parts = bench_allocate(ASKED * sizeof(*parts));
	bool any = question == MISS_ANY || question == HIT_ANY;
	bool hit = question == HIT || question == HIT_ANY;

	for (uint32_t i = 0; i < ASKED; i++) {
		const struct hash_entry *entry =
		    &entries[any ? SIZED + random_below(seed, ANY)
				 : random_below(seed, SIZED)];

		parts[i].size = entry->size + (question == NO_SIZE);
		parts[i].owner = hit ? entry->owner : ENTRIES;
		memcpy(parts[i].digest, entry->digest, DIGEST_MAX);
		if (!hit)
			parts[i].digest[15] ^= 1;
	}
	return parts;
}

static void
add(const char *name, const struct hash_entry *entries, enum question question)
{
	struct row *row = bench_allocate(sizeof(*row));
	uint64_t seed = 7;

	row->any = question == MISS_ANY || question == HIT_ANY;
	row->algorithm = row->any ? DIGEST_SHA256 : DIGEST_MD5;
	row->parts = make_parts(entries, question, &seed);
	for (uint32_t i = 0; i < ASKED; i++)
		if (ask(row, &row->parts[i]) != row->parts[i].owner)
			bench_refuse(name, "not the owner of the hash");
	bench_add(name, loop, row);
}

/* ---- digests ----------------------------------------------------------- */

static void
digest(struct bench *bench, void *owner)
{
	struct digester *digester = digester_create();
	const struct slice *bytes = owner;
	uint8_t out[DIGEST_MAX];

	if (digester == NULL)
		bench_refuse("hash/md5", "libcrypto has none");
	while (bench_next(bench)) {
		if (!digest_compute(digester, DIGEST_MD5, *bytes, out))
			bench_refuse("hash/md5", "libcrypto refused");
		bench_keep(out);
	}
	bench_bytes(bench, bytes->size);
	digester_destroy(&digester);
}

/* RFC 1321, A.5. */
static void
prove_digest(void)
{
	static const uint8_t expected[] = {0x90, 0x01, 0x50, 0x98, 0x3c, 0xd2,
	    0x4f, 0xb0, 0xd6, 0x96, 0x3f, 0x7d, 0x28, 0xe1, 0x7f, 0x72};
	struct digester *digester = digester_create();
	uint8_t out[DIGEST_MAX];

	if (digester == NULL ||
	    !digest_compute(digester, DIGEST_MD5, SLICE("abc"), out) ||
	    memcmp(out, expected, sizeof(expected)) != 0)
		bench_refuse("hash/md5", "not the digest of \"abc\"");
	digester_destroy(&digester);
}

void
bench_hash(void)
{
	static struct slice bytes = {NULL, 65536};
	uint64_t seed = 1;
	struct hash_entry *entries = make_entries(&seed);

	make_table(entries);
	add("hash/no_size", entries, NO_SIZE);
	add("hash/miss", entries, MISS);
	add("hash/hit", entries, HIT);
	add("hash/any_size/miss", entries, MISS_ANY);
	add("hash/any_size/hit", entries, HIT_ANY);
	free(entries);
	prove_digest();
	bytes.data = mail_noise(bytes.size, &seed);
	bench_add("hash/md5/64k", digest, &bytes);
}
