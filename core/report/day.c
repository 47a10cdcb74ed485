/*
 * day - what one helper, or several, counted in one local day
 */
#include "core/report/day.h"

#include <string.h>

#include "core/report/facts.h"

#define QUARTER_S 900u

void
day_clear(struct day *day, int32_t number)
{
	memset(day, 0, sizeof(*day));
	day->number = number;
}

/* ---- sums -------------------------------------------------------------- */

/* *into += now - before, each. */
static void
add_each(
    uint64_t *into, const uint64_t *now, const uint64_t *before, size_t count)
{
	for (size_t i = 0; i < count; i++)
		into[i] += now[i] - (before == NULL ? 0 : before[i]);
}

static void
totals_add(
    struct totals *into, const struct totals *now, const struct totals *before)
{
	add_each(into->counters, now->counters,
	    before == NULL ? NULL : before->counters, COUNTER_COUNT);
	add_each(into->scores, now->scores,
	    before == NULL ? NULL : before->scores, LIVE_SCORES);
	add_each(into->latency, now->latency,
	    before == NULL ? NULL : before->latency, LATENCY_STEPS);
	add_each(&into->latency_us, &now->latency_us,
	    before == NULL ? NULL : &before->latency_us, 1);
	add_each(into->learning, now->learning,
	    before == NULL ? NULL : before->learning, LEARNING_COUNT);
}

void
day_merge(struct day *into, const struct day *from)
{
	totals_add(&into->totals, &from->totals, NULL);
	for (size_t i = 0; i < DAY_QUARTERS; i++) {
		into->quarters[i].messages += from->quarters[i].messages;
		into->quarters[i].infected += from->quarters[i].infected;
		into->quarters[i].alerts += from->quarters[i].alerts;
	}
	tops_merge(&into->sources, &from->sources);
	tops_merge(&into->targets, &from->targets);
	tops_merge(&into->viruses, &from->viruses);
	/* Helpers of one machine share them; the newest is what counts. */
	if (from->newest_s >= into->newest_s) {
		into->newest_s = from->newest_s;
		into->signatures = from->signatures;
	}
	if (from->cartridge[0] != '\0')
		memcpy(
		    into->cartridge, from->cartridge, sizeof(into->cartridge));
	if (from->cartridge_s > into->cartridge_s)
		into->cartridge_s = from->cartridge_s;
}

void
totals_take(struct totals *totals_r, const struct live *live)
{
	for (int i = 0; i < COUNTER_COUNT; i++)
		totals_r->counters[i] =
		    live_stats_sum(&live->stats, (enum counter)i);
	for (unsigned i = 0; i < LIVE_SCORES; i++)
		totals_r->scores[i] = live_stats_score(&live->stats, i);
	live_latency(&live->answers, totals_r->latency);
	totals_r->latency_us = atomic_load_explicit(
	    &live->answers.latency_us, memory_order_relaxed);
}

void
day_count(struct day *day, struct totals *before, const struct totals *now,
    uint32_t second)
{
	uint32_t at = second / QUARTER_S;
	struct quarter *quarter =
	    &day->quarters[at < DAY_QUARTERS ? at : DAY_QUARTERS - 1];

	quarter->messages += now->counters[COUNTER_REQUESTS] -
			     before->counters[COUNTER_REQUESTS];
	quarter->infected += now->counters[COUNTER_INFECTED] -
			     before->counters[COUNTER_INFECTED];
	quarter->alerts +=
	    now->counters[COUNTER_ALERTS] - before->counters[COUNTER_ALERTS];
	totals_add(&day->totals, now, before);
	*before = *now;
}

void
day_note_facts(struct day *day, const struct live_facts *facts, int64_t now_s)
{
	char buffer[sizeof(day->cartridge)];
	struct text text = TEXT_OVER(buffer);

	day->signatures = atomic_load(&facts->signatures);
	day->newest_s = atomic_load(&facts->newest_s);
	if (!facts_put_cartridge(&text, facts))
		return;
	if (day->cartridge[0] != '\0' && strcmp(day->cartridge, buffer) != 0)
		day->cartridge_s = now_s;
	memcpy(day->cartridge, buffer, sizeof(buffer));
}

uint64_t
day_messages(const struct day *day)
{
	return day->totals.counters[COUNTER_REQUESTS];
}

/* ---- dates ------------------------------------------------------------- */

/*
 * By the formula of the proleptic Gregorian calendar with years that begin in
 * March: 146,097 days are 400 years.
 */
void
day_put_date(struct text *text, int32_t number)
{
	int64_t days = (int64_t)number + 719468;
	int64_t era = (days >= 0 ? days : days - 146096) / 146097;
	int64_t of_era = days - era * 146097;
	int64_t year_of_era =
	    (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
	int64_t of_year =
	    of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	int64_t month = (5 * of_year + 2) / 153; /* 0 is March */
	int64_t day = of_year - (153 * month + 2) / 5 + 1;
	int64_t year = year_of_era + era * 400 + (month >= 10);

	text_printf(text, "%04d-%02d-%02d", (int)year,
	    (int)(month < 10 ? month + 3 : month - 9), (int)day);
}

static int64_t
number_of(int64_t year, int64_t month, int64_t day)
{
	int64_t from_march = month > 2 ? month - 3 : month + 9;
	int64_t y = year - (month <= 2);
	int64_t era = y / 400, of_era = y % 400;
	int64_t of_year = (153 * from_march + 2) / 5 + day - 1;

	return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 +
	       of_year - 719468;
}

bool
day_read_date(struct slice date, int32_t *number_r)
{
	uint64_t year, month, day;
	char buffer[16];
	struct text text = TEXT_OVER(buffer);

	if (date.size != 10 || date.data[4] != '-' || date.data[7] != '-' ||
	    !slice_to_u64(slice_sub(date, 0, 4), &year) ||
	    !slice_to_u64(slice_sub(date, 5, 2), &month) ||
	    !slice_to_u64(slice_sub(date, 8, 2), &day) || year < 1970 ||
	    month < 1 || month > 12 || day < 1 || day > 31)
		return false;
	*number_r =
	    (int32_t)number_of((int64_t)year, (int64_t)month, (int64_t)day);
	/* No 30th of February. */
	day_put_date(&text, *number_r);
	return slice_equal(text_slice(&text), date);
}
