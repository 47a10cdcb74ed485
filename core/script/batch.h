/*
 * batch - what cmd.exe makes of the lines of a batch file before it runs them
 *
 *   p^ower^shell          carets within words
 *   set a=shell           power%a%
 *   %a:~1,2%  %a:x=y%     pieces of a variable, and one with others put in
 *   po%nothing%wer        names that nobody set
 *   !a!                   the same, when a line is run
 *   echo text>>file       what is written into files
 *
 * Nothing is run: lines are read once, from the first to the last.
 *
 * Threads: any.
 * Bounded: a line comes to as many bytes as cmd takes (8191), the whole to the
 * room that is there.
 */
#ifndef CORE_SCRIPT_BATCH_H
#define CORE_SCRIPT_BATCH_H

#include "core/script/script_variables.h"

#define BATCH_ROOM(size) (4 * (size) + 65536)
/* Bytes of values that may be gone over. */
#define BATCH_WORK(size) (64 * (uint64_t)(size) + (1u << 20))

struct batch {
	struct slice text;
	struct script_variables *variables;
	struct script_variables *files; /* by their names as they are written */
	uint8_t *out;
	size_t room, size;
	uint64_t work; /* that is left */
	bool changed;  /* anything but copied */
	bool cut;      /* by the room, the work or the arena */
};

void batch_read(struct batch *batch);

#endif
