/*
 * matcher_image - the head of a compiled image, the same for all back ends
 */
#include <stdlib.h>
#include <string.h>

#include "simd/matcher_backend.h"

static const uint8_t MATCHER_MAGIC[8] = {
    'C', 'G', 'P', 'M', 'A', 'T', 'C', 'H'};

struct matcher_header *
matcher_image_create(
    const struct matcher_ops *ops, size_t literal_count, size_t body_size)
{
	struct matcher_header *header;
	size_t size = sizeof(*header);

	if (body_size > SIZE_MAX - size - MATCHER_ALIGN)
		return NULL;
	size = (size + body_size + MATCHER_ALIGN - 1) / MATCHER_ALIGN *
	       MATCHER_ALIGN;
	header = aligned_alloc(MATCHER_ALIGN, size);
	if (header == NULL)
		return NULL;

	/* Padding too: nothing of the heap ends up in a file. */
	memset(header, 0, size);
	memcpy(header->magic, MATCHER_MAGIC, sizeof(header->magic));
	header->byte_order = MATCHER_BYTE_ORDER;
	header->format = MATCHER_FORMAT;
	header->backend = ops->backend;
	header->pointer_size = sizeof(void *);
	header->image_size = size;
	header->literal_count = (uint32_t)literal_count;
	ops->stamp(header->stamp);
	return header;
}

enum matcher_result
matcher_image_check(const struct matcher_header *header, size_t image_size)
{
	if (image_size < sizeof(*header) ||
	    (uintptr_t)header % MATCHER_ALIGN != 0 ||
	    memcmp(header->magic, MATCHER_MAGIC, sizeof(header->magic)) != 0)
		return MATCHER_DAMAGED;
	if (header->byte_order != MATCHER_BYTE_ORDER ||
	    header->format != MATCHER_FORMAT ||
	    header->pointer_size != sizeof(void *))
		return MATCHER_FOREIGN;
	/* The owner may have padded the section, never shortened it. */
	if (header->image_size < sizeof(*header) ||
	    header->image_size > image_size ||
	    header->literal_count > MATCHER_LITERALS_MAX)
		return MATCHER_DAMAGED;
	return MATCHER_OK;
}

enum matcher_result
matcher_image_check_body(
    const struct matcher_header *image, const struct matcher_ops *ops)
{
	char stamp[MATCHER_STAMP_SIZE] = {0};

	ops->stamp(stamp);
	if (memcmp(image->stamp, stamp, sizeof(stamp)) != 0)
		return MATCHER_FOREIGN;
	return image->literal_count == 0 ? MATCHER_OK : ops->check(image);
}

enum matcher_result
matcher_check_inner(const struct matcher_header *image, size_t size,
    const struct matcher_ops *expected)
{
	enum matcher_result result;

	if (size < sizeof(*image) || image->backend != expected->backend ||
	    image->literal_count == 0)
		return MATCHER_DAMAGED;
	result = matcher_image_check(image, size);
	if (result != MATCHER_OK)
		return result;
	return expected->usable() ? matcher_image_check_body(image, expected)
				  : MATCHER_UNSUPPORTED;
}
