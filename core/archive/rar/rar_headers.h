/*
 * rar_headers - what the headers of a rar say that libarchive does not tell
 *
 * Whether there are other volumes, whether the names are encrypted, and for
 * rar 5 which members are (libarchive gives their ciphertext for the body).
 *
 * Time: one step for each header, and nothing is unpacked.
 */
#ifndef CORE_ARCHIVE_RAR_RAR_HEADERS_H
#define CORE_ARCHIVE_RAR_RAR_HEADERS_H

#include "core/base/check.h"
#include "core/base/slice.h"
#include "core/filetype/filetype.h"

/* Going over the headers of a rar 5. */
struct rar5_walk {
	struct slice bytes;
	uint64_t at; /* the next header */
};

struct rar5_file {
	struct slice name;
	bool encrypted;
};

struct rar_facts {
	bool many;      /* one of several volumes */
	bool encrypted; /* the headers themselves */
};

struct rar_facts rar4_facts(struct slice bytes);
struct rar_facts rar5_facts(struct slice bytes);

void rar5_walk_begin(struct rar5_walk *walk, struct slice bytes);
/* The next file; false: no more, or a header that is none. */
bool rar5_walk_next(struct rar5_walk *walk, struct rar5_file *file_r) MUST_USE;

/* Is anything in it, FILETYPE_RAR or FILETYPE_RAR5, encrypted? */
bool rar_is_encrypted(struct slice bytes, enum filetype type) MUST_USE;

/* ---- what rar_plain needs ---------------------------------------------- */

#define RAR4_MARK 7u /* bytes of the mark ahead of all */
#define RAR4_MAIN 0x73u
#define RAR4_ENCRYPTED 0x0080u /* of the main header: those behind it are */
#define RAR4_FILE 0x74u
#define RAR4_FILE_ENCRYPTED 0x0004u
#define RAR4_HAS_DATA 0x8000u /* of a size that stands behind the head */

#define RAR5_MARK 8u

enum rar5_type {
	RAR5_MAIN = 1,
	RAR5_FILE = 2,
	RAR5_SERVICE = 3,
	RAR5_ENCRYPTION = 4,
	RAR5_END = 5,
};

#define RAR5_HAS_EXTRA 0x01u /* flags of a header */
#define RAR5_HAS_DATA 0x02u
#define RAR5_IN_VOLUMES 0x18u /* begins or goes on in another one */
#define RAR5_VOLUME 0x01u     /* of the main header */
#define RAR5_HAS_TIME 0x02u   /* of a file */
#define RAR5_HAS_CRC 0x04u

/* Seven bits a byte, the lowest first; what is missing or too long is 0 and
 * leaves nothing behind it. */
uint64_t rar5_number(struct slice *rest);

struct rar5_header {
	uint64_t type;
	uint64_t flags;
	size_t size;        /* of all of it, its sum and length as well */
	struct slice body;  /* what is special to the type */
	struct slice extra; /* records */
	uint64_t data_size;
};

/* By its first bytes, how long it is; 0: it is none. */
uint64_t rar5_header_size(struct slice bytes);

/* False: none, or not all of it.  Its sum is not checked. */
bool rar5_header_read(
    struct slice bytes, struct rar5_header *header_r) MUST_USE;

/* The record of that kind in the extra area, behind its type. */
bool rar5_encryption_of(struct slice extra, struct slice *record_r) MUST_USE;

struct rar5_entry {
	uint64_t flags;
	uint64_t size;
	uint64_t attributes;
	uint32_t crc32; /* with RAR5_HAS_CRC */
	uint64_t method;
	uint64_t system;
	struct slice name;
};

/* The body of the header of a file; false: it has no name. */
bool rar5_entry_read(struct slice body, struct rar5_entry *entry_r) MUST_USE;

#endif
