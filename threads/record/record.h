/*
 * record - what a helper counts, day by day
 *
 * The clock is handed in, so that a year takes a test a moment.
 *
 * Threads: one at a time.  Blocks: on the disk.
 */
#ifndef THREADS_RECORD_RECORD_H
#define THREADS_RECORD_RECORD_H

#include "threads/record/day_tell.h"
#include "threads/shared/notes.h"

/* What may change while running. */
struct record_wishes {
	uint32_t hour; /* at which a report is made */
	size_t keep;   /* days */
	day_teller *tell;
	void *owner;
};

struct record {
	const struct live *live;
	struct notes *notes; /* NULL: none */
	const char *state;   /* the state directory; borrowed */
	void (*say)(void *owner, const char *sentence);
	void *owner;
	bool opened;
	uint64_t open_ns;      /* not tried to open again before */
	uint64_t saved_ns;     /* when it last was, or could not be */
	uint64_t turn_ns;      /* the day is not turned again before */
	uint64_t told_ns;      /* ... telling was tried */
	uint64_t said_ns;      /* ... something was said of failures */
	uint64_t day_since_ns; /* since when it is today */
	int32_t today;
	int32_t told; /* all to here is told of */
	struct totals now;
	struct day_store store;
};

/* live: whose counters; what is said of failures goes to say. */
void record_init(struct record *record, const struct live *live,
    const char *state, void (*say)(void *owner, const char *sentence),
    void *owner);

/* Once a second or so: by the wall clock and by CLOCK_MONOTONIC.  Tells of
 * days that are over; wishes NULL: not now. */
void record_tick(struct record *record, int64_t wall_s, uint64_t now_ns,
    const struct record_wishes *wishes);

/* The last one: everything onto the disk. */
void record_end(struct record *record, int64_t wall_s, uint64_t now_ns);

#endif
