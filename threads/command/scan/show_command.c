/*
 * show_command - `CGPFilter SHOW message...`
 */
#include "threads/command/scan/show_command.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "core/show/show.h"
#include "core/text/utf8.h"
#include "threads/command/console/arguments.h"
#include "threads/command/console/terminal.h"
#include "threads/command/input/opener.h"
#include "threads/command/scan/show_extract.h"
#include "threads/command/scan/show_options.h"

/* What is made once and used for every message. */
struct shower {
	struct show_options options;
	struct opener opener;
	struct digester *digester;
	struct page_style style;
	struct writer out;
	struct show_extract extract;
	bool failed;
};

static void
complain(struct shower *shower, const char *path, const char *why)
{
	char buffer[1024];
	struct text text = TEXT_OVER(buffer);

	text_put_printable(&text, slice_from_string(path), 500);
	fprintf(stderr, "CGPFilter: %s: %s\n", text.data, why);
	shower->failed = true;
}

/* ---- start ------------------------------------------------------------- */

static bool
start(struct shower *shower, const char *argv0)
{
	shower->digester = digester_create();
	return opener_init(&shower->opener, argv0) && shower->digester != NULL;
}

static void
stop(struct shower *shower)
{
	opener_fini(&shower->opener);
	if (shower->digester != NULL)
		digester_destroy(&shower->digester);
}

/* ---- one message ------------------------------------------------------- */

static bool
open_message(struct shower *shower, const char *path, struct opened *opened)
{
	const char *why;

	if (opener_open(&shower->opener, path, opened, &why))
		return true;
	complain(shower, path, why);
	return false;
}

static void
show_opened(struct shower *shower, const char *path, struct opened *opened,
    unsigned volume)
{
	const struct show_options *options = &shower->options;
	struct show show = {
	    .path = strcmp(path, "-") == 0 ? "standard input" : path,
	    .file_size = opened->input.file_size,
	    .message = &opened->message,
	    .arena = shower->opener.arena,
	    .charsets = unpacker_charsets(shower->opener.unpacker),
	    .budget = &opened->budget,
	    .digester = shower->digester,
	    .text = options->text,
	    .links = options->links,
	    .canonical = options->canonical,
	    .headers = options->headers,
	    .extracted = options->extract != NULL,
	    .volume = volume,
	};

	show.renderer = renderer_for(&opened->message, show.charsets,
	    &shower->opener.config->limits, shower->opener.arena,
	    &opened->budget);
	if (options->json)
		show_json(&show, &shower->out);
	else
		show_page(&show, &shower->style, &shower->out);
}

static void
show_one(struct shower *shower, int at)
{
	struct opened opened;
	const char *path = shower->options.files[at];
	bool several = shower->options.file_count > 1;
	unsigned volume = several ? (unsigned)at + 1 : 0;

	if (!open_message(shower, path, &opened))
		return;
	if (at > 0 && !shower->options.json)
		writer_byte(&shower->out, '\n');
	if (shower->options.extract != NULL)
		show_extract_message(&shower->extract, &opened.message, volume);
	show_opened(shower, path, &opened, volume);
	opener_close(&opened);
}

static void
show_all(struct shower *shower)
{
	const struct show_options *options = &shower->options;

	shower->style = terminal_style(options->ascii);
	if (options->extract != NULL &&
	    !show_extract_open(&shower->extract, options->extract)) {
		shower->failed = true;
		return;
	}
	for (int i = 0; i < options->file_count && !shower->out.failed; i++)
		show_one(shower, i);
	if (options->extract == NULL)
		return;
	show_extract_close(&shower->extract);
	shower->failed |= shower->extract.failed;
}

/* ---- the bytes of a part ----------------------------------------------- */

/* A terminal would obey what is in them. */
static bool
is_harmless(struct slice bytes)
{
	size_t at = 0;

	while (at < bytes.size) {
		uint32_t code_point = utf8_next(bytes, &at);

		if (code_point == UTF8_REPLACEMENT ||
		    (utf8_class(code_point) == UTF8_CONTROL &&
			code_point != '\n' && code_point != '\t' &&
			code_point != '\r'))
			return false;
	}
	return true;
}

static bool
choose_bytes(struct shower *shower, const char *path,
    const struct message *message, struct slice *bytes_r)
{
	const struct show_options *options = &shower->options;
	char why[128];

	*bytes_r = message->content;
	if (options->has_part && options->part >= message->part_count) {
		snprintf(why, sizeof(why),
		    "no part %" PRIu64 "; the last one is %zu", options->part,
		    message->part_count - 1);
		complain(shower, path, why);
		return false;
	}
	if (options->has_part) {
		const struct part *part = message->parts[options->part];

		*bytes_r = options->raw ? part->raw : part->body;
	}
	if (!isatty(STDOUT_FILENO) || is_harmless(*bytes_r))
		return true;
	complain(shower, path,
	    "these bytes would be obeyed by the terminal; send them into a "
	    "file with >, or use --text");
	return false;
}

static void
write_part(struct shower *shower)
{
	const char *path = shower->options.files[0];
	struct opened opened;
	struct slice bytes;

	if (!open_message(shower, path, &opened))
		return;
	if (choose_bytes(shower, path, &opened.message, &bytes))
		writer_put(&shower->out, bytes);
	opener_close(&opened);
}

/* ---- all of it --------------------------------------------------------- */

static int
run(struct shower *shower, const char *argv0)
{
	if (!start(shower, argv0)) {
		fprintf(stderr, "CGPFilter: no memory to start\n");
		return 1;
	}
	writer_init(&shower->out, terminal_write, NULL);
	if (shower->options.has_part || shower->options.raw)
		write_part(shower);
	else
		show_all(shower);
	if (!writer_flush(&shower->out) || fflush(stdout) != 0) {
		fprintf(stderr, "CGPFilter: standard output: %s\n",
		    strerror(errno));
		return 1;
	}
	return shower->failed ? 1 : 0;
}

int
show_main(int argc, char **argv)
{
	static struct shower shower;
	char buffer[512];
	struct text why = TEXT_OVER(buffer);
	int result;

	if (!show_options_read(&shower.options, argc - 2, argv + 2, &why)) {
		arguments_complain("SHOW", why.data);
		return 2;
	}
	if (shower.options.help) {
		printf("%s", show_usage);
		return 0;
	}
	result = run(&shower, argv[0]);
	stop(&shower);
	return result;
}
