/*
 * publish_options - the arguments of `CGPFilter PUBLISH`
 */
#include "threads/command/update/publish_options.h"

#include "threads/command/console/arguments.h"

/* A day of minutes. */
#define KEEP_DEFAULT 1440u
#define KEEP_MAX 100000u
#define MODEL_DEFAULT_S 3600u

const char publish_usage[] =
    "usage: CGPFilter PUBLISH --directory DIR --keys FILE [option]...\n"
    "       CGPFilter PUBLISH --make-keys --keys FILE\n"
    "\n"
    "Put what the cartridge holds into DIR for other gateways: files that any\n"
    "web server can show, signed, packed, and encrypted where FILE has a "
    "cipher\n"
    "key.  Run it from cron every minute: where nothing is new, nothing is\n"
    "done; else a delta from the last set is added, and a full set now and "
    "then.\n"
    "\n"
    "  --directory DIR     where the files are put; it must be there\n"
    "  --keys FILE         the keys; keep it away from the web server\n"
    "  --make-keys         make FILE, and print what gateways have to set\n"
    "  --cartridge FILE    publish this one, and not the site's\n"
    "  --keep NUMBER       deltas that are kept (1440)\n"
    "  --model-every SECONDS  a model changes as a whole and is large; new\n"
    "                      prints do not wait for it (3600)\n"
    "  --full              a full set now\n"
    "  --first NUMBER      begin with this number, where DIR was lost: "
    "gateways\n"
    "                      refuse numbers that are not higher than theirs\n"
    "  --quiet             say nothing unless something is wrong\n"
    "  --help              this text\n"
    "\n"
    "Exit code: 0 done, also when nothing is new; 1 it could not be done; 2\n"
    "wrong arguments.\n"
    "Manual: man CGPFilter-updates\n";

static bool
check(const struct publish_options *options, struct text *why)
{
	if (options->help)
		return true;
	if (options->keys == NULL)
		text_put(why, SLICE("--keys is missing"));
	else if (!options->make_keys && options->directory == NULL)
		text_put(why, SLICE("--directory is missing"));
	return why->size == 0;
}

bool
publish_options_read(
    struct publish_options *options_r, int argc, char **argv, struct text *why)
{
	const struct option_row rows[] = {
	    {"--directory", .text = &options_r->directory,
		.wants = "a directory"},
	    {"--keys", .text = &options_r->keys, .wants = "the name of a file"},
	    {"--cartridge", .text = &options_r->cartridge,
		.wants = "the name of a file"},
	    {"--keep", .number = &options_r->keep, .least = 1, .most = KEEP_MAX,
		.wants = "a number of deltas"},
	    {"--first", .number = &options_r->first, .least = 1,
		.most = INT64_MAX, .wants = "a number of an update"},
	    {"--model-every", .number = &options_r->model_s, .most = UINT32_MAX,
		.wants = "seconds"},
	    {"--full", .flag = &options_r->full},
	    {"--make-keys", .flag = &options_r->make_keys},
	    {"--quiet", .flag = &options_r->quiet},
	    {"--help", 'h', .flag = &options_r->help},
	};
	const struct arguments arguments = {
	    .rows = rows, .count = sizeof(rows) / sizeof(rows[0])};

	*options_r = (struct publish_options){
	    .keep = KEEP_DEFAULT, .first = 1, .model_s = MODEL_DEFAULT_S};
	return arguments_read(&arguments, argc, argv, why) &&
	       check(options_r, why);
}
