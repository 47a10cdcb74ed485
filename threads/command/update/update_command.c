/*
 * update_command - `CGPFilter UPDATE`
 */
#include "threads/command/update/update_command.h"

#include <errno.h>
#include <inttypes.h>
#include <libgen.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "threads/base/mail_first.h"
#include "threads/command/console/arguments.h"
#include "threads/command/console/modest.h"
#include "threads/command/input/opener.h"
#include "threads/command/update/update_run.h"
#include "threads/update/published.h"

static const char usage[] =
    "usage: CGPFilter UPDATE [option]...\n"
    "\n"
    "Look for an update of the cartridge at the host that cartridge.cfg "
    "names,\n"
    "fetch what is new, check it, try it, and put it where the running helper\n"
    "takes it.  The helper does this by itself; this is for cron, and for the\n"
    "statically linked program.\n"
    "\n"
    "  --quiet  say nothing unless something is wrong\n"
    "  --help   this text\n"
    "\n"
    "Exit code: 0 done, also when nothing is new; 1 it could not be done, and\n"
    "what was there stays; 2 wrong arguments.\n"
    "Manual: man CGPFilter-updates\n";

struct updating {
	bool help, quiet, for_helper;
	struct settings settings;
	struct update_keys keys;
	char cartridge[PLACE_BYTES];
};

/* ---- telling ----------------------------------------------------------- */

static void
complain(const struct updating *updating, const char *sentence)
{
	if (updating->for_helper)
		printf("update: %s\n", sentence);
	else
		fprintf(stderr, "CGPFilter UPDATE: %s\n", sentence);
}

static void
tell_new(const struct update_report *report)
{
	char buffer[128];
	struct text id = TEXT_OVER(buffer);

	cartridge_id_put(&id, &report->id);
	printf("updated to cartridge version %s by ", buffer);
	if (report->full)
		printf("a full set%s", report->deltas > 0 ? " and " : "");
	if (report->deltas > 0 || !report->full)
		printf("%" PRIu64 " delta%s", report->deltas,
		    report->deltas == 1 ? "" : "s");
	printf(": %" PRIu64 " bytes in %" PRIu64 " ms\n", report->bytes,
	    report->took_ms);
}

static void
tell_none(const struct update_report *report)
{
	if (report->has_one)
		printf("update version=%" PRIu64 " is the newest: ",
		    report->id.update);
	else
		printf("another process is updating: ");
	printf("%" PRIu64 " bytes in %" PRIu64 " ms\n", report->bytes,
	    report->took_ms);
}

static void
tell(const struct updating *updating, enum update_outcome outcome,
    const struct update_report *report, const char *error)
{
	static const char *const words[] = {
	    [UPDATE_NEW] = "new",
	    [UPDATE_NONE] = "none",
	    [UPDATE_FAILED] = "failed",
	};

	if (outcome == UPDATE_FAILED)
		complain(updating, error);
	else if (outcome == UPDATE_NEW && !updating->quiet)
		tell_new(report);
	else if (!updating->quiet && !updating->for_helper)
		tell_none(report);
	if (updating->for_helper)
		printf("= %s %" PRIu64 "\n", words[outcome], report->bytes);
}

/* ---- starting ---------------------------------------------------------- */

/* False: *error_r says why. */
static bool
read_settings(struct updating *updating, const char *path, struct text *error_r)
{
	switch (settings_load(path, NULL, NULL, &updating->settings, error_r)) {
	case SETTINGS_OK:
	case SETTINGS_NO_FILE:
		break;
	case SETTINGS_BAD:
	case SETTINGS_NO_MEMORY:
		return false;
	}
	text_clear(error_r);
	if (updating->settings.update_host[0] != '\0')
		return update_keys_of(
		    &updating->settings, &updating->keys, error_r);
	text_printf(error_r,
	    "no host is set: %s names none as micro-update hostname", path);
	return false;
}

static bool
make_cache(const char *path, struct text *error_r)
{
	char directory[PLACE_BYTES];

	snprintf(directory, sizeof(directory), "%s", path);
	if (mkdir(dirname(directory), 0755) == 0 || errno == EEXIST)
		return true;
	text_printf(error_r,
	    "micro-update cache path: cannot make it for %s: %s", path,
	    strerror(errno));
	return false;
}

/* False: *error_r says why there can be no update. */
static bool
prepare(struct updating *updating, const char *argv0, struct text *error_r)
{
	static struct opener opener;
	bool good = opener_find(&opener, argv0) && opener.has_places;

	if (!good)
		text_put(error_r, SLICE("cannot start: no memory, or the "
					"program's path is too long"));
	good = good &&
	       read_settings(updating, opener.config->scorer_file, error_r) &&
	       places_use(&opener.places, opener.config, error_r);
	if (good) {
		published_path(
		    &opener.places, &updating->settings, updating->cartridge);
		good = make_cache(updating->cartridge, error_r);
	}
	opener_fini(&opener);
	return good;
}

static int
run(struct updating *updating, const char *argv0)
{
	char error_room[PLACE_BYTES + 1024], note_room[PLACE_BYTES + 256];
	struct text error = TEXT_OVER(error_room);
	struct text note = TEXT_OVER(note_room);
	struct update_order order = {.settings = &updating->settings,
	    .keys = &updating->keys,
	    .cartridge = updating->cartridge};
	struct update_report report = {.has_one = false};
	enum update_outcome outcome = UPDATE_FAILED;

	if (updating->for_helper)
		modest_process();
	else
		mail_first_process(NICE_BESIDE_MAIL);
	if (prepare(updating, argv0, &error))
		outcome = update_run(&order, &report, &note, &error);
	if (note.size > 0)
		complain(updating, note_room);
	tell(updating, outcome, &report, error_room);
	crypt_forget(&updating->keys);
	return outcome == UPDATE_FAILED ? 1 : 0;
}

int
update_main(int argc, char **argv)
{
	static struct updating updating;
	const struct option_row rows[] = {
	    {"--quiet", .flag = &updating.quiet},
	    {"--for-helper", .flag = &updating.for_helper},
	    {"--help", 'h', .flag = &updating.help},
	};
	const struct arguments arguments = {
	    .rows = rows, .count = sizeof(rows) / sizeof(rows[0])};
	char buffer[PLACE_BYTES + 64];
	struct text why = TEXT_OVER(buffer);

	if (!arguments_read(&arguments, argc - 2, argv + 2, &why)) {
		arguments_complain("UPDATE", buffer);
		return 2;
	}
	if (updating.help)
		return printf("%s", usage) < 0;
	return run(&updating, argv[0]);
}
