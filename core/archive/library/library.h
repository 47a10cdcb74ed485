/*
 * library - libarchive at work on bytes of ours (for
 * core/archive/library and zip)
 *
 * struct archive is libarchive's here, so archive.h of ours stays outside.
 */
#ifndef CORE_ARCHIVE_LIBRARY_LIBRARY_H
#define CORE_ARCHIVE_LIBRARY_LIBRARY_H

#include "core/archive/member/archives.h"
#include "core/archive/member/body_output.h"
#include "core/archive/rar/rar_headers.h"
#include "core/archive/rar/rar_plain.h"

struct archive;

struct library {
	struct archive *archive;
	struct unpacking *unpacking;
	/* What libarchive reads, one after the other. */
	struct slice head;
	struct slice bytes;
	uint64_t position;
	uint32_t headers;
	uint32_t failures;
	bool opened; /* and a format found */
	bool late;
	struct rar5_walk rar5; /* at the header of the next member */
	/* NULL, or what bytes are: an encrypted rar as if it was not. */
	const struct rar_plain *plain;
	uint32_t entries; /* that came so far */
};

/* The callbacks through which it reads *library, which must stay where it is.
 * False: no memory, and the archive has ended for it; or there is no
 * libarchive. */
bool library_create(struct library *library) MUST_USE;
void library_destroy(struct library *library);

/* The format and the filter of this type, and nothing else.  False: there is
 * none, or libarchive cannot do it alone. */
bool library_switch_on(struct library *library, enum filetype type) MUST_USE;

/* The rest of the current entry into member; packed as for body_output_begin().
 * Returns libarchive's last code. */
int library_read_body(
    struct library *library, uint64_t packed, struct member *member);

/* libarchive gave up for good: why, into the flags. */
void library_failed(struct library *library);

#endif
