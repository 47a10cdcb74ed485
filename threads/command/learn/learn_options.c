/*
 * learn_options - the arguments of `CGPFilter LEARN` and `UNLEARN`
 */
#include "threads/command/learn/learn_options.h"

#include <stdlib.h>
#include <string.h>

#include "threads/command/console/arguments.h"

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
    "  --sure            every message is what is said of it: leave none out\n"
    "                    whose kind many others contradict\n"
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
	struct learn_options *options;
	bool said; /* a word at all */
	bool open; /* ... that has no place yet, so one follows: "spam spam" */
	enum learn_mark mark;
};

/* A word that says what follows, or a place. */
static bool
read_place(void *owner, char *word, struct text *why)
{
	struct saying *saying = owner;
	struct learn_options *options = saying->options;

	if (!options->unlearn && !saying->open &&
	    read_mark(word, &saying->mark)) {
		saying->said = saying->open = true;
		return true;
	}
	if (!saying->said) {
		text_printf(why,
		    "%s: say first whether it is spam, legit or phishing",
		    word);
		return false;
	}
	saying->open = false;
	options->places[options->place_count++] =
	    (struct learn_place){word, saying->mark};
	return true;
}

static bool
read_arguments(
    struct learn_options *options, int argc, char **argv, struct text *why)
{
	struct saying saying = {
	    .options = options, .said = options->unlearn, .mark = LEARN_SPAM};
	const struct option_row rows[] = {
	    {"--cartridge", .text = &options->cartridge,
		.wants = "the name of a file"},
	    {"--ship", .flag = &options->ship},
	    {"--sure", .flag = &options->sure},
	    {"--quiet", .flag = &options->quiet},
	    {"--help", 'h', .flag = &options->help},
	};
	const struct arguments arguments = {
	    rows, sizeof(rows) / sizeof(rows[0]), read_place, &saying};

	return arguments_read(&arguments, argc, argv, why);
}

bool
learn_options_read(struct learn_options *options_r, bool unlearn, int argc,
    char **argv, struct text *why)
{
	*options_r = (struct learn_options){.unlearn = unlearn};
	options_r->places =
	    calloc((size_t)argc + 1, sizeof(*options_r->places));
	if (options_r->places == NULL) {
		text_put(why, SLICE("no memory"));
		return false;
	}
	if (!read_arguments(options_r, argc, argv, why))
		return false;
	if (options_r->help || options_r->place_count > 0)
		return true;
	text_put(why, SLICE("no place: give files or directories with "
			    "messages"));
	return false;
}

void
learn_options_free(struct learn_options *options)
{
	free(options->places);
	options->places = NULL;
}
