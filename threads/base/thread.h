/*
 * thread - a thread with a stack of known size
 *
 * Else it would be what the server's own limit (ulimit -s) says, or some
 * systems' 96 KB; libraries that unpack were not written for that.
 */
#ifndef THREADS_BASE_THREAD_H
#define THREADS_BASE_THREAD_H

#include <pthread.h>
#include <stdbool.h>

/* false: it could not be started; errno says why. */
bool thread_start(
    pthread_t *thread_r, void *(*thread_main)(void *), void *argument);

/*
 * Give the calling thread a table of open files of its own, with the first
 * count descriptors in it; what others open and close from now on, it does not
 * see, nor they what it does.  Opening, reading and closing a file then takes
 * no lock and no counting that all threads share: a tenth of what a 5 KB mail
 * costs.  Where the system cannot, the table stays shared.
 */
void thread_own_files(unsigned count);

#endif
