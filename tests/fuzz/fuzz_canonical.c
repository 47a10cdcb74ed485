/*
 * fuzz_canonical - the canonical form of any message
 *
 * The first byte chooses the limits, how much room the arena has and whether
 * the message is unpacked; the rest is the message.  The laws of
 * tests/support/canonical_law.h hold.
 */
#include "core/unpack/unpack.h"
#include "tests/support/canonical_law.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define ARENA_BYTES ((size_t)64 << 20)

static struct arena *arena, *small;
static struct unpacker *unpacker;

static void
choose_limits(struct limits *limits, uint8_t choice)
{
	limits_default(limits);
	if ((choice & 1) == 0)
		return;
	limits->max[LIMIT_PARTS] = 4;
	limits->max[LIMIT_TEXT_BYTES] = 256;
	limits->max[LIMIT_LINKS] = 2;
	limits->max[LIMIT_HEADER_FIELDS] = 8;
}

/* What is left of the arena, up to a few bytes. */
static void
fill(struct arena *room, size_t left)
{
	if (arena_free(room) > left)
		CHECK(arena_alloc(room, arena_free(room) - left) != NULL);
}

static void
make(struct arena *room, struct slice file, uint8_t choice)
{
	struct limits limits;
	struct message message;
	struct budget budget;
	struct renderer renderer;
	struct canonical canonical;

	arena_reset(room);
	choose_limits(&limits, choice);
	budget_init(&budget, UINT64_MAX);
	if (message_parse(file, &limits, room, &budget, &message) ==
	    MESSAGE_NO_MEMORY)
		return;
	if ((choice & 2) != 0)
		unpack_message(unpacker, &message, &limits, room, &budget);
	if ((choice & 4) != 0)
		fill(room, (size_t)choice << 10);
	renderer = renderer_for(
	    &message, unpacker_charsets(unpacker), &limits, room, &budget);
	canonical_make(&message, &renderer, &canonical);
	canonical_law(&canonical);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size < 1)
		return 0;
	if (arena == NULL) {
		arena = arena_create(ARENA_BYTES);
		small = arena_create((size_t)512 << 10);
		unpacker = unpacker_create();
		CHECK(arena != NULL && small != NULL && unpacker != NULL);
	}
	make(arena, (struct slice){data + 1, size - 1}, data[0]);
	make(small, (struct slice){data + 1, size - 1}, data[0]);
	return 0;
}
