/*
 * image_write - lay out an image and put it under its name in one step
 */
#include "core/sigdb/image.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "core/base/aside.h"
#include "core/base/checksum.h"
#include "core/sigdb/image_guard.h"

#ifndef CGPFILTER_VERSION
#define CGPFILTER_VERSION "unversioned"
#endif

/* Those sections that are checked block by block. */
static bool
sum_blocks(struct image_draft *draft)
{
	size_t count = 0;

	for (int i = 0; i < IMAGE_SECTIONS; i++)
		if (image_is_guarded((enum image_section)i))
			count += image_block_count(draft->sections[i].size);
	draft->sums = calloc(count + 1, sizeof(*draft->sums));
	if (draft->sums == NULL)
		return false;
	draft->sections[IMAGE_SUMS] = (struct slice){
	    (const uint8_t *)draft->sums, count * sizeof(*draft->sums)};
	count = 0;
	for (int i = 0; i < IMAGE_SECTIONS; i++)
		if (image_is_guarded((enum image_section)i)) {
			image_sum_blocks(
			    draft->sections[i], draft->sums + count);
			count += image_block_count(draft->sections[i].size);
		}
	return true;
}

void
image_draft_fini(struct image_draft *draft)
{
	free(draft->sums);
	draft->sums = NULL;
}

static uint64_t
section_checksum(const struct image_draft *draft, int which)
{
	if (image_is_guarded((enum image_section)which))
		return 0;
	return checksum64(
	    draft->sections[which].data, draft->sections[which].size, 0);
}

bool
image_seal(struct image_draft *draft)
{
	struct image_header *header = &draft->header;
	uint64_t at = IMAGE_PAGE;

	_Static_assert(sizeof(*header) <= IMAGE_PAGE, "the header is a page");
	memcpy(header->magic, IMAGE_MAGIC, sizeof(header->magic));
	header->version = IMAGE_VERSION;
	header->byte_order = IMAGE_BYTE_ORDER;
	snprintf(
	    header->program, sizeof(header->program), "%s", CGPFILTER_VERSION);
	if (!sum_blocks(draft))
		return false;
	for (int i = 0; i < IMAGE_SECTIONS; i++) {
		uint64_t size = draft->sections[i].size;

		header->sections[i] =
		    (struct image_span){at, size, section_checksum(draft, i)};
		at += size + (IMAGE_PAGE - 1);
		at -= at % IMAGE_PAGE;
	}
	header->file_size = at;
	header->checksum =
	    checksum64(header, offsetof(struct image_header, checksum), 0);
	return true;
}

uint8_t *
image_copy(const struct image_draft *draft)
{
	void *memory;
	uint8_t *bytes;

	if (posix_memalign(&memory, IMAGE_PAGE, draft->header.file_size) != 0)
		return NULL;
	bytes = memory;
	memset(bytes, 0, draft->header.file_size);
	memcpy(bytes, &draft->header, sizeof(draft->header));
	for (int i = 0; i < IMAGE_SECTIONS; i++)
		if (draft->sections[i].size > 0)
			memcpy(bytes + draft->header.sections[i].offset,
			    draft->sections[i].data, draft->sections[i].size);
	return bytes;
}

static bool
write_draft(struct aside *aside, const struct image_draft *draft)
{
	const struct image_header *header = &draft->header;

	if (ftruncate(aside->fd, (off_t)header->file_size) != 0 ||
	    !aside_write(aside,
		(struct slice){(const uint8_t *)header, sizeof(*header)}, 0))
		return false;
	for (int i = 0; i < IMAGE_SECTIONS; i++)
		if (!aside_write(
			aside, draft->sections[i], header->sections[i].offset))
			return false;
	return true;
}

enum sigdb_result
image_write_into(const struct image_draft *draft, int fd, struct text *error_r)
{
	struct aside memory = {.fd = fd};

	if (write_draft(&memory, draft))
		return SIGDB_OK;
	text_printf(error_r, "in memory: %s", strerror(errno));
	return SIGDB_IO;
}

enum sigdb_result
image_write(
    const struct image_draft *draft, const char *path, struct text *error_r)
{
	struct aside aside;

	if (!aside_open(&aside, path, error_r))
		return SIGDB_IO;
	if (!write_draft(&aside, draft)) {
		aside_fail(&aside, error_r);
		return SIGDB_IO;
	}
	return aside_commit(&aside, error_r) ? SIGDB_OK : SIGDB_IO;
}
