/*
 * ovba - macros of Office, decompressed ([MS-OVBA] 2.4.1)
 *
 * A module's stream holds compiled code and, from an offset that the stream
 * "dir" tells, its source, compressed in chunks of 4,096 bytes.  Where the
 * offset leads to nothing the source is looked for: it begins with "Attribute",
 * which nothing can pack.
 *
 * Threads: any.  Memory: what is decompressed lies in the arena.
 */
#ifndef CORE_DOCUMENT_OVBA_H
#define CORE_DOCUMENT_OVBA_H

#include "core/base/arena.h"
#include "core/base/budget.h"
#include "core/base/slice.h"

enum ovba_flag {
	OVBA_DAMAGED = 1 << 0, /* broke off: the text is as far as it went */
	OVBA_CUT = 1 << 1,     /* size_max, or the arena */
};

/*
 * What the container at the beginning of bytes becomes, size_max bytes at most.
 * Ends in front of the first chunk that is none; empty with OVBA_DAMAGED: bytes
 * begin with no container.
 */
struct slice ovba_decompress(struct slice bytes, size_t size_max,
    struct arena *arena, struct budget *budget, unsigned *flags_r);

/* Where in bytes a container begins whose text begins with "Attribut"; bytes.
 * size: nowhere. */
size_t ovba_find(struct slice bytes);

/* A module, as "dir" lists it. */
struct ovba_module {
	struct slice name;   /* of its stream, UTF-16LE; empty: only narrow is
				known */
	struct slice narrow; /* in the codepage of the project */
	uint32_t offset;     /* of the source in the stream */
};

/* Going through a "dir" that is decompressed already. */
struct ovba_dir {
	struct slice bytes;
	size_t at;
};

/* The next module; false: no more. */
bool ovba_dir_next(struct ovba_dir *dir, struct ovba_module *module_r) MUST_USE;

#endif
