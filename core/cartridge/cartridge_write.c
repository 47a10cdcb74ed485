/*
 * cartridge_write - lay out a cartridge and put it under its name in one step
 */
#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "core/base/aside.h"
#include "core/base/checksum.h"
#include "core/base/file.h"
#include "core/cartridge/format.h"

/* What is summed up and written while it is near the processor. */
#define PIECE ((size_t)64 << 10)

#ifndef CGPFILTER_VERSION
#define CGPFILTER_VERSION "unversioned"
#endif

/* ---- laid out ---------------------------------------------------------- */

/* All but the checksums. */
static void
lay_out(const struct cartridge_draft *draft, struct format_header *header_r)
{
	uint64_t at = CARTRIDGE_PAGE;

	memset(header_r, 0, sizeof(*header_r));
	memcpy(header_r->magic, FORMAT_MAGIC, sizeof(header_r->magic));
	header_r->format = FORMAT_VERSION;
	header_r->byte_order = FORMAT_BYTE_ORDER;
	memcpy(header_r->version, draft->id.version.part,
	    sizeof(header_r->version));
	header_r->update = draft->id.update;
	header_r->created_s = draft->id.created_s;
	snprintf(header_r->program, sizeof(header_r->program), "%s",
	    CGPFILTER_VERSION);
	for (int i = 0; i < (int)FORMAT_SECTIONS; i++) {
		size_t size =
		    i < CARTRIDGE_SECTIONS ? draft->sections[i].size : 0;

		header_r->sections[i] = (struct format_span){
		    .offset = at,
		    .size = size,
		    .checksum = checksum64(NULL, 0, 0),
		};
		at += size + (CARTRIDGE_PAGE - 1);
		at -= at % CARTRIDGE_PAGE;
	}
	header_r->file_size = at;
}

static void
seal(struct format_header *header)
{
	header->checksum =
	    checksum64(header, offsetof(struct format_header, checksum), 0);
}

void
format_seal(const struct cartridge_draft *draft, struct format_header *header_r)
{
	lay_out(draft, header_r);
	for (int i = 0; i < CARTRIDGE_SECTIONS; i++)
		header_r->sections[i].checksum = checksum64(
		    draft->sections[i].data, draft->sections[i].size, 0);
	seal(header_r);
}

/* ---- written ----------------------------------------------------------- */

/* The file may have been another one. */
static bool
clear_rest_of_page(struct aside *aside, uint64_t offset)
{
	static const uint8_t zeros[CARTRIDGE_PAGE];
	size_t over = offset % CARTRIDGE_PAGE;

	return over == 0 ||
	       aside_write(
		   aside, (struct slice){zeros, CARTRIDGE_PAGE - over}, offset);
}

/* Summed up while it goes. */
static bool
write_section(struct aside *aside, struct slice bytes, struct format_span *span)
{
	uint64_t at = span->offset;
	struct checksum sum;

	checksum_begin(&sum, 0);
	while (bytes.size > 0) {
		struct slice piece = slice_sub(bytes, 0, PIECE);

		checksum_add(&sum, piece.data, piece.size);
		if (!aside_write(aside, piece, at))
			return false;
		at += piece.size;
		bytes = slice_skip(bytes, piece.size);
	}
	span->checksum = checksum_end(&sum);
	return clear_rest_of_page(aside, at);
}

static bool
write_draft(struct aside *aside, const struct cartridge_draft *draft)
{
	struct format_header header;

	lay_out(draft, &header);
	if (ftruncate(aside->fd, (off_t)header.file_size) != 0)
		return false;
	for (int i = 0; i < CARTRIDGE_SECTIONS; i++)
		if (!write_section(
			aside, draft->sections[i], &header.sections[i]))
			return false;
	seal(&header);
	return aside_write(aside,
		   (struct slice){(const uint8_t *)&header, sizeof(header)},
		   0) &&
	       clear_rest_of_page(aside, sizeof(header));
}

/* ---- its names --------------------------------------------------------- */

/* What was ".old" until there was a new one: the next one is written over it.
 * Empty: the path is too long. */
static void
name_spare(char spare[PATH_MAX], const char *path)
{
	int size = snprintf(spare, PATH_MAX, "%s.spare", path);

	if (size < 0 || size >= PATH_MAX)
		spare[0] = '\0';
}

/* The name stays meanwhile: readers find the old file or the new one. */
static bool
keep(const char *path, struct text *error_r)
{
	char old[PATH_MAX + 8], spare[PATH_MAX];

	snprintf(old, sizeof(old), "%s.old", path);
	name_spare(spare, path);
	if (file_is_regular(old))
		(void)!rename(old, spare);
	/* It is still there if that failed, or if both were one file. */
	(void)unlink(old);
	if (link(path, old) == 0 || errno == ENOENT)
		return true;
	text_printf(error_r, "cannot keep the old %s as %s: %s", path, old,
	    strerror(errno));
	return false;
}

enum cartridge_result
cartridge_prepare(const struct cartridge_draft *draft, const char *path,
    struct aside *aside_r, struct text *error_r)
{
	char spare[PATH_MAX];

	name_spare(spare, path);
	if (!aside_open_over(aside_r, path, spare, error_r))
		return CARTRIDGE_IO;
	if (write_draft(aside_r, draft) && aside_sync(aside_r))
		return CARTRIDGE_OK;
	aside_fail(aside_r, error_r);
	return CARTRIDGE_IO;
}

enum cartridge_result
cartridge_commit(struct aside *aside, bool keep_old, struct text *error_r)
{
	if (keep_old && !keep(aside->path, error_r)) {
		aside_discard(aside);
		return CARTRIDGE_IO;
	}
	return aside_commit(aside, error_r) ? CARTRIDGE_OK : CARTRIDGE_IO;
}

enum cartridge_result
cartridge_write(const struct cartridge_draft *draft, const char *path,
    bool keep_old, struct text *error_r)
{
	struct aside aside;
	enum cartridge_result result =
	    cartridge_prepare(draft, path, &aside, error_r);

	return result != CARTRIDGE_OK
		   ? result
		   : cartridge_commit(&aside, keep_old, error_r);
}
