/*
 * feedback_options - the arguments of `CGPFilter FEEDBACK`
 */
#include "threads/command/feedback/feedback_options.h"

#include <string.h>

#include "threads/command/console/arguments.h"

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

static bool
set_class(void *owner, char *word, struct text *why)
{
	struct feedback_options *options = owner;

	if (!options->has_class && read_class(options, word)) {
		options->has_class = true;
		return true;
	}
	text_printf(why,
	    "%s: spam, legit or phishing is wanted, once; the report comes on "
	    "standard input",
	    word);
	return false;
}

bool
feedback_options_read(
    struct feedback_options *options_r, int argc, char **argv, struct text *why)
{
	const struct option_row rows[] = {
	    {"--spool", .text = &options_r->spool,
		.wants = "the name of a directory"},
	    {"--trusted", .flag = &options_r->trusted},
	    {"--show", .flag = &options_r->show},
	    {"--sync", .flag = &options_r->sync},
	    {"--quiet", .flag = &options_r->quiet},
	    {"--help", 'h', .flag = &options_r->help},
	};
	const struct arguments arguments = {
	    rows, sizeof(rows) / sizeof(rows[0]), set_class, options_r};

	*options_r = (struct feedback_options){.spool = NULL};
	if (!arguments_read(&arguments, argc, argv, why))
		return false;
	if (options_r->help || options_r->show || options_r->sync ||
	    options_r->has_class)
		return true;
	text_printf(why, "spam, legit or phishing: which is it?");
	return false;
}
