/*
 * rate_options - the arguments of `CGPFilter RATE`
 */
#include "threads/command/rate_options.h"

#include <stdlib.h>
#include <string.h>

#include "threads/command/crew.h"
#include "threads/command/flags.h"

const char rate_usage[] =
    "usage: CGPFilter RATE [option]... place...\n"
    "\n"
    "Give messages the score that the helper would give them.  place is a\n"
    "file (RFC 822 or .eml, a file of the server's queue, an mbox), or a\n"
    "directory of such files (a queue, a mailbox in mdir format); - is\n"
    "standard input.  Nothing is changed.\n"
    "\n"
    "  -r, --recursive       directories in directories too\n"
    "  -v, --verbose         also the reasons, with their weights\n"
    "  -c, --cartridge FILE  score with this one, not the installation's\n"
    "  -m, --min SCORE       show only messages of this score and over\n"
    "  -e, --expect INDEX    rate what an index names (lines `ham PATH` and\n"
    "                        `spam PATH`), and compare\n"
    "  -j, --jobs N          threads; one for each processor\n"
    "  --json                one line of JSON for each message\n"
    "  --csv                 a table for other programs\n"
    "  -s, --summary         the summary alone\n"
    "  --no-summary          no summary at the end\n"
    "  --help                this text\n"
    "\n"
    "Exit code: 0 all were rated, 1 something could not be read, 2 nothing\n"
    "could be rated, or wrong arguments.  Manual: man CGPFilter\n";

static bool
read_flag(struct rate_options *options, const char *argument)
{
	bool json = false, csv = false;
	const struct flag flags[] = {
	    {"-r", &options->recursive},
	    {"--recursive", &options->recursive},
	    {"-v", &options->verbose},
	    {"--verbose", &options->verbose},
	    {"-s", &options->summary_only},
	    {"--summary", &options->summary_only},
	    {"--no-summary", &options->no_summary},
	    {"--json", &json},
	    {"--csv", &csv},
	    {"--help", &options->help},
	    {"-h", &options->help},
	};

	if (!flags_read(flags, sizeof(flags) / sizeof(flags[0]), argument))
		return false;
	if (json)
		options->form = RATE_JSON;
	if (csv)
		options->form = RATE_CSV;
	return true;
}

static bool
read_score(const char *value, double *score_r)
{
	char *end;

	*score_r = strtod(value, &end);
	return end != value && *end == '\0' && *score_r >= 0 && *score_r <= 100;
}

static bool
take_value(struct rate_options *options, struct slice name, const char *value,
    struct text *why)
{
	bool good = true;

	if (slice_equal(name, SLICE("-c")) ||
	    slice_equal(name, SLICE("--cartridge")))
		options->cartridge = value;
	else if (slice_equal(name, SLICE("-e")) ||
		 slice_equal(name, SLICE("--expect")))
		options->expect = value;
	else if (slice_equal(name, SLICE("-m")) ||
		 slice_equal(name, SLICE("--min")))
		good = read_score(value, &options->least);
	else
		good = slice_to_u64(slice_from_string(value), &options->jobs) &&
		       options->jobs <= CREW_WORKERS_MAX;
	if (!good)
		text_printf(why, "%.*s %s: another number is wanted",
		    (int)name.size, (const char *)name.data, value);
	return good;
}

/* "-rv": several letters that need no value. */
static bool
read_letters(struct rate_options *options, const char *argument)
{
	char one[3] = "-";

	if (argument[1] == '-' ||
	    strspn(argument + 1, "rvsh") != strlen(argument + 1))
		return false;
	for (argument++; *argument != '\0'; argument++) {
		one[1] = *argument;
		(void)read_flag(options, one);
	}
	return true;
}

/* An option that has a value, in one argument or in two. */
static bool
read_value(struct rate_options *options, char **argv, int argc, int *at,
    struct text *why)
{
	static const char *const names[] = {"-c", "--cartridge", "-e",
	    "--expect", "-m", "--min", "-j", "--jobs"};
	const char *argument = argv[*at], *value = strchr(argument, '=');
	size_t size =
	    value == NULL ? strlen(argument) : (size_t)(value - argument);
	struct slice name = {(const uint8_t *)argument, size};

	/* "-j4", "-mbox" */
	if (argument[1] != '-' && argument[2] != '\0') {
		name.size = 2;
		value = argument + 1 + (argument[2] == '=');
	}
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (!slice_equal(name, slice_from_string(names[i])))
			continue;
		if (value == NULL && *at + 1 >= argc) {
			text_printf(
			    why, "%s: a value is missing behind it", argument);
			return false;
		}
		value = value == NULL ? argv[++*at] : value + 1;
		return take_value(options, name, value, why);
	}
	text_printf(why, "%s: no such option", argument);
	return false;
}

bool
rate_options_read(
    struct rate_options *options_r, int argc, char **argv, struct text *why)
{
	bool names_only = false;

	*options_r = (struct rate_options){.places = argv};
	for (int at = 0; at < argc; at++) {
		char *argument = argv[at];

		if (names_only || argument[0] != '-' || argument[1] == '\0')
			/* Behind what was read already. */
			options_r->places[options_r->place_count++] = argument;
		else if (strcmp(argument, "--") == 0)
			names_only = true;
		else if (!read_flag(options_r, argument) &&
			 !read_letters(options_r, argument) &&
			 !read_value(options_r, argv, argc, &at, why))
			return false;
	}
	if (!options_r->help && options_r->place_count == 0 &&
	    options_r->expect == NULL)
		text_put(why, SLICE("no place: give a file or directory with "
				    "messages, or - for standard input"));
	if (options_r->place_count > 0 && options_r->expect != NULL)
		text_put(why, SLICE("an index names its own messages: give "
				    "--expect or places"));
	return why->size == 0;
}
