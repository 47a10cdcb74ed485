/*
 * record - what a helper counts, day by day
 */
#include "threads/record/record.h"

#include <string.h>

#include "core/base/clock.h"
#include "core/report/moment.h"

/* What may be lost when the machine loses its power. */
#define SAVE_NS (30 * NS_PER_S)
/* After a failure. */
#define AGAIN_NS (60 * NS_PER_S)
#define SAY_NS (3600 * NS_PER_S)
/*
 * So long it must have been the day after, before that day is told of: the
 * other helpers close theirs meanwhile, and a clock that was set wrong for a
 * moment is set right.
 */
#define STEADY_NS (60 * NS_PER_S)

void
record_init(struct record *record, const struct live *live, const char *state,
    void (*say)(void *owner, const char *sentence), void *owner)
{
	memset(record, 0, sizeof(*record));
	record->live = live;
	record->state = state;
	record->say = say;
	record->owner = owner;
	record->today = DAY_NONE;
	record->told = DAY_NONE;
}

static void
complain(struct record *record, uint64_t now_ns, const char *sentence)
{
	if (record->said_ns != 0 && now_ns - record->said_ns < SAY_NS)
		return;
	record->said_ns = now_ns;
	record->say(record->owner, sentence);
}

static bool
is_open(struct record *record, struct moment moment, uint64_t now_ns)
{
	char buffer[PLACE_BYTES + 256];
	struct text error = TEXT_OVER(buffer);

	if (record->opened || now_ns < record->open_ns)
		return record->opened;
	record->opened = day_store_open(&record->store, record->state,
	    &record->live->header, moment.day, &error);
	record->saved_ns = now_ns;
	record->open_ns = now_ns + AGAIN_NS;
	if (!record->opened)
		complain(record, now_ns, buffer);
	return record->opened;
}

static void
count(struct record *record, uint32_t second, int64_t wall_s)
{
	struct kept_day *kept = &record->store.kept;

	day_count(&kept->day, &kept->seen, &record->now, second);
	day_note_facts(&kept->day, &record->live->facts, wall_s);
	if (record->notes != NULL)
		notes_take(record->notes, &kept->day);
}

static bool
has_changed(const struct record *record)
{
	const struct day_store *store = &record->store;

	return memcmp(&store->kept.seen, &store->saved.seen,
		   sizeof(store->kept.seen)) != 0;
}

static void
save(struct record *record, uint64_t now_ns)
{
	char buffer[PLACE_BYTES + 256];
	struct text error = TEXT_OVER(buffer);

	record->saved_ns = now_ns;
	if (!day_store_save(&record->store, &error))
		complain(record, now_ns, buffer);
}

/* Midnight has passed: what was counted since the last look was before it. */
static void
turn(struct record *record, struct moment moment, int64_t wall_s,
    uint64_t now_ns)
{
	char buffer[PLACE_BYTES + 256];
	struct text error = TEXT_OVER(buffer);

	count(record, UINT32_MAX, wall_s);
	record->saved_ns = now_ns;
	if (day_store_turn(&record->store, moment.day, &error))
		return;
	record->turn_ns = now_ns + AGAIN_NS;
	complain(record, now_ns, buffer);
}

static void
tell(struct record *record, struct moment moment, uint64_t now_ns,
    const struct record_wishes *wishes)
{
	int32_t last = moment_last_due(moment, wishes->hour);

	if (now_ns - record->day_since_ns < STEADY_NS || last <= record->told ||
	    (record->told_ns != 0 && now_ns - record->told_ns < AGAIN_NS))
		return;
	record->told_ns = now_ns;
	if (day_tell(&record->store, last, wishes->keep, wishes->tell,
		wishes->owner))
		record->told = last;
}

void
record_tick(struct record *record, int64_t wall_s, uint64_t now_ns,
    const struct record_wishes *wishes)
{
	struct moment moment = moment_at(wall_s);
	int32_t *day = &record->store.kept.day.number;

	if (moment.day != record->today) {
		/* A clock that went back makes days due again. */
		if (moment.day < record->today)
			record->told = DAY_NONE;
		record->today = moment.day;
		record->day_since_ns = now_ns;
	}
	totals_take(&record->now, record->live);
	if (!is_open(record, moment, now_ns))
		return;
	if (moment.day < *day)
		*day = moment.day;
	else if (moment.day > *day && now_ns >= record->turn_ns)
		turn(record, moment, wall_s, now_ns);
	count(record, moment.second, wall_s);
	if (now_ns - record->saved_ns >= SAVE_NS && has_changed(record))
		save(record, now_ns);
	if (wishes != NULL)
		tell(record, moment, now_ns, wishes);
}

void
record_end(struct record *record, int64_t wall_s, uint64_t now_ns)
{
	record_tick(record, wall_s, now_ns, NULL);
	if (record->opened && has_changed(record))
		save(record, now_ns);
}
