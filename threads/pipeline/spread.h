/*
 * spread - a worker goes where it keeps no other one from its message
 *
 * A kernel wakes threads where they ran last, and moves one that waits when a
 * processor falls idle.  One on which a process of the idle policy runs (LEARN
 * and UPDATE of ours, whatever else an administrator keeps out of the way)
 * never falls idle: then all workers may stay on the other processors, one
 * behind another, for as long as that process runs (Linux 6.18, two processors:
 * some 20 ms at a time).  So a worker that begins a message looks whether
 * another one is in the midst of a message on the same processor, which cannot
 * be running then; and if that one still is so at the next look, it leaves.
 *
 * Threads: each worker has a struct spread of its own; what others are on is
 * read from the shared block.
 */
#ifndef THREADS_PIPELINE_SPREAD_H
#define THREADS_PIPELINE_SPREAD_H

#include <stdbool.h>
#include <stdint.h>

#include "threads/base/processor.h"
#include "threads/shared/shared.h"

/* All zero at first. */
struct spread {
	uint64_t next_ns;         /* not looked before */
	uint64_t behind_ticket;   /* who had our processor at the last look */
	uint64_t made_way_ticket; /* for whom we left last */
	uint64_t made_way_ns;     /* and when */
};

/* Between two looks of one worker of so many: the more there are, the dearer.
 */
uint64_t spread_interval_ns(uint32_t worker_count);

/*
 * A look of worker own, which runs on processor here.  True: it should leave it
 * for one that is not in taken_r.  now_ns is of clock_now_ns().
 */
bool spread_look(struct spread *spread, const struct shared_worker *workers,
    uint32_t worker_count, uint32_t own, uint32_t here, uint64_t now_ns,
    struct processor_set *taken_r) MUST_USE;

/* Worker own begins a message: if it is time for a look, tell the others where,
 * look, and leave if one should.  So what others read is no older, when a
 * message begins, than the time between two looks.  True: it has looked. */
bool spread_begin(struct spread *spread, struct shared_worker *workers,
    uint32_t worker_count, uint32_t own, uint64_t now_ns);

#endif
