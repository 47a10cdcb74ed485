/*
 * show_command - `CGPFilter SHOW message...`
 */
#include "threads/show_command.h"

#include <errno.h>
#include <inttypes.h>
#include <langinfo.h>
#include <locale.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "core/base/clock.h"
#include "core/show/show.h"
#include "core/text/utf8.h"
#include "core/unpack/unpack.h"
#include "threads/places.h"
#include "threads/show_extract.h"
#include "threads/show_input.h"
#include "threads/show_options.h"

#define WIDTH_DEFAULT 100u
#define WIDTH_MIN 60u
#define WIDTH_MAX 240u

/* What is made once and used for every message. */
struct shower {
	struct show_options options;
	struct config *config;
	struct view_reader *reader;
	struct arena *arena;
	struct unpacker *unpacker;
	struct digester *digester;
	struct page_style style;
	struct writer out;
	struct show_extract extract;
	bool failed;
};

/* One message, decoded. */
struct opened {
	struct show_input input;
	struct message message;
	struct budget budget;
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

/* SHOW is there to look at things that went wrong: it goes on without. */
static struct config *
load_config(const char *argv0)
{
	static struct places places;
	char buffer[1024];
	struct text error = TEXT_OVER(buffer);
	struct config *config = NULL;
	enum config_result result;

	if (!places_find(&places, argv0))
		return config_default(NULL);
	result = config_load(
	    places.config, places.directory, NULL, NULL, &config, &error);
	if (result == CONFIG_OK)
		return config;
	if (result != CONFIG_NO_FILE)
		fprintf(stderr,
		    "CGPFilter: %s; the default limits are used (CHECK tells "
		    "more)\n",
		    error.data);
	return config_default(places.directory);
}

/* Decoded bodies, and what rendering and the fields take on top of them. */
static size_t
arena_bytes(const struct limits *limits)
{
	return message_arena_bytes(limits) +
	       8 * (size_t)limits->max[LIMIT_TEXT_BYTES] +
	       8 * (size_t)limits->max[LIMIT_HEADER_BYTES] + (size_t)(64 * MIB);
}

static bool
start(struct shower *shower, const char *argv0)
{
	shower->config = load_config(argv0);
	if (shower->config == NULL)
		return false;
	shower->reader = view_reader_create();
	shower->arena = arena_create(arena_bytes(&shower->config->limits));
	shower->unpacker = unpacker_create();
	shower->digester = digester_create();
	return shower->reader != NULL && shower->arena != NULL &&
	       shower->unpacker != NULL && shower->digester != NULL;
}

static void
stop(struct shower *shower)
{
	if (shower->reader != NULL)
		view_reader_destroy(&shower->reader);
	if (shower->arena != NULL)
		arena_destroy(&shower->arena);
	if (shower->unpacker != NULL)
		unpacker_destroy(&shower->unpacker);
	if (shower->digester != NULL)
		digester_destroy(&shower->digester);
	if (shower->config != NULL)
		config_free(&shower->config);
}

/* ---- the terminal ------------------------------------------------------ */

static unsigned
terminal_width(void)
{
	uint64_t width = WIDTH_DEFAULT;
	const char *columns = getenv("COLUMNS");
#ifdef TIOCGWINSZ
	struct winsize size;

	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
		width = size.ws_col;
#endif
	if (columns != NULL)
		(void)slice_to_u64(slice_from_string(columns), &width);
	if (width < WIDTH_MIN)
		return WIDTH_MIN;
	return width > WIDTH_MAX ? WIDTH_MAX : (unsigned)width;
}

/* See https://no-color.org: set and not empty. */
static bool
wants_colour(void)
{
	const char *none = getenv("NO_COLOR"), *term = getenv("TERM");

	return isatty(STDOUT_FILENO) && (none == NULL || none[0] == '\0') &&
	       term != NULL && strcmp(term, "dumb") != 0;
}

static struct page_style
choose_style(bool ascii)
{
	bool utf8 = setlocale(LC_CTYPE, "") != NULL &&
		    strcmp(nl_langinfo(CODESET), "UTF-8") == 0;

	return (struct page_style){
	    .boxes = utf8 && !ascii,
	    .ascii = ascii,
	    .colour = wants_colour(),
	    .width = terminal_width(),
	};
}

static bool
write_out(void *owner, struct slice bytes)
{
	(void)owner;
	return fwrite(bytes.data, 1, bytes.size, stdout) == bytes.size;
}

/* ---- one message ------------------------------------------------------- */

static bool
open_message(struct shower *shower, const char *path, struct opened *opened)
{
	const struct config *config = shower->config;
	const struct limits *limits = &config->limits;
	const char *why;

	if (!show_input_open(&opened->input, shower->reader, path,
		(uint64_t)limits->max[LIMIT_MESSAGE_BYTES], &why)) {
		complain(shower, path, why);
		return false;
	}
	arena_reset(shower->arena);
	budget_init(&opened->budget,
	    clock_now_ns() +
		(uint64_t)config->answer_time_limit_ms * NS_PER_MS);
	if (message_parse(opened->input.bytes, limits, shower->arena,
		&opened->budget, &opened->message) == MESSAGE_NO_MEMORY) {
		complain(shower, path, "no memory to read it");
		show_input_close(&opened->input);
		return false;
	}
	unpack_message(shower->unpacker, &opened->message, limits,
	    shower->arena, &opened->budget);
	if (opened->input.cut)
		limits_mark(&opened->message.reached, LIMIT_MESSAGE_BYTES);
	return true;
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
	    .arena = shower->arena,
	    .charsets = unpacker_charsets(shower->unpacker),
	    .budget = &opened->budget,
	    .digester = shower->digester,
	    .text = options->text,
	    .links = options->links,
	    .headers = options->headers,
	    .extracted = options->extract != NULL,
	    .volume = volume,
	};

	show.renderer = renderer_for(&opened->message, show.charsets,
	    &shower->config->limits, shower->arena, &opened->budget);
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
	show_input_close(&opened.input);
}

static void
show_all(struct shower *shower)
{
	const struct show_options *options = &shower->options;

	shower->style = choose_style(options->ascii);
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
	show_input_close(&opened.input);
}

/* ---- all of it --------------------------------------------------------- */

static int
run(struct shower *shower, const char *argv0)
{
	if (!start(shower, argv0)) {
		fprintf(stderr, "CGPFilter: no memory to start\n");
		return 1;
	}
	writer_init(&shower->out, write_out, NULL);
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
		fprintf(stderr,
		    "CGPFilter SHOW: %s\nTry: CGPFilter SHOW --help\n",
		    why.data);
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
