/*
 * evaluate_command - `CGPFilter EVALUATE index`
 */
#ifndef THREADS_COMMAND_RATE_EVALUATE_COMMAND_H
#define THREADS_COMMAND_RATE_EVALUATE_COMMAND_H

/* The exit code; argv[2] is the first argument. */
int evaluate_main(int argc, char **argv);

#endif
