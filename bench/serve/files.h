/*
 * files - the messages whose names are sent
 *
 * Memory: until files_free(); no memory is the end of the program, and so is
 * what cannot be read.
 */
#ifndef BENCH_SERVE_FILES_H
#define BENCH_SERVE_FILES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct files {
	char **paths;    /* as the helper is told */
	char **names;    /* as people know them: "box.mbox:3", or the path */
	uint64_t *sizes; /* bytes; 0 for what is not there */
	size_t count;
	size_t room;
};

/* One message; both are copied. */
void files_append(struct files *files, const char *path, const char *name);

/* A file, or every regular file below a directory, sorted by name. */
void files_add(struct files *files, const char *path);

/* Every line of the file list is a path, taken as it is. */
void files_add_list(struct files *files, const char *list);

/*
 * The same, and more: an archive (.tar, .tar.xz, .tgz, .zip, ...: see
 * files_is_archive()) gives its members, a file that begins like an mbox its
 * messages, each as a file of its own below scratch.  What lies in a directory
 * or an archive is taken as it is.
 */
void files_add_input(
    struct files *files, const char *path, const char *scratch);

bool files_is_archive(const char *path);

/* The regular files in it, named "ARCHIVE:MEMBER", written below scratch under
 * names of our own: what members are called leads nowhere. */
void files_add_archive(
    struct files *files, const char *archive, const char *scratch);

/* Does it begin with "From "? */
bool files_is_mbox(const char *path);

/*
 * The messages of an mbox, named "MBOX:NUMBER".  A "From " line at the start
 * or behind an empty line begins one and belongs to none; of lines with
 * ">From ", ">>From " and so on the first ">" goes.
 */
void files_add_mbox(struct files *files, const char *mbox, const char *scratch);

/* Which envelopes files_wrap() writes. */
enum envelopes {
	ENVELOPES_MIXED,
	ENVELOPES_OUTSIDE,
	ENVELOPES_USER,
	ENVELOPES,
};

/* As users call them. */
extern const char *const envelope_names[ENVELOPES];

/*
 * Write each message into directory as a queue file with an envelope chosen
 * by seed, and have files name those instead.
 */
void files_wrap(struct files *files, const char *directory,
    enum envelopes envelopes, uint64_t seed);

/* Leaves none. */
void files_free(struct files *files);

#endif
