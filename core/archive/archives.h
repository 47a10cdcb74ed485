/*
 * archives - what one thread keeps for unpacking (private to core/archive)
 */
#ifndef CORE_ARCHIVE_ARCHIVES_H
#define CORE_ARCHIVE_ARCHIVES_H

#include <locale.h>

#include "core/archive/unpacking.h"
#include "core/base/quota.h"

struct archives {
	/* libarchive turns names into the charset of the locale, and the
	 * process has none.  (locale_t)0: the system has no such locale. */
	locale_t utf8;
	struct quota *quota; /* in which all readers run */
};

extern const struct archive_reader library_reader;

#endif
