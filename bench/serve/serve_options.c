/*
 * serve_options - the options of the command line about the conversation
 */
#include "bench/serve/serve_options.h"

#include <err.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/clock.h"

const char serve_options_usage[] =
    "server\n"
    "  -n, --outstanding N     unanswered requests at most (64)\n"
    "  -i, --interface N       version in INTF; 0 sends none (4)\n"
    "  -p, --pad N             write numbers with at least N digits\n"
    "  -b, --batch             one write for all that may be sent, instead\n"
    "                          of one for each line\n"
    "  -R, --rate N            so many requests a second, whatever the "
    "answers do\n"
    "  -E, --eof               end of input behind the last request, no QUIT\n"
    "  -Q, --quit-early        QUIT behind the last request, not the last "
    "answer\n"
    "  -t, --timeout S         seconds without any answer (300)\n"
    "laws\n"
    "  -o, --order KIND        strict, or any (any)\n"
    "  -a, --allow-repeats     a number may be answered more than once\n"
    "      --allow-stderr      text on stderr breaks no law\n"
    "  -u, --unique-lines      a file gets the same answer in every round; "
    "with\n"
    "                          --answers one line a file, without the number\n"
    "disturbances\n"
    "      --every MS --do X   again and again: pause:MS, deaf:MS (nobody "
    "reads\n"
    "                          the answers), flood:N (requests at once),\n"
    "                          engine:SIGNAL, helper:SIGNAL, or a shell "
    "command\n"
    "                          (HELPER_PID, ENGINE_PIDS)\n"
    "output\n"
    "  -I, --information       show information lines\n";

uint64_t
option_number(const char *text, uint64_t max)
{
	char *end;
	unsigned long long value = strtoull(text, &end, 10);

	if (*text < '0' || *text > '9' || *end != '\0' || value > max)
		errx(2, "%s: not a number up to %llu", text,
		    (unsigned long long)max);
	return value;
}

unsigned
option_word(const char *text, const char *const *words, unsigned count)
{
	for (unsigned i = 0; i < count; i++)
		if (strcmp(text, words[i]) == 0)
			return i;
	errx(2, "%s: not a word for this option", text);
}

static void
take_disturbance(struct serve_options *serve, const char *command)
{
	struct disturbance *disturbance;
	const char *wrong;

	if (serve->every_ns == 0)
		errx(2, "--every comes ahead of --do");
	if (serve->disturbance_count == DISTURBANCES_MAX)
		errx(2, "more than %u times --do", DISTURBANCES_MAX);
	disturbance = &serve->disturbances[serve->disturbance_count++];
	disturbance->interval_ns = serve->every_ns;
	wrong = disturbance_read(command, disturbance);
	if (wrong != NULL)
		errx(2, "--do %s: %s", command, wrong);
}

static double
take_rate(const char *text)
{
	char *end;
	double rate = strtod(text, &end);

	if (end == text || *end != '\0' || !(rate >= 0 && rate <= 1e9))
		errx(2, "%s: not a rate up to 10^9 a second", text);
	return rate;
}

bool
serve_option(struct serve_options *serve, int option, const char *value)
{
	static const char *const orders[] = {"any", "strict"};

	switch (option) {
	case 'n':
		serve->outstanding = option_number(value, 1 << 24);
		break;
	case 'i':
		serve->version = (unsigned)option_number(value, 999999999);
		break;
	case 'p':
		serve->pad = (unsigned)option_number(value, 32);
		break;
	case 'b':
		serve->batch = true;
		break;
	case 'R':
		serve->rate = take_rate(value);
		break;
	case 'E':
		serve->ending = END_EOF;
		break;
	case 'Q':
		serve->ending = END_QUIT_EARLY;
		break;
	case 't':
		serve->timeout_ns = option_number(value, 1000000) * NS_PER_S;
		if (serve->timeout_ns == 0)
			errx(2, "--timeout %s: a second at least", value);
		break;
	case 'o':
		serve->strict_order = option_word(value, orders, 2) == 1;
		break;
	case 'a':
		serve->allow_repeats = true;
		break;
	case SERVE_OPTION_ALLOW_STDERR:
		serve->allow_errors = true;
		break;
	case 'u':
		serve->unique_lines = true;
		break;
	case 'I':
		serve->show_information = true;
		break;
	case SERVE_OPTION_EVERY:
		serve->every_ns = option_number(value, UINT32_MAX) * NS_PER_MS;
		break;
	case SERVE_OPTION_DO:
		take_disturbance(serve, value);
		break;
	default:
		return false;
	}
	return true;
}

char **
option_separator(int argc, char **argv)
{
	for (int i = 1; i < argc; i++)
		if (strcmp(argv[i], "--") == 0)
			return &argv[i];
	return &argv[argc];
}
