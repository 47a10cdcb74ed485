/*
 * wim - images of Windows' files (.wim, .swm)
 *
 *     header, bodies, table of bodies (by their sums), a list of XML
 *
 * Bodies that say so are lists of names: each has the sum of its body.  A body
 * is stored, or packed in chunks.
 *
 * "Windows Imaging File Format", Microsoft, 2007.  Sums are not checked.
 *
 * Private to core/archive.  Threads: any.  Memory: all is borrowed.
 */
#ifndef CORE_ARCHIVE_WIM_WIM_H
#define CORE_ARCHIVE_WIM_WIM_H

#include "core/base/check.h"
#include "core/base/slice.h"

#define WIM_SUM_SIZE 20u
/* Chunks are as large as this, or smaller. */
#define WIM_CHUNK_MAX 65536u
#define WIM_CHUNK_MIN 4096u

enum wim_packing {
	WIM_STORED,
	WIM_XPRESS,
	WIM_OTHER, /* LZX, LZMS */
};

/* A body, where it lies. */
struct wim_body {
	uint64_t at, size_packed, size;
	bool is_free, is_names, is_packed, is_solid;
	unsigned part;    /* of the volumes */
	struct slice sum; /* WIM_SUM_SIZE bytes; empty: of the table itself */
};

struct wim {
	struct slice bytes;
	enum wim_packing packing;
	uint32_t chunk_size;
	unsigned part, parts;
	struct wim_body table;
};

/* False: there is none. */
bool wim_open(struct wim *wim, struct slice bytes) MUST_USE;

/* The body in entry number of the table's bytes; false: no more. */
bool wim_body_of(
    struct slice table, uint64_t number, struct wim_body *body_r) MUST_USE;

/* The chunk of that number of a packed body; false: it is not there. */
bool wim_chunk(const struct wim *wim, const struct wim_body *body,
    uint64_t number, struct slice *packed_r, size_t *size_r) MUST_USE;

struct wim_name {
	struct slice name; /* UTF-16, lowest byte first */
	struct slice sum;
};

/* Where the first name is in a list of them. */
size_t wim_names_begin(struct slice names);

/* The next one that has a body, at or behind *at.  False: no more. */
bool wim_name_next(
    struct slice names, size_t *at, struct wim_name *name_r) MUST_USE;

#endif
