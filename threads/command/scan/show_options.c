/*
 * show_options - the arguments of `CGPFilter SHOW`
 */
#include "threads/command/scan/show_options.h"

#include <string.h>

#include "threads/command/console/arguments.h"

const char show_usage[] =
    "usage: CGPFilter SHOW [option]... message...\n"
    "\n"
    "Show what the filter sees in a message: its envelope, the way it came,\n"
    "its parts with their types, names and sizes, and what is odd about it.\n"
    "message is a file, of the queue or not; - is standard input.\n"
    "\n"
    "  --text         also what a reader sees of each text, and what is "
    "hidden\n"
    "  --links        also each link, with the text it is shown under\n"
    "  --canonical    also what the spam score is made from: chosen fields, "
    "marks,\n"
    "                 text with tricks undone, links, contacts\n"
    "  --headers      also all fields of all parts, decoded\n"
    "  --extract DIR  write the bytes of each part into new files in DIR\n"
    "  --json         one line of JSON for each message, for programs\n"
    "  --part N       write the decoded bytes of part N to standard output\n"
    "  --raw          the same, undecoded; without --part, the message\n"
    "                 without its envelope\n"
    "  --ascii        write nothing but ASCII\n"
    "  --help         this text\n"
    "\n"
    "Exit code: 0 all was shown, 1 something could not be read or written,\n"
    "2 wrong arguments.  Manual: man CGPFilter\n";

/* ---- what is typed
 * ----------------------------------------------------------- */

static bool
take_part(void *owner, const char *value)
{
	struct show_options *options = owner;

	options->has_part = true;
	return slice_to_u64(slice_from_string(value), &options->part) &&
	       options->part <= UINT32_MAX;
}

static bool
add_file(void *owner, char *word, struct text *why)
{
	struct show_options *options = owner;

	(void)why;
	/* Behind what was read already. */
	options->files[options->file_count++] = word;
	return true;
}

static bool
read_arguments(
    struct show_options *options, int argc, char **argv, struct text *why)
{
	const struct option_row rows[] = {
	    {"--text", .flag = &options->text},
	    {"--links", .flag = &options->links},
	    {"--canonical", .flag = &options->canonical},
	    {"--headers", .flag = &options->headers},
	    {"--extract", .text = &options->extract, .wants = "a directory"},
	    {"--json", .flag = &options->json},
	    {"--part", .take = take_part, .wants = "the number of a part"},
	    {"--raw", .flag = &options->raw},
	    {"--ascii", .flag = &options->ascii},
	    {"--help", 'h', .flag = &options->help},
	};
	const struct arguments arguments = {
	    rows, sizeof(rows) / sizeof(rows[0]), add_file, options};

	return arguments_read(&arguments, argc, argv, why);
}

static bool
fit_together(const struct show_options *options, struct text *why)
{
	bool bytes = options->raw || options->has_part;
	const char *wrong = NULL;

	if (options->file_count == 0)
		wrong = "no message: give the path of a file, or - for "
			"standard input";
	else if (bytes && options->file_count > 1)
		wrong = "--part and --raw write the bytes of one message: give "
			"one";
	else if (bytes && (options->json || options->text || options->links ||
			      options->canonical || options->headers ||
			      options->extract != NULL))
		wrong = "--part and --raw write bytes and nothing else: leave "
			"out the other options";
	if (wrong == NULL)
		return true;
	text_put(why, slice_from_string(wrong));
	return false;
}

bool
show_options_read(
    struct show_options *options_r, int argc, char **argv, struct text *why)
{
	*options_r = (struct show_options){.files = argv};
	return read_arguments(options_r, argc, argv, why) &&
	       (options_r->help || fit_together(options_r, why));
}
