/*
 * scan_command - `CGPFilter SCAN file...`, see scan_usage
 */
#ifndef THREADS_COMMAND_SCAN_SCAN_COMMAND_H
#define THREADS_COMMAND_SCAN_SCAN_COMMAND_H

/* The exit code. */
int scan_main(int argc, char **argv);

#endif
