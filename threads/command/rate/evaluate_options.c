/*
 * evaluate_options - the arguments of `CGPFilter EVALUATE`
 */
#include "threads/command/rate/evaluate_options.h"

#include <string.h>

#include "threads/command/console/arguments.h"

const char evaluate_usage[] =
    "usage: CGPFilter EVALUATE [option]... index\n"
    "\n"
    "Say how well the spam score would do on mail whose kind is known.  index\n"
    "is a file of lines \"ham path\" or \"spam path\", paths as seen from its\n"
    "directory (the form of the TREC corpora, too).  A model is taught from\n"
    "nothing, and only what it said of messages that it had not learnt yet\n"
    "counts.  Nothing of the installation is used or changed.\n"
    "\n"
    "  -m, --method NAME    immediate: rate each message, then learn it\n"
    "                       delayed: learn it so many messages later\n"
    "                       split: learn some, rate the others\n"
    "                       cross: rate each part by what the others taught\n"
    "  --delay N            of delayed: 1000\n"
    "  --every N            of split: lines 1, 1+N, ... are rated: 4\n"
    "  --train INDEX        of split: learn this, rate all of index\n"
    "  --folds N            of cross: 10\n"
    "  --random             learn in random order (split, cross: always);\n"
    "                       split: rate lines that the seed draws, one of N\n"
    "  --seed N             of the order: 1\n"
    "  --seeds N            so many runs, each with a seed of its own: 1\n"
    "  --flip P             learn P per cent of the labels wrong\n"
    "  --small              with a model of the size that is shipped\n"
    "  --svg FILE           draw ROC curves, and whether scores are right\n"
    "  --json               for programs\n"
    "  --help               this text\n"
    "\n"
    "Exit code: 0 it was measured, 2 it could not be, or wrong arguments.\n"
    "Manual: man CGPFilter\n";

static const char *const method_names[EVALUATE_METHODS] = {
    [EVALUATE_IMMEDIATE] = "immediate",
    [EVALUATE_DELAYED] = "delayed",
    [EVALUATE_SPLIT] = "split",
    [EVALUATE_CROSS] = "cross",
};

const char *
evaluate_method_name(enum evaluate_method method)
{
	return method_names[method];
}

static bool
take_method(void *owner, const char *value)
{
	struct evaluate_options *options = owner;

	for (int i = 0; i < EVALUATE_METHODS; i++)
		if (strcmp(value, method_names[i]) == 0) {
			options->method = (enum evaluate_method)i;
			return true;
		}
	return false;
}

/* "5", "0.5": per cent in tenths. */
static bool
take_flip(void *owner, const char *value)
{
	struct evaluate_options *options = owner;
	struct slice text = slice_from_string(value);
	size_t point = slice_find_byte(text, '.');
	struct slice tenth = slice_skip(text, point + 1);
	uint64_t whole = 0, part = 0;

	if (!slice_to_u64(slice_sub(text, 0, point), &whole) || whole > 50 ||
	    (tenth.size > 0 && (!slice_to_u64(tenth, &part) || part > 9)))
		return false;
	options->flip = 10 * whole + part;
	return true;
}

static bool
set_index(void *owner, char *word, struct text *why)
{
	struct evaluate_options *options = owner;

	if (options->index != NULL) {
		text_put(why, SLICE("one index at a time"));
		return false;
	}
	options->index = word;
	return true;
}

static bool
read_arguments(
    struct evaluate_options *options, int argc, char **argv, struct text *why)
{
	const struct option_row rows[] = {
	    {"--method", 'm', .take = take_method,
		.wants = "immediate, delayed, split or cross"},
	    {"--delay", .number = &options->delay, .least = 1,
		.most = 1000000000, .wants = "a number of messages"},
	    {"--every", .number = &options->every, .least = 2, .most = 1000000,
		.wants = "a number, from 2 on"},
	    {"--train", .text = &options->train,
		.wants = "the name of an index"},
	    {"--folds", .number = &options->folds, .least = 2, .most = 1000,
		.wants = "a number from 2 to 1000"},
	    {"--random", .flag = &options->random},
	    {"--seed", .number = &options->seed, .most = UINT32_MAX,
		.wants = "a number of at most 32 bits"},
	    {"--seeds", .number = &options->seeds, .least = 1, .most = 10000,
		.wants = "a number from 1 to 10000"},
	    {"--flip", .take = take_flip,
		.wants = "per cent, up to 50, with one decimal"},
	    {"--small", .flag = &options->small},
	    {"--svg", .text = &options->svg, .wants = "the name of a file"},
	    {"--json", .flag = &options->json},
	    {"--help", 'h', .flag = &options->help},
	};
	const struct arguments arguments = {
	    rows, sizeof(rows) / sizeof(rows[0]), set_index, options};

	return arguments_read(&arguments, argc, argv, why);
}

bool
evaluate_options_read(
    struct evaluate_options *options_r, int argc, char **argv, struct text *why)
{
	*options_r = (struct evaluate_options){
	    .delay = 1000, .every = 4, .folds = 10, .seed = 1, .seeds = 1};
	if (!read_arguments(options_r, argc, argv, why))
		return false;
	if (options_r->help || options_r->index != NULL)
		return true;
	text_put(why, SLICE("no index: give the path of a file of lines "
			    "\"ham path\" and \"spam path\""));
	return false;
}
