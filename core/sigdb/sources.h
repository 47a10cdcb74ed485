/*
 * sources - the signature files of a directory
 *
 * Regular files whose names end like those of signature files, by name; what
 * begins with a dot (an unfinished download) and sub-directories are passed
 * over.
 *
 * Threads: one at a time.  Blocks: on the disk.
 */
#ifndef CORE_SIGDB_SOURCES_H
#define CORE_SIGDB_SOURCES_H

#include "core/sigdb/rules.h"

/* A file larger than this is refused: no signature file comes near it. */
#define SOURCE_BYTES_MAX ((uint64_t)2 << 30)

struct source {
	char *name;
	struct rules_type type;
	uint64_t size;
	int64_t mtime_ns;
};

struct sources {
	struct source *items; /* sorted by name */
	size_t count;
};

/*
 * directory NULL or not there: no sources, SIGDB_OK.  Otherwise SIGDB_OK,
 * SIGDB_NO_DIRECTORY (with *error_r) or SIGDB_NO_MEMORY; fini only after
 * SIGDB_OK.
 */
enum sigdb_result sources_list(const char *directory, struct sources *sources_r,
    struct text *error_r) MUST_USE;
void sources_fini(struct sources *sources);

/* Over names, sizes and dates, and the options that decide what becomes of
 * them. */
uint64_t sources_stamp(
    const struct sources *sources, const struct sigdb_options *options);

/* All bytes of one, in malloc'ed memory (never NULL with SIGDB_OK). */
enum sigdb_result sources_read(const char *directory,
    const struct source *source, uint8_t **bytes_r, size_t *size_r,
    struct text *error_r) MUST_USE;

/*
 * The sign file of a container (sign_file.h).  False: there is none, or none
 * that can be read; otherwise *owned_r is malloc'ed and holds the text.
 */
bool sources_read_beside(const char *directory, const char *container_name,
    uint64_t version, uint8_t **owned_r, struct slice *text_r) MUST_USE;

#endif
