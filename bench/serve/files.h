/*
 * files - the messages that cgpserve sends the names of
 *
 * Memory: lives until the program ends; no memory is the end of the program.
 */
#ifndef BENCH_SERVE_FILES_H
#define BENCH_SERVE_FILES_H

#include <stddef.h>
#include <stdint.h>

struct files {
	char **paths;
	size_t count;
	size_t room;
};

/* A file, or every regular file below a directory, sorted by name. */
void files_add(struct files *files, const char *path);

/* Every line of the file list is a path, taken as it is. */
void files_add_list(struct files *files, const char *list);

/* Which envelopes files_wrap() writes. */
enum envelopes { ENVELOPES_MIXED, ENVELOPES_OUTSIDE, ENVELOPES_USER };

/*
 * Write each message into directory as a queue file with an envelope chosen
 * by seed, and have files name those instead.
 */
void files_wrap(struct files *files, const char *directory,
    enum envelopes envelopes, uint64_t seed);

#endif
