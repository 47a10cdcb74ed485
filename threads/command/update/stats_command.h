/*
 * stats_command - `CGPFilter STATS`: what is reported of this installation, and
 * the reports of others added up
 *
 * The helper starts it once an hour as
 *
 *     CGPFilter STATS --send COUNTS
 *
 * with the lines that only it knows (update_poll.h); the answer is as with
 * UPDATE, "= sent|unsent 0" behind sentences for the log.
 */
#ifndef THREADS_COMMAND_UPDATE_STATS_COMMAND_H
#define THREADS_COMMAND_UPDATE_STATS_COMMAND_H

/* The exit code. */
int stats_main(int argc, char **argv);

#endif
