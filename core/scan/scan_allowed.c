/*
 * scan_allowed - files that an allow list names by their hash
 */
#include "core/scan/hash_lookup.h"

bool
scan_allows(const struct run *run, uint32_t signature)
{
	struct image_names names;

	return image_signature(run->scanner->sigdb, signature, &names) &&
	       names.allow;
}

static bool
keep_entry(
    struct run *run, const struct hash_question *question, uint32_t owner)
{
	if (!scan_allows(run, owner))
		return false;
	*question->entry = owner;
	return true;
}

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
		struct hash_question question = {HASH_FILE, part,
		    part == NULL ? message->content : part->body, 0, entry};

		if (!hash_look_up(run, &question, keep_entry))
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
