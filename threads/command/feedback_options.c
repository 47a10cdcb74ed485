/*
 * feedback_options - the arguments of `CGPFilter FEEDBACK`
 */
#include "threads/command/feedback_options.h"

#include <string.h>

#include "threads/command/flags.h"

const char feedback_usage[] =
    "usage: CGPFilter FEEDBACK [option]... spam|legit|phishing <mail\n"
    "       CGPFilter FEEDBACK [option]... spam|legit|phishing --spool dir\n"
    "       CGPFilter FEEDBACK --show | --sync\n"
    "\n"
    "Take a user's report: a mail with wrongly classified messages attached\n"
    "(message/rfc822).  Each is learnt in its original form once those who\n"
    "report it are trusted enough; who reports is the account that the sender\n"
    "proved to be.  The server's PIPE module runs this for three addresses.\n"
    "\n"
    "  --spool DIR   take each file of this directory as a report, and remove\n"
    "                it when that is done\n"
    "  --trusted     believe what comes here, as LEARN does: for an address\n"
    "                that only the operator and spam traps can write to\n"
    "  --show        what was reported so far, in numbers\n"
    "  --sync        hear what sister gateways heard, and tell them (cron)\n"
    "  --quiet       say nothing unless something is wrong\n"
    "  --help        this text\n"
    "\n"
    "Exit code: 0 the report was taken, or is kept until it can be; 1 it\n"
    "could not even be kept; 2 wrong arguments.\n"
    "Manual: man CGPFilter\n";

static bool
read_flag(struct feedback_options *options, const char *argument)
{
	const struct flag flags[] = {
	    {"--help", &options->help},
	    {"-h", &options->help},
	    {"--quiet", &options->quiet},
	    {"--show", &options->show},
	    {"--sync", &options->sync},
	    {"--trusted", &options->trusted},
	};

	return flags_read(flags, sizeof(flags) / sizeof(flags[0]), argument);
}

static bool
read_class(struct feedback_options *options, const char *word)
{
	static const struct {
		const char *word;
		enum store_class class;
	} classes[] = {
	    {"spam", STORE_IS_SPAM},
	    {"legit", STORE_LEGIT},
	    {"ham", STORE_LEGIT},
	    {"phishing", STORE_IS_PHISHING},
	};

	for (size_t i = 0; i < sizeof(classes) / sizeof(classes[0]); i++)
		if (strcmp(word, classes[i].word) == 0) {
			options->class = classes[i].class;
			return true;
		}
	return false;
}

/* "--spool DIR", "--spool=DIR" */
static bool
read_spool(struct feedback_options *options, char **argv, int argc, int *at)
{
	static const char name[] = "--spool";
	const char *argument = argv[*at];
	size_t size = sizeof(name) - 1;

	if (strncmp(argument, name, size) != 0 ||
	    (argument[size] != '\0' && argument[size] != '='))
		return false;
	if (argument[size] == '=')
		options->spool = argument + size + 1;
	else if (*at + 1 < argc)
		options->spool = argv[++*at];
	else
		options->spool = "";
	return true;
}

static bool
read_one(struct feedback_options *options, char **argv, int argc, int *at,
    struct text *why)
{
	const char *argument = argv[*at];

	if (read_flag(options, argument) || read_spool(options, argv, argc, at))
		return true;
	if (!options->has_class && read_class(options, argument)) {
		options->has_class = true;
		return true;
	}
	text_printf(why,
	    argument[0] == '-'
		? "%s: no such option"
		: "%s: spam, legit or phishing is wanted, once; the report "
		  "comes on standard input",
	    argument);
	return false;
}

bool
feedback_options_read(
    struct feedback_options *options_r, int argc, char **argv, struct text *why)
{
	*options_r = (struct feedback_options){.spool = NULL};
	for (int at = 0; at < argc; at++)
		if (!read_one(options_r, argv, argc, &at, why))
			return false;
	if (options_r->help || options_r->show || options_r->sync)
		return true;
	if (options_r->spool != NULL && options_r->spool[0] == '\0')
		text_printf(why, "--spool: the name of a directory is missing");
	else if (!options_r->has_class)
		text_printf(why, "spam, legit or phishing: which is it?");
	else
		return true;
	return false;
}
