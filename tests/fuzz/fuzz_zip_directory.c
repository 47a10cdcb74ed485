/*
 * fuzz_zip_directory - every entry lies in the bytes, what is listed comes
 * ahead of what is not, and bytes that only one entry claims are as many as
 * there are
 */
#include <stdint.h>

#include "core/archive/zip/zip_directory.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define ARENA_BYTES ((size_t)64 << 20)
#define ENTRIES_MAX 4000u

static bool
is_within(struct slice inner, struct slice outer)
{
	return inner.size == 0 ||
	       (inner.data >= outer.data &&
		   inner.data + inner.size <= outer.data + outer.size);
}

static void
check_entry(const struct zip_entry *entry, struct slice bytes)
{
	CHECK(is_within(entry->header.name, bytes));
	CHECK(is_within(entry->other_name, bytes));
	CHECK(entry->data <= bytes.size);
	CHECK(entry->header.packed <= bytes.size - entry->data);
	if ((entry->marks & ZIP_MISSING) == 0)
		CHECK(zip_signature(bytes, entry->start, 3, 4));
}

/* Entries whose bytes are theirs alone cannot have more than there are. */
static void
check_sum(const struct zip_directory *directory, struct slice bytes)
{
	uint64_t sum = 0;

	for (size_t i = 0; i < directory->count; i++)
		if ((directory->entries[i].marks &
			(ZIP_OVERLAP | ZIP_REPEATED)) == 0)
			sum += directory->entries[i].header.packed;
	CHECK(sum <= bytes.size);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct arena *arena;
	struct slice bytes = {data, size};
	struct zip_directory directory;

	if (arena == NULL)
		arena = arena_create(ARENA_BYTES);
	CHECK(arena != NULL);
	arena_reset(arena);
	zip_directory_read(bytes, ENTRIES_MAX, arena, NULL, &directory);
	CHECK(directory.count <= ENTRIES_MAX);
	for (size_t i = 0; i < directory.count; i++)
		check_entry(&directory.entries[i], bytes);
	check_sum(&directory, bytes);
	return 0;
}
