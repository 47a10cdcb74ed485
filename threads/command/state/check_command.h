/*
 * check_command - `CGPFilter CHECK [FILE]`
 *
 * Reads the configuration as a start would, prints every key with its value,
 * then compiles the signatures aside and prints what was taken and what was
 * not, by kind.  Changes nothing.  Exit code 0: all good; 1: something would be
 * refused, or FILE is not there; 2: wrong arguments.
 */
#ifndef THREADS_COMMAND_STATE_CHECK_COMMAND_H
#define THREADS_COMMAND_STATE_CHECK_COMMAND_H

int check_main(int argc, char **argv);

#endif
