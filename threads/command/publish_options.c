/*
 * publish_options - the arguments of `CGPFilter PUBLISH`
 */
#include "threads/command/publish_options.h"

#include "threads/command/flags.h"

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
read_number(const char *name, const char *value, uint64_t least, uint64_t most,
    uint64_t *number_r, struct text *why)
{
	if (value == NULL ||
	    (slice_to_u64(slice_from_string(value), number_r) &&
		*number_r >= least && *number_r <= most))
		return true;
	text_printf(why, "%s %s: another number is wanted", name, value);
	return false;
}

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
	const char *keep = NULL, *first = NULL, *model = NULL;
	const struct flag flags[] = {
	    {"--help", &options_r->help},
	    {"-h", &options_r->help},
	    {"--quiet", &options_r->quiet},
	    {"--full", &options_r->full},
	    {"--make-keys", &options_r->make_keys},
	};
	const struct flag_value values[] = {
	    {"--directory", &options_r->directory},
	    {"--keys", &options_r->keys},
	    {"--cartridge", &options_r->cartridge},
	    {"--keep", &keep},
	    {"--first", &first},
	    {"--model-every", &model},
	};

	*options_r = (struct publish_options){
	    .keep = KEEP_DEFAULT, .first = 1, .model_s = MODEL_DEFAULT_S};
	for (int at = 0; at < argc; at++)
		if (!flags_read(
			flags, sizeof(flags) / sizeof(flags[0]), argv[at]) &&
		    !flags_read_value(values,
			sizeof(values) / sizeof(values[0]), argc, argv, &at,
			why))
			return false;
	return read_number(
		   "--keep", keep, 1, KEEP_MAX, &options_r->keep, why) &&
	       read_number(
		   "--first", first, 1, INT64_MAX, &options_r->first, why) &&
	       read_number("--model-every", model, 0, UINT32_MAX,
		   &options_r->model_s, why) &&
	       check(options_r, why);
}
