/*
 * scan_hash - whole parts against the hashes of known files
 */
#include "core/scan/run.h"

/* What to do with a signature whose hash this is; true: look no further. */
typedef bool on_hash(struct run *run, const struct part *part, uint32_t owner);

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
look_up_digest(struct run *run, const struct part *part,
    enum digest_algorithm algorithm, struct hash_range range,
    const uint8_t *digest, on_hash *found)
{
	const struct hash_table *table = &run->scanner->sigdb->hashes;

	range = hashes_find(table, algorithm, range, digest);
	for (uint32_t i = range.from; i < range.to; i++)
		if (found(run, part, table->owners[algorithm][i]))
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

/* bytes are hashed once for each algorithm that has a candidate. */
static bool
look_up(struct run *run, const struct part *part, struct slice bytes,
    on_hash *found)
{
	struct candidates candidates;
	uint8_t digest[DIGEST_MAX];

	if (!find_candidates(
		&run->scanner->sigdb->hashes, bytes.size, &candidates))
		return false;
	for (int a = 0; a < DIGEST_ALGORITHMS; a++) {
		enum digest_algorithm algorithm = (enum digest_algorithm)a;
		struct hash_range sized = candidates.sized[a];
		struct hash_range any = candidates.any[a];

		if (sized.from == sized.to && any.from == any.to)
			continue;
		if (!compute(run, algorithm, bytes, digest))
			return false;
		if (look_up_digest(
			run, part, algorithm, sized, digest, found) ||
		    look_up_digest(run, part, algorithm, any, digest, found))
			return true;
	}
	return false;
}

static bool
add_blocked(struct run *run, const struct part *part, uint32_t owner)
{
	if (run->scanner->sigdb->signatures[owner].allow == 0)
		findings_add(run, owner, part, FINDING_HASH, 0);
	return false;
}

static bool
is_allow(struct run *run, const struct part *part, uint32_t owner)
{
	(void)part;
	return run->scanner->sigdb->signatures[owner].allow != 0;
}

void
scan_hash(struct run *run, const struct part *part, struct slice bytes)
{
	(void)look_up(run, part, bytes, add_blocked);
}

/*
 * One file on its own.  The answer is kept, so that many infected parts of one
 * message do not have it hashed again and again.
 */
static bool
is_listed(struct run *run, const struct part *part)
{
	const struct message *message = run->message;
	uint8_t *state =
	    &run->allow[part == NULL ? message->part_count : part->index];

	if (*state == ALLOW_UNKNOWN) {
		struct slice bytes =
		    part == NULL ? message->content : part->body;

		*state =
		    look_up(run, part, bytes, is_allow) ? ALLOW_YES : ALLOW_NO;
	}
	return *state == ALLOW_YES;
}

bool
scan_allowed(struct run *run, const struct part *part)
{
	if (run->scanner->sigdb->header->info.allowed == 0)
		return false;
	/* A multipart is no file. */
	for (; part != NULL; part = part->parent)
		if (part->kind != PART_MULTIPART && is_listed(run, part))
			return true;
	return is_listed(run, NULL);
}
