/*
 * run - one helper from its start to its end, measured in between
 */
#include "bench/harness/run.h"

#include <err.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/harness/sleeper.h"
#include "bench/serve/scratch.h"
#include "bench/serve/watch.h"

/* More than any round sends, and far from the end of the numbers. */
#define WITHOUT_END (UINT64_MAX >> 2)

static double
positive(const char *name, const char *text)
{
	char *end;
	double value = strtod(text, &end);

	if (end == text || *end != '\0' || !(value > 0 && value <= 1e9))
		errx(2, "%s=%s: not a number over 0, up to 10^9", name, text);
	return value;
}

static uint64_t
whole(const char *name, const char *text)
{
	double value = positive(name, text);

	if (value != floor(value))
		errx(2, "%s=%s: not a whole number", name, text);
	return (uint64_t)value;
}

/* The names that a sweep shares with the options of the harness. */
static void
apply_point(struct serve_options *serve, const struct plan *plan, size_t point)
{
	const char *rate = sweep_named(&plan->sweep, point, "rate", NULL);
	const char *burst = sweep_named(&plan->sweep, point, "burst", NULL);
	const char *outstanding =
	    sweep_named(&plan->sweep, point, "outstanding", NULL);

	if (rate != NULL)
		serve->rate = positive("rate", rate);
	if (burst != NULL) {
		serve->arrivals = ARRIVALS_BURST;
		serve->burst = whole("burst", burst);
	}
	if (outstanding != NULL)
		serve->outstanding = whole("outstanding", outstanding);
	else if (serve->rate > 0 && !plan->outstanding_given)
		serve->outstanding = WITHOUT_END;
}

/* Mails of the size of this point, made up anew: a plan may have many sizes,
 * and only one is needed at a time. */
static void
make_messages(
    struct serve_options *serve, const struct plan *plan, size_t point)
{
	const char *text = sweep_named(&plan->sweep, point, "size", NULL);
	struct mail_order order = plan->made;
	char place[4200];

	if (order.count == 0)
		return;
	order.seed = serve->seed;
	if (text != NULL)
		order.size = whole("size", text);
	snprintf(place, sizeof(place), "%s/made", scratch_directory());
	serve->files = (struct files){0};
	mail_make(&serve->files, place, &order);
	snprintf(place, sizeof(place), "%s/queue", scratch_directory());
	if (plan->wrap)
		files_wrap(&serve->files, place, plan->envelopes, serve->seed);
}

static char *
read_whole(const char *path)
{
	FILE *in = fopen(path, "rb");
	char *text = NULL;
	size_t room = 0;

	/* Up to a byte that no text holds: the whole. */
	if (in == NULL || getdelim(&text, &room, '\0', in) < 0)
		err(2, "%s", path);
	fclose(in);
	return text;
}

static void
write_template(const struct plan *plan, size_t point)
{
	char *text, *filled;
	FILE *out;

	if (plan->template_from == NULL)
		return;
	text = read_whole(plan->template_from);
	filled = sweep_fill(&plan->sweep, point, text);
	out = fopen(plan->template_to, "wb");
	if (out == NULL || fputs(filled, out) < 0 || fclose(out) != 0)
		err(2, "%s", plan->template_to);
	free(filled);
	free(text);
}

/* The helper's arguments at this point; free_arguments() frees them. */
static char **
fill_arguments(const struct plan *plan, const struct variant *variant)
{
	char *const *from = plan->helpers[variant->helper].arguments;
	size_t count = 0;
	char **arguments;

	while (from[count] != NULL)
		count++;
	arguments = calloc(count + 1, sizeof(*arguments));
	if (arguments == NULL)
		err(2, "no memory");
	for (size_t i = 0; i < count; i++)
		arguments[i] =
		    sweep_fill(&plan->sweep, variant->point, from[i]);
	return arguments;
}

static void
free_arguments(char **arguments)
{
	for (size_t i = 0; arguments[i] != NULL; i++)
		free(arguments[i]);
	free(arguments);
}

static void
tell(void *context, double share, uint64_t answers)
{
	progress_tell(context, share, answers);
}

/* A round of none waits until INTF is answered: the start is not measured. */
static struct usage
measure(const struct plan *plan, struct serve_options *options,
    struct serve *serve, struct latency *machine_r)
{
	struct watch *watch = watch_start(serve_pid(serve));
	struct sleeper *sleeper;
	struct usage usage;

	serve_round(serve, 0);
	options->duration_ns = plan->warmup_ns;
	serve_round(serve, plan->warmup_ns > 0 ? WITHOUT_END : plan->warmup);
	options->duration_ns = plan->serve.duration_ns;
	serve_mark(serve);
	watch_begin(watch);
	sleeper = sleeper_start(machine_r);
	options->progress = tell;
	serve_round(
	    serve, options->duration_ns > 0 ? WITHOUT_END : options->total);
	options->progress = NULL;
	sleeper_stop(&sleeper);
	usage = watch_usage(watch);
	watch_stop(&watch);
	return usage;
}

static void
end_left(void)
{
	size_t count = watch_end_left();

	if (count > 0)
		warnx("the helper left %zu processes behind, which were killed",
		    count);
}

static bool
stands_in_helpers(const struct plan *plan, const char *mark)
{
	for (size_t i = 0; i < plan->helper_count; i++)
		for (char *const *word = plan->helpers[i].arguments;
		     *word != NULL; word++)
			if (strstr(*word, mark) != NULL)
				return true;
	return false;
}

static bool
stands_in_template(const struct plan *plan, const char *mark)
{
	char *text;
	bool stands;

	if (plan->template_from == NULL)
		return false;
	text = read_whole(plan->template_from);
	stands = strstr(text, mark) != NULL;
	free(text);
	return stands;
}

/* A name with a slip in it would have all its values measured alike. */
static void
check_name(const struct plan *plan, const char *name)
{
	static const char *const known[] = {
	    "outstanding", "rate", "burst", "size"};
	char *mark;

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (strcmp(name, known[i]) == 0)
			return;
	if (asprintf(&mark, "@%s@", name) < 0)
		err(2, "no memory");
	if (!stands_in_helpers(plan, mark) && !stands_in_template(plan, mark))
		errx(2, "--sweep %s: %s stands in no helper and no template",
		    name, mark);
	free(mark);
}

void
run_check(const struct plan *plan)
{
	for (size_t i = 0; i < plan->sweep.count; i++)
		check_name(plan, plan->sweep.dimensions[i].name);
	for (size_t i = 0; i < sweep_points(&plan->sweep); i++) {
		const char *size = sweep_named(&plan->sweep, i, "size", NULL);
		struct serve_options options = plan->serve;

		apply_point(&options, plan, i);
		if (size != NULL)
			(void)whole("size", size);
		if (options.burst > 0 && options.rate <= 0)
			errx(2, "bursts need a rate");
	}
}

void
run_once(const struct plan *plan, const struct variant *variant,
    struct progress *progress, struct outcome *outcome_r)
{
	static struct serve_result result;
	static struct latency machine;
	struct serve_options options = plan->serve;
	char **arguments = fill_arguments(plan, variant);
	struct serve *serve;
	struct usage usage;

	apply_point(&options, plan, variant->point);
	make_messages(&options, plan, variant->point);
	options.progress_context = progress;
	write_template(plan, variant->point);
	serve = serve_open(&options, arguments, &result);
	usage = measure(plan, &options, serve, &machine);
	serve_close(&serve);
	end_left();
	free_arguments(arguments);
	if (plan->made.count > 0)
		files_free(&options.files);
	outcome_r->figures = figures_of(&result, &usage, &machine);
	memcpy(outcome_r->words, result.words, sizeof(result.words));
	memcpy(outcome_r->broken, result.broken, sizeof(result.broken));
	outcome_r->overtaken = result.overtaken;
	outcome_r->disturbances = result.disturbances;
	moments_take(&result.timeline, &outcome_r->moments);
}
