/*
 * apart - what may take for ever is done by a process of its own
 *
 * Who asks for a file on a disk that does not answer waits for it, and even
 * SIGKILL may have to.  A process that others depend on leaves that to another
 * one, and waits for it as long as it can afford to.
 *
 * Threads: a process of one, so that fork() is clean.
 */
#ifndef THREADS_BASE_APART_H
#define THREADS_BASE_APART_H

/*
 * Run work(owner), which sees our memory as it is now.  Returns when it is
 * done, or two seconds later; it is done all the same then, once that is
 * possible.  later(owner), unless NULL, runs behind it and is not waited for.
 * Neither has any file that is open here.  Without a process for it (no
 * memory, no descriptors) work runs in the caller, and later does not.
 */
void apart_do(
    void (*work)(void *owner), void (*later)(void *owner), void *owner);

#endif
