/*
 * status_command - `CGPFilter STATUS`
 */
#ifndef THREADS_COMMAND_STATE_STATUS_COMMAND_H
#define THREADS_COMMAND_STATE_STATUS_COMMAND_H

/* The exit code. */
int status_main(int argc, char **argv);

#endif
