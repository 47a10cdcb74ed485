/*
 * message_input - the bytes of a message for a command
 *
 * A regular file, read by core/message/view.h as the helper does, or standard
 * input.
 */
#ifndef THREADS_COMMAND_INPUT_MESSAGE_INPUT_H
#define THREADS_COMMAND_INPUT_MESSAGE_INPUT_H

#include "core/message/view.h"
#include "threads/command/input/mbox.h"

struct message_input {
	struct view_reader *reader; /* the caller's */
	struct slice bytes;
	uint64_t file_size; /* of which bytes is the beginning */
	bool cut;
	bool is_file; /* there is a view to close */
	struct view view;
	uint8_t *memory; /* what came from elsewhere than a file of its own */
};

/*
 * path "-" is standard input.  False: it cannot be read, or is empty; why says
 * what it is and what to do.
 */
bool message_input_open(struct message_input *input, struct view_reader *reader,
    const char *path, uint64_t max_bytes, const char **why_r) MUST_USE;

/*
 * The same for size bytes from offset on: a message in an mbox, whose quoted
 * From lines are undone.
 */
bool message_input_open_place(struct message_input *input, const char *path,
    const struct mbox_place *place, uint64_t max_bytes,
    const char **why_r) MUST_USE;

/* The same for what was read of that file already; bytes stay the caller's. */
bool message_input_open_read(struct message_input *input, struct slice bytes,
    const struct mbox_place *place, uint64_t max_bytes,
    const char **why_r) MUST_USE;

void message_input_close(struct message_input *input);

#endif
