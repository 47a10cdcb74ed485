/*
 * input - bytes from the server, in the shared block, as lines
 *
 * A ring of SHARED_INPUT_BYTES; offsets count from the start of the stream and
 * never wrap.  All bytes outside [begin, end) are zero, see shared.h.
 *
 * Threads: the reader; the recovery before it starts.
 */
#ifndef THREADS_PIPELINE_INPUT_H
#define THREADS_PIPELINE_INPUT_H

#include "threads/shared/shared.h"

enum input_result { INPUT_BYTES, INPUT_END, INPUT_INTERRUPTED };

/* Read once, as much as fits in one piece.  Blocks. */
enum input_result input_read(struct shared_input *input, int fd);

/*
 * The line that begins at offset at, its line end included; *line_r borrows
 * the ring, or wrap_buffer (REQUEST_LINE_MAX bytes) where the line wraps.
 * False: no whole line there.  A run of REQUEST_LINE_MAX bytes without a line
 * end counts as a line; *whole_r is false then.
 */
bool input_line(const struct shared_input *input, uint64_t at,
    uint8_t *wrap_buffer, struct slice *line_r, bool *whole_r);

/* What is left behind at, as a line, when the input has ended. */
struct slice input_rest(
    const struct shared_input *input, uint64_t at, uint8_t *wrap_buffer);

/* Everything before position is done with. */
void input_consume(struct shared_input *input, uint64_t position);

/*
 * After an engine died: finish what input_consume() had begun, go on to
 * position if that is further, and move end behind bytes that were delivered
 * but not yet counted.
 */
void input_recover(struct shared_input *input, uint64_t position);

#endif
