/*
 * rar_headers - what the headers of a rar say that libarchive does not tell
 *
 * Whether there are other volumes, whether the names are encrypted, and for
 * rar 5 which members are (libarchive gives their ciphertext for the body).
 *
 * Time: one step for each header, and nothing is unpacked.
 */
#ifndef CORE_ARCHIVE_RAR_HEADERS_H
#define CORE_ARCHIVE_RAR_HEADERS_H

#include "core/base/check.h"
#include "core/base/slice.h"

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

#endif
