/*
 * evaluate_options - the arguments of `CGPFilter EVALUATE`
 */
#include "threads/command/evaluate_options.h"

#include <string.h>

#include "threads/command/flags.h"

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
    "  --svg FILE           write the ROC curves as a picture\n"
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
read_flag(struct evaluate_options *options, const char *argument)
{
	const struct flag flags[] = {
	    {"--random", &options->random},
	    {"--small", &options->small},
	    {"--json", &options->json},
	    {"--help", &options->help},
	    {"-h", &options->help},
	};

	return flags_read(flags, sizeof(flags) / sizeof(flags[0]), argument);
}

static bool
read_method(struct evaluate_options *options, const char *value)
{
	for (int i = 0; i < EVALUATE_METHODS; i++)
		if (strcmp(value, method_names[i]) == 0) {
			options->method = (enum evaluate_method)i;
			return true;
		}
	return false;
}

/* "5", "0.5": per cent in tenths. */
static bool
read_per_cent(const char *value, uint64_t *tenths_r)
{
	struct slice text = slice_from_string(value);
	size_t point = slice_find_byte(text, '.');
	struct slice tenth = slice_skip(text, point + 1);
	uint64_t whole = 0, part = 0;

	if (!slice_to_u64(slice_sub(text, 0, point), &whole) || whole > 50 ||
	    (tenth.size > 0 && (!slice_to_u64(tenth, &part) || part > 9)))
		return false;
	*tenths_r = 10 * whole + part;
	return true;
}

static bool
read_number(
    const char *value, uint64_t least, uint64_t most, uint64_t *number_r)
{
	return slice_to_u64(slice_from_string(value), number_r) &&
	       *number_r >= least && *number_r <= most;
}

/* False: the option is unknown, or its value wrong. */
static bool
read_value(
    struct evaluate_options *options, struct slice name, const char *value)
{
	const struct {
		struct slice name;
		uint64_t least, most;
		uint64_t *number;
	} numbers[] = {
	    {SLICE("--delay"), 1, 1000000000, &options->delay},
	    {SLICE("--every"), 2, 1000000, &options->every},
	    {SLICE("--folds"), 2, 1000, &options->folds},
	    {SLICE("--seed"), 0, UINT32_MAX, &options->seed},
	    {SLICE("--seeds"), 1, 10000, &options->seeds},
	};

	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
		if (slice_equal(name, numbers[i].name))
			return read_number(value, numbers[i].least,
			    numbers[i].most, numbers[i].number);
	if (slice_equal(name, SLICE("-m")) ||
	    slice_equal(name, SLICE("--method")))
		return read_method(options, value);
	if (slice_equal(name, SLICE("--flip")))
		return read_per_cent(value, &options->flip);
	if (slice_equal(name, SLICE("--train")))
		options->train = value;
	else if (slice_equal(name, SLICE("--svg")))
		options->svg = value;
	else
		return false;
	return true;
}

/* "--seed 3", "--seed=3". */
static bool
read_option(struct evaluate_options *options, char **argv, int argc, int *at,
    struct text *why)
{
	const char *argument = argv[*at];
	const char *equals = strchr(argument, '=');
	struct slice name = slice_from_string(argument);
	const char *value;

	if (equals != NULL)
		name.size = (size_t)(equals - argument);
	else if (*at + 1 >= argc) {
		text_printf(
		    why, "%s: no such option, or no value behind it", argument);
		return false;
	}
	value = equals == NULL ? argv[++*at] : equals + 1;
	if (read_value(options, name, value))
		return true;
	text_printf(why, "%s: no such option, or not with %s", argument, value);
	return false;
}

bool
evaluate_options_read(
    struct evaluate_options *options_r, int argc, char **argv, struct text *why)
{
	*options_r = (struct evaluate_options){
	    .delay = 1000, .every = 4, .folds = 10, .seed = 1, .seeds = 1};
	for (int at = 0; at < argc; at++) {
		if (argv[at][0] != '-') {
			if (options_r->index != NULL) {
				text_put(why, SLICE("one index at a time"));
				return false;
			}
			options_r->index = argv[at];
		} else if (!read_flag(options_r, argv[at]) &&
			   !read_option(options_r, argv, argc, &at, why)) {
			return false;
		}
	}
	if (options_r->help || options_r->index != NULL)
		return true;
	text_put(why, SLICE("no index: give the path of a file of lines "
			    "\"ham path\" and \"spam path\""));
	return false;
}
