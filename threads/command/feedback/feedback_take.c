/*
 * feedback_take - a report, a bundle, a claim, taken apart into messages
 */
#include "threads/command/feedback/feedback_take.h"

#include <string.h>

#include "core/base/clock.h"
#include "core/feedback/feedback_mail.h"
#include "threads/command/feedback/feedback_hear.h"

/* ---- one report ---------------------------------------------------------- */

static bool
take_message(struct feedback_go *go, const struct witness *witness,
    struct slice bytes, enum store_class class)
{
	return feedback_hear(go, witness,
	    lesson_make_of(go->run->originals, bytes), bytes, class);
}

static bool
take_messages(struct feedback_go *go, const struct feedback_mail *report,
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
take_user_report(struct feedback_go *go, const struct opened *opened,
    const struct spooled *item)
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
take_bundled(struct feedback_go *go, const struct witness *witness,
    const struct bundle_message *message)
{
	struct lesson *lesson =
	    message->original.size > 0
		? lesson_make_of(go->run->originals, message->original)
		: lesson_of_prints(
		      message->identity, message->prints, message->print_count);

	return feedback_hear(
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
take_bundle(struct feedback_go *go, struct slice bytes)
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

bool
feedback_take_report(struct feedback_go *go, struct spooled *item)
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

bool
feedback_take_claim(void *owner, const struct sister_claim *claim)
{
	static const struct gateways nobody;
	static struct bundle_message message;
	struct feedback_go *go = owner;
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
			feedback_hear_of(go, &witness, lesson, message.class);
			go->counts.from_sisters++;
		}
		lesson_free(&lesson);
	}
	return true;
}
