/*
 * fuzz_unpack - a whole file, everything in it opened, under small limits
 *
 * Laws: indexes count up and links agree; no more parts and bytes than the
 * limits allow; names and rendered texts are valid UTF-8; the same file gives
 * the same tree twice (nothing is kept from one message to the next).
 */
#include <stdlib.h>
#include <string.h>

#include "core/base/checksum.h"
#include "core/render/render.h"
#include "core/text/utf8.h"
#include "core/unpack/unpack.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
set_limits(struct limits *limits)
{
	limits_default(limits);
	limits->max[LIMIT_DECODED_BYTES] = 4 * MIB;
	limits->max[LIMIT_PARTS] = 300;
	limits->max[LIMIT_MEMBERS] = 100;
	limits->max[LIMIT_TEXT_BYTES] = MIB;
	limits->max[LIMIT_ARCHIVE_MEMORY] = 16 * MIB;
}

static void
check_part(const struct message *message, size_t i, struct renderer *renderer)
{
	struct part *part = message->parts[i];
	const struct part_text *text = render_part(renderer, part);

	CHECK(part->index == i);
	CHECK(part->parent == NULL || part->parent->index < i);
	for (uint16_t n = 0; n < part->name_count; n++)
		CHECK(utf8_valid(part->names[n].text));
	if (text != NULL) {
		CHECK(utf8_valid(text->source.text));
		CHECK(utf8_valid(text->visible));
	}
}

static uint64_t
unpack(struct slice file, struct unpacker *unpacker,
    const struct limits *limits, struct arena *arena)
{
	struct message message;
	struct budget budget;
	struct renderer renderer;
	uint64_t sum = 0;

	arena_reset(arena);
	budget_init(&budget, UINT64_MAX);
	if (message_parse(file, limits, arena, &budget, &message) ==
	    MESSAGE_NO_MEMORY)
		return 0;
	unpack_message(unpacker, &message, limits, arena, &budget);
	CHECK(message.part_count <= (size_t)limits->max[LIMIT_PARTS]);
	renderer = renderer_for(
	    &message, unpacker_charsets(unpacker), limits, arena, &budget);
	for (size_t i = 0; i < message.part_count; i++) {
		struct slice body = message.parts[i]->body;

		check_part(&message, i, &renderer);
		sum = checksum64(body.data, body.size, sum);
	}
	return sum;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct arena *arena;
	static struct unpacker *unpacker;
	struct limits limits;
	struct slice file = {data, size};

	set_limits(&limits);
	if (arena == NULL) {
		arena = arena_create(unpack_arena_bytes(&limits));
		unpacker = unpacker_create();
	}
	CHECK(arena != NULL && unpacker != NULL);
	CHECK(unpack(file, unpacker, &limits, arena) ==
	      unpack(file, unpacker, &limits, arena));
	return 0;
}
