/*
 * feedback_hear - one message that somebody says is spam, legitimate, phishing
 */
#include "threads/command/feedback/feedback_hear.h"

#include "threads/command/feedback/feedback_sister.h"

static struct jury_rules
rules_of(const struct feedback_go *go)
{
	const struct config *config = go->run->reports->config;

	return (struct jury_rules){
	    .people = (unsigned)config->feedback_reporters,
	    .per_day = go->is_gateway ? 0 : (unsigned)config->feedback_per_day,
	    .today = go->course.tally.today,
	};
}

/* original is empty where it came from another gateway: that is not sent on. */
static void
believe(struct feedback_go *go, const struct lesson *lesson,
    struct slice original, const struct jury_finding *finding)
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
count_class(struct feedback_go *go, enum store_class class)
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
disobey(
    struct feedback_go *go, const struct lesson *lesson, enum store_class class)
{
	const struct matter matter = {
	    lesson->identity, lesson->prints, lesson->print_count};

	jury_settle(go->course.store, go->course.tally.today, &matter,
	    class == STORE_LEGIT ? STORE_IS_SPAM : STORE_LEGIT, NULL);
	go->counts.refused++;
	store_count(go->course.store, STORE_CLAIMS_REFUSED, 1);
}

static void
hear(struct feedback_go *go, const struct witness *witness,
    const struct lesson *lesson, struct slice original, enum store_class class)
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

bool
feedback_hear(struct feedback_go *go, const struct witness *witness,
    struct lesson *lesson, struct slice original, enum store_class class)
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

void
feedback_hear_of(struct feedback_go *go, const struct witness *witness,
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
