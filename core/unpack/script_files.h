/*
 * script_files - what the constants of one script come to
 *
 * Only core/unpack includes this.
 */
#ifndef CORE_UNPACK_SCRIPT_FILES_H
#define CORE_UNPACK_SCRIPT_FILES_H

#include "core/unpack/job.h"

/* Shorter strings are names, sums, keys. */
#define SCRIPT_STRING_MIN 64u

struct script_files {
	struct job *job;
	struct part *part;
	struct slice text; /* the script, or the page */
	size_t at;         /* up to where it is read */
	unsigned count;    /* files found in it */
	bool reverses;     /* so a script of it does to strings */
	bool is_script;    /* all of it: its strings are read elsewhere */
	bool ended;        /* no room for more */
};

/* A child with these bytes; its media type may be empty. */
void script_files_add(
    struct script_files *files, struct slice body, struct slice media_type);

/* The same, whose name is that of a file which the script writes. */
void script_files_add_named(
    struct script_files *files, struct slice body, struct slice name);

/* A child that is what this base64 is of. */
void script_files_add_base64(struct script_files *files, struct slice string);

/* Room for size bytes; NULL: none, and the part is cut. */
uint8_t *script_files_room(struct script_files *files, size_t size);

/* There is no room for more, and the part is cut. */
void script_files_end(struct script_files *files);

/* A string, in the arena, whose characters are of these kinds (enum
 * script_letter): base64, escapes and data: URLs undone. */
void script_files_add_string(
    struct script_files *files, uint8_t *data, size_t size, unsigned letters);

/* All other constants: lists of strings and of numbers; strings as well, unless
 * files->is_script. */
void script_files_read(struct script_files *files);

#endif
