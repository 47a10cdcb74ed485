/*
 * scan_options - the arguments of `CGPFilter SCAN`
 */
#include "threads/command/scan_options.h"

#include <string.h>

#include "threads/command/flags.h"

const char scan_usage[] =
    "usage: CGPFilter SCAN [option]... file...\n"
    "\n"
    "Scan files as the helper does, and say what was found.  file is a\n"
    "message, of the queue or not, or any other file; a directory is the\n"
    "files in it; - is standard input.  Nothing is changed.\n"
    "\n"
    "  -r, --recursive      directories in directories too\n"
    "  -i, --infected       tell only of files in which something was found\n"
    "  -z, --all-matches    everything that is found, not the first thing\n"
    "  -d, --database PATH  signatures of this file or directory, instead of\n"
    "                       those of the installation\n"
    "  -t, --tree           also the parts of each file\n"
    "  --json               one line of JSON for each file, for programs\n"
    "  --no-summary         no counts at the end\n"
    "  --help               this text\n"
    "\n"
    "Exit code: 0 nothing was found, 1 something was found, 2 nothing was\n"
    "found but something could not be scanned, or wrong arguments.\n"
    "Manual: man CGPFilter\n";

static bool
read_flag(struct scan_command_options *options, const char *argument)
{
	const struct flag flags[] = {
	    {"-r", &options->recursive},
	    {"--recursive", &options->recursive},
	    {"-i", &options->infected_only},
	    {"--infected", &options->infected_only},
	    {"-z", &options->all_matches},
	    {"--all-matches", &options->all_matches},
	    {"--allmatch", &options->all_matches},
	    {"-t", &options->tree},
	    {"--tree", &options->tree},
	    {"--json", &options->json},
	    {"--no-summary", &options->no_summary},
	    {"--help", &options->help},
	    {"-h", &options->help},
	};

	return flags_read(flags, sizeof(flags) / sizeof(flags[0]), argument);
}

/* The one option that has a value: "-d PATH", "--database=PATH". */
static bool
read_database(struct scan_command_options *options, char **argv, int argc,
    int *at, struct text *why)
{
	const char *argument = argv[*at];
	const char *equals = strchr(argument, '=');
	struct slice name = slice_from_string(argument);

	if (equals != NULL)
		name.size = (size_t)(equals - argument);
	if (!slice_equal(name, SLICE("-d")) &&
	    !slice_equal(name, SLICE("--database"))) {
		text_printf(why, "%s: no such option", argument);
		return false;
	}
	if (equals == NULL && *at + 1 >= argc) {
		text_printf(why, "%s: a file or directory is missing behind it",
		    argument);
		return false;
	}
	options->database = equals == NULL ? argv[++*at] : equals + 1;
	return true;
}

bool
scan_options_read(struct scan_command_options *options_r, int argc, char **argv,
    struct text *why)
{
	bool names_only = false;

	*options_r = (struct scan_command_options){.files = argv};
	for (int at = 0; at < argc; at++) {
		char *argument = argv[at];

		if (names_only || argument[0] != '-' || argument[1] == '\0')
			/* Behind what was read already. */
			options_r->files[options_r->file_count++] = argument;
		else if (strcmp(argument, "--") == 0)
			names_only = true;
		else if (!read_flag(options_r, argument) &&
			 !read_database(options_r, argv, argc, &at, why))
			return false;
	}
	if (options_r->help || options_r->file_count > 0)
		return true;
	text_put(why, SLICE("no file: give the path of a file or directory, or "
			    "- for standard input"));
	return false;
}
