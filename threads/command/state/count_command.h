/*
 * count_command - `CGPFilter COUNT`
 *
 * A helper that counts messages and does nothing else, to find out how large a
 * machine for the real one must be.  It speaks the whole protocol, answers
 * every FILE request with the number so far, and never looks at a file.
 */
#ifndef THREADS_COMMAND_STATE_COUNT_COMMAND_H
#define THREADS_COMMAND_STATE_COUNT_COMMAND_H

int count_main(int argc, char **argv);

#endif
