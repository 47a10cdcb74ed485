/*
 * status_options - the arguments of `CGPFilter STATUS`
 */
#include "threads/command/status_options.h"

#include <string.h>

#include "threads/command/flags.h"

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

static bool
read_flag(struct status_options *options, const char *argument)
{
	const struct flag flags[] = {
	    {"--once", &options->once},
	    {"--json", &options->json},
	    {"--openmetrics", &options->openmetrics},
	    {"--ascii", &options->ascii},
	    {"--help", &options->help},
	    {"-h", &options->help},
	};

	return flags_read(flags, sizeof(flags) / sizeof(flags[0]), argument);
}

static bool
take_value(struct status_options *options, struct slice name, const char *value,
    struct text *why)
{
	if (slice_equal(name, SLICE("--output"))) {
		options->output = value;
		return true;
	}
	if (slice_to_u64(slice_from_string(value), &options->every_s) &&
	    options->every_s >= 1 && options->every_s <= EVERY_MAX_S)
		return true;
	text_printf(
	    why, "--every %s: give seconds, from 1 to %u", value, EVERY_MAX_S);
	return false;
}

static bool
read_value(struct status_options *options, char **argv, int argc, int *at,
    struct text *why)
{
	const char *argument = argv[*at], *value;
	struct slice name = slice_from_string(argument);

	name.size = slice_find_byte(name, '=');
	value = argument[name.size] == '=' ? argument + name.size + 1 : NULL;
	if (!slice_equal(name, SLICE("--output")) &&
	    !slice_equal(name, SLICE("--every"))) {
		text_printf(why, "%s: no such option", argument);
		return false;
	}
	if (value == NULL && *at + 1 >= argc) {
		text_printf(
		    why, "%s: its value is missing behind it", argument);
		return false;
	}
	return take_value(
	    options, name, value == NULL ? argv[++*at] : value, why);
}

bool
status_options_read(
    struct status_options *options_r, int argc, char **argv, struct text *why)
{
	*options_r = (struct status_options){.every_s = EVERY_PRESET_S};
	for (int at = 0; at < argc; at++)
		if (!read_flag(options_r, argv[at]) &&
		    !read_value(options_r, argv, argc, &at, why))
			return false;
	if (!options_r->json || !options_r->openmetrics)
		return true;
	text_put(why, SLICE("--json or --openmetrics, not both"));
	return false;
}
