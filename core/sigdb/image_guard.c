/*
 * image_guard - sections that are checked when they are read
 */
#include "core/sigdb/image_guard.h"

#include <stdlib.h>
#include <sys/mman.h>

#include "core/base/checksum.h"
#include "core/base/system.h"

bool
image_is_guarded(enum image_section which)
{
	if (which < IMAGE_HASH_SIZES)
		return which == IMAGE_STRINGS || which == IMAGE_SIGNATURES;
	return (which - IMAGE_HASH_SIZES) % IMAGE_HASH_TABLE >=
	       IMAGE_HASH_DIGESTS - IMAGE_HASH_SIZES;
}

size_t
image_block_count(uint64_t section_size)
{
	return (size_t)((section_size + IMAGE_BLOCK - 1) / IMAGE_BLOCK);
}

void
image_sum_blocks(struct slice section, uint64_t *sums_r)
{
	for (size_t at = 0; at < section.size; at += IMAGE_BLOCK) {
		struct slice block = slice_sub(section, at, IMAGE_BLOCK);

		*sums_r++ = checksum64(block.data, block.size, 0);
	}
}

static struct slice
section_at(const struct sigdb *sigdb, int which)
{
	const struct image_span *span = &sigdb->header->sections[which];

	return (struct slice){sigdb->base + span->offset, (size_t)span->size};
}

enum sigdb_result
image_guard_init(struct sigdb *sigdb)
{
	struct image_guard *guard = calloc(1, sizeof(*guard));
	struct slice sums = section_at(sigdb, IMAGE_SUMS);
	size_t blocks = 0;

	sigdb->guard = guard;
	if (guard == NULL)
		return SIGDB_NO_MEMORY;
	guard->sums = (const uint64_t *)(const void *)sums.data;
	for (int i = 0; i < IMAGE_SECTIONS; i++) {
		guard->first[i] = (uint32_t)blocks;
		if (image_is_guarded((enum image_section)i))
			blocks += image_block_count(section_at(sigdb, i).size);
	}
	if (blocks > UINT32_MAX || sums.size != blocks * sizeof(uint64_t))
		return SIGDB_DAMAGED;
	guard->good = calloc(blocks + 1, sizeof(*guard->good));
	return guard->good == NULL ? SIGDB_NO_MEMORY : SIGDB_OK;
}

void
image_guard_fini(struct sigdb *sigdb)
{
	if (sigdb->guard == NULL)
		return;
	free((void *)sigdb->guard->good);
	free(sigdb->guard);
	sigdb->guard = NULL;
}

/* Nothing else is ordered by the note: whoever misses it sums once more. */
static bool
block_holds(struct image_guard *guard, struct slice section, uint32_t first,
    size_t number)
{
	_Atomic uint8_t *good = &guard->good[first + number];
	struct slice block;

	if (atomic_load_explicit(good, memory_order_relaxed) != 0)
		return true;
	block = slice_sub(section, number * IMAGE_BLOCK, IMAGE_BLOCK);
	if (checksum64(block.data, block.size, 0) !=
	    guard->sums[first + number]) {
		atomic_store(&guard->damaged, true);
		return false;
	}
	atomic_store_explicit(good, 1, memory_order_relaxed);
	return true;
}

bool
image_holds(const struct sigdb *sigdb, const void *bytes, size_t size)
{
	uintptr_t at = (uintptr_t)bytes;

	for (int i = 0; size > 0 && i < IMAGE_SECTIONS; i++) {
		struct slice section = section_at(sigdb, i);
		uintptr_t begin = (uintptr_t)section.data;
		size_t last;

		if (!image_is_guarded((enum image_section)i) || at < begin ||
		    at - begin >= section.size)
			continue;
		if (size > section.size - (at - begin))
			return false;
		last = (at - begin + size - 1) / IMAGE_BLOCK;
		for (size_t n = (at - begin) / IMAGE_BLOCK; n <= last; n++)
			if (!block_holds(sigdb->guard, section,
				sigdb->guard->first[i], n))
				return false;
		return true;
	}
	return size == 0;
}

uint64_t
image_guarded_bytes(const struct sigdb *sigdb)
{
	uint64_t bytes = 0;

	for (int i = 0; i < IMAGE_SECTIONS; i++)
		if (image_is_guarded((enum image_section)i))
			bytes += sigdb->header->sections[i].size;
	return bytes;
}

/* They stay in the system's cache; only this process forgets where. */
static void
give_back(const struct sigdb *sigdb, struct slice section)
{
#if ON_LINUX
	if (sigdb->mapped && section.size > 0)
		(void)madvise((void *)(uintptr_t)section.data, section.size,
		    MADV_DONTNEED);
#else
	(void)sigdb;
	(void)section;
#endif
}

bool
image_guard_check_all(const struct sigdb *sigdb)
{
	bool holds = true;

	for (int i = 0; i < IMAGE_SECTIONS; i++) {
		struct slice section = section_at(sigdb, i);

		if (!image_is_guarded((enum image_section)i))
			continue;
		for (size_t at = 0; at < section.size; at += IMAGE_BLOCK) {
			struct slice block =
			    slice_sub(section, at, IMAGE_BLOCK);

			holds &= image_holds(sigdb, block.data, block.size);
			give_back(sigdb, block);
		}
	}
	return holds;
}
