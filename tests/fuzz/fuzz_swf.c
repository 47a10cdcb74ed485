/*
 * fuzz_swf - any bytes as a packed Flash film
 *
 * The first byte chooses how much comes out.  Laws: it is no more than that, it
 * begins like a film that is not packed, and a smaller limit gives the
 * beginning of what a larger one gives.
 */
#include <stdlib.h>

#include "core/archive/archive.h"
#include "core/archive/stream/swf.h"
#include "core/base/check.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define BYTES_MAX ((uint64_t)8 << 20)

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct archives *archives;
	static struct arena *arena;
	static struct limits limits;
	struct archive_options options = {
	    .limits = &limits, .bytes_max = BYTES_MAX, .members_max = 1};
	struct slice bytes = {data + 1, size - 1};
	struct member film, cut;

	if (archives == NULL) {
		limits_default(&limits);
		archives = archives_create();
		arena = arena_create((size_t)64 << 20);
		CHECK(archives != NULL && arena != NULL);
	}
	if (size < 1 || !swf_is_packed(bytes))
		return 0;
	film = swf_read(archives, bytes, &options, arena, NULL);
	CHECK(film.body.size >= 8 && film.body.size <= BYTES_MAX);
	CHECK(slice_starts_with(film.body, SLICE("FWS")));
	options.bytes_max = data[0];
	cut = swf_read(archives, bytes, &options, arena, NULL);
	CHECK(cut.body.size <= data[0]);
	CHECK(slice_starts_with(film.body, cut.body));
	arena_reset(arena);
	return 0;
}
