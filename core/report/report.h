/*
 * report - a day, told to an administrator
 *
 * Threads: any, one at a time for each writer.
 */
#ifndef CORE_REPORT_REPORT_H
#define CORE_REPORT_REPORT_H

#include "core/report/day.h"
#include "core/show/json.h"

struct report {
	const struct day *day; /* its tops sorted */
	const char *host;      /* of the machine; from outside */
	const char *sections;  /* of KEY_LIST ReportSections */
	int64_t alert_level;
	bool unfinished; /* the day is not over yet */
};

/* Plain text, or a page of HTML. */
void report_write(struct writer *out, const struct report *report, bool html);

/* All that is kept of the day, whatever the sections. */
void report_json(struct json *json, const struct report *report);

/* How the report goes by mail. */
struct letter {
	const char *recipients; /* addresses, with commas between */
	const char *sender;     /* "": the first of them */
	int64_t now_s;
	uint64_t number; /* makes the Message-ID one of its own */
};

/*
 * A message (RFC 5322) with LF as line end, of text and HTML
 * (multipart/alternative), in ASCII.  The field X-CGPFilter-Report marks it for
 * ourselves.
 */
void report_mail(struct writer *out, const struct report *report,
    const struct letter *letter);

#endif
