/*
 * report_command - `CGPFilter REPORT [DAY]`
 *
 *     state directory --> day_list (sum of the day's parts) --> report
 */
#include "threads/command/state/report_command.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>

#include "core/base/clock.h"
#include "core/report/moment.h"
#include "core/report/report.h"
#include "threads/command/console/arguments.h"
#include "threads/command/console/terminal.h"
#include "threads/command/feedback/feedback_sister.h"
#include "threads/command/feedback/sister_days.h"
#include "threads/command/input/opener.h"
#include "threads/record/day_list.h"

static const char usage[] =
    "usage: CGPFilter REPORT [option]... [DAY]\n"
    "\n"
    "Show what the helpers of this installation counted in a day: messages,\n"
    "scores, times, top sources and targets, viruses, limits, updates.\n"
    "DAY is a date (2026-11-28), today or yesterday; without it, the last day\n"
    "that is over.\n"
    "\n"
    "  --html   a page of HTML, with pictures\n"
    "  --json   one line of JSON\n"
    "  --list   the days that are kept\n"
    "  --sisters  what all gateways that meet at one Redis server counted\n"
    "  --all    all sections, whatever ReportSections says\n"
    "  --help   this text\n"
    "\n"
    "Exit code: 0 it was shown, 1 nothing is kept of that day, 2 wrong\n"
    "arguments.  Manual: man CGPFilter\n";

struct command {
	bool html, json, list, all, sisters, help;
	char host[64];   /* "3 gateways" */
	const char *day; /* NULL: the last one that is over */
	struct opener opener;
	const char *state;
	struct day_list days;
	struct day sum;
};

static bool
set_day(void *owner, char *word, struct text *why)
{
	struct command *command = owner;

	if (command->day != NULL) {
		text_printf(why, "%s: one day at a time", word);
		return false;
	}
	command->day = word;
	return true;
}

/* False: said why. */
static bool
read_arguments(struct command *command, int argc, char **argv)
{
	const struct option_row rows[] = {
	    {"--html", .flag = &command->html},
	    {"--json", .flag = &command->json},
	    {"--list", .flag = &command->list},
	    {"--all", .flag = &command->all},
	    {"--sisters", .flag = &command->sisters},
	    {"--help", 'h', .flag = &command->help},
	};
	const struct arguments arguments = {
	    rows, sizeof(rows) / sizeof(rows[0]), set_day, command};
	char buffer[512];
	struct text why = TEXT_OVER(buffer);

	if (arguments_read(&arguments, argc, argv, &why) &&
	    command->html + command->json + command->list > 1)
		text_put(&why, SLICE("one of --html, --json and --list"));
	if (why.size == 0)
		return true;
	arguments_complain("REPORT", buffer);
	return false;
}

static int32_t
today(void)
{
	return moment_at(clock_wall_s()).day;
}

/* False: it is no day. */
static bool
choose_day(const struct command *command, int32_t *number_r)
{
	*number_r = today();
	if (command->day == NULL) {
		int32_t last = DAY_NONE;

		for (size_t i = 0; i < command->days.count; i++)
			if (command->days.days[i] < *number_r)
				last = command->days.days[i];
		/* A new installation has its first day alone. */
		if (last != DAY_NONE)
			*number_r = last;
		return true;
	}
	if (strcmp(command->day, "today") == 0)
		return true;
	if (strcmp(command->day, "yesterday") == 0) {
		(*number_r)--;
		return true;
	}
	return day_read_date(slice_from_string(command->day), number_r);
}

static void
put_date_of(int32_t number)
{
	char buffer[16];
	struct text date = TEXT_OVER(buffer);

	day_put_date(&date, number);
	printf("%s\n", buffer);
}

static bool
show(struct command *command, int32_t number)
{
	struct utsname system = {.nodename = ""};
	const struct report report = {
	    .day = &command->sum,
	    .host = command->host[0] != '\0' ? command->host
		    : uname(&system) == 0    ? system.nodename
					     : "localhost",
	    .sections =
		command->all ? "" : command->opener.config->report_sections,
	    .alert_level = command->opener.config->alert_level,
	    .unfinished = number >= today(),
	};
	struct writer out;
	struct json json;

	writer_init(&out, terminal_write, NULL);
	if (command->json) {
		json_init(&json, &out);
		report_json(&json, &report);
		writer_byte(&out, '\n');
	} else {
		report_write(&out, &report, command->html);
	}
	/* Both: what was written before the writer failed is shown, too. */
	const bool written = writer_flush(&out);

	return terminal_flush() && written;
}

/* False: said why. */
static bool
add_sisters(struct command *command)
{
	struct gateways gateways;
	char buffer[PLACE_BYTES + 512];
	struct text why = TEXT_OVER(buffer);
	struct sister *sister = NULL;
	size_t others = 0;
	bool good = false;

	if (!gateways_load(
		command->opener.config->gateways_file, &gateways, &why)) {
		fprintf(stderr, "CGPFilter REPORT: %s\n", buffer);
		return false;
	}
	if (!sisters_are_set(&gateways))
		text_put(&why, SLICE("gateways.cfg names no Redis server"));
	else
		sister = sister_open(&gateways, &why);
	if (sister != NULL)
		good = sister_days_add(sister, &command->sum, &others, &why);
	sister_close(&sister);
	gateways_free(&gateways);
	if (!good)
		fprintf(stderr, "CGPFilter REPORT: %s\n", buffer);
	tops_sort(&command->sum.viruses);
	snprintf(
	    command->host, sizeof(command->host), "%zu gateways", others + 1);
	return good;
}

static int
run(struct command *command, const char *argv0)
{
	int32_t number;
	bool found;

	if (!opener_find(&command->opener, argv0)) {
		fprintf(stderr, "CGPFilter: no memory\n");
		return 1;
	}
	command->state = command->opener.config->state_directory;
	if (!day_list_read(command->state, &command->days)) {
		fprintf(stderr,
		    "CGPFilter: %s/days: %s; no helper has kept a day\n",
		    command->state, strerror(errno));
		return 1;
	}
	if (command->list) {
		for (size_t i = 0; i < command->days.count; i++)
			put_date_of(command->days.days[i]);
		return 0;
	}
	if (!choose_day(command, &number)) {
		fprintf(stderr,
		    "CGPFilter REPORT: %s: give a date like 2026-11-28, today "
		    "or yesterday\n",
		    command->day);
		return 2;
	}
	found = day_list_sum(command->state, number, true, &command->sum);
	if (command->sisters && !add_sisters(command))
		return 1;
	if (!found && !command->sisters) {
		fprintf(stderr,
		    "CGPFilter: nothing is kept of that day; --list names the "
		    "days that are\n");
		return 1;
	}
	return show(command, number) ? 0 : 1;
}

int
report_main(int argc, char **argv)
{
	static struct command command;
	int code;

	if (!read_arguments(&command, argc - 2, argv + 2))
		return 2;
	if (command.help) {
		printf("%s", usage);
		return 0;
	}
	code = run(&command, argv[0]);
	opener_fini(&command.opener);
	return code;
}
