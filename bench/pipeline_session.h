/*
 * pipeline_session - a helper that is asked in rounds, and what it costs
 *
 * Start proves the answers: each number once and in turn, every infected mail
 * found that can be, every clean one passed.  Only then is there a session, so
 * that what is timed is known to be right; each timed round is held to the same
 * laws.
 */
#ifndef BENCH_PIPELINE_SESSION_H
#define BENCH_PIPELINE_SESSION_H

#include <stdint.h>

struct session;

struct session_options {
	const char *name;             /* in complaints */
	const char *const *arguments; /* of the helper, NULL at the end */
	const char *mails;            /* "5k", "50k", "500k" */
	uint64_t outstanding;
	/* Of every so many infected mails it finds one; 0: none. */
	unsigned finds_every;
};

/* options is borrowed to the end. */
struct session *session_open(const struct session_options *options);

struct session_cost {
	double wall_s; /* of the round */
	double cpu_s;  /* of all threads of all processes of the helper */
};

/* So many clean mails; the program ends with a sentence if an answer is wrong.
 */
void session_round(
    struct session *session, uint64_t requests, struct session_cost *cost_r);

/* QUIT, and an orderly end. */
void session_close(struct session **session);

#endif
