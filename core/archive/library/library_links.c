/*
 * library_links - hard links to a member that came before
 */
#include "core/archive/library/library_links.h"

#include "core/base/seed.h"

#define BUCKETS 1024u

struct target {
	struct target *next;
	struct slice name, body;
};

struct library_links {
	struct target *buckets[BUCKETS];
};

struct library_links *
library_links_create(struct arena *arena)
{
	struct library_links *links = arena_alloc(arena, sizeof(*links));

	if (links != NULL)
		*links = (struct library_links){.buckets = {NULL}};
	return links;
}

/* "./a" and "a" are the same file. */
static struct slice
without_folder(struct slice name)
{
	return slice_skip(name, slice_starts_with(name, SLICE("./")) ? 2 : 0);
}

static size_t
bucket_of(struct slice name)
{
	return seed_hash(name) % BUCKETS;
}

void
library_links_add(struct library_links *links, struct arena *arena,
    const struct member *member)
{
	struct slice name = without_folder(member->name);
	struct target *target, **bucket;

	if (name.size == 0 || member->body.size == 0)
		return;
	target = arena_alloc(arena, sizeof(*target));
	if (target == NULL)
		return;
	bucket = &links->buckets[bucket_of(name)];
	*target = (struct target){*bucket, name, member->body};
	*bucket = target;
}

struct slice
library_links_body(const struct library_links *links, const struct member *link,
    struct slice target)
{
	struct slice name = without_folder(target);
	const struct target *at = links->buckets[bucket_of(name)];

	while (at != NULL && !slice_equal(at->name, name))
		at = at->next;
	if (at == NULL ||
	    filetype_of_name(link->name) == filetype_of_name(at->name))
		return SLICE("");
	return at->body;
}
