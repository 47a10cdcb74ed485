/*
 * autogroup - a share of the processors for this process, apart from others
 *
 * Linux shares processors out among sessions first (sched(7), "The autogroup
 * feature") and only then among the threads of one.  Policies and nice values
 * count within a session: a process of the idle policy in a session of its own,
 * as cron(8) gives one, has half of a processor on which mail is scanned.  So
 * what runs beside mail goes into a session that it has to itself, and gives
 * that a nice value.
 *
 * Where a service manager shares processors out by control groups of its own
 * instead, this does nothing, and the unit's weight counts.
 */
#ifndef THREADS_BASE_AUTOGROUP_H
#define THREADS_BASE_AUTOGROUP_H

#include <stdbool.h>

/*
 * The calling process, and what it starts from now on, are a session of their
 * own.  Called ahead of other threads and children.  True also where it was one
 * already.
 *
 * False, and nothing has changed: there is a terminal, whose keys could not
 * stop the process any more, or the system has no such feature.
 */
bool autogroup_leave(void);

/*
 * The session's share by a nice value of 0 to 19, down and up.  Only after
 * autogroup_leave() has said true, or others' share is changed.  False: it has
 * stayed as it was.
 */
bool autogroup_set_nice(int nice);

#endif
