/*
 * terminal - how a command writes for whoever looks at its output
 *
 * Threads: any, but setlocale() is called: before others start.
 */
#ifndef THREADS_COMMAND_CONSOLE_TERMINAL_H
#define THREADS_COMMAND_CONSOLE_TERMINAL_H

#include "core/show/page.h"

/* Width, colours and line characters as standard output takes them. */
struct page_style terminal_style(bool ascii);

/* A writer_function that writes to standard output; owner is not used. */
bool terminal_write(void *owner, struct slice bytes);

/* False: something that was printed could not be written, and standard error
 * has said so. */
bool terminal_flush(void);

#endif
