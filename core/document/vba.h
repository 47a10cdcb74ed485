/*
 * vba - which streams of a compound file have source of macros, and where
 *
 * A project is a storage with a stream "dir", which lists the modules: streams
 * beside it, and the offset of the source in each.
 *
 * Threads: one at a time.  Memory: 4 bytes for each entry, and the lists, in
 * the arena.
 */
#ifndef CORE_DOCUMENT_VBA_H
#define CORE_DOCUMENT_VBA_H

#include "core/document/cfb.h"

struct vba {
	uint32_t *offsets; /* by entry, VBA_UNKNOWN: no list names it */
	uint32_t count;
	unsigned left;    /* steps that looking up names may still take */
	size_t list_left; /* bytes that lists may still become */
};

#define VBA_UNKNOWN UINT32_MAX

/* Read all lists.  False: no room. */
bool vba_open(struct vba *vba, struct cfb *cfb) MUST_USE;

/* A source in the stream of that entry, by its list or by how it begins. */
struct vba_source {
	struct slice text; /* empty: cut ahead of its first byte */
	unsigned flags;    /* enum ovba_flag */
};

/* A stream may have two: where the list says, and where one begins. */
#define VBA_SOURCES 2u

/* Those of a stream of these bytes; returns how many. */
size_t vba_read(const struct vba *vba, const struct cfb *cfb, uint32_t index,
    struct slice stream, size_t size_max,
    struct vba_source sources_r[VBA_SOURCES]);

#endif
