/*
 * report_command - `CGPFilter REPORT [DAY]`
 */
#ifndef THREADS_COMMAND_STATE_REPORT_COMMAND_H
#define THREADS_COMMAND_STATE_REPORT_COMMAND_H

/* The exit code. */
int report_main(int argc, char **argv);

#endif
