/*
 * stray_signals - what means nothing to a helper does not end it
 *
 * The system ends a process by most signals that it does not expect, and the
 * server then has no filter.  They come by mistake: from a script that rotates
 * logs and reads an old process number, or from a limit on files.
 */
#ifndef THREADS_BASE_STRAY_SIGNALS_H
#define THREADS_BASE_STRAY_SIGNALS_H

/* At start, for this process and all that it starts.  Those that end, stop or
 * debug it stay as they are. */
void stray_signals_ignore(void);

#endif
