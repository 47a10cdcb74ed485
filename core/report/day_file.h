/*
 * day_file - a day of one helper, kept
 *
 * Lines of ASCII; a name stands for a number, so that a newer program reads
 * what an older one kept, and the other way round (what a program does not
 * know is left out).  The last line is a sum over all before it.
 *
 *     CGPFilter-day 1
 *     day 2026-11-28
 *     helper 0123456789abcdef 17      instance, number of this saving
 *     count requests 312 400          in the day; in all of the helper's life
 *     score 97 3 5
 *     latency 40 12 17
 *     latency_us 8120 9000
 *     quarter 0 12 0 1                messages, infected, alerts
 *     source 192.0.2.1 12 0           how often; of it maybe others'
 *     target ann@example.net 3 0
 *     virus EICAR-Test-File 2 0
 *     signatures 1234 1795889820
 *     cartridge 1.0.0.0 update 17
 *     cartridge_changed 1795889820
 *     learning learnt_spam 3 17       in the day; since the store began
 *     sum 0123456789abcdef
 *
 * Threads: any.
 */
#ifndef CORE_REPORT_DAY_FILE_H
#define CORE_REPORT_DAY_FILE_H

#include "core/report/day.h"
#include "core/show/writer.h"

/* A day with all rows there are is less than this. */
#define DAY_FILE_MAX ((size_t)256 << 10)

struct kept_day {
	uint64_t instance;  /* of the helper */
	uint64_t saving;    /* goes up with each */
	struct totals seen; /* of what is counted, in this saving */
	struct day day;
};

/* To a writer; the caller flushes it. */
void day_file_write(struct writer *out, const struct kept_day *kept);

/* False: it is none, or damaged; *kept_r may hold anything. */
bool day_file_read(struct slice bytes, struct kept_day *kept_r) MUST_USE;

/* Sixteen digits, as sums and instances are written. */
bool day_file_read_hex(struct slice word, uint64_t *number_r) MUST_USE;

#endif
