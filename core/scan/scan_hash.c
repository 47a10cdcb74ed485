/*
 * scan_hash - whole parts, sections and imports against the hashes of known
 * files
 */
#include "core/scan/hash_lookup.h"

static bool
add_blocked(
    struct run *run, const struct hash_question *question, uint32_t owner)
{
	if (!scan_allows(run, owner))
		findings_add(
		    run, owner, question->part, FINDING_HASH, question->offset);
	return false;
}

void
scan_hash(struct run *run, const struct part *part, struct slice bytes)
{
	struct hash_question question = {HASH_FILE, part, bytes, 0, NULL};

	(void)hash_look_up(run, &question, add_blocked);
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
		struct hash_question question = {HASH_SECTION, part,
		    slice_sub(part->body, section->raw, section->raw_size),
		    section->raw, NULL};

		if (question.bytes.size == 0)
			continue;
		if (question.bytes.size > left) {
			limits_mark(&run->findings->reached, LIMIT_SECTIONS);
			return;
		}
		left -= question.bytes.size;
		(void)hash_look_up(run, &question, add_blocked);
	}
}

static void
scan_imports(struct run *run, const struct part *part,
    const struct executable *executable)
{
	uint8_t *names = arena_alloc(run->arena, IMPORTS_BYTES);
	struct hash_question question = {
	    HASH_IMPORTS, part, {NULL, 0}, 0, NULL};

	if (names == NULL)
		return;
	question.bytes = (struct slice){
	    names, executable_imports(executable, names, IMPORTS_BYTES)};
	if (question.bytes.size > 0)
		(void)hash_look_up(run, &question, add_blocked);
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
