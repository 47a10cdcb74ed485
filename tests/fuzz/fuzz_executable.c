/*
 * fuzz_executable - any bytes as PE, ELF or Mach-O
 *
 * Laws: sections that are kept are counted; with room for fewer the entry is
 * the same; an address that maps does so below 8 GB;
 * keys of the version information stand in the file.
 */
#include "core/base/check.h"
#include "core/executable/executable.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define SECTIONS_MAX 65536u
#define FEW 2u

static struct arena *arena;

static void
check(const struct executable *executable, size_t size)
{
	uint32_t keys[VERSION_KEYS_MAX];
	size_t count = executable_version_keys(executable, keys);
	uint64_t offset;

	CHECK(executable->sections_kept == executable->section_count ||
	      executable->sections_kept == SECTIONS_MAX);
	CHECK(count <= VERSION_KEYS_MAX);
	for (size_t i = 0; i < count; i++)
		CHECK(keys[i] < size);
	for (uint32_t i = 0; i < executable->sections_kept; i++)
		if (executable_offset(
			executable, executable->sections[i].address, &offset))
			CHECK(offset <= UINT64_C(1) << 33);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct slice bytes = {data, size};
	struct executable executable, few;

	if (arena == NULL)
		arena = arena_create((size_t)64 << 20);
	CHECK(arena != NULL);
	arena_reset(arena);
	if (!executable_read(bytes, SECTIONS_MAX, arena, &executable))
		return 0;
	check(&executable, size);
	if (executable_read(bytes, FEW, arena, &few)) {
		CHECK(few.section_count == executable.section_count);
		CHECK(few.sections_kept <= FEW);
		CHECK(few.kind == EXECUTABLE_MACHO ||
		      few.entry == executable.entry);
	}
	return 0;
}
