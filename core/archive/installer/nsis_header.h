/*
 * nsis_header - what the script of an NSIS installer calls its files (private
 * to core/archive)
 *
 * The script is a list of 28-byte entries; the one for "extract a file" has the
 * place of the file's bytes and the number of a string.  A string is letters
 * and, for $INSTDIR and the like, marks with a number behind, which are left
 * out.  ANSI and UTF-16, NSIS 2 and 3, installers of 32 and 64 bits.
 */
#ifndef CORE_ARCHIVE_INSTALLER_NSIS_HEADER_H
#define CORE_ARCHIVE_INSTALLER_NSIS_HEADER_H

#include "core/base/arena.h"
#include "core/base/slice.h"

struct nsis_header {
	struct slice entries;
	struct slice strings;
	bool wide;
	uint32_t next;  /* entry that is looked at first */
	uint32_t looks; /* that may still be made */
};

/* Without lists, where header is none. */
struct nsis_header nsis_header_read(struct slice header);

/* The name of the file whose bytes are at that place, in UTF-8 or as it is; in
 * the arena.  Empty: none is known. */
struct slice nsis_header_name(
    struct nsis_header *header, uint32_t place, struct arena *arena);

#endif
