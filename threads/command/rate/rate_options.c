/*
 * rate_options - the arguments of `CGPFilter RATE`
 */
#include "threads/command/rate/rate_options.h"

#include <stdlib.h>
#include <string.h>

#include "threads/base/crew.h"
#include "threads/command/console/arguments.h"

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
take_score(void *owner, const char *value)
{
	struct rate_options *options = owner;
	char *end;

	options->least = strtod(value, &end);
	return end != value && *end == '\0' && options->least >= 0 &&
	       options->least <= 100;
}

static bool
add_place(void *owner, char *word, struct text *why)
{
	struct rate_options *options = owner;

	(void)why;
	/* Behind what was read already. */
	options->places[options->place_count++] = word;
	return true;
}

static bool
read_arguments(
    struct rate_options *options, int argc, char **argv, struct text *why)
{
	bool json = false, csv = false;
	const struct option_row rows[] = {
	    {"--recursive", 'r', .flag = &options->recursive},
	    {"--verbose", 'v', .flag = &options->verbose},
	    {"--cartridge", 'c', .text = &options->cartridge,
		.wants = "the name of a file"},
	    {"--min", 'm', .take = take_score,
		.wants = "a score from 0 to 100"},
	    {"--expect", 'e', .text = &options->expect,
		.wants = "the name of an index"},
	    {"--jobs", 'j', .number = &options->jobs, .most = CREW_WORKERS_MAX,
		.wants = "a number of threads"},
	    {"--json", .flag = &json},
	    {"--csv", .flag = &csv},
	    {"--summary", 's', .flag = &options->summary_only},
	    {"--no-summary", .flag = &options->no_summary},
	    {"--help", 'h', .flag = &options->help},
	};
	const struct arguments arguments = {
	    rows, sizeof(rows) / sizeof(rows[0]), add_place, options};

	if (!arguments_read(&arguments, argc, argv, why))
		return false;
	if (json)
		options->form = RATE_JSON;
	if (csv)
		options->form = RATE_CSV;
	return true;
}

bool
rate_options_read(
    struct rate_options *options_r, int argc, char **argv, struct text *why)
{
	*options_r = (struct rate_options){.places = argv};
	if (!read_arguments(options_r, argc, argv, why))
		return false;
	if (!options_r->help && options_r->place_count == 0 &&
	    options_r->expect == NULL)
		text_put(why, SLICE("no place: give a file or directory with "
				    "messages, or - for standard input"));
	if (options_r->place_count > 0 && options_r->expect != NULL)
		text_put(why, SLICE("an index names its own messages: give "
				    "--expect or places"));
	return why->size == 0;
}
