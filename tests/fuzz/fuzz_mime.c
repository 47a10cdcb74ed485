/*
 * fuzz_mime - trees under small limits
 *
 * The first four bytes choose the limits, so that each is met often; the rest
 * is the message.  tree_law_parse() aborts when a law is broken.  Besides, a
 * message that no limit touched must give the same tree under larger limits.
 */
#include <stdlib.h>

#include "tests/support/tree_law.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define ARENA_BYTES ((size_t)64 << 20)

static struct limits
choose_limits(const uint8_t *choice)
{
	struct limits limits;

	limits_default(&limits);
	limits.max[LIMIT_PARTS] = 1 + choice[0] % 64;
	limits.max[LIMIT_DEPTH] = choice[1] % 16;
	limits.max[LIMIT_DECODED_BYTES] = (int64_t)choice[2] * 16;
	limits.max[LIMIT_HEADER_FIELDS] = 1 + choice[3] % 32;
	return limits;
}

static void
check_same(const struct message *a, const struct message *b)
{
	CHECK(a->part_count == b->part_count);
	for (size_t i = 0; i < a->part_count; i++) {
		const struct part *one = a->parts[i], *other = b->parts[i];

		CHECK(one->kind == other->kind && one->flags == other->flags);
		CHECK(one->depth == other->depth);
		CHECK(slice_equal(one->media_type, other->media_type));
		CHECK(slice_equal(one->name, other->name));
		CHECK(slice_equal(one->body, other->body));
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct arena *arena, *other;
	struct message message, larger;
	struct limits limits;
	struct budget budget;
	struct slice file;

	if (size < 4)
		return 0;
	if (arena == NULL)
		arena = arena_create(ARENA_BYTES);
	if (other == NULL)
		other = arena_create(ARENA_BYTES);
	CHECK(arena != NULL && other != NULL);
	limits = choose_limits(data);
	file = (struct slice){data + 4, size - 4};
	budget_init(&budget, UINT64_MAX);
	if (tree_law_parse(file, &limits, arena, &budget, &message) !=
	    MESSAGE_OK)
		return 0;
	limits_default(&limits);
	CHECK(tree_law_parse(file, &limits, other, &budget, &larger) ==
	      MESSAGE_OK);
	check_same(&message, &larger);
	return 0;
}
