/*
 * hash_lookup - bytes against the hashes of known files
 */
#include "core/scan/hash_lookup.h"

/* What a part can be by its size, and what parts of any size can be. */
struct candidates {
	struct hash_range sized[DIGEST_ALGORITHMS];
	struct hash_range any[DIGEST_ALGORITHMS];
};

static bool
find_candidates(const struct hash_table *table, uint64_t size,
    struct candidates *candidates_r)
{
	bool sized, any;

	*candidates_r = (struct candidates){0};
	sized = hashes_of_size(table, size, candidates_r->sized);
	any = hashes_of_any_size(table, candidates_r->any);
	return sized || any;
}

static bool
look_up_digest(struct run *run, const struct hash_question *question,
    enum digest_algorithm algorithm, struct hash_range range,
    const uint8_t *digest, hash_found *found)
{
	const struct sigdb *sigdb = run->scanner->sigdb;
	const struct hash_table *table = &sigdb->hashes[question->kind];

	/* Nobody knows what would have been found in a damaged table. */
	if (!image_owners(
		sigdb, question->kind, algorithm, range, digest, &range))
		limits_mark(&run->findings->reached, LIMIT_VERIFY_STEPS);
	for (uint32_t i = range.from; i < range.to; i++)
		if (found(run, question, table->owners[algorithm][i]))
			return true;
	return false;
}

/* Hashed between two looks at the clock: one to two milliseconds. */
#define HASH_SLICE (4 * BUDGET_SLICE)

/* False: the time is over, or libcrypto refused. */
static bool
compute(struct run *run, enum digest_algorithm algorithm, struct slice bytes,
    uint8_t digest_r[DIGEST_MAX])
{
	struct digester *digester = run->scanner->digester;

	if (!digest_begin(digester, algorithm))
		return false;
	for (size_t at = 0; at < bytes.size; at += HASH_SLICE)
		if (budget_spent(run->budget) ||
		    !digest_add(
			digester, algorithm, slice_sub(bytes, at, HASH_SLICE)))
			return false;
	return digest_end(digester, algorithm, digest_r);
}

bool
hash_look_up(
    struct run *run, const struct hash_question *question, hash_found *found)
{
	const struct hash_table *table =
	    &run->scanner->sigdb->hashes[question->kind];
	struct candidates candidates;
	uint8_t digest[DIGEST_MAX];

	if (!find_candidates(table, question->bytes.size, &candidates))
		return false;
	for (int a = 0; a < DIGEST_ALGORITHMS; a++) {
		enum digest_algorithm algorithm = (enum digest_algorithm)a;
		struct hash_range sized = candidates.sized[a];
		struct hash_range any = candidates.any[a];

		if (sized.from == sized.to && any.from == any.to)
			continue;
		if (!compute(run, algorithm, question->bytes, digest))
			return false;
		if (look_up_digest(
			run, question, algorithm, sized, digest, found) ||
		    look_up_digest(
			run, question, algorithm, any, digest, found))
			return true;
	}
	return false;
}
