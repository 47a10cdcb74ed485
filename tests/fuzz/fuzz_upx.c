/*
 * fuzz_upx - any bytes as a program that UPX, MEW, FSG, Petite or ASPack
 * packed
 *
 * What comes out is no larger than the limit, and the same twice.
 */
#include <stdlib.h>
#include <string.h>

#include "core/archive/member/archives.h"
#include "core/archive/program/aspack.h"
#include "core/archive/program/mew.h"
#include "core/archive/program/petite.h"
#include "core/archive/program/upx.h"
#include "core/base/check.h"
#include "tests/support/archive_law.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define BODY_MAX ((uint64_t)1 << 20)
#define SECTIONS_MAX 64u

static struct arena *arena;
static struct archives *archives;

typedef void unpack_function(
    struct unpacking *, const struct executable *, struct member *);

static struct member
unpack(unpack_function *function, struct slice bytes)
{
	struct archive_options options = archive_law_options();
	struct member member = member_unknown();
	struct unpacking unpacking;
	struct executable executable;

	options.bytes_max = BODY_MAX;
	if (!executable_read(bytes, SECTIONS_MAX, arena, &executable))
		executable =
		    (struct executable){.kind = EXECUTABLE_ELF, .file = bytes};
	unpacking = unpacking_of(archives, bytes, &options, arena, NULL);
	function(&unpacking, &executable, &member);
	return member;
}

static void
check(unpack_function *function, struct slice bytes)
{
	struct member first, again;

	arena_reset(arena);
	first = unpack(function, bytes);
	again = unpack(function, bytes);
	CHECK(first.body.size <= BODY_MAX);
	CHECK(slice_equal(first.body, again.body));
	CHECK(first.flags == again.flags);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct slice bytes = {data, size};

	if (arena == NULL) {
		arena = arena_create((size_t)64 << 20);
		archives = archives_create();
	}
	CHECK(arena != NULL && archives != NULL);
	check(upx_unpack, bytes);
	check(mew_unpack, bytes);
	check(petite_unpack, bytes);
	check(aspack_unpack, bytes);
	return 0;
}
