/*
 * show_command - `CGPFilter SHOW message...`
 *
 * Reads each message as the helper would, under the limits of CGPFilter.cfg
 * (the defaults where there is none), and shows what came of it: as a page, as
 * JSON, or the bytes of one part.  Changes nothing but what --extract writes.
 * Exit code 0: all was shown; 1: something could not be read or written, with
 * the reason on standard error; 2: wrong arguments.
 */
#ifndef THREADS_COMMAND_SCAN_SHOW_COMMAND_H
#define THREADS_COMMAND_SCAN_SHOW_COMMAND_H

int show_main(int argc, char **argv);

#endif
