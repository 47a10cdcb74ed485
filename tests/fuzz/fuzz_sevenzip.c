/*
 * fuzz_sevenzip - a 7z whose sums are right, however wrong the rest
 *
 * The first byte says how many of the last bytes are the header, in steps of
 * two; 32 bytes ahead are written here.  The laws of archive_law hold, twice
 * the same comes out, and tight limits give no more than wide ones.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/archive/inflate.h"
#include "core/base/check.h"
#include "core/base/clock.h"
#include "core/base/crc32.h"
#include "tests/support/archive_law.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define ARENA_BYTES ((size_t)64 << 20)
/* A password may be named that takes seconds to hash; nothing is compared
 * then. */
#define TIME_NS UINT64_C(200000000)
#define START 32u

static struct archives *archives;
static struct arena *arena;

static void
prepare(void)
{
	if (archives != NULL)
		return;
	archives = archives_create();
	arena = arena_create(ARENA_BYTES);
	CHECK(archives != NULL && arena != NULL);
}

static void
put(uint8_t *to, uint64_t value, size_t size)
{
	for (size_t i = 0; i < size; i++)
		to[i] = (uint8_t)(value >> 8 * i);
}

static void
write_start(uint8_t start[START], struct slice body, size_t header)
{
	size_t at = body.size - header;

	memcpy(start, "7z\xBC\xAF\x27\x1C\0\4", 8);
	put(start + 12, at, 8);
	put(start + 20, header, 8);
	put(start + 28, crc32_of(0, slice_skip(body, at)), 4);
	put(start + 8, crc32_of(0, (struct slice){start + 12, 20}), 4);
}

static struct archive_seen
read_with(struct slice bytes, uint64_t bytes_max, uint32_t members_max)
{
	struct slice passwords[] = {SLICE("wrong"), SLICE("secret")};
	struct archive_options options = archive_law_options();
	struct budget budget;

	options.bytes_max = bytes_max;
	options.members_max = members_max;
	options.passwords = passwords;
	options.password_count = 2;
	budget_init(&budget, clock_now_ns() + TIME_NS);
	arena_reset(arena);
	return archive_law_read(archives, bytes, FILETYPE_SEVENZIP, &options,
	    arena, &budget, NULL, NULL);
}

static bool
was_late(const struct archive_seen *seen)
{
	return (seen->flags & ARCHIVE_CUT) != 0 && seen->limit == LIMIT_COUNT;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct archive_seen wide, again, tight;
	struct slice bytes;
	uint8_t *copy;
	size_t header;

	if (size == 0)
		return 0;
	prepare();
	header = data[0] * 2u;
	if (header > size - 1)
		header = size - 1;
	copy = malloc(START + size - 1);
	CHECK(copy != NULL);
	memcpy(copy + START, data + 1, size - 1);
	write_start(copy, (struct slice){copy + START, size - 1}, header);
	bytes = (struct slice){copy, START + size - 1};
	wide = read_with(bytes, 8 << 20, 1000);
	again = read_with(bytes, 8 << 20, 1000);
	tight = read_with(bytes, 100, 2);
	if (!was_late(&wide) && !was_late(&again)) {
		CHECK(again.members == wide.members &&
		      again.bytes == wide.bytes && again.flags == wide.flags);
		CHECK(tight.members <= wide.members);
	}
	free(copy);
	return 0;
}
