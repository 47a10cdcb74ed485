/*
 * cgpbench - measures helpers of the CommuniGate server
 *
 * Plays the server against any command that speaks the protocol, checks every
 * answer, and says what it cost.  Exit status: 0 all laws kept, 1 a law was
 * broken, 2 it could not be tried, 130 interrupted.
 */
#include <err.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bench/harness/outputs.h"
#include "bench/harness/plan.h"
#include "bench/harness/run.h"
#include "bench/serve/expect.h"
#include "bench/serve/scratch.h"
#include "bench/serve/serve_options.h"
#include "bench/serve/signatures.h"
#include "bench/serve/watch.h"
#include "core/base/clock.h"

static const char usage_text[] =
    "usage: cgpbench [options] [message...] -- helper [argument...]\n"
    "\n"
    "A message is a file, a directory, an mbox, or an archive (.tar.xz, ...).\n"
    "\n"
    "messages\n"
    "  -l, --list FILE         names of messages, one a line\n"
    "  -w, --wrap              put an envelope of the server in front of each\n"
    "      --envelopes KIND    mixed, outside (not authenticated) or user\n"
    "  -g, --generate N        make up N mails\n"
    "  -S, --size BYTES        of about that size (5000)\n"
    "      --shape KIND        usual, text, attachment, alternative, nested, "
    "any\n"
    "      --language NAME     en, de, ru, ja or any\n"
    "      --signatures FILE   make up a signature set as an .ndb file, ahead "
    "of\n"
    "                          all runs\n"
    "      --signature-count N of so many (10000)\n"
    "      --signature-words   of the words of texts, not of random bytes\n"
    "      --hits N            every so many mails hold one of them\n"
    "  -s, --seed N            of all that is made up (1)\n"
    "  -C, --directory DIR     change there first: the base directory\n"
    "  -x, --expect FILE       lines of \"NAME WORD\": the verdicts to come\n"
    "runs\n"
    "  -c, --count N           requests of a run (each message once)\n"
    "  -d, --duration S        seconds of a run, in place of --count\n"
    "  -W, --warmup N          requests ahead of those, not measured\n"
    "                          (a tenth, of --duration too)\n"
    "  -r, --repeats N         runs, each from start to end (1)\n"
    "  -v, --versus COMMAND    another helper, run by turns (a shell command)\n"
    "      --sweep NAME=V,V    run with each value: outstanding, rate, burst,\n"
    "                          size, or what stands as @NAME@ in the "
    "arguments\n"
    "                          of a helper or in the template\n"
    "      --template FROM:TO  ahead of each run TO is written from FROM, "
    "with\n"
    "                          the values for @NAME@\n"
    "      --even              --rate in even steps; else a Poisson process\n"
    "      --burst N           --rate in bursts of N\n";

static const char output_text[] =
    "  -j, --json[=FILE]       the report as JSON, in place of text or to "
    "FILE\n"
    "      --csv[=FILE]        each run a line, in place of text or to FILE\n"
    "      --svg FILE          a plot\n"
    "      --timeline          latency as the run went on; always with --do\n"
    "      --no-progress       no progress bar, on a terminal neither\n";

enum {
	OPTION_ENVELOPES = SERVE_OPTION_END,
	OPTION_SHAPE,
	OPTION_LANGUAGE,
	OPTION_SIGNATURES,
	OPTION_SIGNATURE_COUNT,
	OPTION_SIGNATURE_WORDS,
	OPTION_HITS,
	OPTION_SWEEP,
	OPTION_TEMPLATE,
	OPTION_EVEN,
	OPTION_BURST,
	OPTION_CSV,
	OPTION_SVG,
	OPTION_TIMELINE,
	OPTION_NO_PROGRESS,
	OPTION_END,
};

static const struct option long_options[] = {
    SERVE_LONG_OPTIONS,
    {"list", required_argument, NULL, 'l'},
    {"wrap", no_argument, NULL, 'w'},
    {"envelopes", required_argument, NULL, OPTION_ENVELOPES},
    {"generate", required_argument, NULL, 'g'},
    {"size", required_argument, NULL, 'S'},
    {"shape", required_argument, NULL, OPTION_SHAPE},
    {"language", required_argument, NULL, OPTION_LANGUAGE},
    {"signatures", required_argument, NULL, OPTION_SIGNATURES},
    {"signature-count", required_argument, NULL, OPTION_SIGNATURE_COUNT},
    {"signature-words", no_argument, NULL, OPTION_SIGNATURE_WORDS},
    {"hits", required_argument, NULL, OPTION_HITS},
    {"seed", required_argument, NULL, 's'},
    {"directory", required_argument, NULL, 'C'},
    {"expect", required_argument, NULL, 'x'},
    {"count", required_argument, NULL, 'c'},
    {"duration", required_argument, NULL, 'd'},
    {"warmup", required_argument, NULL, 'W'},
    {"repeats", required_argument, NULL, 'r'},
    {"versus", required_argument, NULL, 'v'},
    {"sweep", required_argument, NULL, OPTION_SWEEP},
    {"template", required_argument, NULL, OPTION_TEMPLATE},
    {"even", no_argument, NULL, OPTION_EVEN},
    {"burst", required_argument, NULL, OPTION_BURST},
    {"json", optional_argument, NULL, 'j'},
    {"csv", optional_argument, NULL, OPTION_CSV},
    {"svg", required_argument, NULL, OPTION_SVG},
    {"timeline", no_argument, NULL, OPTION_TIMELINE},
    {"no-progress", no_argument, NULL, OPTION_NO_PROGRESS},
    {"help", no_argument, NULL, 'h'},
    {NULL, 0, NULL, 0},
};

struct arguments {
	struct plan plan;
	const char *list;
	const char *expect;
	const char *signatures;
	bool signature_words;
	bool even;
	bool warmup_given;
	bool seen[OPTION_END]; /* by option */
	struct outputs outputs;
};

static void
print_usage(FILE *out)
{
	fputs(usage_text, out);
	fputs(serve_options_usage, out);
	fputs(output_text, out);
}

static double
take_seconds(const char *text)
{
	char *end;
	double seconds = strtod(text, &end);

	if (end == text || *end != '\0' || !(seconds > 0 && seconds < 1e6))
		errx(2, "%s: not a number of seconds", text);
	return seconds;
}

static void
take_template(struct plan *plan, char *text)
{
	char *colon = strchr(text, ':');

	if (colon == NULL)
		errx(2, "%s: not FROM:TO", text);
	*colon = '\0';
	plan->template_from = text;
	plan->template_to = colon + 1;
}

/* The first place is that of the helper behind "--". */
static void
take_versus(struct plan *plan, const char *command)
{
	char **arguments = calloc(4, sizeof(*arguments));
	char *line = NULL;

	if (plan->helper_count == HELPERS_MAX)
		errx(2, "more than %u helpers", HELPERS_MAX);
	/* The shell becomes the helper, so that its number is the helper's; of
	 * several commands it would become the first. */
	if (arguments == NULL ||
	    asprintf(&line, "%s%s", strpbrk(command, ";&|\n") ? "" : "exec ",
		command) < 0)
		err(2, "no memory");
	arguments[0] = strdup("/bin/sh");
	arguments[1] = strdup("-c");
	arguments[2] = line;
	plan->helpers[plan->helper_count++] =
	    (struct helper){command, arguments};
}

/* The words of the command line stay, so the sweep may cut them up. */
static void
take_sweep(struct plan *plan, char *text)
{
	const char *wrong = sweep_add(&plan->sweep, text);

	if (wrong != NULL)
		errx(2, "--sweep %s: %s", text, wrong);
}

static void
take_report_option(struct arguments *arguments, int option)
{
	switch (option) {
	case 'j':
		arguments->outputs.json = (struct output){true, optarg};
		break;
	case OPTION_CSV:
		arguments->outputs.csv = (struct output){true, optarg};
		break;
	case OPTION_SVG:
		arguments->outputs.svg = (struct output){true, optarg};
		break;
	case OPTION_TIMELINE:
		arguments->plan.serve.timeline = true;
		break;
	case OPTION_NO_PROGRESS:
		arguments->plan.progress = false;
		break;
	case 'h':
		print_usage(stdout);
		exit(0);
	default:
		print_usage(stderr);
		exit(2);
	}
}

/* False: not about runs. */
static bool
take_run_option(struct arguments *arguments, int option)
{
	struct plan *plan = &arguments->plan;

	switch (option) {
	case 'c':
		plan->serve.total = option_number(optarg, UINT32_MAX);
		break;
	case 'd':
		plan->serve.duration_ns =
		    (uint64_t)(take_seconds(optarg) * 1e9);
		break;
	case 'W':
		plan->warmup = option_number(optarg, UINT32_MAX);
		arguments->warmup_given = true;
		break;
	case 'r':
		plan->repeats = option_number(optarg, 10000);
		break;
	case 'v':
		take_versus(plan, optarg);
		break;
	case OPTION_SWEEP:
		take_sweep(plan, optarg);
		break;
	case OPTION_TEMPLATE:
		take_template(plan, optarg);
		break;
	case OPTION_EVEN:
		arguments->even = true;
		break;
	case OPTION_BURST:
		plan->serve.burst = option_number(optarg, UINT32_MAX);
		break;
	default:
		return false;
	}
	return true;
}

/* False: not about what is made up. */
static bool
take_made_option(struct arguments *arguments, int option)
{
	struct mail_order *made = &arguments->plan.made;

	switch (option) {
	case 'g':
		made->count = option_number(optarg, 10000000);
		break;
	case 'S':
		made->size = option_number(optarg, UINT32_MAX);
		break;
	case OPTION_SHAPE:
		made->shape = option_word(optarg, mail_shape_names, SHAPES);
		break;
	case OPTION_LANGUAGE:
		made->language =
		    option_word(optarg, mail_language_names, LANGUAGES);
		break;
	case OPTION_SIGNATURES:
		arguments->signatures = optarg;
		break;
	case OPTION_SIGNATURE_COUNT:
		made->signature_count = option_number(optarg, 10000000);
		break;
	case OPTION_SIGNATURE_WORDS:
		arguments->signature_words = true;
		break;
	case OPTION_HITS:
		made->hit_every = option_number(optarg, UINT32_MAX);
		break;
	default:
		return false;
	}
	return true;
}

/* False: not about messages. */
static bool
take_message_option(struct arguments *arguments, int option)
{
	struct plan *plan = &arguments->plan;

	switch (option) {
	case 'l':
		arguments->list = optarg;
		break;
	case 'w':
		plan->wrap = true;
		break;
	case OPTION_ENVELOPES:
		plan->envelopes =
		    option_word(optarg, envelope_names, ENVELOPES);
		break;
	case 's':
		plan->serve.seed = option_number(optarg, UINT64_MAX);
		break;
	case 'C':
		if (chdir(optarg) != 0)
			err(2, "%s", optarg);
		break;
	case 'x':
		arguments->expect = optarg;
		break;
	default:
		return false;
	}
	return true;
}

static void
take_options(struct arguments *arguments, int argc, char **argv)
{
	struct plan *plan = &arguments->plan;
	int option;

	while ((option = getopt_long(argc, argv,
		    SERVE_SHORT_OPTIONS "l:wg:S:s:C:x:c:d:W:r:v:j::h",
		    long_options, NULL)) != -1) {
		if (option >= 0 && option < OPTION_END)
			arguments->seen[option] = true;
		if (option == 'n')
			plan->outstanding_given = true;
		if (!serve_option(&plan->serve, option, optarg) &&
		    !take_run_option(arguments, option) &&
		    !take_message_option(arguments, option) &&
		    !take_made_option(arguments, option))
			take_report_option(arguments, option);
	}
}

/* ---- what the options come to ---------------------------------------------
 */

/* Options that mean nothing without another one: whoever gives them believes to
 * measure something else. */
static const struct {
	int option;
	int needs;
	const char *swept; /* this will do, too */
	const char *sentence;
} needs[] = {
    {OPTION_EVEN, 'R', "rate", "--even needs --rate"},
    {OPTION_BURST, 'R', "rate", "--burst needs --rate"},
    {'S', 'g', NULL, "--size needs --generate"},
    {OPTION_SHAPE, 'g', NULL, "--shape needs --generate"},
    {OPTION_LANGUAGE, 'g', NULL, "--language needs --generate"},
    {OPTION_HITS, 'g', NULL, "--hits needs --generate"},
    {OPTION_HITS, OPTION_SIGNATURES, NULL, "--hits needs --signatures"},
    {OPTION_SIGNATURE_COUNT, OPTION_SIGNATURES, NULL,
	"--signature-count needs --signatures"},
    {OPTION_SIGNATURE_WORDS, OPTION_SIGNATURES, NULL,
	"--signature-words needs --signatures"},
    {OPTION_ENVELOPES, 'w', NULL, "--envelopes needs --wrap"},
    {SERVE_OPTION_EVERY, SERVE_OPTION_DO, NULL, "--every needs --do"},
};

static void
check_options(const struct arguments *arguments)
{
	for (size_t i = 0; i < sizeof(needs) / sizeof(needs[0]); i++) {
		if (!arguments->seen[needs[i].option] ||
		    arguments->seen[needs[i].needs])
			continue;
		if (needs[i].swept == NULL ||
		    !plan_sweeps(&arguments->plan, needs[i].swept))
			errx(2, "%s", needs[i].sentence);
	}
	if (arguments->seen[OPTION_EVEN] && arguments->seen[OPTION_BURST])
		errx(2, "--even and --burst: either the one or the other");
}

/* Mails are made up for each run, but have the same names in all. */
static void
prepare_expected(struct arguments *arguments)
{
	struct plan *plan = &arguments->plan;
	struct files made = {0};

	if (plan->made.count == 0) {
		plan->serve.expected =
		    expect_read(arguments->expect, &plan->serve.files);
		return;
	}
	mail_make_names(&made, plan->made.count);
	plan->serve.expected = expect_read(arguments->expect, &made);
	files_free(&made);
}

static void
prepare_messages(struct arguments *arguments, char **from, char **to)
{
	struct plan *plan = &arguments->plan;
	struct files *files = &plan->serve.files;

	for (; from < to; from++)
		files_add_input(files, *from, scratch_directory());
	if (arguments->list != NULL)
		files_add_list(files, arguments->list);
	if (files->count == 0 && plan->made.count == 0)
		errx(2, "no messages to send");
	if (files->count > 0 && plan->made.count > 0)
		errx(2, "messages given, and others to be made up");
	if (plan->wrap && files->count > 0) {
		char place[4200];

		snprintf(place, sizeof(place), "%s/queue", scratch_directory());
		files_wrap(files, place, plan->envelopes, plan->serve.seed);
	}
	if (arguments->expect != NULL)
		prepare_expected(arguments);
}

static void
prepare_load(struct arguments *arguments)
{
	struct plan *plan = &arguments->plan;
	struct serve_options *serve = &plan->serve;

	if (serve->outstanding == 0 || plan->repeats == 0)
		errx(2, "at least one request and one run");
	if (serve->total == 0)
		serve->total = plan->made.count > 0 ? plan->made.count
						    : serve->files.count;
	if (serve->disturbance_count > 0)
		serve->timeline = true;
	if (!arguments->warmup_given && serve->duration_ns > 0)
		plan->warmup_ns = serve->duration_ns / 10;
	else if (!arguments->warmup_given)
		plan->warmup = serve->total / 10;
	serve->arrivals = serve->burst > 0  ? ARRIVALS_BURST
			  : arguments->even ? ARRIVALS_EVEN
					    : ARRIVALS_POISSON;
	if (plan_sweeps(plan, "size") && plan->made.count == 0)
		errx(2, "a sweep over sizes needs --generate");
}

static void
prepare_signatures(struct arguments *arguments)
{
	struct mail_order *made = &arguments->plan.made;
	struct mail_plant *signatures;
	FILE *file;

	if (arguments->signatures == NULL)
		return;
	signatures = signatures_make(made->signature_count,
	    arguments->signature_words, arguments->plan.serve.seed);
	file = fopen(arguments->signatures, "w");
	if (file == NULL)
		err(2, "%s", arguments->signatures);
	signatures_write(file, signatures, made->signature_count,
	    arguments->signature_words);
	if (fclose(file) != 0)
		err(2, "%s", arguments->signatures);
	made->signatures = signatures;
}

/* The words of a helper, for people. */
static const char *
label_of(char **helper)
{
	char *label = NULL;
	size_t size;
	FILE *out = open_memstream(&label, &size);

	if (out == NULL)
		err(2, "no memory");
	for (size_t i = 0; helper[i] != NULL; i++)
		fprintf(out, "%s%s", i > 0 ? " " : "", helper[i]);
	if (fclose(out) != 0)
		err(2, "no memory");
	return label;
}

static void
interrupt(int number)
{
	(void)number;
	serve_interrupted = 1;
}

int
main(int argc, char **argv)
{
	/* Static, so that what it owns is still owned at the end. */
	static struct arguments arguments = {
	    .plan = {.serve = {.outstanding = 64,
			 .version = 4,
			 .seed = 1,
			 .timeout_ns = 300 * NS_PER_S},
		.made = {.size = 5000, .signature_count = 10000},
		.helper_count = 1,
		.repeats = 1},
	};
	struct plan *plan = &arguments.plan;
	char **separator = option_separator(argc, argv);
	struct sigaction action = {.sa_handler = interrupt};
	bool broken;

	plan->progress = isatty(STDERR_FILENO) == 1;
	take_options(&arguments, (int)(separator - argv), argv);
	if (*separator == NULL || separator[1] == NULL)
		errx(2, "the helper is missing: -- helper [argument...]");
	plan->helpers[0] =
	    (struct helper){label_of(separator + 1), separator + 1};
	check_options(&arguments);
	outputs_check(&arguments.outputs);
	prepare_messages(&arguments, argv + optind, separator);
	prepare_load(&arguments);
	run_check(plan);
	prepare_signatures(&arguments);
	sigaction(SIGINT, &action, NULL);
	sigaction(SIGTERM, &action, NULL);
	watch_adopt();
	plan_run(plan);
	outputs_write(&arguments.outputs, plan);
	broken = plan_broken(plan) > 0;
	plan_free(plan);
	return serve_interrupted ? 130 : broken;
}
