/*
 * feedback_run - a number of reports, learnt in one go
 */
#include "threads/command/feedback/feedback_run.h"

#include <stdio.h>

#include "threads/command/feedback/feedback_go.h"
#include "threads/command/feedback/feedback_sister.h"
#include "threads/command/feedback/feedback_take.h"
#include "threads/command/feedback/sister_days.h"

/* ---- sisters ------------------------------------------------------------- */

/* What was read by the time that the server fails is heard all the same. */
static bool
read_sisters(struct feedback_go *go, struct text *why)
{
	struct store *store = go->course.store;
	struct sister_mark mark = {
	    store_number(store, STORE_SISTER_MS),
	    store_number(store, STORE_SISTER_NUMBER),
	};

	if (!sister_read(go->sister, &mark, feedback_take_claim, go, why) &&
	    sister_works(go->sister))
		return false;
	store_set_number(store, STORE_SISTER_MS, mark.ms);
	store_set_number(store, STORE_SISTER_NUMBER, mark.number);
	return true;
}

static bool
has_lost_sisters(const struct feedback_run *run)
{
	return run->sister_why[0] != '\0';
}

static void
send_to_sisters(struct feedback_go *go, struct text *why)
{
	struct feedback_run *run = go->run;

	sisters_send(go->course.store, go->sister, &run->waiting, why);
	if (sister_works(go->sister) && run->places->state != NULL)
		sister_days_send(go->sister, run->places->state, why);
	if (!has_lost_sisters(run))
		snprintf(
		    run->sister_why, sizeof(run->sister_why), "%s", why->data);
}

/* ---- a go ---------------------------------------------------------------- */

static void
add_counts(struct feedback_counts *sum, const struct feedback_counts *counts)
{
	sum->reports += counts->reports;
	sum->empty += counts->empty;
	sum->messages += counts->messages;
	sum->learnt += counts->learnt;
	sum->known += counts->known;
	sum->waiting += counts->waiting;
	sum->over += counts->over;
	sum->denied += counts->denied;
	sum->refused += counts->refused;
	sum->unreadable += counts->unreadable;
	sum->bundles += counts->bundles;
	sum->forwarded += counts->forwarded;
	sum->from_sisters += counts->from_sisters;
}

static void
say_if_any(const struct feedback_go *go, const struct text *why)
{
	if (why->size > 0)
		go->run->say(why->data);
}

/* In the same transaction as what was learnt. */
static void
keep_forwards(struct feedback_go *go)
{
	char buffer[256];
	struct text why = TEXT_OVER(buffer);

	forward_keep(&go->forward, go->course.store, &why);
	say_if_any(go, &why);
}

/* What is learnt is learnt, whether the authority hears of it now or later. */
static void
send_on(struct feedback_go *go)
{
	char buffer[PLACE_BYTES + 512];
	struct text why = TEXT_OVER(buffer);

	go->counts.forwarded += forward_send(
	    go->course.store, go->run->gateways, go->run->submitted, &why);
	say_if_any(go, &why);
}

static bool
end_well(struct feedback_go *go, struct text *error_r)
{
	struct feedback_run *run = go->run;

	if (course_changed(&go->course)) {
		keep_forwards(go);
		if (!course_finish(&go->course, error_r))
			return false;
		run->made = go->course.made;
		run->has_made = true;
	} else if (!course_note(&go->course, error_r)) {
		return false;
	}
	send_on(go);
	return true;
}

static bool
take_all(struct feedback_go *go, struct spooled *items, size_t count,
    struct text *why)
{
	bool good = count > 0 || go->sister == NULL || read_sisters(go, why);

	for (size_t i = 0; i < count && good; i++)
		good = feedback_take_report(go, &items[i]);
	return good;
}

/* *refused_r: the guard mail was against it. */
static bool
go_over(struct feedback_run *run, struct spooled *items, size_t count,
    bool obey, bool *refused_r, struct text *error_r)
{
	struct feedback_go go = {.run = run, .obey = obey};
	char buffer[1024];
	struct text why = TEXT_OVER(buffer);
	bool meets = sisters_are_set(run->gateways), good;

	forward_init(&go.forward, run->gateways);
	good = course_open(&go.course, run->places, run->say, error_r);
	if (good && meets && !has_lost_sisters(run))
		go.sister = sister_open(run->gateways, &why);
	if (good) {
		good = take_all(&go, items, count, &why);
		if (!good)
			text_printf(error_r, "no memory for a report");
	}
	good = good && end_well(&go, error_r);
	if (good && meets)
		send_to_sisters(&go, &why);
	sister_close(&go.sister);
	*refused_r = go.course.refused;
	course_close(&go.course);
	forward_fini(&go.forward);
	if (good)
		add_counts(&run->counts, &go.counts);
	return good;
}

/* What others said that the guard mail is against, they were wrong in. */
static bool
go_over_sisters(struct feedback_run *run, struct text *error_r)
{
	bool refused;

	if (go_over(run, NULL, 0, true, &refused, error_r))
		return true;
	if (!refused)
		return false;
	run->say(error_r->data);
	text_clear(error_r);
	return go_over(run, NULL, 0, false, &refused, error_r);
}

/* Parts of the lot that are still to do; halving needs few. */
struct range {
	size_t from, count;
};
#define RANGES_MAX 64u

bool
feedback_run(struct feedback_run *run, struct spooled *items, size_t count,
    struct text *error_r)
{
	struct range ranges[RANGES_MAX] = {{0, count}};
	size_t left = count > 0 ? 1 : 0;
	bool refused;

	if ((count == 0 || sisters_are_set(run->gateways)) &&
	    !go_over_sisters(run, error_r))
		return false;
	while (left > 0) {
		struct range now = ranges[--left];

		text_clear(error_r);
		if (go_over(run, &items[now.from], now.count, true, &refused,
			error_r))
			continue;
		if (!refused)
			return false;
		if (now.count == 1) {
			run->say(error_r->data);
			text_clear(error_r);
			if (!go_over(run, &items[now.from], 1, false, &refused,
				error_r))
				return false;
			continue;
		}
		/* The first half is done first: it is on top. */
		CHECK(left + 2 <= RANGES_MAX);
		ranges[left++] = (struct range){
		    now.from + now.count / 2, now.count - now.count / 2};
		ranges[left++] = (struct range){now.from, now.count / 2};
	}
	return true;
}
