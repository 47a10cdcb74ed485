/*
 * learn_options - the arguments of `CGPFilter LEARN` and `UNLEARN`
 */
#include "threads/command/learn_options.h"

#include <stdlib.h>
#include <string.h>

#include "threads/command/flags.h"

const char learn_usage[] =
    "usage: CGPFilter LEARN [option]... spam|legit|phishing place...\n"
    "       CGPFilter LEARN [option]... spam place... legit place...\n"
    "       CGPFilter LEARN [option]... index file\n"
    "\n"
    "Teach the filter with messages that people have sorted.  A place is a\n"
    "file of the queue or not, a directory with all that is below it, an mdir\n"
    "mailbox or an mbox file; the words spam, legit and phishing say what the\n"
    "places behind them hold.  Teach both sides in one go where you can: the\n"
    "messages are learnt in turns.  An index is a file of lines \"ham path\"\n"
    "and \"spam path\".\n"
    "\n"
    "What was learnt before is passed over; as something else, it is changed.\n"
    "The running helper takes the new cartridge within a moment.\n"
    "\n"
    "  --cartridge FILE  make or renew this one; what is remembered of it is\n"
    "                    in FILE.learnt\n"
    "  --ship            make one as it ships with the program: of at most\n"
    "                    4 MB, from nothing, without fingerprints\n"
    "  --quiet           say nothing unless something is wrong\n"
    "  --help            this text\n"
    "\n"
    "Exit code: 0 done, also when all was known; 1 something could not be\n"
    "read, or nothing could be learnt; 2 wrong arguments.\n"
    "Manual: man CGPFilter\n";

const char unlearn_usage[] =
    "usage: CGPFilter UNLEARN [option]... place...\n"
    "\n"
    "Take back what LEARN was told of these messages: files of the queue or\n"
    "not, directories with all that is below them, mdir mailboxes, mbox "
    "files.\n"
    "Messages that were not learnt are counted and passed over.\n"
    "\n"
    "  --cartridge FILE  of this one, and not of the site's\n"
    "  --quiet           say nothing unless something is wrong\n"
    "  --help            this text\n"
    "\n"
    "Exit code: 0 done, also when none was learnt; 1 something could not be\n"
    "read or done; 2 wrong arguments.\n"
    "Manual: man CGPFilter\n";

static bool
read_flag(struct learn_options *options, const char *argument)
{
	const struct flag flags[] = {
	    {"--help", &options->help},
	    {"-h", &options->help},
	    {"--quiet", &options->quiet},
	    {"--ship", &options->ship},
	};

	return flags_read(flags, sizeof(flags) / sizeof(flags[0]), argument);
}

/* "--cartridge FILE", "--cartridge=FILE" */
static bool
read_cartridge(struct learn_options *options, char **argv, int argc, int *at,
    struct text *why)
{
	static const char name[] = "--cartridge";
	const char *argument = argv[*at];
	size_t size = sizeof(name) - 1;

	if (strncmp(argument, name, size) != 0 ||
	    (argument[size] != '\0' && argument[size] != '=')) {
		text_printf(why, "%s: no such option", argument);
		return false;
	}
	if (argument[size] == '=')
		options->cartridge = argument + size + 1;
	else if (*at + 1 < argc)
		options->cartridge = argv[++*at];
	if (options->cartridge != NULL && options->cartridge[0] != '\0')
		return true;
	text_printf(
	    why, "--cartridge: the name of a file is missing behind it");
	return false;
}

static bool
read_mark(const char *word, enum learn_mark *mark_r)
{
	static const struct {
		const char *word;
		enum learn_mark mark;
	} marks[] = {
	    {"spam", LEARN_SPAM},
	    {"legit", LEARN_LEGIT},
	    {"ham", LEARN_LEGIT},
	    {"phishing", LEARN_PHISHING},
	    {"index", LEARN_INDEX},
	};

	for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
		if (strcmp(word, marks[i].word) == 0) {
			*mark_r = marks[i].mark;
			return true;
		}
	return false;
}

/* What was said of the places that follow. */
struct saying {
	bool said; /* a word at all */
	bool open; /* ... that has no place yet, so one follows: "spam spam" */
	enum learn_mark mark;
};

/* A word that says what follows, or a place. */
static bool
read_place(struct learn_options *options, const char *argument,
    struct saying *saying, struct text *why)
{
	if (!options->unlearn && !saying->open &&
	    read_mark(argument, &saying->mark)) {
		saying->said = saying->open = true;
		return true;
	}
	if (!saying->said) {
		text_printf(why,
		    "%s: say first whether it is spam, legit or phishing",
		    argument);
		return false;
	}
	saying->open = false;
	options->places[options->place_count++] =
	    (struct learn_place){argument, saying->mark};
	return true;
}

bool
learn_options_read(struct learn_options *options_r, bool unlearn, int argc,
    char **argv, struct text *why)
{
	struct saying saying = {.said = unlearn, .mark = LEARN_SPAM};
	bool names_only = false, good = true;

	*options_r = (struct learn_options){.unlearn = unlearn};
	options_r->places =
	    calloc((size_t)argc + 1, sizeof(*options_r->places));
	if (options_r->places == NULL) {
		text_put(why, SLICE("no memory"));
		return false;
	}
	for (int at = 0; at < argc && good; at++) {
		const char *argument = argv[at];

		if (names_only || argument[0] != '-' || argument[1] == '\0')
			good = read_place(options_r, argument, &saying, why);
		else if (strcmp(argument, "--") == 0)
			names_only = true;
		else if (!read_flag(options_r, argument))
			good = read_cartridge(options_r, argv, argc, &at, why);
	}
	if (good && !options_r->help && options_r->place_count == 0) {
		text_put(why, SLICE("no place: give files or directories with "
				    "messages"));
		good = false;
	}
	return good;
}

void
learn_options_free(struct learn_options *options)
{
	free(options->places);
	options->places = NULL;
}
