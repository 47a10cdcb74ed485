/*
 * library - libarchive at work on bytes of ours (private to core/archive)
 *
 * struct archive is libarchive's here, so archive.h of ours stays outside.
 */
#ifndef CORE_ARCHIVE_LIBRARY_LIBRARY_H
#define CORE_ARCHIVE_LIBRARY_LIBRARY_H

#include "core/archive/member/archives.h"
#include "core/archive/member/body_output.h"

struct archive;
struct archive_entry;
struct library_links;

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
	struct archive_entry *entry; /* of the member at hand */
	struct library_links *links; /* NULL: the format has none */
	uint32_t entries;            /* that came so far, folders too */
};

/*
 * Members of bytes, by what is on for the type of unpacking: *library must stay
 * where it is until library_destroy().  False: there is none of them, the
 * archive has ended for it, and nothing is left to destroy.
 */
bool library_open(struct library *library, struct unpacking *unpacking,
    struct slice bytes) MUST_USE;

/* The next one without its body.  False: no more. */
bool library_next_header(
    struct library *library, struct member *member_r) MUST_USE;
/* ... and the body, unless it has none or is encrypted; of a link to a member
 * before, that one's (library_links.h). */
void library_next_body(struct library *library, struct member *member);

/* Around both: names come out as UTF-8. */
locale_t library_enter(const struct library *library);
void library_leave(locale_t before);

/* ---- for whoever puts it together otherwise ----------------------------- */

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
