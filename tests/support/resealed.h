/*
 * resealed - an image whose bytes were changed, with sums that are right again
 */
#ifndef TESTS_SUPPORT_RESEALED_H
#define TESTS_SUPPORT_RESEALED_H

#include "core/base/checksum.h"
#include "core/sigdb/image_guard.h"

static inline void
image_reseal_header(uint8_t *image)
{
	struct image_header *header = (struct image_header *)(void *)image;

	header->checksum =
	    checksum64(header, offsetof(struct image_header, checksum), 0);
}

static inline void
image_reseal(uint8_t *image)
{
	struct image_header *header = (struct image_header *)(void *)image;
	struct image_span *spans = header->sections;
	uint64_t *sums = (uint64_t *)(void *)(image + spans[IMAGE_SUMS].offset);

	for (int i = 0; i < IMAGE_SECTIONS; i++) {
		struct slice section = {
		    image + spans[i].offset, (size_t)spans[i].size};

		if (!image_is_guarded((enum image_section)i))
			continue;
		image_sum_blocks(section, sums);
		sums += image_block_count(section.size);
	}
	for (int i = 0; i < IMAGE_SECTIONS; i++)
		if (!image_is_guarded((enum image_section)i))
			spans[i].checksum = checksum64(
			    image + spans[i].offset, (size_t)spans[i].size, 0);
	header->checksum =
	    checksum64(header, offsetof(struct image_header, checksum), 0);
}

#endif
