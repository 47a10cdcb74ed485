/*
 * learn_command - `CGPFilter LEARN ...` and `CGPFilter UNLEARN ...`
 *
 * Messages that people have sorted, to a new cartridge in place of the old one.
 * Exit code 0: done; 1: something could not be read, or nothing was changed
 * because it could not be; 2: wrong arguments.
 */
#ifndef THREADS_COMMAND_LEARN_LEARN_COMMAND_H
#define THREADS_COMMAND_LEARN_LEARN_COMMAND_H

int learn_main(int argc, char **argv);
int unlearn_main(int argc, char **argv);

#endif
