/*
 * feedback_run - a number of reports, learnt in one go
 */
#include "threads/command/feedback/feedback_run.h"

#include <stdio.h>
#include <string.h>

#include "core/base/clock.h"
#include "core/feedback/feedback_mail.h"
#include "threads/command/feedback/feedback_sister.h"
#include "threads/command/feedback/sister_days.h"

/* One go over some of the reports. */
struct go {
	struct feedback_run *run;
	struct course course;
	struct forward forward;
	struct sister *sister;         /* NULL: none, or it does not work */
	struct feedback_counts counts; /* kept if it ends well */
	bool is_gateway;               /* who speaks: it speaks for many */
	bool obey; /* false: note what was said, and that it was wrong */
};

static struct jury_rules
rules_of(const struct go *go)
{
	const struct config *config = go->run->reports->config;

	return (struct jury_rules){
	    .people = (unsigned)config->feedback_reporters,
	    .per_day = go->is_gateway ? 0 : (unsigned)config->feedback_per_day,
	    .today = go->course.tally.today,
	};
}

/* ---- one message --------------------------------------------------------- */

/* original is empty where it came from another gateway: that is not sent on. */
static void
believe(struct go *go, const struct lesson *lesson, struct slice original,
    const struct jury_finding *finding)
{
	switch (course_believe(&go->course, lesson, finding)) {
	case COURSE_LEARNT:
	case COURSE_CHANGED:
		go->counts.learnt++;
		store_count(go->course.store, STORE_CLAIMS_TAKEN, 1);
		if (original.size > 0)
			forward_add(
			    &go->forward, lesson, original, finding->class);
		break;
	case COURSE_DENIED:
		go->counts.denied++;
		break;
	default:
		go->counts.known++;
		break;
	}
}

static void
count_class(struct go *go, enum store_class class)
{
	static const enum store_number numbers[] = {
	    [STORE_LEGIT] = STORE_CLAIMS_LEGIT,
	    [STORE_IS_SPAM] = STORE_CLAIMS_SPAM,
	    [STORE_IS_PHISHING] = STORE_CLAIMS_PHISHING,
	};

	store_count(go->course.store, numbers[class], 1);
}

/* It would have made good mail worse: whoever said it was wrong. */
static void
disobey(struct go *go, const struct lesson *lesson, enum store_class class)
{
	const struct matter matter = {
	    lesson->identity, lesson->prints, lesson->print_count};

	jury_settle(go->course.store, go->course.tally.today, &matter,
	    class == STORE_LEGIT ? STORE_IS_SPAM : STORE_LEGIT, NULL);
	go->counts.refused++;
	store_count(go->course.store, STORE_CLAIMS_REFUSED, 1);
}

static void
hear(struct go *go, const struct witness *witness, const struct lesson *lesson,
    struct slice original, enum store_class class)
{
	const struct jury_rules rules = rules_of(go);
	const struct matter matter = {
	    lesson->identity, lesson->prints, lesson->print_count};
	struct jury_finding finding;

	jury_hear(go->course.store, &rules, witness, &matter, class, &finding);
	count_class(go, class);
	if (finding.repeated)
		store_count(go->course.store, STORE_CLAIMS_REPEATED, 1);
	else if (finding.word != JURY_TOO_MANY)
		sisters_note(go->course.store, go->run->gateways, witness,
		    lesson, class);
	switch (finding.word) {
	case JURY_WAITS:
		go->counts.waiting++;
		store_count(go->course.store, STORE_CLAIMS_HELD, 1);
		break;
	case JURY_TAKEN_BACK:
		go->counts.denied++;
		break;
	case JURY_TOO_MANY:
		go->counts.over++;
		store_count(go->course.store, STORE_CLAIMS_OVER, 1);
		break;
	case JURY_BELIEVES:
		if (!go->obey)
			disobey(go, lesson, finding.class);
		else
			believe(go, lesson, original, &finding);
		break;
	}
}

/* False: no memory. */
static bool
take_lesson(struct go *go, const struct witness *witness, struct lesson *lesson,
    struct slice original, enum store_class class)
{
	bool good = lesson != NULL;

	go->counts.messages++;
	if (good && lesson->why != NULL)
		go->counts.unreadable++;
	else if (good)
		hear(go, witness, lesson, original, class);
	lesson_free(&lesson);
	return good;
}

static bool
take_message(struct go *go, const struct witness *witness, struct slice bytes,
    enum store_class class)
{
	return take_lesson(go, witness,
	    lesson_make_of(go->run->originals, bytes), bytes, class);
}

/* ---- one report ---------------------------------------------------------- */

static bool
take_messages(struct go *go, const struct feedback_mail *report,
    const struct spooled *item)
{
	struct witness witness = witness_of(
	    item->trusted ? REPORT_BY_TRUSTED : report->by, report->who);
	bool good = true;

	for (size_t i = 0; i < report->count && good; i++)
		good = take_message(
		    go, &witness, report->messages[i], item->class);
	return good;
}

static bool
take_user_report(
    struct go *go, const struct opened *opened, const struct spooled *item)
{
	struct feedback_mail mail;

	feedback_mail_read(&opened->message, go->run->reports->arena, &mail);
	if (mail.count == 0) {
		go->counts.empty++;
		store_count(go->course.store, STORE_REPORTS_EMPTY, 1);
	}
	return take_messages(go, &mail, item);
}

/* ---- one bundle ------------------------------------------------------------
 */

static const struct part *
find_bundle(const struct message *message)
{
	const struct header_field *field =
	    header_find(&message->top->header, SLICE(BUNDLE_FIELD), 0);

	if (field == NULL ||
	    !slice_equal_nocase(field->value, SLICE(BUNDLE_VALUE)))
		return NULL;
	for (size_t i = 0; i < message->part_count; i++)
		if (slice_equal_nocase(
			message->parts[i]->media_type, SLICE(BUNDLE_TYPE)))
			return message->parts[i];
	return NULL;
}

static struct witness
gateway_witness(const struct bundle *bundle)
{
	char buffer[GATEWAY_NAME_MAX + 16];
	struct text who = TEXT_OVER(buffer);

	/* No address begins so. */
	text_put(&who, SLICE("gateway "));
	text_put(&who, slice_sub(bundle->gateway, 0, GATEWAY_NAME_MAX));
	if (bundle->proof != BUNDLE_PROVED)
		return witness_of(REPORT_BY_SENDER, text_slice(&who));
	return witness_of(
	    bundle->known->trusted ? REPORT_BY_TRUSTED : REPORT_BY_ACCOUNT,
	    text_slice(&who));
}

static bool
take_bundled(struct go *go, const struct witness *witness,
    const struct bundle_message *message)
{
	struct lesson *lesson =
	    message->original.size > 0
		? lesson_make_of(go->run->originals, message->original)
		: lesson_of_prints(
		      message->identity, message->prints, message->print_count);

	return take_lesson(
	    go, witness, lesson, (struct slice){NULL, 0}, message->class);
}

#define DAY_S 86400

/* Clocks of gateways may differ by a day. */
static bool
is_of_our_time(const struct bundle *bundle)
{
	int64_t age_s = clock_wall_s() - bundle->made_s;

	return age_s > -DAY_S &&
	       age_s < (int64_t)store_bounds_default.claim_days * DAY_S;
}

static bool
take_bundle(struct go *go, struct slice bytes)
{
	static struct bundle_message message;
	struct bundle bundle;
	struct witness witness;
	bool good = true;

	if (!bundle_open(bytes, go->run->gateways, &bundle) ||
	    bundle.proof == BUNDLE_WRONG) {
		go->counts.unreadable++;
		go->run->say("a bundle of reports is damaged, or signed by "
			     "somebody else than it says; nothing of it is "
			     "learnt");
		return true;
	}
	if (bundle.proof == BUNDLE_PROVED && !is_of_our_time(&bundle)) {
		go->counts.unreadable++;
		go->run->say("a bundle of reports is too old to be believed, "
			     "or of the future; nothing of it is learnt");
		return true;
	}
	go->counts.bundles++;
	witness = gateway_witness(&bundle);
	go->is_gateway = bundle.proof == BUNDLE_PROVED;
	while (good && bundle_next(&bundle, &message))
		good = take_bundled(go, &witness, &message);
	go->is_gateway = false;
	return good;
}

/* ---- either ----------------------------------------------------------------
 */

static bool
take_report(struct go *go, struct spooled *item)
{
	struct opener *opener = go->run->reports;
	const struct part *bundle;
	struct opened opened;
	const char *why;
	bool good;

	go->counts.reports++;
	store_count(go->course.store, STORE_REPORTS, 1);
	if (!opener_open(opener, item->path, &opened, &why)) {
		go->counts.unreadable++;
		item->skipped = true;
		return true;
	}
	bundle = find_bundle(&opened.message);
	good = bundle != NULL ? take_bundle(go, bundle->body)
			      : take_user_report(go, &opened, item);
	opener_close(&opened);
	return good;
}

/* ---- what sisters heard ----------------------------------------------------
 */

static void
hear_of(struct go *go, const struct witness *witness,
    const struct lesson *lesson, enum store_class class)
{
	const struct jury_rules rules = rules_of(go);
	const struct matter matter = {
	    lesson->identity, lesson->prints, lesson->print_count};
	struct jury_finding finding;

	jury_hear(go->course.store, &rules, witness, &matter, class, &finding);
	if (finding.word != JURY_BELIEVES)
		return;
	if (go->obey)
		believe(go, lesson, (struct slice){NULL, 0}, &finding);
	else
		disobey(go, lesson, finding.class);
}

static bool
take_claim(void *owner, const struct sister_claim *claim)
{
	static const struct gateways nobody;
	static struct bundle_message message;
	struct go *go = owner;
	struct witness witness = {.by = (enum report_by)claim->proof};
	struct bundle bundle;
	struct lesson *lesson;

	memcpy(witness.key, claim->reporter, sizeof(witness.key));
	if (!bundle_open(claim->bundle, &nobody, &bundle))
		return true;
	while (bundle_next(&bundle, &message)) {
		lesson = lesson_of_prints(
		    message.identity, message.prints, message.print_count);
		if (lesson == NULL)
			return false;
		if (message.original.size == 0) {
			hear_of(go, &witness, lesson, message.class);
			go->counts.from_sisters++;
		}
		lesson_free(&lesson);
	}
	return true;
}

/* What was read by the time that the server fails is heard all the same. */
static bool
read_sisters(struct go *go, struct text *why)
{
	struct store *store = go->course.store;
	struct sister_mark mark = {
	    store_number(store, STORE_SISTER_MS),
	    store_number(store, STORE_SISTER_NUMBER),
	};

	if (!sister_read(go->sister, &mark, take_claim, go, why) &&
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
send_to_sisters(struct go *go, struct text *why)
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
say_if_any(const struct go *go, const struct text *why)
{
	if (why->size > 0)
		go->run->say(why->data);
}

/* In the same transaction as what was learnt. */
static void
keep_forwards(struct go *go)
{
	char buffer[256];
	struct text why = TEXT_OVER(buffer);

	forward_keep(&go->forward, go->course.store, &why);
	say_if_any(go, &why);
}

/* What is learnt is learnt, whether the authority hears of it now or later. */
static void
send_on(struct go *go)
{
	char buffer[PLACE_BYTES + 512];
	struct text why = TEXT_OVER(buffer);

	go->counts.forwarded += forward_send(
	    go->course.store, go->run->gateways, go->run->submitted, &why);
	say_if_any(go, &why);
}

static bool
end_well(struct go *go, struct text *error_r)
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
take_all(struct go *go, struct spooled *items, size_t count, struct text *why)
{
	bool good = count > 0 || go->sister == NULL || read_sisters(go, why);

	for (size_t i = 0; i < count && good; i++)
		good = take_report(go, &items[i]);
	return good;
}

/* *refused_r: the guard mail was against it. */
static bool
go_over(struct feedback_run *run, struct spooled *items, size_t count,
    bool obey, bool *refused_r, struct text *error_r)
{
	struct go go = {.run = run, .obey = obey};
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
