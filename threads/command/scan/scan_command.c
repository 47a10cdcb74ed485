/*
 * scan_command - `CGPFilter SCAN file...`
 */
#include "threads/command/scan/scan_command.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "core/base/clock.h"
#include "core/show/show.h"
#include "threads/command/console/arguments.h"
#include "threads/command/console/terminal.h"
#include "threads/command/input/file_walk.h"
#include "threads/command/input/opener.h"
#include "threads/command/scan/scan_database.h"
#include "threads/command/scan/scan_options.h"
#include "threads/command/scan/scan_result.h"

struct command {
	struct scan_command_options options;
	struct opener opener;
	struct sigdb *sigdb;
	struct scanner *scanner;
	struct page_style style;
	struct writer out;
	uint64_t files;
	uint64_t infected;
	uint64_t incomplete;
	uint64_t troubles; /* what could not be read */
	uint64_t bytes;
};

/* ---- one file ---------------------------------------------------------- */

static void
complain(void *owner, const char *path, const char *why)
{
	struct command *command = owner;
	char buffer[1024];
	struct text text = TEXT_OVER(buffer);

	text_put_printable(&text, slice_from_string(path), 500);
	fprintf(stderr, "CGPFilter: %s: %s\n", text.data, why);
	command->troubles++;
}

static void
show_tree(struct command *command, const char *path, struct opened *opened)
{
	struct charsets *charsets = unpacker_charsets(command->opener.unpacker);
	struct show show = {
	    .path = path,
	    .file_size = opened->input.file_size,
	    .message = &opened->message,
	    .arena = command->opener.arena,
	    .charsets = charsets,
	    .budget = &opened->budget,
	    .renderer = renderer_for(&opened->message, charsets,
		&command->opener.config->limits, command->opener.arena,
		&opened->budget),
	};

	show_page(&show, &command->style, &command->out);
	writer_byte(&command->out, '\n');
}

static void
tell(struct command *command, const struct scan_result *result,
    struct opened *opened)
{
	const struct scan_command_options *options = &command->options;

	if (options->infected_only && result->findings->count == 0)
		return;
	if (options->json) {
		scan_result_json(result, &command->out);
		return;
	}
	scan_result_text(result, &command->out);
	if (options->tree)
		show_tree(command, result->path, opened);
}

static void
scan_opened(struct command *command, const char *path, struct opened *opened)
{
	const struct config *config = command->opener.config;
	struct renderer renderer = renderer_for(&opened->message,
	    unpacker_charsets(command->opener.unpacker), &config->limits,
	    command->opener.arena, &opened->budget);
	const struct scan_options options = {
	    .renderer = config->phishing_check ? &renderer : NULL,
	    .all_matches = command->options.all_matches || config->all_matches,
	};
	char buffer[256];
	struct text names = TEXT_OVER(buffer);
	struct findings findings;
	struct scan_result result = {
	    .path = strcmp(path, "-") == 0 ? "standard input" : path,
	    .opened = opened,
	    .findings = &findings,
	};
	size_t passwords;

	scan_message(command->scanner, &opened->message, &options,
	    &config->limits, command->opener.arena, &opened->budget, &findings);
	result.encrypted =
	    unpack_count_encrypted(&opened->message, &names, &passwords) > 0;
	command->files++;
	command->bytes += opened->input.bytes.size;
	command->infected += findings.count > 0;
	command->incomplete += !scan_result_complete(&result);
	tell(command, &result, opened);
}

/* False: nobody reads what is said any more. */
static bool
scan_file(void *owner, const char *path)
{
	struct command *command = owner;
	struct opened opened;
	const char *why;

	if (!opener_open(&command->opener, path, &opened, &why)) {
		/* As clamscan has it: nothing in it is nothing to fear. */
		complain(command, path, why);
		return true;
	}
	scan_opened(command, path, &opened);
	opener_close(&opened);
	return !command->out.failed;
}

/* ---- all of them ------------------------------------------------------- */

static void
scan_all(struct command *command)
{
	const struct file_walk walk = {
	    .recursive = command->options.recursive,
	    .file = scan_file,
	    .trouble = complain,
	    .owner = command,
	};

	for (int i = 0; i < command->options.file_count; i++)
		if (!file_walk(&walk, command->options.files[i]))
			return;
}

static void
count_signatures(struct command *command)
{
	const struct sigdb_info *info = sigdb_info(command->sigdb);

	writer_printf(
	    &command->out, "\nsignatures: %" PRIu64 "\n", info->signatures);
	for (enum sigdb_skip i = 0; i < SIGDB_SKIPS; i++)
		if (info->skipped[i] > 0)
			writer_printf(&command->out,
			    "not taken: %" PRIu64 " (%s)\n", info->skipped[i],
			    sigdb_skip_text(i));
}

static void
summarize(struct command *command, uint64_t began_ns)
{
	uint64_t took_ms = (clock_now_ns() - began_ns) / NS_PER_MS;

	count_signatures(command);
	writer_printf(&command->out,
	    "files scanned: %" PRIu64 "\ninfected: %" PRIu64
	    "\nnot scanned whole: %" PRIu64 "\nnot readable: %" PRIu64
	    "\nbytes: %" PRIu64 "\ntime: %" PRIu64 ".%03" PRIu64 " s\n",
	    command->files, command->infected, command->incomplete,
	    command->troubles, command->bytes, took_ms / 1000, took_ms % 1000);
}

static bool
start(struct command *command, const char *argv0)
{
	command->opener.any_files = true;
	if (!opener_init(&command->opener, argv0)) {
		fprintf(stderr, "CGPFilter: no memory to start\n");
		return false;
	}
	command->sigdb =
	    scan_database_open(&command->opener, command->options.database);
	if (command->sigdb == NULL)
		return false;
	unpacker_use(command->opener.unpacker, command->sigdb);
	command->scanner = scanner_create(command->sigdb);
	if (command->scanner == NULL)
		fprintf(stderr, "CGPFilter: no memory to scan\n");
	return command->scanner != NULL;
}

static void
stop(struct command *command)
{
	if (command->scanner != NULL)
		scanner_destroy(&command->scanner);
	sigdb_close(&command->sigdb);
	opener_fini(&command->opener);
}

static int
run(struct command *command)
{
	uint64_t began_ns = clock_now_ns();

	writer_init(&command->out, terminal_write, NULL);
	command->style = terminal_style(false);
	scan_all(command);
	if (!command->options.json && !command->options.no_summary)
		summarize(command, began_ns);
	if (!writer_flush(&command->out) || fflush(stdout) != 0) {
		fprintf(stderr, "CGPFilter: standard output: %s\n",
		    strerror(errno));
		return 2;
	}
	if (command->infected > 0)
		return 1;
	return command->troubles > 0 ? 2 : 0;
}

int
scan_main(int argc, char **argv)
{
	static struct command command;
	char buffer[512];
	struct text why = TEXT_OVER(buffer);
	int code = 2;

	if (!scan_options_read(&command.options, argc - 2, argv + 2, &why)) {
		arguments_complain("SCAN", why.data);
		return 2;
	}
	if (command.options.help) {
		printf("%s", scan_usage);
		return 0;
	}
	if (start(&command, argv[0]))
		code = run(&command);
	stop(&command);
	return code;
}
