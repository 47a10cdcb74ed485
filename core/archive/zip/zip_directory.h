/*
 * zip_directory - the members of a zip, after both of its lists
 *
 * A zip says everything twice: in the central directory at its end, and in a
 * local header ahead of each member.  Unpackers believe one or the other, so
 * whoever hides something makes them differ.  This reads both:
 *
 *   1. the directory that the last end record names (also with junk behind it
 *      or a program ahead of all), and the local header of each of its entries;
 *   2. local headers in bytes that no entry of the directory claims.
 *
 * Where the local header tells something else that matters (method, size,
 * encryption), the member is listed once more as the local header has it.
 *
 * The bytes of a member are looked at by whoever unpacks it; this says whether
 * they belong to another member as well.
 *
 * Time: linear in the size, but for sorting the entries.
 */
#ifndef CORE_ARCHIVE_ZIP_ZIP_DIRECTORY_H
#define CORE_ARCHIVE_ZIP_ZIP_DIRECTORY_H

#include "core/archive/zip/zip_header.h"
#include "core/base/arena.h"
#include "core/base/budget.h"

enum zip_mark {
	ZIP_UNLISTED = 1 << 0, /* as the local header has it, not (or not so)
				  in the directory */
	ZIP_OVERLAP = 1 << 1,  /* shares bytes with one that is listed ahead */
	ZIP_REPEATED =
	    1 << 2,           /* exactly the data of one that is listed ahead */
	ZIP_MISSING = 1 << 3, /* no local header where one should be */
	ZIP_UNSIZED = 1 << 4, /* packed is a guess: the next signature */
};

struct zip_entry {
	struct zip_header header; /* packed fits into the bytes */
	/* Another name that some unpackers show: of the local header, or the
	 * Unicode path.  Empty: none. */
	struct slice other_name;
	uint64_t start;  /* of the local header */
	uint64_t data;   /* of the packed bytes */
	uint64_t end;    /* of what nobody else should claim */
	unsigned marks;  /* enum zip_mark */
	bool short_data; /* the header says more bytes than there are */
};

struct zip_directory {
	struct zip_entry *entries;
	size_t count;
	bool has_directory; /* an end record and entries, or an empty zip */
	bool disagrees;     /* the two lists differ */
	bool many;          /* other volumes belong to it */
	bool over_max;      /* there are more entries than were asked for */
	bool late;          /* the time was up */
	bool no_memory;     /* the arena was full */
};

/* At most entries_max entries, in the arena; the rest of *directory_r is
 * filled in any case. */
void zip_directory_read(struct slice bytes, size_t entries_max,
    struct arena *arena, struct budget *budget,
    struct zip_directory *directory_r);

#endif
