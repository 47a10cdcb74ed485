/*
 * moment - the clock on the wall, and which day's report is due
 *
 * Threads: any.
 */
#ifndef CORE_REPORT_MOMENT_H
#define CORE_REPORT_MOMENT_H

#include <stdint.h>

struct moment {
	int32_t day;     /* as struct day has it */
	uint32_t second; /* of the day, by the clock on the wall: on a day of 25
			  * hours an hour comes twice */
};

/* Local time at so many seconds since 1970, by TZ. */
struct moment moment_at(int64_t wall_s);

/* The last day whose report is due when it comes at this hour, 0 to 23. */
int32_t moment_last_due(struct moment now, uint32_t hour);

#endif
