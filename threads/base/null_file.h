/*
 * null_file - a file in which there is nothing
 */
#ifndef THREADS_BASE_NULL_FILE_H
#define THREADS_BASE_NULL_FILE_H

/*
 * /dev/null, opened with these flags of open(2), or, in a root without one, a
 * pipe that has ended: what is read is at its end, what is written is lost or
 * refused.  -1: there is none, see errno.
 */
int null_file_open(int flags);

#endif
