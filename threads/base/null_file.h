/*
 * null_file - a file in which there is nothing
 */
#ifndef THREADS_BASE_NULL_FILE_H
#define THREADS_BASE_NULL_FILE_H

/*
 * /dev/null, or, in a root without one, a pipe that has ended: what is read is
 * at its end, what is written is lost or refused.  Closed on exec.  -1: there
 * is none, see errno.
 */
int null_file_open(void);

#endif
