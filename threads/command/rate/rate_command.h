/*
 * rate_command - `CGPFilter RATE place...`
 */
#ifndef THREADS_COMMAND_RATE_RATE_COMMAND_H
#define THREADS_COMMAND_RATE_RATE_COMMAND_H

int rate_main(int argc, char **argv);

#endif
