/*
 * reporters - what lying reporters do to the score
 *
 * usage: reporters [--liars PERCENT] [--trust 0|1] [--seed N] [--alone] INDEX
 *
 * INDEX has lines "ham path" and "spam path".  The messages come in an order
 * shuffled by the seed.  The first sixth is taught by the operator and not
 * counted.  Of the rest each gets its score, then it is reported by 0 to 9 of
 * 300 users, in random order, each by an account of his own: who is honest says
 * what it is, who lies says the opposite, always.  250 messages are a day, a
 * new cartridge is made every 50.
 *
 * --trust 1: reports are weighed as by CGPFilter FEEDBACK, with the default
 * settings.  --trust 0: each is learnt as by LEARN, the last one stays.
 * --alone: one new liar reports every message, and nobody else does.
 *
 * Printed is how much spam and how much ham reached 96, 80 and 50, and the mean
 * trust that honest and lying users ended with.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define TOOL "reporters"
#include "bench/tools/tool.h"
#include "core/score/score.h"
#include "tests/support/random.h"
#include "threads/command/learn/course.h"

#define USERS 300u
#define REPORTS_MAX 9u
#define WARM_UP 6u
#define A_DAY 250u
#define A_CARTRIDGE 50u
#define FIRST_DAY 20000u
/* Everything that is written, below the current directory. */
#define PLACE "reporters.tmp"

enum { HAM, SPAM };
static const double levels[] = {96, 80, 50};
#define LEVELS (sizeof(levels) / sizeof(levels[0]))

struct stream {
	struct opener rating, learning;
	struct mail_list list;
	struct course course;
	struct cartridge cartridge; /* as of the last multiple of A_CARTRIDGE */
	uint8_t *table;
	uint64_t seed;
	unsigned liars; /* of USERS */
	bool trust, alone;
	size_t mails[2], over[2][LEVELS];
};

static void
say(const char *line)
{
	fprintf(stderr, "reporters: %s\n", line);
}

static void
shuffle(struct stream *stream)
{
	for (size_t i = stream->list.count; i > 1; i--) {
		size_t other = random_below(&stream->seed, i);
		struct mail_entry kept = stream->list.entries[i - 1];

		stream->list.entries[i - 1] = stream->list.entries[other];
		stream->list.entries[other] = kept;
	}
}

/* ---- the score ------------------------------------------------------------
 */

static void
renew_cartridge(struct stream *stream)
{
	struct course *course = &stream->course;
	size_t size, count;

	free(stream->table);
	model_settle(course->model);
	tally_put(&course->tally, course->store);
	if (!tally_table(course->store, course->places->people, &stream->table,
		&size, &count))
		die("no memory");
	stream->cartridge.sections[CARTRIDGE_MODEL] =
	    (struct slice){course->model, course->model_bytes};
	stream->cartridge.sections[CARTRIDGE_PRINTS] =
	    (struct slice){stream->table, size};
}

static void
count_score(struct stream *stream, const struct mail_entry *entry)
{
	struct opener *opener = &stream->rating;
	const struct score_data data = {
	    .cartridge = &stream->cartridge, .config = opener->config};
	struct renderer renderer;
	struct opened opened;
	struct score score;
	const char *why;

	if (!opener_open_entry(opener, entry, &opened, &why))
		die(why);
	renderer =
	    renderer_for(&opened.message, unpacker_charsets(opener->unpacker),
		&opener->config->limits, opener->arena, &opened.budget);
	score_message(&data, &opened.message, &renderer, NULL, false, &score);
	opener_close(&opened);
	stream->mails[entry->mark]++;
	for (size_t i = 0; i < LEVELS; i++)
		stream->over[entry->mark][i] += score.value >= levels[i];
}

/* ---- reports ---------------------------------------------------------------
 */

static struct witness
user(unsigned number)
{
	char name[32];

	snprintf(name, sizeof(name), "user%u@example.com", number);
	return witness_of(REPORT_BY_ACCOUNT, slice_from_string(name));
}

static void
report(struct stream *stream, const struct lesson *lesson, unsigned number,
    enum store_class class)
{
	struct course *course = &stream->course;
	const struct jury_rules rules = {
	    .people = course->places->people,
	    .per_day = (unsigned)stream->rating.config->feedback_per_day,
	    .today = course->tally.today,
	};
	const struct matter matter = {
	    lesson->identity, lesson->prints, lesson->print_count};
	struct witness witness = user(number);
	struct jury_finding finding;

	if (!stream->trust) {
		course_learn(course, lesson, class);
		return;
	}
	jury_hear(course->store, &rules, &witness, &matter, class, &finding);
	if (finding.word == JURY_BELIEVES)
		course_believe(course, lesson, &finding);
}

static void
report_by_some(struct stream *stream, const struct lesson *lesson, int what)
{
	size_t count = random_below(&stream->seed, REPORTS_MAX + 1);

	for (size_t i = 0; i < count; i++) {
		unsigned number = (unsigned)random_below(&stream->seed, USERS);
		bool lies = number < stream->liars;

		report(stream, lesson, number,
		    (what == SPAM) != lies ? STORE_IS_SPAM : STORE_LEGIT);
	}
}

static void
learn(struct stream *stream, size_t index)
{
	const struct mail_entry *entry = &stream->list.entries[index];
	struct lesson *lesson = lesson_make(&stream->learning, entry);

	if (lesson == NULL || lesson->why != NULL)
		die("a message cannot be read");
	stream->course.tally.today = (uint16_t)(FIRST_DAY + index / A_DAY);
	if (index < stream->list.count / WARM_UP)
		course_learn(&stream->course, lesson,
		    entry->mark == SPAM ? STORE_IS_SPAM : STORE_LEGIT);
	else if (stream->alone)
		report(stream, lesson, 0,
		    entry->mark == SPAM ? STORE_LEGIT : STORE_IS_SPAM);
	else
		report_by_some(stream, lesson, entry->mark);
	lesson_free(&lesson);
}

/* ---- what came of it -------------------------------------------------------
 */

static double
mean_trust(struct stream *stream, unsigned from, unsigned end)
{
	double sum = 0;

	for (unsigned i = from; i < end; i++) {
		struct witness witness = user(i);
		struct store_reporter reporter = {.agreed = 0};

		(void)!store_reporter_find(
		    stream->course.store, witness.key, &reporter);
		sum += jury_trust(&reporter, REPORT_BY_ACCOUNT);
	}
	return end > from ? sum / (end - from) : 0;
}

static void
print_result(struct stream *stream)
{
	printf("| %u %% | %s |", stream->liars * 100 / USERS,
	    stream->trust ? "yes" : "no");
	for (size_t i = 0; i < LEVELS; i++)
		printf(" %.1f %%, %.2f %% |",
		    100.0 * (double)stream->over[SPAM][i] /
			(double)stream->mails[SPAM],
		    100.0 * (double)stream->over[HAM][i] /
			(double)stream->mails[HAM]);
	if (stream->trust)
		printf(" %.2f, %.2f |\n",
		    mean_trust(stream, stream->liars, USERS),
		    mean_trust(stream, 0, stream->liars));
	else
		printf(" |\n");
}

static void
run(struct stream *stream)
{
	static const struct course_places places = {
	    .cartridge = PLACE "/site.cartridge",
	    .store = PLACE "/learnt",
	    .lock = PLACE "/lock",
	    .people = 2,
	};
	char buffer[512];
	struct text error = TEXT_OVER(buffer);

	if (!course_open(&stream->course, &places, say, &error))
		die(error.data);
	for (size_t i = 0; i < stream->list.count; i++) {
		if (i % A_CARTRIDGE == 0)
			renew_cartridge(stream);
		if (i >= stream->list.count / WARM_UP)
			count_score(stream, &stream->list.entries[i]);
		learn(stream, i);
	}
	print_result(stream);
	course_close(&stream->course);
}

static uint64_t
number(const char *text)
{
	uint64_t value;

	if (text == NULL || !slice_to_u64(slice_from_string(text), &value))
		die("a number is wanted behind --liars, --trust and --seed");
	return value;
}

int
main(int argc, char **argv)
{
	static struct stream stream = {.seed = 1, .trust = true};
	size_t line;
	int at = 1;

	for (; at + 1 < argc; at++) {
		if (strcmp(argv[at], "--alone") == 0)
			stream.alone = true;
		else if (strcmp(argv[at], "--liars") == 0)
			stream.liars =
			    (unsigned)(number(argv[++at]) * USERS / 100);
		else if (strcmp(argv[at], "--trust") == 0)
			stream.trust = number(argv[++at]) != 0;
		else if (strcmp(argv[at], "--seed") == 0)
			stream.seed = number(argv[++at]) * 2 + 1;
		else
			break;
	}
	if (at + 1 != argc)
		die("usage: reporters [--liars PERCENT] [--trust 0|1] "
		    "[--seed N] [--alone] INDEX");
	mail_list_init(&stream.list, trouble, NULL);
	if (!mail_list_add_index(&stream.list, argv[at], HAM, SPAM, &line))
		die("the index cannot be read");
	if (!opener_init(&stream.rating, argv[0]) ||
	    !opener_init_like(&stream.learning, &stream.rating))
		die("no memory");
	shuffle(&stream);
	run(&stream);
	return 0;
}
