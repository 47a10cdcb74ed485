/*
 * statistics - what a gateway tells the authority of its updates, once an hour
 *
 *     version=0.1.0          lines "key=value", text/plain; nothing is sent
 *     customer=...           unless the operator switched it on
 *     host=...
 *     seconds=3600
 *     count.requests=1234    what was counted since the report before
 *     score.100=17           scores by the bar that they have
 *
 * No address, no name of a message, nothing that a message holds.
 *
 * A key is small letters, digits, '.', '_' and '-', 64 of them at most; a value
 * has no control characters and at most 256 bytes.  Whoever receives reports
 * believes none of that: see statistics_add().
 *
 * Threads: any, each with its own.
 */
#ifndef CORE_REPORT_STATISTICS_H
#define CORE_REPORT_STATISTICS_H

#include "core/report/live.h"

#define STATISTICS_BYTES_MAX ((size_t)32 << 10) /* of a report */
#define STATISTICS_KEY_MAX 64u
#define STATISTICS_VALUE_MAX 256u
#define STATISTICS_BARS 7u

/* ---- what is sent ------------------------------------------------------ */

struct statistics_sums {
	uint64_t count[COUNTER_COUNT];
	uint64_t score[STATISTICS_BARS];
};

/* Add what a helper has counted since it was started. */
void statistics_sum(const struct live *live, struct statistics_sums *sums);

/* A line; what a value must not hold becomes '?', what is too long is cut. */
void statistics_put(struct text *text, const char *key, const char *value);
void statistics_put_number(struct text *text, const char *key, uint64_t value);

/* Signatures and cartridge of a helper. */
void statistics_put_facts(struct text *text, const struct live *live);

/* What was counted since before; zeros are left out. */
void statistics_put_counts(struct text *text, const struct statistics_sums *now,
    const struct statistics_sums *before);

/* ---- what is received -------------------------------------------------- */

#define STATISTICS_NAMES_MAX 1024u

struct statistics_total {
	char key[STATISTICS_KEY_MAX + 1];
	uint64_t value;
};

struct statistics_totals {
	struct statistics_total items[STATISTICS_NAMES_MAX];
	size_t count;
	uint64_t lost; /* keys that found no room */
};

/*
 * Add a report: its count.* and score.* values, one to "reports", one to
 * "version.<its version>" and to "customer.<its customer>".  Sums stay at
 * UINT64_MAX.  False: it is not such a report, and nothing was added.
 */
bool statistics_add(
    struct statistics_totals *totals, struct slice report) MUST_USE;

/* A file of totals, "key=value" with numbers.  False: it is not one. */
bool statistics_totals_read(
    struct slice bytes, struct statistics_totals *totals_r) MUST_USE;
void statistics_totals_put(
    struct text *text, const struct statistics_totals *totals);

#endif
