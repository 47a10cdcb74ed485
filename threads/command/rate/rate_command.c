/*
 * rate_command - `CGPFilter RATE place...`
 *
 *     places --> mail_list --> crew of rate_workers --> rows in order, summary
 */
#include "threads/command/rate/rate_command.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/base/clock.h"
#include "threads/base/crew.h"
#include "threads/command/console/arguments.h"
#include "threads/command/console/progress.h"
#include "threads/command/console/terminal.h"
#include "threads/command/rate/rate_data.h"
#include "threads/command/rate/rate_options.h"
#include "threads/command/rate/rate_row.h"
#include "threads/command/rate/rate_summary.h"
#include "threads/command/rate/rate_worker.h"

#define NAME_BYTES 4300u
#define SUMMARY_BAR_MAX 60u
#define SUMMARY_LEFT 28u /* columns ahead of a bar */

struct command {
	struct rate_options options;
	struct opener opener;
	struct rate_data data;
	struct mail_list list;
	struct rate_worker *workers[CREW_WORKERS_MAX];
	unsigned worker_count;
	struct rate_summary summary;
	struct progress progress;
	struct writer out;
	bool no_memory;
};

/* ---- one message ------------------------------------------------------- */

/* In one of the crew's threads.  NULL: no memory. */
static void *
work(void *owner, unsigned worker, size_t index)
{
	struct command *command = owner;
	struct rate_job *job = calloc(1, sizeof(*job));

	if (job == NULL)
		return NULL;
	job->entry = &command->list.entries[index];
	rate_worker_run(command->workers[worker], job);
	return job;
}

static void
drop(void *owner, void *result)
{
	struct rate_job *job = result;

	(void)owner;
	while (job != NULL) {
		struct rate_job *next = job->next;

		free(job->row);
		free(job);
		job = next;
	}
}

static void
complain(void *owner, const char *name, const char *why)
{
	struct command *command = owner;
	char room[NAME_BYTES];
	struct text text = TEXT_OVER(room);

	text_put_printable(&text, slice_from_string(name), NAME_BYTES);
	/* Over the bar, which is drawn anew. */
	fprintf(stderr, "%sCGPFilter: %s: %s\n",
	    command->progress.drawn_ns != 0 ? "\r\033[K" : "", room, why);
	command->summary.troubles++;
}

static void
take_one(struct command *command, const struct rate_job *job)
{
	if (job->why != NULL) {
		char room[NAME_BYTES];
		struct text name = TEXT_OVER(room);

		rate_row_put_name(job, &name);
		complain(command, room, job->why);
	}
	if (job->row_size > 0)
		writer_put(
		    &command->out, (struct slice){job->row, job->row_size});
	rate_summary_add(&command->summary, job);
}

/* False: nobody reads what is said any more. */
static bool
take(void *owner, size_t index, void *result)
{
	struct command *command = owner;
	const struct rate_job *job = result;

	command->no_memory = job == NULL;
	for (; job != NULL; job = job->next)
		take_one(command, job);
	drop(owner, result);
	progress_at(&command->progress, index + 1);
	return !command->out.failed && !command->no_memory;
}

/* ---- all of them ------------------------------------------------------- */

static bool
list_index(struct command *command)
{
	const char *index = command->options.expect;
	size_t line;

	if (mail_list_add_index(
		&command->list, index, RATE_HAM, RATE_SPAM, &line))
		return true;
	if (line > 0)
		fprintf(stderr,
		    "CGPFilter: %s:%zu: a line is `ham PATH` or `spam PATH`\n",
		    index, line);
	else
		fprintf(stderr, "CGPFilter: %s: %s\n", index, strerror(errno));
	return false;
}

/* What is not there was told by complain(). */
static bool
list_places(struct command *command)
{
	const struct rate_options *options = &command->options;

	mail_list_init(&command->list, complain, command);
	command->list.flat = !options->recursive;
	command->list.lazy = true;
	if (options->expect != NULL)
		return list_index(command);
	for (int i = 0; i < options->place_count; i++)
		(void)mail_list_add(
		    &command->list, options->places[i], RATE_UNKNOWN);
	return true;
}

static void
rate_all(struct command *command)
{
	const struct crew crew = {
	    .workers = command->worker_count,
	    .count = command->list.count,
	    .owner = command,
	    .work = work,
	    .take = take,
	    .drop = drop,
	};

	rate_row_heading(&command->options, &command->out);
	progress_begin(&command->progress, command->list.count);
	/* Rows that scroll by are progress enough. */
	if (!command->options.summary_only && isatty(STDOUT_FILENO))
		command->progress.shown = false;
	if (!crew_run(&crew) && !command->out.failed)
		command->no_memory = true;
	progress_end(&command->progress);
}

static void
summarize(struct command *command, unsigned columns)
{
	const struct rate_options *options = &command->options;
	unsigned width = columns > SUMMARY_LEFT + SUMMARY_BAR_MAX
			     ? SUMMARY_BAR_MAX
			     : columns - SUMMARY_LEFT;

	if (options->no_summary)
		return;
	if (options->form == RATE_JSON)
		rate_summary_json(&command->summary, &command->out);
	else if (options->form == RATE_TABLE)
		rate_summary_text(&command->summary, width, &command->out);
}

/* ---- start and end ----------------------------------------------------- */

static bool
make_workers(struct command *command)
{
	unsigned wanted = command->options.jobs > 0
			      ? (unsigned)command->options.jobs
			      : crew_workers();

	while (command->worker_count < wanted) {
		struct rate_worker *worker = rate_worker_create(
		    &command->opener, &command->data.score, &command->options);

		/* Fewer are slower, that is all. */
		if (worker == NULL)
			break;
		command->workers[command->worker_count++] = worker;
	}
	return command->worker_count > 0;
}

static bool
start(struct command *command, const char *argv0)
{
	if (!opener_init(&command->opener, argv0)) {
		fprintf(stderr, "CGPFilter: no memory to start\n");
		return false;
	}
	command->summary.alert_level =
	    (double)command->opener.config->alert_level;
	if (!rate_data_open(
		&command->data, &command->opener, command->options.cartridge) ||
	    !list_places(command))
		return false;
	if (make_workers(command) && !command->list.no_memory)
		return true;
	fprintf(stderr, "CGPFilter: no memory to start\n");
	return false;
}

static int
run(struct command *command)
{
	/* Asks for the locale, so before threads do anything with it. */
	unsigned columns = terminal_style(false).width;
	uint64_t began_ns = clock_now_ns();

	writer_init(&command->out, terminal_write, NULL);
	rate_all(command);
	command->summary.took_s = (double)(clock_now_ns() - began_ns) / 1e9;
	summarize(command, columns);
	if (!writer_flush(&command->out) || fflush(stdout) != 0) {
		fprintf(stderr, "CGPFilter: standard output: %s\n",
		    strerror(errno));
		return 2;
	}
	if (command->no_memory || command->summary.no_memory) {
		fprintf(stderr, "CGPFilter: no memory for all messages\n");
		return 2;
	}
	if (command->summary.troubles == 0)
		return 0;
	return command->summary.count > 0 ? 1 : 2;
}

static void
stop(struct command *command)
{
	while (command->worker_count > 0)
		rate_worker_destroy(&command->workers[--command->worker_count]);
	mail_list_fini(&command->list);
	rate_data_close(&command->data);
	rate_summary_free(&command->summary);
	opener_fini(&command->opener);
}

int
rate_main(int argc, char **argv)
{
	static struct command command;
	char room[512];
	struct text why = TEXT_OVER(room);
	int code = 2;

	if (!rate_options_read(&command.options, argc - 2, argv + 2, &why)) {
		arguments_complain("RATE", room);
		return 2;
	}
	if (command.options.help) {
		printf("%s", rate_usage);
		return 0;
	}
	if (start(&command, argv[0]))
		code = run(&command);
	stop(&command);
	return code;
}
