/*
 * unpack_inside - what a file is besides what its first bytes say
 *
 * A program begins with its first byte, a zip is found from its last, an image
 * of a disk says at 32769 what it is; and an unpacker that is handed "x.rar"
 * looks for a rar in it.  So one file may be a picture to us and an archive to
 * whoever opens it.
 */
#include "core/unpack/job.h"
#include "simd/bytes.h"

/* Archives that are looked for in one file. */
#define INSIDE_MAX 16u

/* What is looked for in one file. */
struct search {
	struct job *job;
	struct part *part;
	bool zip; /* found, and its reader sees all that follow */
	bool full;
};

static bool
is_like(enum filetype a, enum filetype b)
{
	if (filetype_is_zip(a))
		return filetype_is_zip(b);
	if (a == FILETYPE_RAR || a == FILETYPE_RAR5)
		return b == FILETYPE_RAR || b == FILETYPE_RAR5;
	return a == b;
}

static void
add(struct search *search, size_t at, enum filetype type)
{
	struct part *part = search->part;
	struct part *child = job_add(
	    search->job, part, PART_FROM_INSIDE, slice_skip(part->body, at));

	if (child == NULL) {
		search->full = true;
		return;
	}
	child->type = type;
	search->zip = search->zip || filetype_is_zip(type);
}

/* ---- archives that begin somewhere ------------------------------------- */

/* Those at from and behind it; only: of that type, FILETYPE_OTHER: of any. */
static void
add_behind(struct search *search, size_t from, enum filetype only)
{
	struct slice body = search->part->body;
	unsigned count = 0;

	for (size_t at = from; !search->full; at++) {
		enum filetype type;

		at = archive_inside(body, at, &type);
		if (at >= body.size)
			return;
		if ((search->zip && type == FILETYPE_ZIP) ||
		    (only != FILETYPE_OTHER && !is_like(type, only)))
			continue;
		if (count++ == INSIDE_MAX) {
			job_cut(search->job, search->part, LIMIT_MEMBERS);
			return;
		}
		add(search, at, type);
	}
}

/* A disk with volumes that could not be read. */
static bool
is_unknown_disk(const struct part *part)
{
	return part->type == FILETYPE_DISK && (part->flags & PART_DAMAGED);
}

static bool
may_carry_archive(const struct part *part)
{
	switch (filetype_class(part->type)) {
	case FILECLASS_OTHER:
	case FILECLASS_PE:
	case FILECLASS_ELF:
	case FILECLASS_MACHO:
	case FILECLASS_GRAPHICS:
		return true;
	case FILECLASS_ARCHIVE:
		return part->type != FILETYPE_TNEF &&
		       (!archive_readable(part->type) || is_unknown_disk(part));
	default:
		return false;
	}
}

/* ---- archives that are told by other than their first bytes ------------ */

static void
add_if(struct search *search, enum filetype type, bool claimed)
{
	const struct part *part = search->part;

	if (search->full || is_like(part->type, type) ||
	    part->origin == PART_FROM_INSIDE ||
	    (search->zip && filetype_is_zip(type)))
		return;
	/* The record at its end is marked with bytes 5 and 6. */
	if (filetype_is_zip(type) && (part->lacks & BYTES_ODD))
		return;
	if (archive_may_be(part->body, type, claimed))
		add(search, 0, type);
}

/* ---- archives that somebody calls it ----------------------------------- */

static void
add_claimed(struct search *search, enum filetype claimed)
{
	const struct part *part = search->part;
	bool archive = filetype_class(part->type) == FILECLASS_ARCHIVE;

	if (filetype_class(claimed) != FILECLASS_ARCHIVE ||
	    is_like(part->type, claimed))
		return;
	add_if(search, claimed, true);
	/* Unpackers look past what stands ahead of what they are told is an
	 * archive.  Of what is another one, its members are known. */
	if (!may_carry_archive(part))
		add_behind(search, 1, archive ? claimed : FILETYPE_OTHER);
}

/* By .ftm lines of the database. */
static enum filetype
archive_of(enum cltype type)
{
	static const struct {
		enum cltype type;
		enum filetype archive;
	} rows[] = {
	    {CLTYPE_ZIP, FILETYPE_ZIP},
	    {CLTYPE_RAR, FILETYPE_RAR},
	    {CLTYPE_7Z, FILETYPE_SEVENZIP},
	    {CLTYPE_POSIX_TAR, FILETYPE_TAR},
	    {CLTYPE_OLD_TAR, FILETYPE_TAR},
	    {CLTYPE_CPIO_NEWC, FILETYPE_CPIO},
	    {CLTYPE_CPIO_ODC, FILETYPE_CPIO},
	    {CLTYPE_GZ, FILETYPE_GZIP},
	    {CLTYPE_BZ, FILETYPE_BZIP2},
	    {CLTYPE_XZ, FILETYPE_XZ},
	    {CLTYPE_MSCAB, FILETYPE_CAB},
	    {CLTYPE_ARJ, FILETYPE_ARJ},
	    {CLTYPE_LHA_LZH, FILETYPE_LHA},
	    {CLTYPE_XAR, FILETYPE_XAR},
	    {CLTYPE_ISO9660, FILETYPE_ISO},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (rows[i].type == type)
			return rows[i].archive;
	return FILETYPE_OTHER;
}

static void
add_all_told(struct search *search)
{
	const struct sigdb *sigdb = search->job->unpacker->sigdb;
	enum cltype type;
	uint32_t at = 0;

	while (sigdb != NULL &&
	       sigdb_next_type(sigdb, search->part->body, &at, &type))
		add_claimed(search, archive_of(type));
}

static void
add_all_claimed(struct search *search)
{
	const struct part *part = search->part;

	add_claimed(search, filetype_of_media_type(part->media_type));
	for (uint16_t i = 0; i < part->name_count; i++)
		add_claimed(search, filetype_of_name(part->names[i].text));
}

/* What stands ahead on a disc is the system's. */
#define DISC_AHEAD 32768u

static void
add_discs(struct search *search)
{
	add_if(search, FILETYPE_ISO, false);
	add_if(search, FILETYPE_UDF, false);
	add_if(search, FILETYPE_JOLIET, false);
}

void
unpack_inside(struct job *job, struct part *part)
{
	struct search search = {
	    .job = job,
	    .part = part,
	    .zip = filetype_is_zip(part->type),
	};

	if (may_carry_archive(part))
		add_behind(&search, 0, FILETYPE_OTHER);
	add_all_claimed(&search);
	add_all_told(&search);
	add_if(&search, FILETYPE_ZIP, false);
	if (part->body.size > DISC_AHEAD)
		add_discs(&search);
	add_if(&search, FILETYPE_TAR, false);
	/* Its first sector or its last has zeros. */
	if ((part->lacks & BYTES_ODD) == 0)
		add_if(&search, FILETYPE_DISK, false);
}
