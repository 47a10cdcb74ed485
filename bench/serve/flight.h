/*
 * flight - requests that were sent and not answered yet
 *
 * Slots lie at the low bits of the sequence number; when an old request keeps
 * a slot that a new one needs, the table grows.
 */
#ifndef BENCH_SERVE_FLIGHT_H
#define BENCH_SERVE_FLIGHT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* When a request should have gone out, and when it did: the same but in an open
 * loop. */
struct flight_times {
	uint64_t due_ns;
	uint64_t sent_ns;
};

struct flight_slot {
	uint64_t number; /* 0: free */
	struct flight_times times;
};

struct flight {
	struct flight_slot *slots;
	size_t mask;
	size_t count;     /* requests in flight */
	uint64_t next;    /* the next number to be sent; the first is 1 */
	uint64_t in_turn; /* the number that a strict order answers next */
};

void flight_init(struct flight *flight);

/* Note one more request; returns its number. */
uint64_t flight_send(struct flight *flight, uint64_t due_ns, uint64_t now_ns);

/* The next request in flight behind this number; 0: there is none. */
uint64_t flight_after(const struct flight *flight, uint64_t number);

enum flight_result {
	FLIGHT_ANSWERED,
	FLIGHT_OVERTOOK, /* answered, but ahead of an earlier request */
	FLIGHT_REPEATED, /* it had an answer already */
	FLIGHT_UNKNOWN,  /* no such request was ever sent */
};

enum flight_result flight_answer(
    struct flight *flight, uint64_t number, struct flight_times *times_r);

#endif
