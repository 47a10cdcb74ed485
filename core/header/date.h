/*
 * date - Date and the end of Received (RFC 5322 3.3, obsolete forms of 4.3)
 *
 * Two and three digit years, named zones, missing days, seconds and commas,
 * comments, asctime() and ISO 8601 forms, as clients accept them.
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
