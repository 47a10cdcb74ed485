/*
 * status_options - the arguments of `CGPFilter STATUS`
 */
#include "threads/command/state/status_options.h"

#include <string.h>

#include "threads/command/console/arguments.h"

#define EVERY_PRESET_S 2u
#define EVERY_MAX_S 3600u

const char status_usage[] =
    "usage: CGPFilter STATUS [option]...\n"
    "\n"
    "Show what the running helpers of this installation do: totals, rates,\n"
    "times from request to answer, what each worker is on, the oldest request\n"
    "in flight, signatures and cartridge.  On a terminal the picture is\n"
    "renewed until it is interrupted (Ctrl-C).\n"
    "\n"
    "  --once           one picture, also on a terminal\n"
    "  --every SECONDS  between two pictures; 2\n"
    "  --json           one line of JSON\n"
    "  --openmetrics    figures for Prometheus\n"
    "  --output FILE    into FILE, written aside and renamed, as the textfile\n"
    "                   collector of Prometheus's node exporter wants it\n"
    "  --ascii          write nothing but ASCII\n"
    "  --help           this text\n"
    "\n"
    "Exit code: 0 all was shown, 1 no helper runs or it cannot be looked at,\n"
    "2 wrong arguments.  Manual: man CGPFilter\n";

bool
status_options_read(
    struct status_options *options_r, int argc, char **argv, struct text *why)
{
	const struct option_row rows[] = {
	    {"--once", .flag = &options_r->once},
	    {"--every", .number = &options_r->every_s, .least = 1,
		.most = EVERY_MAX_S, .wants = "seconds, from 1 to 3600"},
	    {"--json", .flag = &options_r->json},
	    {"--openmetrics", .flag = &options_r->openmetrics},
	    {"--output", .text = &options_r->output,
		.wants = "the name of a file"},
	    {"--ascii", .flag = &options_r->ascii},
	    {"--help", 'h', .flag = &options_r->help},
	};
	const struct arguments arguments = {
	    .rows = rows, .count = sizeof(rows) / sizeof(rows[0])};

	*options_r = (struct status_options){.every_s = EVERY_PRESET_S};
	if (!arguments_read(&arguments, argc, argv, why))
		return false;
	if (!options_r->json || !options_r->openmetrics)
		return true;
	text_put(why, SLICE("--json or --openmetrics, not both"));
	return false;
}
