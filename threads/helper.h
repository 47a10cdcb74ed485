/*
 * helper - the program as CommuniGate starts it
 *
 * Threads: main.
 */
#ifndef THREADS_HELPER_H
#define THREADS_HELPER_H

/* Serve requests on stdin until it ends; the exit code. */
int helper_main(const char *argv0);

#endif
