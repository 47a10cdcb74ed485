/*
 * count_command - `CGPFilter COUNT`
 *
 * One thread: what one read brought is answered by one write.
 */
#include "threads/command/state/count_command.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/base/clock.h"
#include "core/protocol/request.h"
#include "core/protocol/response.h"
#include "threads/base/null_file.h"
#include "threads/base/stray_signals.h"
#include "threads/base/version.h"
#include "threads/command/console/arguments.h"

/* Two of the longest lines: one that is too long is seen as such. */
#define INPUT_BYTES (2 * REQUEST_LINE_MAX)
#define OUTPUT_BYTES (64u << 10)
#define MINUTE_NS (60 * NS_PER_S)
#define MINUTES_PRESET 60u
#define MINUTES_MAX 1440u

static const char usage[] =
    "usage: CGPFilter COUNT [--every MINUTES]\n"
    "\n"
    "Serve as a helper that only counts: enter it in the server in place of\n"
    "the filter, and read its lines (* ...) in the log to see how much mail\n"
    "there is.  Every message passes; no file is looked at.\n"
    "\n"
    "  --every MINUTES  how often a line tells the count; 60\n"
    "  --help           this text\n";

static volatile sig_atomic_t ended; /* by SIGTERM */

struct counting {
	uint64_t total;
	uint64_t told;    /* total at the last line */
	uint64_t busiest; /* between two lines */
	unsigned minutes; /* between two lines */
	uint64_t next_ns; /* when the next one is due */
	bool inside_line; /* the rest of one that was too long comes */
	bool quit;
	bool gone; /* nobody reads what we write */
	size_t used;
	uint8_t input[INPUT_BYTES];
	size_t filled;
	char output[OUTPUT_BYTES];
	char path[REQUEST_PATH_MAX + 1];
};

/* ---- writing ----------------------------------------------------------- */

static void
flush(struct counting *counting)
{
	size_t at = 0;

	while (at < counting->filled && !counting->gone) {
		ssize_t written = write(STDOUT_FILENO, counting->output + at,
		    counting->filled - at);

		if (written >= 0)
			at += (size_t)written;
		else if (errno != EINTR)
			counting->gone = true;
	}
	counting->filled = 0;
}

/* Where a line of up to RESPONSE_MAX bytes may be put. */
static char *
line_room(struct counting *counting)
{
	if (counting->filled + RESPONSE_MAX > OUTPUT_BYTES)
		flush(counting);
	return counting->output + counting->filled;
}

static void
inform(struct counting *counting, const char *sentence)
{
	char *out = line_room(counting);

	counting->filled +=
	    response_information(slice_from_string(sentence), out);
}

static void
put_word(struct counting *counting, struct slice token, enum answer_word word)
{
	const struct answer answer = {.word = word};
	char *out = line_room(counting);

	counting->filled += response_answer(&answer, token, true, out);
}

/* As the old script had it: "5 OK 123 messages scanned." */
static void
put_count(struct counting *counting, struct slice token)
{
	char *out = line_room(counting);

	counting->filled += (size_t)snprintf(out, RESPONSE_MAX,
	    "%.*s OK %" PRIu64 " messages scanned.\n", (int)token.size,
	    (const char *)token.data, counting->total);
}

static void
put_interface(struct counting *counting, struct slice token, uint32_t version)
{
	char *out = line_room(counting);

	counting->filled += response_interface(token,
	    version < RESPONSE_INTERFACE ? version : RESPONSE_INTERFACE, out);
}

/* ---- lines from the server --------------------------------------------- */

static void
take_line(struct counting *counting, struct slice line)
{
	struct request request;

	request_parse(line, counting->path, &request);
	switch (request.kind) {
	case REQUEST_EMPTY:
		break;
	case REQUEST_MALFORMED:
		inform(counting, request.reason);
		break;
	case REQUEST_INTF:
		put_interface(counting, request.token, request.version);
		break;
	case REQUEST_FILE:
		counting->total++;
		put_count(counting, request.token);
		break;
	case REQUEST_KEY:
		put_word(counting, request.token, ANSWER_OK);
		break;
	case REQUEST_QUIT:
		counting->quit = true;
		put_word(counting, request.token, ANSWER_OK);
		break;
	case REQUEST_UNKNOWN:
	case REQUEST_BAD:
		put_word(counting, request.token, ANSWER_FAILURE);
		break;
	}
}

/* A line over the limit is answered once, by its beginning. */
static void
take_long_line(struct counting *counting)
{
	if (!counting->inside_line)
		take_line(
		    counting, (struct slice){counting->input, counting->used});
	counting->inside_line = true;
	counting->used = 0;
}

static void
take_lines(struct counting *counting)
{
	struct slice rest = {counting->input, counting->used};

	while (rest.size > 0 && !counting->quit) {
		size_t end = slice_find_byte(rest, '\n');

		if (end == rest.size)
			break;
		if (!counting->inside_line)
			take_line(counting, slice_sub(rest, 0, end + 1));
		counting->inside_line = false;
		rest = slice_skip(rest, end + 1);
	}
	memmove(counting->input, rest.data, rest.size);
	counting->used = rest.size;
	if (counting->used == INPUT_BYTES)
		take_long_line(counting);
}

/* ---- the clock --------------------------------------------------------- */

static void
tell_if_due(struct counting *counting, uint64_t now_ns)
{
	uint64_t since = counting->total - counting->told;
	char sentence[256];

	if (now_ns < counting->next_ns)
		return;
	if (since > counting->busiest)
		counting->busiest = since;
	snprintf(sentence, sizeof(sentence),
	    "%" PRIu64 " messages in %u minutes, %" PRIu64
	    " in the busiest %u minutes, %" PRIu64 " in all",
	    since, counting->minutes, counting->busiest, counting->minutes,
	    counting->total);
	inform(counting, sentence);
	counting->told = counting->total;
	counting->next_ns = now_ns + counting->minutes * MINUTE_NS;
}

static void
on_term(int signal_number)
{
	(void)signal_number;
	ended = 1;
}

/* SIGTERM is held back but while we wait: none can slip in between.  True:
 * there is input, or its end. */
static bool
wait_for_input(uint64_t next_ns)
{
	uint64_t now = clock_now_ns();
	uint64_t left = next_ns > now ? next_ns - now : 0;
	struct timespec time = {.tv_sec = (time_t)(left / NS_PER_S),
	    .tv_nsec = (long)(left % NS_PER_S)};
	struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};
	sigset_t none;

	sigemptyset(&none);
	return ppoll(&input, 1, &time, &none) > 0;
}

static void
hold_signals(void)
{
	struct sigaction term = {.sa_handler = on_term};
	sigset_t set;

	stray_signals_ignore();
	signal(SIGHUP, SIG_IGN);
	sigaction(SIGTERM, &term, NULL);
	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigprocmask(SIG_BLOCK, &set, NULL);
}

/* ---- the helper -------------------------------------------------------- */

/* False: the input has ended. */
static bool
read_some(struct counting *counting)
{
	ssize_t size = read(STDIN_FILENO, counting->input + counting->used,
	    INPUT_BYTES - counting->used);

	if (size < 0)
		return errno == EINTR || errno == EAGAIN;
	counting->used += (size_t)size;
	return size > 0;
}

static void
serve(struct counting *counting)
{
	bool open = true;

	while (open && !counting->quit && !counting->gone && !ended) {
		tell_if_due(counting, clock_now_ns());
		flush(counting);
		if (wait_for_input(counting->next_ns)) {
			open = read_some(counting);
			take_lines(counting);
		}
	}
	/* The last line may have no end. */
	if (!open && counting->used > 0 && !counting->inside_line)
		take_line(
		    counting, (struct slice){counting->input, counting->used});
}

static int
run(unsigned minutes)
{
	static struct counting counting;
	char sentence[128];
	int null_fd = null_file_open(O_RDWR | O_CLOEXEC);

	/* Nothing may go to stderr while the server does not read it. */
	if (null_fd >= 0)
		(void)dup2(null_fd, STDERR_FILENO);
	hold_signals();
	counting.minutes = minutes;
	counting.next_ns = clock_now_ns() + minutes * MINUTE_NS;
	inform(&counting,
	    "CGPFilter version " CGPFILTER_VERSION " counts messages; none is "
	    "scanned");
	serve(&counting);
	snprintf(sentence, sizeof(sentence),
	    "counted %" PRIu64 " messages. Quitting.", counting.total);
	inform(&counting, sentence);
	flush(&counting);
	return 0;
}

int
count_main(int argc, char **argv)
{
	uint64_t minutes = MINUTES_PRESET;
	bool help = false;
	const struct option_row rows[] = {
	    {"--every", .number = &minutes, .least = 1, .most = MINUTES_MAX,
		.wants = "a number of minutes from 1 to 1440"},
	    {"--help", 'h', .flag = &help},
	};
	const struct arguments arguments = {
	    .rows = rows, .count = sizeof(rows) / sizeof(rows[0])};
	char room[256];
	struct text why = TEXT_OVER(room);

	if (!arguments_read(&arguments, argc - 2, argv + 2, &why)) {
		arguments_complain("COUNT", room);
		return 2;
	}
	if (help)
		return printf("%s", usage) < 0;
	return run((unsigned)minutes);
}
