/*
 * live - what a running helper shows of itself
 *
 * One block of memory that the helper writes and anybody who may can read while
 * it runs (threads/record/live_file.h says where it is found).  It outlives
 * engines, and holds nothing that anybody waits for: each field is stored by
 * itself, without order, and a reader takes what is there.
 *
 *     header | facts | sight | answers | rows of counters, one a worker
 *
 * A reader copies the block (live_take()) and looks at the copy, since the
 * bytes are foreign to it: they may come from another version or from
 * anywhere.  In a copy that was taken no string is without its end and no
 * number leads out of a table; sums may be anything.
 *
 * Threads: as each part says.
 */
#ifndef CORE_REPORT_LIVE_H
#define CORE_REPORT_LIVE_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "core/base/check.h"
#include "core/base/text.h"
#include "core/report/counters.h"
#include "core/report/latency.h"

#define LIVE_MAGIC "CGPFlive"
#define LIVE_FORMAT 1u
#define LIVE_BYTE_ORDER UINT32_C(0x01020304)

/* Row of the threads that are no workers; workers use 1 + index, and those
 * beyond the rows share them. */
#define LIVE_STATS_OTHERS 0u
#define LIVE_STATS_ROWS 64u
/* Whole scores, 0 to 100. */
#define LIVE_SCORES 101u
/* Workers and names as they are shown. */
#define LIVE_WORKERS 64u
#define LIVE_PATH_BYTES 96u

/* [const] once the helper runs */
struct live_header {
	char magic[8];
	uint32_t format;
	uint32_t byte_order;
	uint64_t size;       /* of the block */
	uint64_t layout;     /* differs where tables or sizes do */
	uint64_t instance;   /* of one start of the helper; never 0 */
	int64_t pid;         /* of its supervisor */
	int64_t started_s;   /* wall clock */
	uint64_t started_ns; /* CLOCK_MONOTONIC */
	uint32_t worker_count;
	uint32_t slot_count;
	char version[32];
};

/* [updater] What the engine works with. */
struct live_facts {
	_Atomic uint64_t signatures;   /* 0: only the one that is built in */
	_Atomic int64_t newest_s;      /* the newest file of signatures */
	_Atomic uint32_t database_old; /* ... or none at all */
	_Atomic uint32_t cartridge;    /* there is one: */
	_Atomic uint32_t cartridge_version[4];
	_Atomic uint64_t cartridge_update;
	_Atomic int64_t cartridge_s;
};

/* [supervisor] ... saw this when it last looked, five times a second. */
struct live_worker {
	_Atomic uint64_t started_ns; /* of the message in hand; 0: none */
	_Atomic uint32_t lane;
	char path[LIVE_PATH_BYTES];
};

struct live_sight {
	_Atomic uint64_t looked_ns;
	_Atomic uint32_t engines; /* started so far */
	_Atomic uint32_t ready;   /* one serves */
	_Atomic uint32_t in_flight;
	_Atomic uint64_t oldest_ns; /* when it came; 0: none in flight */
	char oldest_path[LIVE_PATH_BYTES];
	struct live_worker workers[LIVE_WORKERS];
};

/* [writer] From a request's arrival to its written answer. */
struct live_answers {
	_Alignas(64) _Atomic uint64_t latency[LATENCY_STEPS];
	_Atomic uint64_t latency_us; /* the sum */
};

/* [atomic] Rows are summed when somebody asks. */
struct live_stats {
	struct {
		_Alignas(64) _Atomic uint64_t count[COUNTER_COUNT];
		_Atomic uint64_t score[LIVE_SCORES];
	} rows[LIVE_STATS_ROWS];
};

struct live {
	struct live_header header;
	struct live_facts facts;
	struct live_sight sight;
	struct live_answers answers;
	struct live_stats stats;
};

/* What tells blocks that this program can read from all others. */
uint64_t live_layout(void);

/* Does it begin as one, of whatever version? */
bool live_is_block(const struct live *live);

/*
 * *live holds size bytes of a copy of a block, no more than fit; they are
 * changed so that they can be shown.  False: it is none for this program
 * (*error_r says why), and must not be looked at.
 */
bool live_take(struct live *live, size_t size, struct text *error_r) MUST_USE;

uint64_t live_stats_sum(const struct live_stats *stats, enum counter counter);

/* What one worker (LIVE_STATS_OTHERS: the rest) has counted. */
uint64_t live_stats_row(
    const struct live_stats *stats, uint32_t row, enum counter counter);

uint64_t live_stats_score(const struct live_stats *stats, unsigned score);

void live_latency(
    const struct live_answers *answers, uint64_t counts_r[LATENCY_STEPS]);

/* "fast", "slow", "suspect"; "" for no lane. */
const char *live_lane_name(uint32_t lane);

#endif
