/*
 * archive_law - what holds for the members of every archive, however broken
 */
#include "tests/support/archive_law.h"

#include <string.h>

#include "core/base/check.h"
#include "core/base/clock.h"

#define ARENA_BYTES ((size_t)64 << 20)
/* Of one reading.  A password of a 7z may be named that takes longer to hash;
 * nothing is compared then. */
#define TIME_NS UINT64_C(1000000000)

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
		seen.marked |=
		    (member.flags & (MEMBER_CUT | MEMBER_DAMAGED)) != 0;
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
	seen.marked |= (archive.flags & (ARCHIVE_CUT | ARCHIVE_DAMAGED)) != 0;
	archive_end(&archive);
	return seen;
}

/* ---- three readings ---------------------------------------------------- */

static struct archives *archives;
static struct arena *arena;

/* What the last reading left there is written over, so that a reader that takes
 * memory for empty sees another archive. */
static void
renew_arena(int memory)
{
	size_t used;
	uint8_t *all;

	if (arena == NULL) {
		archives = archives_create();
		arena = arena_create(ARENA_BYTES);
		CHECK(archives != NULL && arena != NULL);
	}
	used = arena_used(arena);
	arena_reset(arena);
	/* Further pages are fresh ones then. */
	if (used > ARENA_KEEP)
		used = ARENA_KEEP;
	all = arena_alloc(arena, used);
	CHECK(all != NULL);
	memset(all, memory, used);
	arena_reset(arena);
}

static struct archive_seen
read_with(struct slice bytes, enum filetype type,
    const struct archive_options *options, int memory)
{
	struct budget budget;

	renew_arena(memory);
	budget_init(&budget, clock_now_ns() + TIME_NS);
	return archive_law_read(
	    archives, bytes, type, options, arena, &budget, NULL, NULL);
}

static bool
was_late(const struct archive_seen *seen)
{
	return (seen->flags & ARCHIVE_CUT) != 0 && seen->limit == LIMIT_COUNT;
}

struct archive_seen
archive_law_thrice(struct slice bytes, enum filetype type,
    const struct slice *passwords, size_t password_count)
{
	struct archive_options options = archive_law_options();
	struct archive_seen wide, again, tight;

	options.passwords = passwords;
	options.password_count = password_count;
	options.bytes_max = 8 << 20;
	options.members_max = 1000;
	wide = read_with(bytes, type, &options, 0xA5);
	again = read_with(bytes, type, &options, 0x00);
	options.bytes_max = 100;
	options.members_max = 2;
	tight = read_with(bytes, type, &options, 0xFF);
	if (was_late(&wide) || was_late(&again))
		return wide;
	CHECK(again.members == wide.members);
	CHECK(again.bytes == wide.bytes);
	CHECK(again.flags == wide.flags);
	/* What cannot be read as it should be may have another reading. */
	CHECK(tight.marked ||
	      (tight.members == wide.members && tight.bytes == wide.bytes));
	return wide;
}
