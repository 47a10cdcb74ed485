/*
 * fuzz_tnef - any bytes as winmail.dat
 *
 * The first byte chooses how much a body may take.  Laws: the reading ends,
 * bodies are no larger than allowed, and what is no TNEF gives nothing.
 * Embedded messages are opened as the unpacker does.
 */
#include <stdlib.h>

#include "core/base/check.h"
#include "core/encoded/tnef.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define DEPTH_MAX 4u

static void
read_stream(
    struct slice bytes, size_t size_max, struct arena *arena, unsigned depth)
{
	struct tnef tnef;
	struct tnef_file file;
	size_t files = 0;

	if (!tnef_begin(&tnef, bytes))
		return;
	while (tnef_next(&tnef, size_max, arena, NULL, &file)) {
		/* Each value or attribute takes eight bytes at least. */
		CHECK(++files <= bytes.size / 4 + 1);
		CHECK(file.body.size <= size_max);
		CHECK(file.kind == TNEF_BODY || file.charset.size == 0);
		if (file.kind == TNEF_EMBEDDED && depth < DEPTH_MAX) {
			CHECK(file.body.size < bytes.size);
			read_stream(file.body, size_max, arena, depth + 1);
		}
	}
	CHECK(!tnef_next(&tnef, size_max, arena, NULL, &file));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct arena *arena;

	if (size < 1)
		return 0;
	if (arena == NULL)
		arena = arena_create((size_t)64 << 20);
	CHECK(arena != NULL);
	read_stream((struct slice){data + 1, size - 1},
	    (data[0] & 1) != 0 ? data[0] : SIZE_MAX, arena, 0);
	arena_reset(arena);
	return 0;
}
