/*
 * status_command - `CGPFilter STATUS`
 *
 *     state directory --> live_set (a copy of each helper's block) --> picture
 */
#include "threads/command/state/status_command.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "core/base/aside.h"
#include "threads/command/console/arguments.h"
#include "threads/command/console/terminal.h"
#include "threads/command/input/opener.h"
#include "threads/command/state/status_options.h"
#include "threads/record/live_set.h"

/* The cursor to the top; each line is cleared to its end as it is written, and
 * what is below the last one at the end: no flicker. */
#define TOP "\033[H"
#define CLEAR_LINE "\033[K"
#define CLEAR_BELOW "\033[J"

struct command {
	struct status_options options;
	struct opener opener;
	const char *directory;    /* of state */
	struct live_set *sets[2]; /* now, and a picture before */
	unsigned now;
	struct page_style style;
	bool moving; /* the picture is renewed */
	struct aside file;
	uint64_t file_bytes;
};

static volatile sig_atomic_t interrupted;

static void
on_interrupt(int signal_number)
{
	(void)signal_number;
	interrupted = 1;
}

/* ---- one picture ------------------------------------------------------- */

/* The same start of the same helper in the picture before; NULL: not there. */
static const struct status *
find_before(const struct command *command, const struct status *status)
{
	const struct live_set *before = command->sets[1 - command->now];

	for (size_t i = 0; i < before->count; i++)
		if (before->lives[i]->header.instance ==
		    status->live->header.instance)
			return &before->statuses[i];
	return NULL;
}

static void
put_page(struct command *command, struct writer *out)
{
	const struct live_set *set = command->sets[command->now];
	struct page page;

	page_init(&page, out, &command->style);
	for (size_t i = 0; i < set->count; i++) {
		if (i > 0)
			page_empty_line(&page);
		status_show(&page, &set->statuses[i],
		    find_before(command, &set->statuses[i]));
	}
	if (set->count == 0)
		writer_string(out, "no helper runs\n");
}

static void
put_json(const struct command *command, struct writer *out)
{
	const struct live_set *set = command->sets[command->now];
	struct json json;

	json_init(&json, out);
	json_object(&json, NULL);
	json_array(&json, "helpers");
	for (size_t i = 0; i < set->count; i++)
		status_json(&json, NULL, &set->statuses[i]);
	json_array_end(&json);
	json_object_end(&json);
	writer_byte(out, '\n');
}

static void
put_picture(struct command *command, struct writer *out)
{
	const struct live_set *set = command->sets[command->now];

	if (command->options.openmetrics)
		status_metrics(out, set->statuses, set->count,
		    command->options.output == NULL ? METRICS_OPEN
						    : METRICS_TEXT);
	else if (command->options.json)
		put_json(command, out);
	else
		put_page(command, out);
}

/* ---- where it goes ----------------------------------------------------- */

/* A writer_function: to a terminal, over the picture before. */
static bool
write_over(void *owner, struct slice bytes)
{
	(void)owner;
	while (bytes.size > 0) {
		size_t line = slice_find_byte(bytes, '\n');

		fwrite(bytes.data, 1, line, stdout);
		if (line < bytes.size)
			fputs(CLEAR_LINE "\n", stdout);
		bytes = slice_skip(bytes, line + 1);
	}
	return !ferror(stdout);
}

/* A writer_function. */
static bool
write_aside(void *owner, struct slice bytes)
{
	struct command *command = owner;
	uint64_t at = command->file_bytes;

	command->file_bytes += bytes.size;
	return aside_write(&command->file, bytes, at);
}

static bool
write_file(struct command *command)
{
	char buffer[PLACE_BYTES + 256];
	struct text error = TEXT_OVER(buffer);
	struct writer out;
	bool written;

	command->file_bytes = 0;
	if (!aside_open(&command->file, command->options.output, &error)) {
		fprintf(stderr, "CGPFilter: %s\n", buffer);
		return false;
	}
	writer_init(&out, write_aside, command);
	put_picture(command, &out);
	written = writer_flush(&out);
	if (!written)
		aside_fail(&command->file, &error);
	else
		written = aside_commit(&command->file, &error);
	if (!written)
		fprintf(stderr, "CGPFilter: %s\n", buffer);
	return written;
}

static bool
write_standard_output(struct command *command)
{
	struct writer out;
	bool written;

	writer_init(&out, command->moving ? write_over : terminal_write, NULL);
	if (command->moving)
		fputs(TOP, stdout);
	put_picture(command, &out);
	written = writer_flush(&out);
	if (command->moving)
		fputs(CLEAR_BELOW, stdout);
	return terminal_flush() && written;
}

/* ---- the command ------------------------------------------------------- */

static bool
look(struct command *command)
{
	struct live_set *set = command->sets[command->now];

	if (!live_set_read(set, command->directory)) {
		fprintf(stderr, "CGPFilter: %s: %s\n", command->directory,
		    strerror(errno));
		return false;
	}
	if (set->left_out[0] != '\0' && !command->moving)
		fprintf(stderr, "CGPFilter: %s\n", set->left_out);
	return true;
}

static bool
show_once(struct command *command)
{
	struct live_set *set = command->sets[command->now];

	if (!look(command))
		return false;
	if (command->options.output != NULL) {
		if (!write_file(command))
			return false;
	} else if (!write_standard_output(command)) {
		return false;
	}
	return set->count > 0 && set->left_out[0] == '\0';
}

static bool
show_until_interrupted(struct command *command)
{
	struct sigaction action = {.sa_handler = on_interrupt};
	bool good = true;

	sigaction(SIGINT, &action, NULL);
	sigaction(SIGTERM, &action, NULL);
	fputs(TOP CLEAR_BELOW, stdout);
	while (!interrupted && good) {
		struct timespec pause = {
		    .tv_sec = (time_t)command->options.every_s};

		good = look(command) && write_standard_output(command);
		command->now = 1 - command->now;
		if (good && !interrupted)
			nanosleep(&pause, NULL);
	}
	return good;
}

static int
run(struct command *command, const char *argv0)
{
	bool shown;

	if (!opener_find(&command->opener, argv0) ||
	    (command->sets[0] = live_set_create()) == NULL ||
	    (command->sets[1] = live_set_create()) == NULL) {
		fprintf(stderr, "CGPFilter: no memory\n");
		return 1;
	}
	command->directory = command->opener.config->state_directory;
	command->style = terminal_style(command->options.ascii);
	command->moving = isatty(STDOUT_FILENO) && !command->options.once &&
			  !command->options.json &&
			  !command->options.openmetrics &&
			  command->options.output == NULL;
	shown = command->moving ? show_until_interrupted(command)
				: show_once(command);
	return shown ? 0 : 1;
}

int
status_main(int argc, char **argv)
{
	static struct command command;
	char buffer[512];
	struct text why = TEXT_OVER(buffer);
	int code;

	if (!status_options_read(&command.options, argc - 2, argv + 2, &why)) {
		arguments_complain("STATUS", buffer);
		return 2;
	}
	if (command.options.help) {
		printf("%s", status_usage);
		return 0;
	}
	code = run(&command, argv[0]);
	live_set_destroy(&command.sets[0]);
	live_set_destroy(&command.sets[1]);
	opener_fini(&command.opener);
	return code;
}
