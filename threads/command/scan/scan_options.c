/*
 * scan_options - the arguments of `CGPFilter SCAN`
 */
#include "threads/command/scan/scan_options.h"

#include <string.h>

#include "threads/command/console/arguments.h"

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
add_file(void *owner, char *word, struct text *why)
{
	struct scan_command_options *options = owner;

	(void)why;
	/* Behind what was read already. */
	options->files[options->file_count++] = word;
	return true;
}

bool
scan_options_read(struct scan_command_options *options_r, int argc, char **argv,
    struct text *why)
{
	const struct option_row rows[] = {
	    {"--recursive", 'r', .flag = &options_r->recursive},
	    {"--infected", 'i', .flag = &options_r->infected_only},
	    {"--all-matches", 'z', .flag = &options_r->all_matches},
	    {"--allmatch", .flag = &options_r->all_matches},
	    {"--database", 'd', .text = &options_r->database,
		.wants = "a file or directory"},
	    {"--tree", 't', .flag = &options_r->tree},
	    {"--json", .flag = &options_r->json},
	    {"--no-summary", .flag = &options_r->no_summary},
	    {"--help", 'h', .flag = &options_r->help},
	};
	const struct arguments arguments = {
	    rows, sizeof(rows) / sizeof(rows[0]), add_file, options_r};

	*options_r = (struct scan_command_options){.files = argv};
	if (!arguments_read(&arguments, argc, argv, why))
		return false;
	if (options_r->help || options_r->file_count > 0)
		return true;
	text_put(why, SLICE("no file: give the path of a file or directory, or "
			    "- for standard input"));
	return false;
}
