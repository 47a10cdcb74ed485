/*
 * day - what one helper, or several, counted in one local day
 *
 * A day's number is that of its date: days since 1970-01-01 in the calendar of
 * the place, whatever the clock was set to in between.
 *
 * Threads: one at a time.
 */
#ifndef CORE_REPORT_DAY_H
#define CORE_REPORT_DAY_H

#include "core/report/learning.h"
#include "core/report/live.h"
#include "core/report/tops.h"

#define DAY_QUARTERS 96u
#define DAY_NONE INT32_MIN

/* Whatever only grows while a helper runs, or while a store lasts. */
struct totals {
	uint64_t counters[COUNTER_COUNT];
	uint64_t scores[LIVE_SCORES];
	uint64_t latency[LATENCY_STEPS];
	uint64_t latency_us;
	uint64_t learning[LEARNING_COUNT]; /* a helper has none */
};

/* A quarter of an hour by the clock on the wall. */
struct quarter {
	uint64_t messages, infected, alerts;
};

struct day {
	int32_t number;
	struct totals totals;
	struct quarter quarters[DAY_QUARTERS];
	struct tops sources; /* of messages at or over AlertLevel */
	struct tops targets;
	struct tops viruses;
	/* As it was last seen that day. */
	uint64_t signatures;
	int64_t newest_s;
	char cartridge[64]; /* "": none */
	int64_t
	    cartridge_s; /* when it last became another that day; 0: never */
};

void day_clear(struct day *day, int32_t number);

/* All that from has counted happened in into, too. */
void day_merge(struct day *into, const struct day *from);

/* What a helper counts. */
void totals_take(struct totals *totals_r, const struct live *live);

/*
 * What was counted between before and now goes into day, at that second of it;
 * *before is *now then.
 */
void day_count(struct day *day, struct totals *before, const struct totals *now,
    uint32_t second);

/* The facts of now, by the wall clock. */
void day_note_facts(
    struct day *day, const struct live_facts *facts, int64_t now_s);

/* Messages that were answered by a verdict of ours. */
uint64_t day_messages(const struct day *day);

/* "2026-11-28", 11 bytes with the NUL. */
void day_put_date(struct text *text, int32_t number);
/* False: no date, or none between 1970 and 9999. */
bool day_read_date(struct slice date, int32_t *number_r) MUST_USE;

#endif
