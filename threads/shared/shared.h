/*
 * shared - what must outlive an engine
 *
 * The supervisor maps this block before the first engine starts; every engine
 * inherits it at the same address.  It holds the bytes read from the server and
 * not yet parsed, the in-flight table with the answers not yet written, what
 * each worker is doing, and the counters.  When an engine dies, the next one
 * goes on from here: nothing that was read is lost.
 *
 * Nothing in the block points anywhere (but to the counters, which lie at the
 * same address in every engine, too); table, ring and order speak in slot
 * numbers.  Memory is touched only as it is used (16,384 slots of 256 bytes,
 * and 8 KB for each slot that once held a long path or answer).
 *
 * Life of a slot, by phase (the state word holds ticket, flags and phase, so a
 * stale compare-and-swap can never hit a later request in the same slot):
 *
 *     FREE --reader--> ARRIVING ----------- KEY and the like ----+
 *      ^                 |                                       |
 *      |                 v                                       |
 *      |               QUEUED --worker--> STARTING --> RUNNING --+
 *      |                 |  ^--------- slow lane ---------'      |
 *      |                 `-- overdue ----------------------------+
 *      |                                  claimed by worker or timer
 *      |                                                         v
 *      `------- writer, once written --------- DONE <-- ANSWERING
 *
 * ARRIVING ends when the order knows the request and its line counts as read.
 * A lane may hold an entry of an earlier request in the slot (lanes.h): a
 * worker that finds it must not take what is the reader's to answer, nor finish
 * before the order can know, nor be done while the next engine, should this one
 * die, would find the line unread and no slot for it.
 *
 * In STARTING the worker copies what it needs; the timer keeps off, so that the
 * slot cannot be answered, free and filled anew meanwhile.
 */
#ifndef THREADS_SHARED_SHARED_H
#define THREADS_SHARED_SHARED_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/check.h"
#include "core/base/slice.h"
#include "core/protocol/request.h"
#include "core/protocol/response.h"
#include "core/report/statistics.h"
#include "threads/shared/ceiling.h"
#include "threads/shared/live_stats.h"

/* Unparsed input: two of the longest lines fit behind a full pipe read. */
#define SHARED_INPUT_BYTES (256u << 10)
#define SHARED_WORKERS_MAX 1025u

/* guilty_worker: the thread that crashed was no worker, or had no message. */
#define SHARED_NOBODY UINT32_MAX

enum slot_phase {
	SLOT_FREE,
	SLOT_ARRIVING,  /* the reader's: no worker may take it yet */
	SLOT_QUEUED,    /* waits for a worker */
	SLOT_STARTING,  /* a worker reads it */
	SLOT_RUNNING,   /* a worker is on it */
	SLOT_ANSWERING, /* somebody claimed the right to answer it */
	SLOT_DONE,      /* answer complete, not yet written */
};

/* What the reader answers by itself, in its turn. */
enum slot_preset {
	SLOT_FOR_WORKER, /* a FILE request */
	SLOT_PRESET_OK,
	SLOT_PRESET_FAILURE,
};

/*
 * Flag in the state word: the order went on without it (see order.h).  Set at
 * birth, or in QUEUED and RUNNING.  In all other phases the word is changed by
 * one thread alone, so that it needs no locked instruction.
 */
#define SLOT_DETACHED UINT64_C(0x80)
#define SLOT_PHASE(state) ((enum slot_phase)((state)&0x0F))
#define SLOT_TICKET(state) ((state) >> 8)
#define SLOT_IN_PHASE(state, phase) (((state) & ~UINT64_C(0x0F)) | (phase))
#define SLOT_STATE(ticket, phase) ((uint64_t)(ticket) << 8 | (uint64_t)(phase))

#define SLOT_LANES 3u
#define SLOT_PATH_INLINE 88u
#define SLOT_ANSWER_INLINE 80u

struct slot {
	/* [atomic] ticket << 8 | flags | phase */
	_Alignas(64) _Atomic uint64_t state;
	/* [reader] before QUEUED, read by all after */
	_Atomic uint64_t
	    arrival_ns; /* CLOCK_MONOTONIC, same in all processes */
	/* Where the input stands behind the request's line; grows with each
	 * request, so that it is also the order of arrival. */
	uint64_t position;
	/* [claimer] whoever moved it to ANSWERING, read after DONE */
	_Atomic uint64_t parked_ns; /* when it began to wait behind others */
	uint16_t answer_size;       /* the line, LF included */
	uint8_t word_size; /* if not 0: the answer stands in token instead */
	/* [reader] */
	uint16_t path_size;
	uint8_t token_size;
	/* [worker] times an engine died on it */
	uint8_t attempts;
	_Atomic uint8_t preset; /* [reader] enum slot_preset */
	/* Which lanes have an entry of it, see lanes.h; a byte for each. */
	_Atomic uint8_t entries[SLOT_LANES];
	/* Where an answer of one word stands behind it, so that it needs no
	 * line of memory more: [claimer] then. */
	char token[REQUEST_TOKEN_MAX + 1 + RESPONSE_WORD_MAX];
	char path[SLOT_PATH_INLINE];
	char answer[SLOT_ANSWER_INLINE];
};

_Static_assert(sizeof(struct slot) == 256, "four cache lines");

/* Where a path or an answer lies that has no room in the slot. */
struct slot_overflow {
	char path[REQUEST_PATH_MAX + 1];
	char answer[RESPONSE_MAX + 96];
};

/* What a worker is on, for whoever must find out why an engine died. */
struct shared_worker {
	_Alignas(64) _Atomic uint64_t ticket; /* 0: none */
	_Atomic uint64_t started_ns;
	_Atomic uint32_t lane;
	/* Where it began its message; PROCESSOR_UNKNOWN: not known */
	_Atomic uint32_t processor;
	/* [worker] its own copy: the slot may be answered and reused while the
	 * worker still hangs on the file */
	char path[REQUEST_PATH_MAX + 1];
};

/* Messages that were postponed, or on which an engine died. */
#define SHARED_KNOWN 1024u
struct shared_known {
	_Atomic uint64_t key; /* of path, size and date; 0: unused */
	_Atomic uint32_t postponed;
	_Atomic uint32_t attempts;
	_Atomic int64_t seen_s; /* wall clock */
	_Atomic uint64_t turn;  /* the lowest gives way; 0: never used */
};

/*
 * Where the parsing of the input stands, in one number so that it can change in
 * one step: the stream offset of the next line, and whether what begins there
 * is the rest of a line over the limit.
 */
#define INPUT_POSITION(offset, inside_line)                                    \
	((uint64_t)(offset) << 1 | (uint64_t)(inside_line))
#define INPUT_OFFSET(position) ((position) >> 1)
#define INPUT_INSIDE_LINE(position) (((position)&1) != 0)

struct shared_input {
	_Atomic uint64_t begin; /* stream offset of the first unparsed byte */
	_Atomic uint64_t end;   /* stream offset behind the last one */
	_Atomic uint64_t position; /* all before it is done with */
	/*
	 * Bytes behind end are always zero before a read, so that bytes which
	 * the kernel delivered to an engine that died before it could move end
	 * are still found (a command line never holds NUL).
	 */
	uint8_t bytes[SHARED_INPUT_BYTES];
};

/*
 * Answers on their way to the server, and what they settle: put down before
 * the first byte leaves, so that the next engine knows of each answer whether
 * the server has it (outlet.h).
 */
enum parcel_phase {
	PARCEL_NONE,
	PARCEL_FILLED,  /* nothing of it has left */
	PARCEL_ASKED,   /* it has left if its receipt says so */
	PARCEL_SENDING, /* what is not in the carrier any more has left */
	PARCEL_SENT,    /* all of it has left, and must not again */
};

/* Answers of one write: of a line of 4 bytes, LF included, at least. */
#define PARCEL_SLOTS_MAX 1024u

struct parcel {
	_Atomic uint32_t phase; /* enum parcel_phase */
	uint32_t receipt;       /* its number, of PARCEL_ASKED (receipts.h) */
	/* What is settled once it is sent: slots come free, ... */
	uint32_t slot_count;
	/* ... the input is read up to here (0: no further), ... */
	uint64_t position;
	/* ... QUIT has its answer. */
	bool quit;
	uint32_t slots[PARCEL_SLOTS_MAX];
};

/* Each has one thread at a time that fills it. */
enum parcel_of { PARCEL_OF_ORDER, PARCEL_OF_READER, PARCELS };

struct shared {
	/* [const] */
	uint32_t slot_count;
	uint32_t worker_count;
	int64_t started_s;

	/* [supervisor] */
	_Atomic uint32_t engines; /* started so far */
	_Atomic bool stop_wanted; /* SIGTERM: the input counts as ended */
	_Atomic bool bare;        /* start without databases: others died */
	/* [engine] why it cannot start, for the supervisor's line; empty: not
	 * known */
	char failure[200];
	_Atomic uint32_t reloads_wanted;

	/* [updater] AnswerTimeLimit as it is now; 0: no engine yet */
	_Atomic uint64_t answer_limit_ns;

	/* [reader] workers read it for each answer, so it lies away from what
	 * changes with each request */
	_Atomic uint32_t interface_version; /* 0: no INTF seen */

	/* [reader] */
	_Alignas(64) uint64_t next_ticket;
	_Atomic uint32_t
	    slots_used;           /* slots below this number were ever used */
	_Atomic bool input_ended; /* EOF or QUIT seen: drain */
	_Atomic bool drained;     /* ... and all is answered */
	uint8_t quit_token_size;
	char quit_token[REQUEST_TOKEN_MAX];
	bool quit_answered;
	struct shared_input input;

	/* [atomic] */
	_Atomic bool ready;        /* an engine serves with its databases */
	_Atomic uint64_t answered; /* answers written */
	_Atomic uint32_t writing;  /* writes to the server under way */
	struct parcel parcels[PARCELS];
	_Atomic uint32_t settling; /* threads inside outlet_begin() .. _end() */
	_Atomic bool dying;      /* a fatal signal was caught: begin no write */
	_Atomic uint64_t guilty; /* ticket in the hands of the crashed thread */
	_Atomic uint32_t guilty_worker; /* its index + 1, SHARED_NOBODY */
	_Atomic uint64_t known_turn; /* the last that was given to an entry */
	struct shared_known known[SHARED_KNOWN];
	struct ceiling ceiling; /* of clean messages an hour */
	/* [poll] What statistics have told of: the next engine goes on from
	 * there.  since_ns 0: they are not switched on. */
	struct {
		struct statistics_sums sums;
		uint64_t since_ns;
	} told;
	/* [const] what STATUS sees: the helper's own block, or own_live */
	struct live *live;
	struct live own_live;
	struct shared_worker workers[SHARED_WORKERS_MAX];
};

/* Map a block for that many slots.  NULL: no memory. */
struct shared *shared_create(
    uint32_t slot_count, uint32_t worker_count) MUST_USE;
void shared_destroy(struct shared **shared);

/* From now on what is counted goes into live; before the first engine. */
void shared_use_live(struct shared *shared, struct live *live);

/* Where the slots begin: on a page of their own. */
#define SHARED_SLOTS_OFFSET ((sizeof(struct shared) + 4095) & ~(size_t)4095)

/* Inline, since every step of a request asks. */
static inline struct slot *
shared_slot(struct shared *shared, uint32_t number)
{
	struct slot *slots =
	    (struct slot *)(void *)((char *)shared + SHARED_SLOTS_OFFSET);

	CHECK_HOT(number < shared->slot_count);
	return &slots[number];
}

/* Somebody will soon work on it: have the lines of memory on their way that it
 * will wait for otherwise, state and path. */
static inline void
shared_slot_expect(struct shared *shared, uint32_t number)
{
	const struct slot *slot = shared_slot(shared, number);

	__builtin_prefetch(slot, 1);
	__builtin_prefetch((const char *)slot + 64, 0);
}

/* Path and answer, wherever they lie; room as the type says. */
char *shared_slot_path(struct shared *shared, uint32_t number);
/*
 * The answer is that word, which is response_word()'s; or else it is to be
 * written here (word_size being 0) and takes size bytes.
 */
void shared_slot_put_word(
    struct shared *shared, uint32_t number, struct slice word);
char *shared_slot_answer(struct shared *shared, uint32_t number, size_t size);
struct slice shared_slot_answered(struct shared *shared, uint32_t number);

/*
 * By whoever took an entry out of a lane: from QUEUED to STARTING; *state_r is
 * the state word now, which nobody else changes.  False: a stale entry.
 */
bool shared_slot_begin(struct slot *slot, uint64_t *state_r) MUST_USE;

/*
 * Claim the right to answer ticket in slot: from QUEUED or RUNNING to
 * ANSWERING.  False: somebody else has answered, or will.
 */
bool shared_slot_claim(struct slot *slot, uint64_t ticket) MUST_USE;

/* The server has their answers: slots and parcel are free again, in this order,
 * so that who is cut short is gone on with. */
void shared_free_parcel_slots(struct shared *shared, struct parcel *parcel);

/*
 * A known message by its key, made if make is set (the oldest entry gives way
 * when all are taken).  NULL: not known, or key 0.  From any thread and
 * process; of two that make the same key at the same time one may count for
 * itself.
 */
struct shared_known *shared_known_find(
    struct shared *shared, uint64_t key, bool make);

/* It was seen again (now_s is wall clock): older ones give way before it. */
void shared_known_seen(
    struct shared *shared, struct shared_known *known, int64_t now_s);

/* False: no message is known, so no key need be computed to ask for one. */
bool shared_known_any(const struct shared *shared);

/* The key of a message: its name, and what tells it from a later namesake. */
uint64_t shared_known_key(const char *path, uint64_t size, int64_t mtime_s);

#endif
