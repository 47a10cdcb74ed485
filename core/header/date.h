/*
 * date - Date and the end of Received (RFC 5322 3.3, obsolete forms of 4.3)
 *
 * Two and three digit years, named zones, missing days, seconds and commas,
 * comments, asctime() and ISO 8601 forms, DD/MM/YYYY, as clients accept them.
 * Years 0 to 9999 of the Gregorian calendar; second 60 is the first of the next
 * minute.  What is out of range (a 30th of February, an hour 24) is no date; a
 * zone out of range is an unknown one.
 *
 * Threads: any.  Linear time, no locale, no time zone of the system.
 */
#ifndef CORE_HEADER_DATE_H
#define CORE_HEADER_DATE_H

#include <stdbool.h>

#include "core/base/slice.h"

struct date {
	int64_t seconds;      /* since 1970 UTC; before it negative */
	int32_t zone_seconds; /* east of UTC */
	bool zone_known;      /* false: "-0000", military, or none */
	bool obsolete;        /* not as section 3.3 wants it */
};

/* False: no date in it. */
bool date_parse(struct slice value, struct date *date_r);

#endif
