/*
 * thread - a thread with a stack of known size
 *
 * Else it would be what the server's own limit (ulimit -s) says, or some
 * systems' 96 KB; libraries that unpack were not written for that.
 */
#ifndef THREADS_THREAD_H
#define THREADS_THREAD_H

#include <pthread.h>
#include <stdbool.h>

/* false: it could not be started. */
bool thread_start(
    pthread_t *thread_r, void *(*thread_main)(void *), void *argument);

#endif
