/*
 * show_options - the arguments of `CGPFilter SHOW`
 */
#include "threads/command/show_options.h"

#include <string.h>

#include "threads/command/flags.h"

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

static bool
read_flag(struct show_options *options, const char *argument)
{
	const struct flag flags[] = {
	    {"--text", &options->text},
	    {"--links", &options->links},
	    {"--canonical", &options->canonical},
	    {"--headers", &options->headers},
	    {"--json", &options->json},
	    {"--ascii", &options->ascii},
	    {"--raw", &options->raw},
	    {"--help", &options->help},
	    {"-h", &options->help},
	};

	return flags_read(flags, sizeof(flags) / sizeof(flags[0]), argument);
}

static bool
read_part(struct show_options *options, const char *value, struct text *why)
{
	if (!slice_to_u64(slice_from_string(value), &options->part) ||
	    options->part > UINT32_MAX) {
		text_printf(why,
		    "--part %s: give the number that SHOW prints ahead of the "
		    "part",
		    value);
		return false;
	}
	options->has_part = true;
	return true;
}

/* An option that has a value, in one argument or in two. */
static bool
read_value(struct show_options *options, char **argv, int argc, int *at,
    struct text *why)
{
	const char *argument = argv[*at], *value = strchr(argument, '=');
	size_t size =
	    value == NULL ? strlen(argument) : (size_t)(value - argument);
	struct slice name = {(const uint8_t *)argument, size};
	bool part = slice_equal(name, SLICE("--part"));

	if (!part && !slice_equal(name, SLICE("--extract"))) {
		text_printf(why, "%s: no such option", argument);
		return false;
	}
	if (value == NULL && *at + 1 >= argc) {
		text_printf(why, "%s: %s is missing behind it", argument,
		    part ? "the number of a part" : "a directory");
		return false;
	}
	value = value == NULL ? argv[++*at] : value + 1;
	if (part)
		return read_part(options, value, why);
	options->extract = value;
	return true;
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
	bool names_only = false;

	*options_r = (struct show_options){.files = argv};
	for (int at = 0; at < argc; at++) {
		char *argument = argv[at];

		if (names_only || argument[0] != '-' || argument[1] == '\0')
			/* Behind what was read already. */
			options_r->files[options_r->file_count++] = argument;
		else if (strcmp(argument, "--") == 0)
			names_only = true;
		else if (!read_flag(options_r, argument) &&
			 !read_value(options_r, argv, argc, &at, why))
			return false;
	}
	return options_r->help || fit_together(options_r, why);
}
