/*
 * account - what a tree of processes used, from looks at it now and then
 *
 * Processes come and go between two looks.  One that was waited for has left
 * its processor time to its parent; one that was not counts with what it had
 * when it was last seen.  So no time counts twice, and what is missed is at
 * most the last stretch of those that nobody waited for.
 *
 * Pure: whoever looks hands in what was seen.  Threads: one at a time.
 */
#ifndef BENCH_SERVE_ACCOUNT_H
#define BENCH_SERVE_ACCOUNT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* Processes that are remembered, gone ones included; further ones count only
 * by way of a parent that waits for them. */
#define ACCOUNT_MAX 1024u

/* Times of waited-for children come in steps of this: one number for the user's
 * time, one for the system's. */
#define ACCOUNT_TICK_NS UINT64_C(10000000)

/* One process at one moment. */
struct process {
	pid_t pid;
	pid_t parent;
	uint64_t start;     /* tells apart two with the same number */
	uint64_t own_ns;    /* on a processor, all threads */
	uint64_t waited_ns; /* of all children that were waited for */
	uint64_t voluntary; /* switches */
	uint64_t involuntary;
	uint64_t peak_bytes; /* of resident memory */
};

struct account_row {
	struct process first; /* at account_begin(), or nothing but zeros */
	struct process last;
	uint64_t explained_ns; /* of the growth of waited_ns at this look */
	bool alive;
	bool seen; /* at this look */
};

struct account {
	struct account_row rows[ACCOUNT_MAX];
	size_t count;
	int64_t balance_ns; /* of those that are gone */
	uint64_t gone_voluntary, gone_involuntary;
	uint64_t peak_bytes; /* of all at one look, the largest */
};

/* All that is zero is an account of nothing. */

/* The whole tree at one moment. */
void account_look(
    struct account *account, const struct process *processes, size_t count);

/* Was this one in the tree when it was last looked at? */
bool account_knows(const struct account *account, pid_t pid, uint64_t start);

/* What was used until the last look counts no more. */
void account_begin(struct account *account);

struct usage {
	uint64_t cpu_ns;
	uint64_t voluntary;
	uint64_t involuntary;
	uint64_t peak_bytes; /* pages that two processes share count twice */
};

/* From account_begin() to the last look. */
struct usage account_usage(const struct account *account);

#endif
