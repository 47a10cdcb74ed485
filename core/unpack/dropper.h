/*
 * dropper - a script while it is taken apart
 *
 * Only core/unpack includes this.  All memory is the arena's of the job; what
 * has no room cuts the part and sets files.ended.
 */
#ifndef CORE_UNPACK_DROPPER_H
#define CORE_UNPACK_DROPPER_H

#include "core/script/script_fold.h"
#include "core/script/script_value.h"
#include "core/unpack/script_files.h"

struct dropper {
	struct script_files files;
	struct script_text text;
	struct script_variables variables;
	struct script_fold fold;
	bool is_page; /* its strings are read elsewhere as they are */
	bool forgot;  /* a name that was given something */
};

/* ---- dropper_value.c --------------------------------------------------- */

/* The files that a value is: data, in the arena, is written over.  pieces: of
 * how many it was put together. */
void dropper_add_value(
    struct dropper *dropper, uint8_t *data, size_t size, unsigned pieces);

/* ---- dropper_shell.c --------------------------------------------------- */

/* The script as cmd or PowerShell (text.language) sees it first, with the files
 * that echo writes added; text itself where that is the same. */
struct slice dropper_read_shell(struct dropper *dropper, struct slice text);

/* Adds the commands in base64 that a line of text gives to PowerShell. */
void dropper_add_commands(struct dropper *dropper, struct slice text);

#endif
