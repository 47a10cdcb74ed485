/*
 * archive_law - what holds for the members of every archive, however broken
 */
#include "tests/support/archive_law.h"

#include "core/base/check.h"

struct archive_options
archive_law_options(void)
{
	static struct limits limits;

	limits_default(&limits);
	return (struct archive_options){
	    .limits = &limits,
	    .bytes_max = (uint64_t)limits.max[LIMIT_DECODED_BYTES],
	    .members_max = (uint32_t)limits.max[LIMIT_MEMBERS],
	};
}

/* Each byte is read, so that ASan sees one that is not ours. */
static uint32_t
touch(struct slice s)
{
	uint32_t sum = 0;

	for (size_t i = 0; i < s.size; i++)
		sum += s.data[i];
	return sum;
}

static void
check_member(const struct member *member, const struct archive *archive)
{
	static volatile uint32_t sink;
	const struct limits *limits = archive->unpacking.options->limits;
	uint64_t ratio = (uint64_t)limits->max[LIMIT_RATIO];

	sink += touch(member->name) + touch(member->body);
	(void)sink;
	CHECK(
	    (member->flags & MEMBER_CUT) == 0 || member->limit <= LIMIT_COUNT);
	if (member->flags & MEMBER_PASSWORD)
		CHECK(member->flags & MEMBER_ENCRYPTED);
	else if (member->flags & MEMBER_ENCRYPTED)
		CHECK(member->body.size == 0);
	if (member->body.size > (16u << 20) && member->size_packed < 1u << 30)
		CHECK(member->body.size / ratio <= member->size_packed);
}

struct archive_seen
archive_law_read(struct archives *archives, struct slice bytes,
    enum filetype type, const struct archive_options *options,
    struct arena *arena, struct budget *budget,
    void (*visit)(const struct member *member, void *owner), void *owner)
{
	struct archive archive;
	struct archive_seen seen = {0};
	struct member member;

	archive_begin(&archive, archives, bytes, type, options, arena, budget);
	while (archive_next(&archive, &member)) {
		CHECK(member.position == ++seen.members);
		seen.bytes += member.body.size;
		check_member(&member, &archive);
		if (visit != NULL)
			visit(&member, owner);
	}
	CHECK(!archive_next(&archive, &member));
	CHECK(seen.bytes <= options->bytes_max);
	CHECK(seen.members <= options->members_max);
	CHECK(
	    (archive.flags & ARCHIVE_CUT) == 0 || archive.limit <= LIMIT_COUNT);
	seen.flags = archive.flags;
	seen.limit = archive.limit;
	archive_end(&archive);
	return seen;
}
