/*
 * fuzz_upx - any bytes as a program that UPX packed
 *
 * What comes out is no larger than the limit, and the same twice.
 */
#include <stdlib.h>
#include <string.h>

#include "core/archive/archives.h"
#include "core/archive/upx.h"
#include "core/base/check.h"
#include "tests/support/archive_law.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define BODY_MAX ((uint64_t)1 << 20)
#define SECTIONS_MAX 64u

static struct arena *arena;
static struct archives *archives;

static struct member
unpack(struct slice bytes)
{
	struct archive_options options = archive_law_options();
	struct executable executable;

	options.bytes_max = BODY_MAX;
	if (!executable_read(bytes, SECTIONS_MAX, arena, &executable))
		executable =
		    (struct executable){.kind = EXECUTABLE_ELF, .file = bytes};
	return upx_unpack(archives, &executable, &options, arena, NULL);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct slice bytes = {data, size};
	struct member first, again;

	if (arena == NULL) {
		arena = arena_create((size_t)64 << 20);
		archives = archives_create();
	}
	CHECK(arena != NULL && archives != NULL);
	arena_reset(arena);
	first = unpack(bytes);
	again = unpack(bytes);
	CHECK(first.body.size <= BODY_MAX);
	CHECK(slice_equal(first.body, again.body));
	CHECK(first.flags == again.flags);
	return 0;
}
