/*
 * course - one run of learning, from the cartridge that is to one that knows
 * more
 *
 *     open: lock, store, model (a copy) ──▶ learn, unlearn ... ──▶ finish:
 *     prints, cartridge aside, commit of the store, rename
 *
 * Whatever ends it before the commit leaves cartridge and store as they were.
 * After it the store names the process that left the new cartridge aside: where
 * that was ended before the rename, the next course does it (course_resume()),
 * so that nothing is learnt twice and nothing unlearnt stays.  Messages that
 * the cartridge knows nothing of all the same, since an older copy of it was
 * put in its place, are seen by their update number, and forgotten.
 *
 * Before its last step the new model is tried on mail that is known to be good
 * (GuardMail): one that would raise more of it than the old one is refused.
 *
 * Threads: one.
 */
#ifndef THREADS_COMMAND_LEARN_COURSE_H
#define THREADS_COMMAND_LEARN_COURSE_H

#include "core/cartridge/cartridge.h"
#include "core/feedback/jury.h"
#include "core/learn/model.h"
#include "threads/command/learn/guard.h"
#include "threads/command/learn/learning_day.h"
#include "threads/command/learn/lesson.h"
#include "threads/command/learn/tally.h"

struct course_places {
	const char *cartridge; /* renewed, or made */
	const char *shipped;   /* to begin with where there is none; NULL */
	const char *store, *lock;
	/* The state directory, where days are kept; NULL: not of these. */
	const char *state;
	/* One that ships: small, without prints (they age), and without
	 * promises for mail that it has not seen. */
	bool ship;
	/* What was left out of a batch before is learnt after all. */
	bool sure;
	/* Users who must report a print before it counts. */
	unsigned people;
	struct guard guard;
};

enum course_result {
	COURSE_LEARNT,
	COURSE_KNOWN,   /* learnt before, as the same */
	COURSE_CHANGED, /* learnt before as something else; that was undone */
	COURSE_UNLEARNT,
	COURSE_UNKNOWN,  /* was not learnt, so nothing was undone */
	COURSE_DENIED,   /* users say it, and the operator said otherwise */
	COURSE_LEFT_OUT, /* of a batch: the others contradict its label */
	COURSE_RESULTS,
};

struct course {
	const struct course_places *places;
	int lock_fd;
	struct store *store;
	struct cartridge_id id; /* of what it began with */
	/* Of what it began with, which was read for it to be changed, or
	 * made_model, where that had none of this size. */
	uint8_t *model;
	size_t model_bytes;
	struct cartridge *began;
	uint8_t *made_model;
	struct tally tally;
	uint64_t counts[COURSE_RESULTS];
	struct learning_counts before; /* as the store had counted */
	uint64_t confirmed; /* known before; more people say so now */
	double trust;       /* in the label of what was learnt last */
	bool later;   /* course_teach() leaves the model to who calls it */
	bool refused; /* course_finish() failed: the guard mail */
	/* After course_finish(): */
	struct cartridge_id made;
	size_t print_count;
	struct model_counts learnt;
};

/*
 * Waits while another one runs, after say() said so.  say() also gets what is
 * worth telling; *error_r is why it cannot begin.
 */
bool course_open(struct course *course, const struct course_places *places,
    void (*say)(const char *line), struct text *error_r) MUST_USE;
/* Of course_open(), with the store begun: the last step of a run that was ended
 * ahead of it. */
void course_resume(struct course *course, void (*say)(const char *line));
/* What was not finished is undone. */
void course_close(struct course *course);

/* Whoever runs the program says so: it is evidence on what users said. */
enum course_result course_learn(
    struct course *course, const struct lesson *lesson, enum store_class class);
/*
 * The two steps of it, for who does something in between; one that was
 * COURSE_LEARNT may be learnt again, from the model that was (course_repeat(),
 * or course_note_step() after the model learnt it otherwise), or be
 * course_leave_out() instead of settled.
 */
enum course_result course_teach(
    struct course *course, const struct lesson *lesson, enum store_class class);
/* Would course_teach() undo something? */
bool course_would_correct(const struct course *course,
    const struct lesson *lesson, enum store_class class);
void course_settle(struct course *course, const struct lesson *lesson,
    enum store_class class, enum course_result result);
void course_repeat(struct course *course, const struct lesson *lesson,
    enum store_class class, double weight);
void course_note_step(struct course *course, const struct lesson *lesson,
    const struct model_step *step);
void course_leave_out(
    struct course *course, const struct lesson *lesson, enum store_class class);
/* Users say so, and were believed. */
enum course_result course_believe(struct course *course,
    const struct lesson *lesson, const struct jury_finding *finding);
enum course_result course_unlearn(
    struct course *course, const struct lesson *lesson);

/* Did anything change? */
bool course_changed(const struct course *course);

/* Only the store: what was said, with nothing learnt from it. */
bool course_note(struct course *course, struct text *error_r) MUST_USE;

/* After a course_finish() that the guard mail was against: that alone is
 * kept, for the report of the day. */
void course_count_refusal(struct course *course);

/* The new cartridge in place of the old one, and the store with it. */
bool course_finish(struct course *course, struct text *error_r) MUST_USE;

#endif
