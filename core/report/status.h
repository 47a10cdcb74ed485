/*
 * status - a helper's live block, as figures for whoever asks
 *
 * Threads: any.
 */
#ifndef CORE_REPORT_STATUS_H
#define CORE_REPORT_STATUS_H

#include "core/report/live.h"
#include "core/show/json.h"
#include "core/show/page.h"

/* A block that was taken (live_take()), and sums over its rows. */
struct status {
	const struct live *live; /* borrowed */
	int64_t now_s;           /* when: wall clock */
	uint64_t now_ns;         /* ... and CLOCK_MONOTONIC */
	uint64_t totals[COUNTER_COUNT];
	uint64_t scores[LIVE_SCORES];
	uint64_t latency[LATENCY_STEPS];
};

void status_make(const struct live *live, uint64_t now_ns, int64_t now_s,
    struct status *status_r);

/* Seconds since a moment of CLOCK_MONOTONIC; 0 for one that is to come. */
double status_seconds_since(const struct status *status, uint64_t then_ns);

/* Workers that are shown. */
uint32_t status_worker_count(const struct status *status);

/*
 * Lines for a person.  before: the same helper a while ago, for what happens
 * now; NULL: what happened since its start.
 */
void status_show(struct page *page, const struct status *status,
    const struct status *before);

/* An object of the array or object that json is in; key as with all of them. */
void status_json(
    struct json *json, const char *key, const struct status *status);

/*
 * All of them for Prometheus, each series with the label pid.  The two forms
 * differ in how a family of counters is called: without "_total" in OpenMetrics
 * 1.0, as its samples are in the older text format, by which the textfile
 * collector of the node exporter finds its type and its sentence.
 */
enum metrics_form { METRICS_OPEN, METRICS_TEXT };
void status_metrics(struct writer *out, const struct status *statuses,
    size_t count, enum metrics_form form);

#endif
