/*
 * evaluate_run - what a model said of messages ahead of learning them
 */
#include "threads/command/rate/evaluate_run.h"

#include <stdlib.h>

#include "threads/base/crew.h"
#include "threads/command/learn/rehearsal.h"

/* Messages after which the curve of scores is drawn anew, as a site would. */
#define SETTLE_EVERY 500u

struct running {
	const struct evaluate_corpus *corpus;
	const struct evaluate_options *options;
	uint64_t seed;
	uint64_t random;
	struct model_shape shape;
	void *image;
	size_t *order; /* of the messages of the corpus */
	struct cleansing cleansing;
	struct evaluate_run *run;
};

/* ---- chance ------------------------------------------------------------- */

static uint64_t
mix(uint64_t x)
{
	x = (x ^ x >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	x = (x ^ x >> 27) * UINT64_C(0x94d049bb133111eb);
	return x ^ x >> 31;
}

static uint64_t
next_random(struct running *running)
{
	running->random += UINT64_C(0x9e3779b97f4a7c15);
	return mix(running->random);
}

static void
shuffle(struct running *running, size_t *order, size_t count)
{
	for (size_t i = count; i > 1; i--) {
		size_t j = (size_t)(next_random(running) % i);
		size_t kept = order[i - 1];

		order[i - 1] = order[j];
		order[j] = kept;
	}
}

static void
make_order(struct running *running, size_t count, bool random)
{
	running->random = mix(running->seed);
	for (size_t i = 0; i < count; i++)
		running->order[i] = i;
	if (random)
		shuffle(running, running->order, count);
}

/* The label that is learnt: wrong ones are the same for any order. */
static bool
label(const struct running *running, const struct evaluate_corpus *corpus,
    size_t at)
{
	uint64_t chance = mix(mix(running->seed + 1) + at) % 1000;

	return corpus->messages[at].spam != (chance < running->options->flip);
}

/* ---- steps ----------------------------------------------------------------
 */

static bool
say(struct evaluate_run *run, const struct opinion *opinion, bool spam)
{
	if (run->count == run->room) {
		size_t room = run->room == 0 ? 4096 : 2 * run->room;
		void *larger = realloc(run->said, room * sizeof(*run->said));

		if (larger == NULL)
			return false;
		run->said = larger;
		run->room = room;
	}
	run->said[run->count++] = (struct evaluate_said){*opinion, spam};
	return true;
}

/* The trust in its label. */
static double
learn(struct running *running, const struct evaluate_corpus *corpus, size_t at,
    double weight)
{
	uint64_t began_ns = evaluate_cpu_ns();
	struct model_step step;

	model_learn_step(running->image, corpus->messages[at].features,
	    label(running, corpus, at), weight, &step);
	running->run->learnt_ns += evaluate_cpu_ns() - began_ns;
	return step.trust;
}

/* As a site would. */
static double
learn_next(
    struct running *running, const struct evaluate_corpus *corpus, size_t at)
{
	double trust = learn(running, corpus, at, 1);

	if (++running->run->learnt % SETTLE_EVERY == 0)
		model_settle(running->image);
	return trust;
}

static bool
rate(struct running *running, size_t at)
{
	const struct evaluate_message *message = &running->corpus->messages[at];
	uint64_t began_ns = evaluate_cpu_ns();
	struct opinion opinion;

	model_rate(running->image, message->features, &opinion);
	running->run->rated_ns += evaluate_cpu_ns() - began_ns;
	return say(running->run, &opinion, message->spam);
}

/* ---- methods ---------------------------------------------------------------
 */

/* Delay 0 is immediate. */
static bool
run_stream(struct running *running, uint64_t delay)
{
	const struct evaluate_corpus *corpus = running->corpus;

	make_order(running, corpus->count, running->options->random);
	for (size_t i = 0; i < corpus->count; i++) {
		if (!rate(running, running->order[i]))
			return false;
		if (i >= delay)
			learn_next(running, corpus, running->order[i - delay]);
	}
	return true;
}

/* Without those whose labels the others contradict. */
static bool
cleanse(struct running *running, const struct evaluate_corpus *corpus,
    const size_t *order)
{
	struct cleansing *cleansing = &running->cleansing;
	uint64_t began_ns = evaluate_cpu_ns();
	bool good = rehearsal_end(cleansing, running->image, crew_workers());

	running->run->learnt_ns += evaluate_cpu_ns() - began_ns;
	running->run->left_out += cleansing->left_out;
	if (!good || cleansing_is_large(cleansing) || cleansing->left_out == 0)
		return good;
	for (size_t i = 0; i < cleansing->count; i++)
		if (cleansing->items[i].trust > 0)
			(void)learn(running, corpus, order[i],
			    cleansing->items[i].trust);
	return true;
}

/* One of a batch; that of a large one is learnt with all of it. */
static void
add_next(
    struct running *running, const struct evaluate_corpus *corpus, size_t at)
{
	struct cleansing *cleansing = &running->cleansing;
	double trust = 1;

	if (cleansing_is_large(cleansing))
		running->run->learnt++;
	else
		trust = learn_next(running, corpus, at);
	cleansing_add(cleansing, corpus->messages[at].features,
	    label(running, corpus, at), trust);
}

/* As LEARN does: so many at once, then looked at for wrong labels. */
static bool
learn_all(
    struct running *running, const struct evaluate_corpus *corpus, size_t count)
{
	struct cleansing *cleansing = &running->cleansing;

	for (size_t i = 0, from = 0; i < count; i++) {
		if (i == from)
			cleansing_begin(cleansing, running->image);
		add_next(running, corpus, running->order[i]);
		if (!cleansing_is_full(cleansing) && i + 1 < count)
			continue;
		if (!cleanse(running, corpus, running->order + from))
			return false;
		from = i + 1;
	}
	model_settle(running->image);
	return true;
}

static bool
run_other(struct running *running, const struct evaluate_corpus *train)
{
	make_order(running, train->count, true);
	if (!learn_all(running, train, train->count))
		return false;
	for (size_t i = 0; i < running->corpus->count; i++)
		if (!rate(running, i))
			return false;
	return true;
}

/* Learn what is not in the part, rate what is. */
static bool
run_part(struct running *running, size_t parts, size_t part)
{
	size_t count = running->corpus->count, learnt = 0;

	for (size_t i = 0; i < count; i++)
		if (i % parts != part)
			running->order[learnt++] = i;
	shuffle(running, running->order, learnt);
	if (!learn_all(running, running->corpus, learnt))
		return false;
	for (size_t i = part; i < count; i += parts)
		if (!rate(running, i))
			return false;
	return true;
}

/* The same with a part that the seed draws. */
static bool
run_drawn(struct running *running, size_t parts)
{
	size_t count = running->corpus->count, learnt = count - count / parts;

	make_order(running, count, true);
	if (!learn_all(running, running->corpus, learnt))
		return false;
	for (size_t i = learnt; i < count; i++)
		if (!rate(running, running->order[i]))
			return false;
	return true;
}

static bool
run_split(struct running *running, const struct evaluate_corpus *train)
{
	size_t parts = (size_t)running->options->every;

	if (train->count > 0)
		return run_other(running, train);
	return running->options->random ? run_drawn(running, parts)
					: run_part(running, parts, 0);
}

static bool
run_cross(struct running *running)
{
	for (size_t i = 0; i < running->options->folds; i++) {
		model_init(running->image, &running->shape);
		if (!run_part(running, (size_t)running->options->folds, i))
			return false;
	}
	return true;
}

static bool
run_method(struct running *running, const struct evaluate_corpus *train)
{
	const struct evaluate_options *options = running->options;

	switch (options->method) {
	case EVALUATE_DELAYED:
		return run_stream(running, options->delay);
	case EVALUATE_SPLIT:
		return run_split(running, train);
	case EVALUATE_CROSS:
		return run_cross(running);
	default:
		return run_stream(running, 0);
	}
}

/* ---- all of it --------------------------------------------------------- */

bool
evaluate_run(const struct evaluate_corpus *corpus,
    const struct evaluate_corpus *train, const struct evaluate_options *options,
    uint64_t seed, struct evaluate_run *run_r)
{
	struct running running = {
	    .corpus = corpus,
	    .options = options,
	    .seed = seed,
	    .random = mix(seed),
	    .shape = options->small ? model_shape_small : model_shape_site,
	    .run = run_r,
	};
	size_t most =
	    corpus->count > train->count ? corpus->count : train->count;
	bool good;

	*run_r = (struct evaluate_run){0};
	running.image = model_allocate(&running.shape);
	running.order = malloc(most * sizeof(*running.order));
	good = running.image != NULL && running.order != NULL;
	if (good) {
		model_init(running.image, &running.shape);
		good = cleansing_init(&running.cleansing, running.image);
	}
	if (good) {
		good = run_method(&running, train);
		model_settle(running.image);
		run_r->alert = model_promise_at(running.image, 96);
		run_r->certain =
		    model_promise_at(running.image, MODEL_SCORE_CERTAIN);
	}
	cleansing_fini(&running.cleansing);
	free(running.order);
	free(running.image);
	return good;
}

void
evaluate_run_free(struct evaluate_run *run)
{
	free(run->said);
	*run = (struct evaluate_run){0};
}
