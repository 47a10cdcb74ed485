/*
 * store_age - a store that does not grow for ever
 */
#include <string.h>

#include "core/store/tables.h"

/* Two years cover the seasons; a domain nobody reported for half a year is
 * somebody else's; a million prints are 100 MB. */
const struct store_bounds store_bounds_default = {
    .learnt_days = 730,
    .print_days = 180,
    .excuse_days = 90,
    .reporter_days = 730,
    .claim_days = 60,
    .prints_max = 1000000,
};

/* Days back from today that are told apart; further back is all the same. */
#define DAYS 1024u

struct ageing {
	const struct store_bounds *bounds;
	uint16_t today;
	size_t by_age[DAYS]; /* prints that are left */
	unsigned oldest;     /* days; older ones go */
};

static unsigned
age_of(const struct ageing *ageing, uint16_t day)
{
	unsigned age =
	    day >= ageing->today ? 0 : (unsigned)(ageing->today - day);

	return age < DAYS ? age : DAYS - 1;
}

/* A value of another size is not ours to keep. */
static enum visit
age_learnt(void *owner, struct slice key, struct slice value)
{
	const struct ageing *ageing = owner;
	struct store_learnt learnt;

	(void)key;
	if (value.size != sizeof(learnt))
		return VISIT_REMOVE;
	memcpy(&learnt, value.data, sizeof(learnt));
	return age_of(ageing, learnt.day) > ageing->bounds->learnt_days
		   ? VISIT_REMOVE
		   : VISIT_ON;
}

static enum visit
age_reporter(void *owner, struct slice key, struct slice value)
{
	const struct ageing *ageing = owner;
	struct store_reporter reporter;

	(void)key;
	if (value.size != sizeof(reporter))
		return VISIT_REMOVE;
	memcpy(&reporter, value.data, sizeof(reporter));
	return age_of(ageing, reporter.last_day) > ageing->bounds->reporter_days
		   ? VISIT_REMOVE
		   : VISIT_ON;
}

/* The day is the first thing in it. */
static enum visit
age_by_day(const struct ageing *ageing, struct slice value, uint32_t days)
{
	uint16_t day;

	if (value.size < sizeof(day))
		return VISIT_REMOVE;
	memcpy(&day, value.data, sizeof(day));
	return age_of(ageing, day) > days ? VISIT_REMOVE : VISIT_ON;
}

static enum visit
age_claims(void *owner, struct slice key, struct slice value)
{
	const struct ageing *ageing = owner;

	(void)key;
	return age_by_day(ageing, value, ageing->bounds->claim_days);
}

static enum visit
age_step(void *owner, struct slice key, struct slice value)
{
	const struct ageing *ageing = owner;

	(void)key;
	return age_by_day(ageing, value, ageing->bounds->learnt_days);
}

static enum visit
age_print(void *owner, struct slice key, struct slice value)
{
	struct ageing *ageing = owner;
	struct store_print print;
	unsigned age;

	(void)key;
	if (value.size != sizeof(print))
		return VISIT_REMOVE;
	memcpy(&print, value.data, sizeof(print));
	age = age_of(ageing, print.last_day);
	if (age > (print.reports > 0 ? ageing->bounds->print_days
				     : ageing->bounds->excuse_days))
		return VISIT_REMOVE;
	ageing->by_age[age]++;
	return VISIT_ON;
}

static enum visit
drop_oldest(void *owner, struct slice key, struct slice value)
{
	const struct ageing *ageing = owner;
	struct store_print print;

	(void)key;
	memcpy(&print, value.data, sizeof(print));
	return age_of(ageing, print.last_day) > ageing->oldest ? VISIT_REMOVE
							       : VISIT_ON;
}

/* The age from which on there are too many.  Those of today stay, however many
 * they are. */
static unsigned
oldest_to_keep(const struct ageing *ageing)
{
	size_t kept = ageing->by_age[0];
	unsigned age = 0;

	while (age + 1 < DAYS &&
	       kept + ageing->by_age[age + 1] <= ageing->bounds->prints_max)
		kept += ageing->by_age[++age];
	return age;
}

size_t
store_age(
    struct store *store, uint16_t today, const struct store_bounds *bounds)
{
	struct ageing ageing = {.bounds = bounds, .today = today};
	size_t removed = 0;

	removed += tables_each(store, TABLE_LEARNT, age_learnt, &ageing);
	(void)tables_each(store, TABLE_STEPS, age_step, &ageing);
	removed += tables_each(store, TABLE_REPORTERS, age_reporter, &ageing);
	removed += tables_each(store, TABLE_CLAIMS, age_claims, &ageing);
	removed += tables_each(store, TABLE_EXACT, age_print, &ageing);
	removed += tables_each(store, TABLE_ALIKE, age_print, &ageing);
	ageing.oldest = oldest_to_keep(&ageing);
	if (ageing.oldest + 1 < DAYS) {
		removed +=
		    tables_each(store, TABLE_EXACT, drop_oldest, &ageing);
		removed +=
		    tables_each(store, TABLE_ALIKE, drop_oldest, &ageing);
	}
	store_set_number(store, STORE_AGED, today);
	return removed;
}
