/*
 * disturb - what is done to a helper while it works
 *
 *     pause:MS                        all of it stands still for so long
 *     deaf:MS                         nobody reads its answers for so long
 *     flood:N                         N requests at once, past what may be
 *                                     outstanding: its table fills
 *     helper:SIGNAL, engine:SIGNAL    see child_disturb()
 *     anything else                   a shell command
 */
#ifndef BENCH_SERVE_DISTURB_H
#define BENCH_SERVE_DISTURB_H

#include <stdbool.h>
#include <stdint.h>

enum disturbance_kind {
	DISTURB_COMMAND, /* and signals */
	DISTURB_PAUSE,
	DISTURB_DEAF,
	DISTURB_FLOOD,
};

struct disturbance {
	enum disturbance_kind kind;
	uint64_t amount; /* milliseconds or requests */
	uint64_t interval_ns;
	uint64_t next_ns;
	uint64_t pause_ns; /* as long as the helper answers: interval_ns */
	uint64_t answers;  /* up to the last time */
	const char *command;
};

/* kind, amount and command from text, which stays borrowed.  NULL: taken; else
 * what is wrong with it. */
const char *disturbance_read(const char *text, struct disturbance *disturbance);

#define DISTURBANCES_MAX 8u

struct serve;

/* What disturbances have set up, in the conversation. */
struct disturb {
	struct disturbance rows[DISTURBANCES_MAX];
	uint64_t resume_ns; /* the helper is paused till then; 0: it is not */
	uint64_t deaf_until_ns; /* 0: it is not */
	uint64_t flood;         /* requests that may be sent at once */
	uint64_t shadow_ns;     /* what is due until then counts as disturbed */
};

/* All intervals begin now. */
void disturb_begin(struct serve *serve, uint64_t now_ns);

/* Do what is due, and end what has lasted long enough. */
void disturb_now(struct serve *serve, uint64_t now_ns);

/* When there is something to do next, at most until_ns. */
uint64_t disturb_next_ns(const struct serve *serve, uint64_t until_ns);

/* The conversation ends: nothing stays paused. */
void disturb_end(struct serve *serve);

#endif
