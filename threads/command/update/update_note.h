/*
 * update_note - a few lines beside the set that is here, which only save work
 *
 * One that is lost, or says something else, is done without.
 *
 * Threads: one at a time.  Blocks on the disk.
 */
#ifndef THREADS_COMMAND_UPDATE_UPDATE_NOTE_H
#define THREADS_COMMAND_UPDATE_UPDATE_NOTE_H

#include "core/base/slice.h"
#include "core/base/text.h"

/* What the file holds, size bytes at most, in buffer; empty: nothing. */
struct slice update_note_load(const char *path, uint8_t *buffer, size_t size);
/* Whole or not at all; where it cannot be written none stays. */
void update_note_save(const char *path, const struct text *text);

/* The next line, without its end. */
struct slice update_note_line(struct slice *rest);

#endif
