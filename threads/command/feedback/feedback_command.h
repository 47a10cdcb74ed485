/*
 * feedback_command - `CGPFilter FEEDBACK ...`
 *
 * What users report, from the server's PIPE module or from a directory.
 */
#ifndef THREADS_COMMAND_FEEDBACK_FEEDBACK_COMMAND_H
#define THREADS_COMMAND_FEEDBACK_FEEDBACK_COMMAND_H

int feedback_main(int argc, char **argv);

#endif
