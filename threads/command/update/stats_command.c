/*
 * stats_command - `CGPFilter STATS`
 */
#include "threads/command/update/stats_command.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "core/list/settings.h"
#include "core/report/statistics.h"
#include "core/update/crypt.h"
#include "threads/base/version.h"
#include "threads/command/console/arguments.h"
#include "threads/command/console/modest.h"
#include "threads/command/input/opener.h"
#include "threads/command/update/fetch.h"
#include "threads/command/update/stats_receive.h"
#include "threads/record/live_set.h"

static const char usage[] =
    "usage: CGPFilter STATS --show\n"
    "       CGPFilter STATS --receive --totals FILE\n"
    "\n"
    "Counts that this installation reports to the host of its updates, once "
    "an\n"
    "hour, if `report statistics` in cartridge.cfg says so.\n"
    "\n"
    "  --show         print what would be sent now: what the running helpers\n"
    "                 have counted since they were started.  A report has "
    "what\n"
    "                 was counted since the one before\n"
    "  --receive      for the authority: read a report from standard input, "
    "as\n"
    "                 a CGI program does, and add it to the totals\n"
    "  --totals FILE  where they are\n"
    "  --help         this text\n"
    "\n"
    "Exit code: 0 done, 1 it could not be done, 2 wrong arguments.\n"
    "Manual: man CGPFilter-updates\n";

struct stats {
	bool help, show, receive;
	const char *totals, *send;
	struct opener opener;
	struct settings settings;
	char room[STATISTICS_BYTES_MAX + 1];
	struct text report;
};

/* ---- who we are -------------------------------------------------------- */

/* The name of this machine, or a hash of it that others cannot look up without
 * the customer id. */
static void
put_host(struct stats *stats)
{
	char name[256] = "", shown[64];
	struct text text = TEXT_OVER(shown);
	struct slice parts[2];
	uint8_t hash[CRYPT_HASH_BYTES];

	(void)gethostname(name, sizeof(name) - 1);
	if (!stats->settings.anonymize_statistics) {
		statistics_put(&stats->report, "host", name);
		return;
	}
	parts[0] = slice_from_string(stats->settings.customer_id);
	parts[1] = slice_from_string(name);
	crypt_hash(parts, 2, hash);
	crypt_put_hex(&text, hash, 16);
	statistics_put(&stats->report, "host", shown);
}

static void
put_configuration(struct stats *stats)
{
	const struct config *config = stats->opener.config;
	const struct settings *settings = &stats->settings;
	struct text *report = &stats->report;

	statistics_put_number(
	    report, "config.score-messages", (uint64_t)config->score_messages);
	statistics_put_number(
	    report, "config.alert-level", (uint64_t)config->alert_level);
	statistics_put_number(
	    report, "config.workers", (uint64_t)config->workers);
	statistics_put_number(
	    report, "config.use-ip-information", settings->use_ip);
	statistics_put_number(
	    report, "config.empty-messages-spam", settings->empty_is_spam);
}

static void
put_identity(struct stats *stats)
{
	struct utsname system;
	char platform[160];

	statistics_put(&stats->report, "version", CGPFILTER_VERSION);
	if (uname(&system) == 0) {
		snprintf(platform, sizeof(platform), "%.64s-%.64s",
		    system.sysname, system.machine);
		statistics_put(&stats->report, "platform", platform);
	}
	statistics_put(&stats->report, "engine", version_engine());
	statistics_put(&stats->report, "customer", stats->settings.customer_id);
	put_host(stats);
	put_configuration(stats);
}

/* ---- show -------------------------------------------------------------- */

static int
show(struct stats *stats)
{
	const char *directory = stats->opener.config->state_directory;
	struct live_set *set = live_set_create();
	struct statistics_sums now = {.count = {0}}, zero = {.count = {0}};

	if (set == NULL || !live_set_read(set, directory)) {
		fprintf(stderr, "CGPFilter STATS: %s: %s\n", directory,
		    strerror(errno));
		live_set_destroy(&set);
		return 1;
	}
	for (size_t i = 0; i < set->count; i++)
		statistics_sum(set->lives[i], &now);
	if (set->count > 0)
		statistics_put_facts(&stats->report, set->lives[0]);
	statistics_put_counts(&stats->report, &now, &zero);
	printf("%s", stats->room);
	if (set->count == 0)
		fprintf(stderr, "CGPFilter STATS: no helper runs, so nothing "
				"was counted\n");
	if (!stats->settings.report_statistics)
		fprintf(stderr, "CGPFilter STATS: `report statistics` is no: "
				"nothing is sent\n");
	live_set_destroy(&set);
	return 0;
}

/* ---- send -------------------------------------------------------------- */

static int
send_report(struct stats *stats)
{
	struct fetcher *fetcher;
	char room[1024];
	struct text error = TEXT_OVER(room);
	enum fetch_result result = FETCH_FAILED;

	modest_process();
	text_put(&stats->report, slice_from_string(stats->send));
	fetcher = fetcher_create(&stats->settings);
	if (fetcher == NULL)
		text_put(
		    &error, SLICE("this program has no network: libcurl.so.4 "
				  "is missing, or was when it was built"));
	else if (!stats->report.truncated)
		result = fetch_post(
		    fetcher, "cmstats", text_slice(&stats->report), &error);
	fetcher_destroy(&fetcher);
	if (result == FETCH_OK) {
		printf("= sent 0\n");
		return 0;
	}
	printf("statistics: %s\n= unsent 0\n", room);
	return 1;
}

/* ---- the command ------------------------------------------------------- */

static bool
read_options(struct stats *stats, int argc, char **argv, struct text *why)
{
	const struct option_row rows[] = {
	    {"--show", .flag = &stats->show},
	    {"--receive", .flag = &stats->receive},
	    {"--totals", .text = &stats->totals, .wants = "the name of a file"},
	    {"--send", .text = &stats->send, .wants = "lines"},
	    {"--help", 'h', .flag = &stats->help},
	};
	const struct arguments arguments = {
	    .rows = rows, .count = sizeof(rows) / sizeof(rows[0])};

	if (!arguments_read(&arguments, argc, argv, why))
		return false;
	if (stats->help || stats->show || stats->send != NULL)
		return true;
	if (!stats->receive)
		text_put(why, SLICE("--show or --receive is wanted"));
	else if (stats->totals == NULL)
		text_put(why, SLICE("--totals is missing"));
	return why->size == 0;
}

static int
run(struct stats *stats, const char *argv0)
{
	char room[1024];
	struct text error = TEXT_OVER(room);

	if (stats->receive)
		return stats_receive(stats->totals);
	if (!opener_find(&stats->opener, argv0)) {
		fprintf(stderr, "CGPFilter STATS: no memory to start\n");
		return 1;
	}
	if (settings_load(stats->opener.config->scorer_file, NULL, NULL,
		&stats->settings, &error) == SETTINGS_BAD) {
		fprintf(stderr, "CGPFilter STATS: %s\n", room);
		return 1;
	}
	put_identity(stats);
	return stats->show ? show(stats) : send_report(stats);
}

int
stats_main(int argc, char **argv)
{
	static struct stats stats;
	char room[512];
	struct text why = TEXT_OVER(room);
	int code;

	stats.report = TEXT_OVER(stats.room);
	if (!read_options(&stats, argc - 2, argv + 2, &why)) {
		arguments_complain("STATS", room);
		return 2;
	}
	if (stats.help)
		return printf("%s", usage) < 0;
	code = run(&stats, argv[0]);
	opener_fini(&stats.opener);
	return code;
}
