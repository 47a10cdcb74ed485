/*
 * ishield - the files that an InstallShield setup program has behind its
 * sections (private to core/archive)
 *
 * Three layouts, told by how they begin:
 *
 *     plain    name, path, version, size as text, each ended by 0, and the
 *              bytes; then the next file.  In UTF-16 behind a count of 4 bytes.
 *     legacy   "InstallShield", a count; 312 bytes of head ahead of each file
 *     stream   "ISSetupStream", a count; 24 or 48 bytes and the name in UTF-16
 *
 * Of the last two the bytes are garbled with the name as the key, and may be a
 * stream of zlib.
 */
#ifndef CORE_ARCHIVE_INSTALLER_ISHIELD_H
#define CORE_ARCHIVE_INSTALLER_ISHIELD_H

#include "core/archive/member/unpacking.h"

enum ishield_layout {
	ISHIELD_NONE,
	ISHIELD_PLAIN,
	ISHIELD_PLAIN_WIDE,
	ISHIELD_LEGACY,
	ISHIELD_STREAM,
	ISHIELD_STREAM_LONG,
};

enum ishield_flag {
	ISHIELD_GARBLED = 2,
	ISHIELD_GARBLED_BY_KB = 4, /* the key begins again each 1024 bytes */
};

struct ishield_file {
	struct slice name;   /* plain: without its path; the key of others */
	struct slice stored; /* all of its bytes that are there */
	uint64_t size;       /* of stored, as it should be */
	bool wide;           /* name is UTF-16 */
	bool deflated;
	uint32_t flags;
};

/* Files in bytes from *at on. */
struct ishield {
	enum ishield_layout layout;
	struct slice bytes;
	size_t at;
	uint32_t left; /* by the count, where there is one */
};

/* ISHIELD_NONE: these bytes are no such files. */
enum ishield_layout ishield_open(struct slice bytes, struct ishield *ishield_r);

/* False: no further one. */
bool ishield_next(
    struct ishield *ishield, struct ishield_file *file_r) MUST_USE;

#endif
