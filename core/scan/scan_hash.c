/*
 * scan_hash - whole parts against the hashes of known files
 */
#include "core/scan/run.h"

/* What is looked up, and where it stands in a part. */
struct question {
	enum hash_kind kind;
	const struct part *part;
	struct slice bytes;
	uint64_t offset;
	uint32_t *entry; /* on_hash: for the entry of an allow list */
};

/* What to do with a signature whose hash this is; true: look no further. */
typedef bool on_hash(
    struct run *run, const struct question *question, uint32_t owner);

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
look_up_digest(struct run *run, const struct question *question,
    enum digest_algorithm algorithm, struct hash_range range,
    const uint8_t *digest, on_hash *found)
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

/* bytes are hashed once for each algorithm that has a candidate. */
static bool
look_up(struct run *run, const struct question *question, on_hash *found)
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

static bool
is_allow(struct run *run, const struct question *question, uint32_t owner)
{
	struct image_names names;

	if (!image_signature(run->scanner->sigdb, owner, &names) ||
	    !names.allow)
		return false;
	if (question->entry != NULL)
		*question->entry = owner;
	return true;
}

static bool
add_blocked(struct run *run, const struct question *question, uint32_t owner)
{
	if (!is_allow(run, question, owner))
		findings_add(
		    run, owner, question->part, FINDING_HASH, question->offset);
	return false;
}

void
scan_hash(struct run *run, const struct part *part, struct slice bytes)
{
	struct question question = {HASH_FILE, part, bytes, 0, NULL};

	(void)look_up(run, &question, add_blocked);
}

/* ---- programs ---------------------------------------------------------- */

/* Of all sections together; honest ones do not lie in each other. */
#define SECTION_FACTOR 4u
/* The names of what a program imports. */
#define IMPORTS_BYTES ((size_t)256 << 10)

static bool
has_hashes(const struct run *run, enum hash_kind kind)
{
	return run->scanner->sigdb->hashes[kind].size_count > 0;
}

/* Sections that no signature has the size of cost nothing but the question. */
static void
scan_sections(struct run *run, const struct part *part,
    const struct executable *executable)
{
	uint64_t left = (uint64_t)part->body.size * SECTION_FACTOR;

	for (uint32_t i = 0; i < executable->sections_kept; i++) {
		const struct executable_section *section =
		    &executable->sections[i];
		struct question question = {HASH_SECTION, part,
		    slice_sub(part->body, section->raw, section->raw_size),
		    section->raw, NULL};

		if (question.bytes.size == 0)
			continue;
		if (question.bytes.size > left) {
			limits_mark(&run->findings->reached, LIMIT_SECTIONS);
			return;
		}
		left -= question.bytes.size;
		(void)look_up(run, &question, add_blocked);
	}
}

static void
scan_imports(struct run *run, const struct part *part,
    const struct executable *executable)
{
	uint8_t *names = arena_alloc(run->arena, IMPORTS_BYTES);
	struct question question = {HASH_IMPORTS, part, {NULL, 0}, 0, NULL};

	if (names == NULL)
		return;
	question.bytes = (struct slice){
	    names, executable_imports(executable, names, IMPORTS_BYTES)};
	if (question.bytes.size > 0)
		(void)look_up(run, &question, add_blocked);
	/* Nothing was taken since. */
	CHECK(arena_resize_last(run->arena, names, 0));
}

void
scan_program_hashes(struct run *run, const struct part *part)
{
	const struct executable *executable;
	bool sections = has_hashes(run, HASH_SECTION);
	bool imports = has_hashes(run, HASH_IMPORTS);

	if (!sections && !imports)
		return;
	executable = executable_of(run, part->body);
	if (executable == NULL || executable->kind != EXECUTABLE_PE)
		return;
	if (sections)
		scan_sections(run, part, executable);
	if (imports)
		scan_imports(run, part, executable);
}

/* ---- allow lists ------------------------------------------------------- */

/*
 * One file on its own.  The answer is kept, so that many infected parts of one
 * message do not have it hashed again and again.
 */
static bool
is_listed(struct run *run, const struct part *part)
{
	const struct message *message = run->message;
	uint32_t *entry =
	    &run->allow[part == NULL ? message->part_count : part->index];

	if (*entry == ALLOW_UNKNOWN) {
		struct question question = {HASH_FILE, part,
		    part == NULL ? message->content : part->body, 0, entry};

		if (!look_up(run, &question, is_allow))
			*entry = ALLOW_NO;
	}
	return *entry != ALLOW_NO;
}

bool
scan_allowed(struct run *run, const struct part *part, uint32_t *entry_r,
    const struct part **listed_r)
{
	if (run->scanner->sigdb->header->info.allowed == 0)
		return false;
	/* A multipart is no file. */
	while (part != NULL &&
	       (part->kind == PART_MULTIPART || !is_listed(run, part)))
		part = part->parent;
	if (part == NULL && !is_listed(run, NULL))
		return false;
	*entry_r =
	    run->allow[part == NULL ? run->message->part_count : part->index];
	*listed_r = part;
	return true;
}
