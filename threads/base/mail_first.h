/*
 * mail_first - leave the processor to mail
 *
 * For what is done beside mail: signatures built, messages learned, updates
 * fetched.
 */
#ifndef THREADS_BASE_MAIL_FIRST_H
#define THREADS_BASE_MAIL_FIRST_H

#define NICE_BESIDE_MAIL 10 /* somebody waits for what is done */
#define NICE_BEHIND_MAIL 19 /* nobody does */

/*
 * The calling thread, and the threads and processes that it starts from now on,
 * get a nice value of at least nice (0 to 19) and, where the system has them,
 * the batch policy (SCHED_BATCH, sched(7)) and the last place in the queue of
 * the disk.  A real-time policy, inherited from a server that was given one, is
 * left: under it a nice value says nothing.  What the system refuses stays as
 * it is.
 */
void mail_first(int nice);

/*
 * The same for a whole process, called before it has other threads that work;
 * until it starves, by the idle policy in place of the batch policy
 * (threads/base/idle_policy.h), and where it has no terminal in a session of
 * its own (threads/base/autogroup.h).
 */
void mail_first_process(int nice);

/*
 * The calling thread alone, by its nice value alone (NICE_BESIDE_MAIL): for
 * threads of the helper, which write lines to the server under a lock that
 * workers take, too.  Nothing where a nice value is that of a process.
 */
void mail_first_thread(void);

#endif
