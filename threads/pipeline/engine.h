/*
 * engine - reader, workers, timer: many messages at once
 *
 * Everything of one engine process that its threads share.  What must outlive
 * it is in struct shared.
 *
 * Start:    recover what the engine before left, start workers and timer, read.
 * Shutdown: stop reading (EOF, QUIT, SIGTERM), wait until nothing is in flight,
 *           answer QUIT, close the lanes, join, free.
 */
#ifndef THREADS_PIPELINE_ENGINE_H
#define THREADS_PIPELINE_ENGINE_H

#include <pthread.h>
#include <stdatomic.h>

#include "threads/pipeline/lanes.h"
#include "threads/pipeline/order.h"
#include "threads/pipeline/work.h"
#include "threads/shared/live_db.h"
#include "threads/shared/shared.h"

/* Times that a reload may change. */
struct engine_times {
	_Atomic uint64_t answer_limit_ns;
	_Atomic uint64_t slow_after_ns;
};

struct engine {
	struct shared *shared;        /* [const] */
	struct order *order;          /* [const] */
	struct lanes *lanes;          /* [const] */
	struct live_db *live_db;      /* [const] NULL: the work needs none */
	const struct work *work;      /* [const] */
	int input_fd;                 /* [const] */
	int output_fd;                /* [const] */
	void (*drained)(void *owner); /* [const] */
	void *drained_owner;          /* [const] */
	bool alone; /* [const] no worker answers: stand_in.c does */
	struct engine_times times;
	_Atomic enum addheader_form addheader_form;

	_Atomic bool stopping;

	/* [reader] slots that are free, newest last; away from what workers
	 * read for each message */
	_Alignas(64) uint32_t *free_slots;
	uint32_t free_count;

	pthread_t timer;
	uint32_t worker_count;
	pthread_t *workers;
};

struct engine_options {
	struct shared *shared;
	const struct config *config; /* borrowed for the call */
	const struct work *work;
	struct live_db *live_db;
	int input_fd;
	int output_fd;
	/* Called once all is answered, before QUIT is; may be NULL. */
	void (*drained)(void *owner);
	void *drained_owner;
};

/* NULL: no memory.  Starts no thread. */
struct engine *engine_create(const struct engine_options *options) MUST_USE;

/* Take over from configuration what may change while running. */
void engine_configure(struct engine *engine, const struct config *config);

/*
 * Start the threads, read until the input ends, drain, stop.  True: orderly
 * end.  False: threads could not be started.
 */
bool engine_run(struct engine *engine) MUST_USE;

void engine_destroy(struct engine **engine);

/* One worker for each core and one for the slow lane, unless configured. */
uint32_t engine_worker_count(const struct config *config);

/* ---- parts of the engine, one file each -------------------------------- */

/* reader.c: returns when the input has ended. */
void reader_run(struct engine *engine);
/* The same step by step: what is there already, one read (false: it has ended,
 * or QUIT came), the rest. */
bool reader_begin(struct engine *engine);
bool reader_read(struct engine *engine);
void reader_end(struct engine *engine);
/* Waits until every request that was read is answered. */
void reader_drain(struct engine *engine);
void reader_answer_quit(struct engine *engine);

/* worker.c */
struct worker_argument {
	struct engine *engine;
	uint32_t index;
};
void *worker_main(void *argument);

/* timer.c */
void *timer_main(void *engine);

/* recover.c: slots and input bytes that an engine before left behind. */
void recover(struct engine *engine);

/* engine_answer.c: write the answer of a slot that the caller claimed into the
 * slot. */
void engine_put_answer(struct engine *engine, uint32_t slot,
    const struct answer *answer, enum addheader_form form);

/* ... and let it leave. */
void engine_answer(struct engine *engine, uint32_t slot,
    const struct answer *answer, enum addheader_form form);

/* The same for a slot that the reader answers by itself. */
void engine_answer_preset(struct engine *engine, uint32_t slot);

/* The same with what the work says where a message was not scanned. */
void engine_answer_fallback(
    struct engine *engine, uint32_t slot, enum outcome outcome);

/* That for all that waits: no worker ever answers it, for lack of memory. */
void engine_answer_all(struct engine *engine);

/* The ticket in the calling worker's hands, for the crash handler. */
extern _Thread_local uint64_t worker_ticket;
extern _Thread_local uint32_t worker_index_plus_1;

#endif
