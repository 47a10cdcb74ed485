/*
 * feedback_run - a number of reports, learnt in one go
 *
 *     report ──▶ its messages ──▶ jury ──▶ course: model, prints
 *     bundle ──▶ its messages ───┘   └───▶ forward: a bundle for the authority
 *
 * A bundle is what another gateway believed: the gateway is the reporter then.
 *
 * One report among them that would make the guard mail worse does not keep the
 * others from being learnt: the lot is halved until it is alone.
 *
 * Threads: one.
 */
#ifndef THREADS_COMMAND_FEEDBACK_FEEDBACK_RUN_H
#define THREADS_COMMAND_FEEDBACK_FEEDBACK_RUN_H

#include "threads/command/feedback/feedback_forward.h"
#include "threads/command/feedback/feedback_spool.h"
#include "threads/command/learn/course.h"

struct feedback_counts {
	uint64_t reports, empty, messages;
	/* Of the messages: */
	uint64_t learnt, known, waiting, over, denied, refused, unreadable;
	uint64_t bundles, forwarded, from_sisters;
};

struct feedback_run {
	struct opener *reports;   /* for what came */
	struct opener *originals; /* for what was attached; GuardMail, too */
	const struct course_places *places;
	const struct gateways *gateways;
	const char *submitted; /* the server's directory */
	void (*say)(const char *line);
	struct feedback_counts counts;
	struct cartridge_id made; /* the newest, if has_made */
	bool has_made;
	char sister_why[512]; /* why the sisters' server does not work, or empty
			       */
	size_t waiting;       /* claims that they were not told yet */
};

/*
 * With a server where sister gateways meet, what they heard is heard first;
 * count may be 0 for that alone, and for mails that wait.  False: nothing of
 * these was kept in mind
 * (*error_r); they can be tried again.  Else each was done and may be removed,
 * or is marked as skipped.
 */
bool feedback_run(struct feedback_run *run, struct spooled *items, size_t count,
    struct text *error_r) MUST_USE;

#endif
