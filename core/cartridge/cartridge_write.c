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

#ifndef CGPFILTER_VERSION
#define CGPFILTER_VERSION "unversioned"
#endif

void
format_seal(const struct cartridge_draft *draft, struct format_header *header_r)
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
		struct slice section = {NULL, 0};

		if (i < CARTRIDGE_SECTIONS)
			section = draft->sections[i];
		header_r->sections[i] = (struct format_span){at, section.size,
		    checksum64(section.data, section.size, 0)};
		at += section.size + (CARTRIDGE_PAGE - 1);
		at -= at % CARTRIDGE_PAGE;
	}
	header_r->file_size = at;
	header_r->checksum =
	    checksum64(header_r, offsetof(struct format_header, checksum), 0);
}

/* And zeros to the end of the page: the file may have been another one. */
static bool
write_pages(struct aside *aside, struct slice bytes, uint64_t offset)
{
	static const uint8_t zeros[CARTRIDGE_PAGE];
	size_t rest = bytes.size % CARTRIDGE_PAGE;

	return aside_write(aside, bytes, offset) &&
	       (rest == 0 || aside_write(aside,
				 (struct slice){zeros, CARTRIDGE_PAGE - rest},
				 offset + bytes.size));
}

static bool
write_draft(struct aside *aside, const struct cartridge_draft *draft)
{
	struct format_header header;

	format_seal(draft, &header);
	if (ftruncate(aside->fd, (off_t)header.file_size) != 0 ||
	    !write_pages(aside,
		(struct slice){(const uint8_t *)&header, sizeof(header)}, 0))
		return false;
	for (int i = 0; i < CARTRIDGE_SECTIONS; i++)
		if (!write_pages(
			aside, draft->sections[i], header.sections[i].offset))
			return false;
	return true;
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
