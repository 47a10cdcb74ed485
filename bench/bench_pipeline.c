/*
 * bench_pipeline - the whole helper over its pipes
 *
 *     null          the product's pipeline, a verdict that costs nothing
 *     null_helper   the same requests to getline() and printf()
 *     mail          the product itself, 10,000 signatures
 *     reference     the same mails to the shortest program that finds the same
 *
 * Each row of the first and the third kind has a yardstick from the second and
 * the fourth, which is asked in turn with it, round by round: this machine and
 * its neighbours are never as quiet twice, but a moment is the same for both.
 * ratio_* is the median of the rounds' quotients.
 *
 * The time of a row is the wall time of a round divided by its requests, the
 * driver's share in it included; cpu_us is what the helper's threads took for
 * one message and counts nobody else.
 */
#include <stdlib.h>

#include "bench/bench.h"
#include "bench/pipeline_place.h"
#include "bench/pipeline_session.h"

enum program {
	NULL_PIPELINE, /* setting: workers */
	NULL_HELPER,
	PRODUCT_READ,   /* setting: workers */
	PRODUCT_MAPPED, /* setting: workers */
	PLAIN_ACCESS,
	PLAIN_RAW,
	PLAIN_DECODED,
};

struct row {
	const char *name;
	enum program program;
	unsigned setting;
	enum program yardstick; /* the same as program: none */
	uint64_t outstanding;
	const char *mails;
	uint64_t requests; /* of a round: some 20 ms */
};

#define NULL_ROWS(count, requests)                                             \
	{"pipeline/null/" #count, NULL_PIPELINE, 2, NULL_HELPER, count, "5k",  \
	    requests},                                                         \
	{                                                                      \
		"pipeline/null_helper/" #count, NULL_HELPER, 0, NULL_HELPER,   \
		    count, "5k", requests                                      \
	}

#define MAIL_ROWS(mails, requests)                                             \
	{"pipeline/mail/" mails "/read/1worker", PRODUCT_READ, 1,              \
	    PLAIN_DECODED, 64, mails, requests},                               \
	    {"pipeline/mail/" mails "/read/2workers", PRODUCT_READ, 2,         \
		PLAIN_DECODED, 64, mails, requests},                           \
	    {"pipeline/mail/" mails "/mapped/1worker", PRODUCT_MAPPED, 1,      \
		PLAIN_DECODED, 64, mails, requests},                           \
	    {"pipeline/mail/" mails "/mapped/2workers", PRODUCT_MAPPED, 2,     \
		PLAIN_DECODED, 64, mails, requests},                           \
	    {"pipeline/reference/" mails "/access", PLAIN_ACCESS, 0,           \
		PLAIN_ACCESS, 64, mails, requests},                            \
	    {"pipeline/reference/" mails "/raw", PLAIN_RAW, 0, PLAIN_RAW, 64,  \
		mails, requests},                                              \
	{                                                                      \
		"pipeline/reference/" mails "/decoded", PLAIN_DECODED, 0,      \
		    PLAIN_DECODED, 64, mails, requests                         \
	}

static const struct row rows[] = {
    NULL_ROWS(1, 2000),
    NULL_ROWS(8, 10000),
    NULL_ROWS(64, 40000),
    NULL_ROWS(512, 40000),
    MAIL_ROWS("5k", 3000),
    MAIL_ROWS("50k", 800),
    MAIL_ROWS("500k", 100),
};

#define ROW_COUNT (sizeof(rows) / sizeof(rows[0]))

/* ---- a helper for a row ------------------------------------------------ */

struct command {
	const char *arguments[6];
	struct session_options options;
};

static void
set_arguments(struct command *command, enum program program, unsigned setting)
{
	static const char *const modes[] = {[PLAIN_ACCESS] = "access",
	    [PLAIN_RAW] = "raw",
	    [PLAIN_DECODED] = "decoded"};
	const char **arguments = command->arguments;

	switch (program) {
	case NULL_PIPELINE:
		arguments[0] = place_program("null_pipeline");
		arguments[1] = setting == 1 ? "1" : "2";
		arguments[2] = "strict";
		break;
	case NULL_HELPER:
		arguments[0] = place_program("null_helper");
		break;
	case PRODUCT_READ:
	case PRODUCT_MAPPED:
		arguments[0] =
		    place_product(setting, program == PRODUCT_MAPPED);
		break;
	case PLAIN_ACCESS:
	case PLAIN_RAW:
	case PLAIN_DECODED:
		arguments[0] = place_program("plain_scan");
		arguments[1] = "-m";
		arguments[2] = modes[program];
		arguments[3] = "-f";
		arguments[4] = place_signatures();
		break;
	}
}

/* Without decoding, what is planted in an attachment stays hidden: that is
 * every other mail of the kinds that have one. */
static unsigned
finds_every(enum program program, const char *mails)
{
	switch (program) {
	case PRODUCT_READ:
	case PRODUCT_MAPPED:
	case PLAIN_DECODED:
		return 1;
	case PLAIN_RAW:
		return mails[1] == 'k' ? 1 : 2;
	case NULL_PIPELINE:
	case NULL_HELPER:
	case PLAIN_ACCESS:
		break;
	}
	return 0;
}

static struct session *
open_session(const struct row *row, enum program program)
{
	struct command *command = calloc(1, sizeof(*command));

	if (command == NULL)
		bench_refuse(row->name, "no memory");
	set_arguments(command, program, row->setting);
	command->options = (struct session_options){
	    .name = row->name,
	    .arguments = command->arguments,
	    .mails = row->mails,
	    .outstanding = row->outstanding,
	    .finds_every = finds_every(program, row->mails),
	};
	return session_open(&command->options);
}

/* Google Benchmark calls a body several times, to find how many rounds make a
 * good measurement; the helpers stay for all of them. */
static struct {
	const struct row *row;
	struct session *measured;
	struct session *yardstick; /* NULL: none */
} stage;

static void
clear_stage(void)
{
	session_close(&stage.measured);
	session_close(&stage.yardstick);
	stage.row = NULL;
}

static void
set_stage(const struct row *row)
{
	static bool registered;

	if (stage.row == row)
		return;
	clear_stage();
	stage.measured = open_session(row, row->program);
	if (row->yardstick != row->program)
		stage.yardstick = open_session(row, row->yardstick);
	stage.row = row;
	/* Behind the scratch directory's, so that it runs ahead of it. */
	if (!registered)
		atexit(clear_stage);
	registered = true;
}

/* ---- figures ----------------------------------------------------------- */

/* Rounds that count for the medians; the clock counts all. */
#define ROUNDS_MAX 4096u

struct series {
	double values[ROUNDS_MAX];
	size_t count;
};

static void
series_add(struct series *series, double value)
{
	if (series->count < ROUNDS_MAX)
		series->values[series->count++] = value;
}

static int
compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static double
median(struct series *series)
{
	qsort(series->values, series->count, sizeof(double), compare);
	return series->count == 0 ? 0 : series->values[series->count / 2];
}

static struct {
	struct series cpu_us;
	struct series yardstick_us;
	struct series ratio_cpu;
	struct series ratio_wall;
} figures;

static void
forget_figures(void)
{
	figures.cpu_us.count = 0;
	figures.yardstick_us.count = 0;
	figures.ratio_cpu.count = 0;
	figures.ratio_wall.count = 0;
}

static void
one_round(const struct row *row, struct bench *bench)
{
	double requests = (double)row->requests;
	struct session_cost cost, other;

	session_round(stage.measured, row->requests, &cost);
	bench_took(bench, cost.wall_s);
	series_add(&figures.cpu_us, cost.cpu_s * 1e6 / requests);
	if (stage.yardstick == NULL)
		return;
	session_round(stage.yardstick, row->requests, &other);
	series_add(&figures.yardstick_us, other.cpu_s * 1e6 / requests);
	series_add(&figures.ratio_cpu, cost.cpu_s / other.cpu_s);
	series_add(&figures.ratio_wall, cost.wall_s / other.wall_s);
}

static void
measure(struct bench *bench, void *owner)
{
	const struct row *row = owner;

	set_stage(row);
	forget_figures();
	while (bench_next(bench))
		one_round(row, bench);
	bench_items(bench, row->requests);
	bench_counter(bench, "cpu_us", median(&figures.cpu_us));
	if (stage.yardstick == NULL)
		return;
	bench_counter(bench, "yardstick_us", median(&figures.yardstick_us));
	bench_counter(bench, "ratio_cpu", median(&figures.ratio_cpu));
	bench_counter(bench, "ratio_wall", median(&figures.ratio_wall));
}

void bench_pipeline(void);

void
bench_pipeline(void)
{
	for (size_t i = 0; i < ROW_COUNT; i++)
		bench_add_timed(
		    rows[i].name, measure, (void *)(uintptr_t)&rows[i]);
}
