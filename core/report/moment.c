/*
 * moment - the clock on the wall, and which day's report is due
 */
#include "core/report/moment.h"

#include <time.h>

#define DAY_S 86400
#define HOUR_S 3600u

/* Whole days, also before 1970. */
static int64_t
days_of(int64_t seconds)
{
	return seconds >= 0 ? seconds / DAY_S
			    : -((-seconds + DAY_S - 1) / DAY_S);
}

struct moment
moment_at(int64_t wall_s)
{
	time_t time = (time_t)wall_s;
	struct tm local;
	int64_t shifted;

	if (localtime_r(&time, &local) == NULL)
		return (struct moment){(int32_t)days_of(wall_s), 0};
	/* The same date and time, as if the place were Greenwich. */
	shifted = (int64_t)timegm(&local);
	return (struct moment){
	    .day = (int32_t)days_of(shifted),
	    .second = (uint32_t)(shifted - days_of(shifted) * DAY_S),
	};
}

int32_t
moment_last_due(struct moment now, uint32_t hour)
{
	return now.second >= hour * HOUR_S ? now.day - 1 : now.day - 2;
}
