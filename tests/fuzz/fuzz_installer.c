/*
 * fuzz_installer - the first byte chooses a kind of installer, the rest is one;
 * the laws of archive_law hold, twice the same comes out, tight limits give no
 * more than wide ones, and nothing is found where nothing can be read
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/check.h"
#include "core/base/clock.h"
#include "tests/support/archive_law.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define ARENA_BYTES ((size_t)64 << 20)
#define SECONDS UINT64_C(1000000000)

static const enum filetype kinds[] = {
    FILETYPE_ISHIELD,
    FILETYPE_ISCAB,
    FILETYPE_NSIS,
    FILETYPE_AUTOIT,
};

#define KINDS (sizeof(kinds) / sizeof(kinds[0]))

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

static struct archive_seen
read_with(struct slice bytes, enum filetype type, uint64_t bytes_max,
    uint32_t members_max)
{
	struct archive_options options = archive_law_options();
	struct budget budget;

	options.bytes_max = bytes_max;
	options.members_max = members_max;
	budget_init(&budget, clock_now_ns() + 60 * SECONDS);
	arena_reset(arena);
	return archive_law_read(
	    archives, bytes, type, &options, arena, &budget, NULL, NULL);
}

/* What is taken for the begin of an archive has a reader that takes it. */
static void
check_inside(struct slice bytes)
{
	enum filetype type = FILETYPE_OTHER;
	size_t at = archive_inside(bytes, 0, &type);

	CHECK(at == SIZE_MAX || (at < bytes.size && archive_readable(type)));
	if (at != SIZE_MAX && type == FILETYPE_ISHIELD)
		CHECK((read_with(slice_skip(bytes, at), type, 8 << 20, 1000)
			      .flags &
			  ARCHIVE_UNSUPPORTED) == 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct slice bytes = slice_skip((struct slice){data, size}, 1);
	struct archive_seen wide, again, tight;
	enum filetype type;

	if (size == 0)
		return 0;
	prepare();
	type = kinds[data[0] % KINDS];
	wide = read_with(bytes, type, 8 << 20, 1000);
	again = read_with(bytes, type, 8 << 20, 1000);
	CHECK(again.members == wide.members && again.bytes == wide.bytes &&
	      again.flags == wide.flags);
	tight = read_with(bytes, type, 100, 2);
	/* Of what is damaged, a reader may try more than one reading. */
	if ((wide.flags & ARCHIVE_DAMAGED) == 0)
		CHECK(tight.members <= wide.members);
	check_inside(bytes);
	return 0;
}
