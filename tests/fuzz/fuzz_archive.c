/*
 * fuzz_archive - the first byte chooses a kind of archive (0: what the bytes
 * are), the rest is one; the laws of archive_law hold, twice the same comes
 * out, and tight limits give no more than wide ones
 */
#include <stdint.h>
#include <stdlib.h>

#include "core/base/check.h"
#include "core/base/clock.h"
#include "tests/support/archive_law.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define ARENA_BYTES ((size_t)64 << 20)
#define SECONDS UINT64_C(1000000000)

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
	struct slice passwords[] = {SLICE("wrong"), SLICE("secret")};
	struct archive_options options = archive_law_options();
	struct budget budget;

	options.bytes_max = bytes_max;
	options.members_max = members_max;
	options.passwords = passwords;
	options.password_count = 2;
	budget_init(&budget, clock_now_ns() + 5 * SECONDS);
	arena_reset(arena);
	return archive_law_read(
	    archives, bytes, type, &options, arena, &budget, NULL, NULL);
}

static void
check_inside(struct slice bytes)
{
	enum filetype type = FILETYPE_OTHER;
	size_t at = 0, finds = 0;

	while ((at = archive_inside(bytes, at, &type)) != SIZE_MAX) {
		CHECK(at < bytes.size && archive_readable(type));
		at++;
		CHECK(++finds <= bytes.size);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct slice bytes = {data, size};
	struct archive_seen wide, again, tight;
	enum filetype type;

	if (size == 0)
		return 0;
	prepare();
	bytes = slice_skip(bytes, 1);
	type = data[0] == 0 ? filetype_detect(bytes)
			    : (enum filetype)(data[0] % FILETYPES);
	if (!archive_readable(type))
		type = FILETYPE_ZIP;
	wide = read_with(bytes, type, 8 << 20, 1000);
	again = read_with(bytes, type, 8 << 20, 1000);
	CHECK(again.members == wide.members && again.bytes == wide.bytes &&
	      again.flags == wide.flags);
	tight = read_with(bytes, type, 100, 2);
	CHECK(tight.members <= wide.members);
	check_inside(bytes);
	return 0;
}
