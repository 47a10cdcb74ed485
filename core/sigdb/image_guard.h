/*
 * image_guard - sections that are checked when they are read
 *
 * Names, and the hashes of millions of files, are most of a large image and
 * hardly ever read.  Checking them at open would cost more than all the rest,
 * and bring them into memory.  So these sections are cut into blocks, each with
 * a sum in IMAGE_SUMS, and whoever reads asks first; a block is summed the
 * first time only.
 *
 *     STRINGS    |  0  |  1  |  2  |..|      blocks of 64 KB, the last shorter
 *     SIGNATURES |  3  |  4  |..|
 *     SUMS       [s0][s1][s2][s3][s4]...     in the order of the sections
 *
 * What is not as it was written must not be believed, nor does it hold up a
 * scan: the reader does without, and sigdb_is_damaged() tells the owner.
 *
 * Threads: any number; two that meet in one block both sum it.
 */
#ifndef CORE_SIGDB_IMAGE_GUARD_H
#define CORE_SIGDB_IMAGE_GUARD_H

#include <stdatomic.h>

#include "core/sigdb/image.h"

#define IMAGE_BLOCK ((size_t)64 << 10)

struct image_guard {
	const uint64_t *sums;
	uint32_t first[IMAGE_SECTIONS]; /* block of each section */
	_Atomic uint8_t *good;          /* by block: it was summed */
	_Atomic bool damaged;
};

/* Is this section cut into blocks?  All others are checked at open. */
bool image_is_guarded(enum image_section which);

size_t image_block_count(uint64_t section_size);

/* image_block_count() sums. */
void image_sum_blocks(struct slice section, uint64_t *sums_r);

/* The header and IMAGE_SUMS have been checked. */
enum sigdb_result image_guard_init(struct sigdb *sigdb) MUST_USE;
void image_guard_fini(struct sigdb *sigdb);

/* Are these bytes, inside one section, as they were written? */
bool image_holds(
    const struct sigdb *sigdb, const void *bytes, size_t size) MUST_USE;

/* Bytes of all guarded sections. */
uint64_t image_guarded_bytes(const struct sigdb *sigdb);

/* All guarded sections; their pages are given back afterwards. */
bool image_guard_check_all(const struct sigdb *sigdb) MUST_USE;

#endif
