/*
 * learning_day - what was learnt, in the report of the day that it is
 */
#include "threads/command/learn/learning_day.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/clock.h"
#include "core/report/moment.h"
#include "threads/record/day_files.h"

/* "learning"; of a helper it would be drawn once in 2^64. */
#define INSTANCE UINT64_C(0x6c6561726e696e67)

void
learning_counts_take(struct store *store, struct learning_counts *counts_r)
{
	static const enum store_number numbers[LEARNING_COUNT] = {
	    [LEARNING_LEARNT_SPAM] = STORE_LEARNT_SPAM,
	    [LEARNING_LEARNT_PHISHING] = STORE_LEARNT_PHISHING,
	    [LEARNING_LEARNT_LEGIT] = STORE_LEARNT_LEGIT,
	    [LEARNING_CHANGED] = STORE_CHANGED,
	    [LEARNING_UNLEARNT] = STORE_UNLEARNT,
	    [LEARNING_REPORTS] = STORE_REPORTS,
	    [LEARNING_EMPTY] = STORE_REPORTS_EMPTY,
	    [LEARNING_SAID_SPAM] = STORE_CLAIMS_SPAM,
	    [LEARNING_SAID_PHISHING] = STORE_CLAIMS_PHISHING,
	    [LEARNING_SAID_LEGIT] = STORE_CLAIMS_LEGIT,
	    [LEARNING_AGAIN] = STORE_CLAIMS_REPEATED,
	    [LEARNING_OVER] = STORE_CLAIMS_OVER,
	    [LEARNING_HELD] = STORE_CLAIMS_HELD,
	    [LEARNING_ACCEPTED] = STORE_CLAIMS_TAKEN,
	    [LEARNING_REFUSED] = STORE_CLAIMS_REFUSED,
	    [LEARNING_GUARD] = STORE_GUARD_REFUSED,
	    [LEARNING_PRINTS_ADDED] = STORE_PRINTS_ADDED,
	    [LEARNING_PRINTS_EXCUSED] = STORE_PRINTS_EXCUSED,
	};

	for (int i = 0; i < LEARNING_COUNT; i++)
		counts_r->rows[i] = store_number(store, numbers[i]);
}

/* ---- the part of the day ------------------------------------------------- */

struct part {
	struct day_name name; /* under which it lies */
	bool found;
	struct kept_day kept, room;
};

/* A visitor: the newest part of ours. */
static bool
find_newest(void *owner, const char *path, const struct day_name *name)
{
	struct part *part = owner;

	if (name->kind == DAY_NAME_CLOSED && name->instance == INSTANCE &&
	    (!part->found || name->saving > part->name.saving) &&
	    day_files_read(path, &part->room)) {
		part->found = true;
		part->name = *name;
		part->kept = part->room;
	}
	return true;
}

/* The day goes on, or another begins that was not told of yet. */
static void
choose_day(struct part *part, const char *directory, int32_t today)
{
	if (part->found && part->name.day == today &&
	    !day_files_told(directory, today))
		return;
	while (day_files_told(directory, today))
		today++;
	part->name.kind = DAY_NAME_CLOSED;
	part->name.instance = INSTANCE;
	part->name.day = today;
	part->name.saving++;
	part->kept.instance = INSTANCE;
	part->kept.saving = part->name.saving;
	day_clear(&part->kept.day, today);
}

/* False: nothing is new. */
static bool
add(struct part *part, const struct learning_counts *before,
    const struct learning_counts *now)
{
	uint64_t *seen = part->kept.seen.learning;
	uint64_t *sums = part->kept.day.totals.learning;
	bool foreign = !part->found, any = false;

	for (int i = 0; i < LEARNING_COUNT; i++)
		foreign |= now->rows[i] < seen[i];
	if (foreign)
		memcpy(seen, before->rows, sizeof(before->rows));
	for (int i = 0; i < LEARNING_COUNT; i++) {
		any |= now->rows[i] != seen[i];
		sums[i] += now->rows[i] - seen[i];
		seen[i] = now->rows[i];
	}
	return any;
}

static void
note(const char *directory, struct part *part,
    const struct learning_counts *before, const struct learning_counts *now)
{
	char path[PLACE_BYTES], buffer[PLACE_BYTES + 256];
	struct text ignored = TEXT_OVER(buffer);

	(void)day_files_visit(directory, find_newest, part);
	choose_day(part, directory, moment_at(clock_wall_s()).day);
	if (add(part, before, now) &&
	    day_files_path(path, directory, &part->name))
		(void)!day_files_write(path, &part->kept, &ignored);
}

void
learning_day_note(const char *state, const struct learning_counts *before,
    const struct learning_counts *now)
{
	struct part *part = calloc(1, sizeof(*part));
	char directory[PLACE_BYTES];
	int lock = -1;

	if (part != NULL && places_join(directory, state, "days")) {
		(void)mkdir(directory, 0700);
		lock = day_files_lock(directory, true);
	}
	if (lock >= 0) {
		note(directory, part, before, now);
		close(lock);
	}
	free(part);
}
