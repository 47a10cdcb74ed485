/*
 * stats_receive - a report on standard input, added to a file of totals
 *
 * As a CGI program, or by hand.  Runs at once add one after the other.
 *
 * Threads: one.  Blocks: on standard input and the disk.
 */
#ifndef THREADS_COMMAND_UPDATE_STATS_RECEIVE_H
#define THREADS_COMMAND_UPDATE_STATS_RECEIVE_H

/* The exit code. */
int stats_receive(const char *totals_path);

#endif
