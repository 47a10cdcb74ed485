/*
 * cgpserve - plays the CommuniGate server against any helper
 *
 * Sends FILE requests for given messages, many at a time, checks every answer
 * against the laws of the protocol, and says how fast it went.  Exit status:
 * 0 all laws kept, 1 a law was broken, 2 it could not be tried.
 */
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bench/serve/serve.h"
#include "bench/serve/serve_options.h"
#include "core/base/clock.h"

static const char usage_text[] =
    "usage: cgpserve [options] [file-or-directory...] -- helper [argument...]\n"
    "\n"
    "messages\n"
    "  -l, --list FILE         names of messages, one a line\n"
    "  -r, --rounds N          send all of them N times (1)\n"
    "  -c, --count N           send N requests in all\n"
    "  -w, --wrap DIR          write them into DIR as queue files with an\n"
    "                          envelope first, and send those\n"
    "      --envelopes KIND    mixed, outside (not authenticated) or user\n"
    "  -s, --seed N            for the choice of envelopes (1)\n"
    "  -C, --directory DIR     change there first: the base directory\n"
    "  -x, --expect WORD=N     so many answers of that word\n";

static const char output_text[] =
    "  -A, --answers FILE      path, tab, answer line, in order of arrival\n"
    "  -j, --json              the summary as one JSON object\n";

enum {
	OPTION_ENVELOPES = SERVE_OPTION_END,
};

static const struct option long_options[] = {
    SERVE_LONG_OPTIONS,
    {"list", required_argument, NULL, 'l'},
    {"rounds", required_argument, NULL, 'r'},
    {"count", required_argument, NULL, 'c'},
    {"wrap", required_argument, NULL, 'w'},
    {"envelopes", required_argument, NULL, OPTION_ENVELOPES},
    {"seed", required_argument, NULL, 's'},
    {"directory", required_argument, NULL, 'C'},
    {"expect", required_argument, NULL, 'x'},
    {"answers", required_argument, NULL, 'A'},
    {"json", no_argument, NULL, 'j'},
    {"help", no_argument, NULL, 'h'},
    {NULL, 0, NULL, 0},
};

struct arguments {
	struct serve_options serve;
	const char *list;
	const char *answers;
	const char *wrap;
	enum envelopes envelopes;
	uint64_t seed;
	uint64_t rounds;
	uint64_t count; /* 0: by rounds */
	bool expects[WORD_COUNT];
	uint64_t expected[WORD_COUNT];
	bool json;
};

static void
print_usage(FILE *out)
{
	fputs(usage_text, out);
	fputs(serve_options_usage, out);
	fputs(output_text, out);
}

static void
take_expectation(struct arguments *arguments, char *text)
{
	char *equals = strchr(text, '=');
	unsigned word;

	if (equals == NULL)
		errx(2, "%s: not WORD=N", text);
	*equals = '\0';
	word = option_word(text, word_names, WORD_COUNT);
	arguments->expects[word] = true;
	arguments->expected[word] = option_number(equals + 1, UINT64_MAX);
}

static void
take_message_option(struct arguments *arguments, int option)
{
	switch (option) {
	case 'l':
		arguments->list = optarg;
		break;
	case 'r':
		arguments->rounds = option_number(optarg, UINT32_MAX);
		break;
	case 'c':
		arguments->count = option_number(optarg, UINT64_MAX);
		break;
	case 'w':
		arguments->wrap = optarg;
		break;
	case OPTION_ENVELOPES:
		arguments->envelopes =
		    option_word(optarg, envelope_names, ENVELOPES);
		break;
	case 's':
		arguments->seed = option_number(optarg, UINT64_MAX);
		break;
	case 'C':
		if (chdir(optarg) != 0)
			err(2, "%s", optarg);
		break;
	case 'A':
		arguments->answers = optarg;
		break;
	case 'x':
		take_expectation(arguments, optarg);
		break;
	case 'j':
		arguments->json = true;
		break;
	case 'h':
		print_usage(stdout);
		exit(0);
	default:
		print_usage(stderr);
		exit(2);
	}
}

/* The messages named on the command line up to "--"; returns the helper. */
static char **
take_operands(struct arguments *arguments, char **operands, char **separator)
{
	for (; operands < separator; operands++)
		files_add(&arguments->serve.files, *operands);
	if (*separator == NULL || separator[1] == NULL)
		errx(2, "the helper is missing: -- helper [argument...]");
	return separator + 1;
}

static void
prepare(struct arguments *arguments)
{
	struct serve_options *serve = &arguments->serve;

	if (arguments->list != NULL)
		files_add_list(&serve->files, arguments->list);
	if (serve->files.count == 0)
		errx(2, "no messages to send");
	if (arguments->wrap != NULL)
		files_wrap(&serve->files, arguments->wrap, arguments->envelopes,
		    arguments->seed);
	if (serve->outstanding == 0)
		errx(2, "at least one request must be outstanding");
	serve->total = arguments->count;
	if (serve->total == 0)
		serve->total = arguments->rounds * serve->files.count;
	if (serve->unique_lines && arguments->answers == NULL)
		arguments->answers = "/dev/null";
	if (arguments->answers != NULL) {
		serve->answers = fopen(arguments->answers, "w");
		if (serve->answers == NULL)
			err(2, "%s", arguments->answers);
	}
}

/* ---- the summary ------------------------------------------------------- */

static double
seconds(struct timeval time)
{
	return (double)time.tv_sec + (double)time.tv_usec / 1e6;
}

struct summary {
	double wall_s;
	double rate;
	double user_s;
	double system_s;
	double cpu_us; /* a request */
	double p50_us, p99_us, max_us;
	uint64_t broken;
};

static double
share(double whole, double parts)
{
	return parts > 0 ? whole / parts : 0;
}

static struct summary
summarise(const struct serve_result *result)
{
	struct summary summary = {
	    .wall_s = (double)result->wall_ns / 1e9,
	    .user_s = seconds(result->usage.ru_utime),
	    .system_s = seconds(result->usage.ru_stime),
	    .p50_us =
		(double)latency_percentile_ns(&result->latency, 0.5) / 1e3,
	    .p99_us =
		(double)latency_percentile_ns(&result->latency, 0.99) / 1e3,
	    .max_us = (double)result->latency.max_ns / 1e3,
	};

	summary.rate = share((double)result->answers, summary.wall_s);
	summary.cpu_us = share(
	    (summary.user_s + summary.system_s) * 1e6, (double)result->answers);
	for (int law = 0; law < LAW_COUNT; law++)
		summary.broken += result->broken[law] > 0;
	return summary;
}

static void
print_summary(const struct serve_result *result, const struct summary *summary)
{
	printf(
	    "requests            %llu\n", (unsigned long long)result->requests);
	printf("answers             %llu", (unsigned long long)result->answers);
	for (int word = 0; word < WORD_COUNT; word++)
		if (result->words[word] > 0)
			printf("  %s %llu", word_names[word],
			    (unsigned long long)result->words[word]);
	printf("\ninformation lines   %llu\n",
	    (unsigned long long)result->informations);
	printf("overtaken, repeated %llu, %llu\n",
	    (unsigned long long)result->overtaken,
	    (unsigned long long)result->repeats);
	if (result->disturbances > 0)
		printf("disturbances        %llu\n",
		    (unsigned long long)result->disturbances);
	printf("ready after         %.1f ms\n", (double)result->start_ns / 1e6);
	printf("messages/s          %.0f  (%.3f s)\n", summary->rate,
	    summary->wall_s);
	printf("helper CPU          %.3f s user, %.3f s system, %.3f us a "
	       "message\n",
	    summary->user_s, summary->system_s, summary->cpu_us);
	printf("helper memory       %ld KB at most\n", result->usage.ru_maxrss);
	printf("latency us          p50 %.1f  p99 %.1f  max %.1f\n",
	    summary->p50_us, summary->p99_us, summary->max_us);
	for (int law = 0; law < LAW_COUNT; law++)
		if (result->broken[law] > 0)
			printf("BROKEN              %llu %s\n",
			    (unsigned long long)result->broken[law],
			    law_sentences[law]);
}

static void
print_json(const struct serve_result *result, const struct summary *summary)
{
	printf("{\"requests\":%llu,\"answers\":%llu,\"words\":{",
	    (unsigned long long)result->requests,
	    (unsigned long long)result->answers);
	for (int word = 0; word < WORD_COUNT; word++)
		printf("%s\"%s\":%llu", word > 0 ? "," : "", word_names[word],
		    (unsigned long long)result->words[word]);
	printf("},\"informations\":%llu,\"overtaken\":%llu,\"repeats\":%llu,"
	       "\"disturbances\":%llu,",
	    (unsigned long long)result->informations,
	    (unsigned long long)result->overtaken,
	    (unsigned long long)result->repeats,
	    (unsigned long long)result->disturbances);
	printf("\"ready_ms\":%.3f,\"wall_s\":%.6f,\"messages_per_s\":%.1f,"
	       "\"cpu_user_s\":%.6f,\"cpu_system_s\":%.6f,\"cpu_us\":%.4f,"
	       "\"rss_kb\":%ld,",
	    (double)result->start_ns / 1e6, summary->wall_s, summary->rate,
	    summary->user_s, summary->system_s, summary->cpu_us,
	    result->usage.ru_maxrss);
	printf("\"latency_p50_us\":%.3f,\"latency_p99_us\":%.3f,"
	       "\"latency_max_us\":%.3f,\"broken\":%llu}\n",
	    summary->p50_us, summary->p99_us, summary->max_us,
	    (unsigned long long)summary->broken);
}

/* Expectations of the caller that were not met. */
static unsigned
count_disappointments(
    const struct arguments *arguments, const struct serve_result *result)
{
	unsigned count = 0;

	for (int word = 0; word < WORD_COUNT; word++) {
		if (!arguments->expects[word] ||
		    arguments->expected[word] == result->words[word])
			continue;
		fprintf(stderr, "cgpserve: %llu answers %s, not %llu\n",
		    (unsigned long long)result->words[word], word_names[word],
		    (unsigned long long)arguments->expected[word]);
		count++;
	}
	return count;
}

int
main(int argc, char **argv)
{
	static struct serve_result result;
	/* Static, so that what it owns is still owned at the end. */
	static struct arguments arguments = {
	    .serve = {.outstanding = 64,
		.version = 4,
		.timeout_ns = 300 * NS_PER_S},
	    .seed = 1,
	    .rounds = 1,
	};
	char **separator = option_separator(argc, argv), **helper;
	struct summary summary;
	int option;

	while ((option = getopt_long((int)(separator - argv), argv,
		    SERVE_SHORT_OPTIONS "l:r:c:w:s:C:x:A:jh", long_options,
		    NULL)) != -1)
		if (!serve_option(&arguments.serve, option, optarg))
			take_message_option(&arguments, option);
	helper = take_operands(&arguments, argv + optind, separator);
	prepare(&arguments);
	serve_run(&arguments.serve, helper, &result);
	if (arguments.serve.answers != NULL &&
	    fclose(arguments.serve.answers) != 0)
		err(2, "%s", arguments.answers);
	summary = summarise(&result);
	if (arguments.json)
		print_json(&result, &summary);
	else
		print_summary(&result, &summary);
	return summary.broken + count_disappointments(&arguments, &result) > 0;
}
