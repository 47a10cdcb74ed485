/*
 * fuzz_openpgp - any bytes as packets of OpenPGP, and as a text with armour
 *
 * Bodies are no larger than what they came of, each packet moves on, and what
 * stands in armour stands in the text.
 */
#include "core/base/check.h"
#include "core/encoded/openpgp.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
read_packets(struct slice bytes, struct arena *arena)
{
	struct openpgp_packet packet;
	struct slice name, file;
	size_t at = 0, before = 0;

	while (openpgp_next(bytes, &at, arena, &packet)) {
		CHECK(at > before && at <= bytes.size);
		CHECK(packet.body.size < at - before);
		if (openpgp_literal(packet.body, &name, &file))
			CHECK(name.size + file.size < packet.body.size);
		before = at;
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct arena *arena;
	struct slice bytes = {data, size}, inside;
	size_t at = 0;

	if (arena == NULL)
		arena = arena_create((size_t)16 << 20);
	CHECK(arena != NULL);
	arena_reset(arena);
	(void)!openpgp_begins(bytes);
	read_packets(bytes, arena);
	do {
		size_t before = at;

		inside = openpgp_armoured(bytes, &at);
		CHECK(at <= size);
		CHECK(inside.size == 0 ||
		      (at > before && inside.data >= data + before &&
			  inside.data + inside.size <= data + at));
	} while (inside.size > 0);
	return 0;
}
