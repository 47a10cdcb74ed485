/*
 * zip_end - where the central directory of a zip is
 *
 * The last end record counts, wherever it stands.  Offsets are wrong by a
 * constant when something was put ahead of the zip; both readings are tried.
 */
#ifndef CORE_ARCHIVE_ZIP_ZIP_END_H
#define CORE_ARCHIVE_ZIP_ZIP_END_H

#include "core/base/check.h"
#include "core/base/slice.h"

struct zip_end {
	uint64_t directory; /* offset of its first entry */
	uint64_t shift;     /* to add (modulo 2^64) to the offsets in it */
	bool empty;         /* a zip without members */
	bool many;          /* one of several volumes */
	bool last;          /* nothing follows the end record */
};

/* False: no end record, or it leads nowhere; many may be set all the same. */
bool zip_end_find(struct slice bytes, struct zip_end *end_r) MUST_USE;

#endif
