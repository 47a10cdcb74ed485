/*
 * passage - one message on its way through a worker (private to scan_work)
 *
 * Threads: the worker's own.
 */
#ifndef THREADS_PIPELINE_PASSAGE_H
#define THREADS_PIPELINE_PASSAGE_H

#include "core/message/message.h"
#include "core/message/view.h"
#include "core/score/score.h"
#include "core/unpack/unpack.h"
#include "threads/pipeline/work.h"
#include "threads/shared/live_db.h"
#include "threads/shared/notes.h"
#include "threads/shared/shared.h"

/* Findings of one message that its information line names. */
#define FOUND_MAX 4u
#define FOUND_BYTES 640u

/* What one worker keeps from message to message. */
struct tools {
	struct view_reader *reader;
	struct arena *arena;
	size_t arena_bytes;
	struct unpacker *unpacker;
	struct regex_scratch *scratch;
	bool missed; /* it was said that there is no memory for them */
};

struct scan_work {
	struct shared *shared;     /* [const] */
	struct live_db *live_db;   /* [const] */
	const struct config *boot; /* [const] */
	struct notes *notes;       /* [const] NULL: none are taken */
	struct tools tools[SHARED_WORKERS_MAX]; /* each its worker's */
};

/* Apart from struct passage, so as not to be cleared for each message. */
struct names {
	char encrypted[256];
	char found[FOUND_BYTES]; /* and where; empty: nothing */
};

struct passage {
	struct scan_work *work;
	struct work_item *item;
	const struct live_data *data;
	struct tools *tools;
	struct view view;
	struct message message;
	struct findings findings;
	bool scored;
	struct score score;
	bool encrypted; /* something in it is, and stayed so */
	uint64_t key;   /* in the table of known messages */
	struct names *names;
};

void passage_count(
    const struct passage *passage, enum counter counter, uint64_t n);

/* One information line about this message: "path: text". */
void passage_inform(
    const struct passage *passage, const char *what, struct slice detail);

/*
 * Behind the scan: give it a score, if its source and HourlyLimit let it have
 * one.  With no time left the message goes on without.  With BUDGET_YIELD it
 * comes back in another lane, and nothing was counted.
 */
void passage_score(struct passage *passage, struct renderer *renderer);

/*
 * While the bytes are there: leave names for the daily report, of what was
 * found and of who sent and gets what scores AlertLevel or more.
 */
void passage_note(const struct passage *passage);

/* Ahead of everything: is it to be put off without a look at it? */
bool passage_is_delayed(const struct passage *passage);
void passage_tell_of_limit(const struct passage *passage);

#endif
