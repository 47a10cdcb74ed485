/*
 * evaluate_command - `CGPFilter EVALUATE index`
 */
#include "threads/command/rate/evaluate_command.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "threads/command/console/arguments.h"
#include "threads/command/console/terminal.h"
#include "threads/command/rate/evaluate_plot.h"

struct command {
	struct evaluate_options options;
	struct opener opener;
	struct evaluate_corpus corpus;
	struct evaluate_corpus train;
	struct evaluate_results results;
	struct evaluate_plot plot; /* of the first run */
	struct writer out;
};

/* ---- the picture --------------------------------------------------------- */

static bool
file_write(void *owner, struct slice bytes)
{
	return fwrite(bytes.data, 1, bytes.size, owner) == bytes.size;
}

static void
tell_svg(const struct command *command)
{
	fprintf(stderr, "CGPFilter: %s: %s\n", command->options.svg,
	    strerror(errno));
}

/* Is there a directory in which a file of that path can be made? */
static bool
has_place(const char *path)
{
	const char *slash = strrchr(path, '/');
	char directory[PLACE_BYTES] = ".";

	if (slash != NULL)
		snprintf(directory, sizeof(directory), "%.*s",
		    (int)(slash + 1 - path), path);
	return access(directory, W_OK | X_OK) == 0;
}

/* Asked ahead of the runs, which take minutes; nothing is made or changed. */
static bool
can_draw(const struct command *command)
{
	const char *path = command->options.svg;

	if (path == NULL || access(path, W_OK) == 0 ||
	    (errno == ENOENT && has_place(path)))
		return true;
	tell_svg(command);
	return false;
}

static bool
write_svg(struct command *command)
{
	FILE *file = fopen(command->options.svg, "we");
	bool good = file != NULL;

	if (good) {
		writer_init(&command->out, file_write, file);
		evaluate_plot_svg(
		    &command->plot, &command->results, &command->out);
		good = writer_flush(&command->out);
		good = fclose(file) == 0 && good;
	}
	if (!good)
		tell_svg(command);
	return good;
}

/* ---- runs ------------------------------------------------------------------
 */

static bool
run_once(struct command *command, uint64_t nth)
{
	struct quality_sample *samples = NULL;
	struct evaluate_run run;
	struct quality quality;
	bool good = evaluate_run(&command->corpus, &command->train,
	    &command->options, command->options.seed + nth, &run);

	if (good)
		samples = malloc((run.count + 1) * sizeof(*samples));
	good = samples != NULL;
	if (good) {
		if (nth == 0)
			evaluate_plot_make(&command->plot, &run, samples);
		evaluate_results_add(
		    &command->results, &run, samples, &quality);
	}
	free(samples);
	evaluate_run_free(&run);
	return good;
}

static bool
run_all(struct command *command)
{
	evaluate_results_init(
	    &command->results, &command->options, &command->corpus);
	for (uint64_t i = 0; i < command->options.seeds; i++)
		if (!run_once(command, i)) {
			fprintf(stderr, "CGPFilter: no memory to learn\n");
			return false;
		}
	return true;
}

static bool
report(struct command *command)
{
	writer_init(&command->out, terminal_write, NULL);
	if (command->options.json) {
		evaluate_report_json(&command->results, &command->out);
	} else {
		evaluate_report_text(&command->results, &command->out);
		evaluate_plot_text(&command->plot, &command->out);
	}
	if (!writer_flush(&command->out) || fflush(stdout) != 0) {
		fprintf(stderr, "CGPFilter: standard output: %s\n",
		    strerror(errno));
		return false;
	}
	return command->options.svg == NULL || write_svg(command);
}

static bool
read_all(struct command *command, const char *argv0)
{
	if (!opener_init(&command->opener, argv0)) {
		fprintf(stderr, "CGPFilter: no memory to start\n");
		return false;
	}
	if (command->options.train != NULL &&
	    !evaluate_corpus_read(
		&command->train, &command->opener, command->options.train))
		return false;
	return evaluate_corpus_read(
	    &command->corpus, &command->opener, command->options.index);
}

int
evaluate_main(int argc, char **argv)
{
	static struct command command;
	char buffer[512];
	struct text why = TEXT_OVER(buffer);
	bool good;

	if (!evaluate_options_read(
		&command.options, argc - 2, argv + 2, &why)) {
		arguments_complain("EVALUATE", why.data);
		return 2;
	}
	if (command.options.help) {
		printf("%s", evaluate_usage);
		return 0;
	}
	good = can_draw(&command) && read_all(&command, argv[0]) &&
	       run_all(&command) && report(&command);
	evaluate_corpus_free(&command.corpus);
	evaluate_corpus_free(&command.train);
	opener_fini(&command.opener);
	return good ? 0 : 2;
}
