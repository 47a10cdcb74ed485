/*
 * receive - what the helper answers, held against the laws
 */
#include <err.h>
#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bench/serve/conversation.h"
#include "bench/serve/expect.h"
#include "core/base/clock.h"

/* Complaints of one law that are printed; the rest is counted. */
#define COMPLAINTS_MAX 5u

/* Bytes of a helper that are shown. */
#define SHOWN_MAX 500u

/* Whatever a helper says, a terminal takes it for text. */
static void
make_visible(const char *bytes, size_t size, char *text)
{
	for (size_t i = 0; i < size; i++) {
		unsigned char c = (unsigned char)bytes[i];

		if ((c < 0x20 && c != '\n' && c != '\t') || c == 0x7F)
			text += snprintf(text, 5, "\\x%02X", (unsigned)c);
		else
			*text++ = bytes[i];
	}
	*text = '\0';
}

void
complain(struct serve *serve, enum law law, uint64_t count, const char *detail,
    const char *bytes, size_t size)
{
	char text[4 * SHOWN_MAX + 1];

	serve->result->broken[law] += count;
	if (serve->complaints[law]++ >= COMPLAINTS_MAX)
		return;
	if (size > SHOWN_MAX)
		size = SHOWN_MAX;
	while (size > 0 && bytes[size - 1] == '\n')
		size--;
	make_visible(bytes, size, text);
	warnx("%s%s%s", detail, size > 0 ? ": " : "", text);
}

static void
keep_answer(struct serve *serve, size_t file, const struct line *line)
{
	char **kept = &serve->answers[file];

	if (*kept == NULL) {
		*kept = strndup(line->answer, line->answer_size);
		if (*kept == NULL)
			err(2, "no memory");
		if (serve->options->answers != NULL)
			fprintf(serve->options->answers, "%s\t%s\n",
			    serve->options->files.paths[file], *kept);
	} else if (strlen(*kept) != line->answer_size ||
		   memcmp(*kept, line->answer, line->answer_size) != 0) {
		complain(serve, LAW_STABLE, 1,
		    serve->options->files.paths[file], line->answer,
		    line->answer_size);
	}
}

static void
hold_against_list(struct serve *serve, size_t file, const struct line *line)
{
	const struct serve_options *options = serve->options;

	if (options->expected == NULL ||
	    options->expected[file] == EXPECT_NOTHING ||
	    options->expected[file] == line->word)
		return;
	complain(serve, LAW_EXPECTED, 1, options->files.names[file],
	    line->answer, line->answer_size);
}

static void
note_file_answer(struct serve *serve, const struct line *line,
    const char *bytes, size_t size)
{
	size_t file = file_of(serve, line->number);

	serve->result->answers++;
	serve->result->bytes += serve->options->files.sizes[file];
	serve->result->words[line->word]++;
	hold_against_list(serve, file, line);
	if (line->word == WORD_INTF)
		complain(serve, LAW_WORD, 1, "INTF for FILE", bytes, size);
	if (serve->answers != NULL)
		keep_answer(serve, file, line);
	else if (serve->options->answers != NULL)
		fprintf(serve->options->answers, "%s\t%.*s\n",
		    serve->options->files.paths[file], (int)size, bytes);
}

static void
note_interface(struct serve *serve, const struct line *line, const char *bytes,
    size_t size, uint64_t now_ns)
{
	serve->interface_number = 0;
	serve->result->start_ns = now_ns - serve->started_ns;
	/* Some helpers answer OK to everything; servers live with that. */
	if (line->word == WORD_OK)
		return;
	if (line->word != WORD_INTF)
		complain(serve, LAW_WORD, 1, "no answer to INTF", bytes, size);
	else if (line->version > serve->options->version)
		complain(serve, LAW_WORD, 1, "a version that was not offered",
		    bytes, size);
}

/* OK comes when all is done: the server closes the pipe on seeing it. */
static void
note_quit(struct serve *serve, const struct line *line, const char *bytes,
    size_t size)
{
	if (line->word != WORD_OK)
		complain(serve, LAW_WORD, 1, "QUIT is not OK", bytes, size);
	if (serve->flight.count > 0)
		complain(
		    serve, LAW_ORDER, 1, "QUIT ahead of answers", bytes, size);
	child_close_input(&serve->child);
}

static void
note_time(struct serve *serve, uint64_t due_ns, uint64_t latency_ns)
{
	struct serve_result *result = serve->result;

	latency_add(due_ns < serve->disturb.shadow_ns ? &result->disturbed
						      : &result->calm,
	    latency_ns);
	timeline_add(
	    &result->timeline, due_ns - serve->first_sent_ns, latency_ns);
}

static void
note_answer(struct serve *serve, const struct line *line, const char *bytes,
    size_t size, uint64_t now_ns, const struct flight_times *times)
{
	serve->progress_ns = now_ns;
	if (line->number == serve->quit_number) {
		note_quit(serve, line, bytes, size);
	} else if (line->number == serve->interface_number) {
		note_interface(serve, line, bytes, size, now_ns);
	} else {
		note_file_answer(serve, line, bytes, size);
		latency_add(&serve->result->latency, now_ns - times->due_ns);
		latency_add(&serve->result->served, now_ns - times->sent_ns);
		if (serve->options->timeline)
			note_time(serve, times->due_ns, now_ns - times->due_ns);
		serve->result->wall_ns = now_ns - serve->first_sent_ns;
	}
}

static size_t
digits_of(uint64_t number)
{
	size_t count = 1;

	for (; number >= 10; number /= 10)
		count++;
	return count;
}

/* The token must come back byte for byte: as many zeros as were sent. */
static bool
echoed(const struct serve *serve, const struct line *line)
{
	size_t digits = digits_of(line->number);

	return line->digits ==
	       (digits > serve->options->pad ? digits : serve->options->pad);
}

static void
take_answer(struct serve *serve, const struct line *line, const char *bytes,
    size_t size, uint64_t now_ns)
{
	struct flight_times times = {now_ns, now_ns};
	enum flight_result result = FLIGHT_UNKNOWN;

	if (echoed(serve, line))
		result = flight_answer(&serve->flight, line->number, &times);
	switch (result) {
	case FLIGHT_UNKNOWN:
		complain(serve, LAW_KNOWN, 1, "never sent", bytes, size);
		return;
	case FLIGHT_REPEATED:
		serve->result->repeats++;
		if (!serve->options->allow_repeats)
			complain(
			    serve, LAW_ONCE, 1, "answered again", bytes, size);
		return;
	case FLIGHT_OVERTOOK:
		serve->result->overtaken++;
		if (serve->options->strict_order)
			complain(
			    serve, LAW_ORDER, 1, "out of turn", bytes, size);
		break;
	case FLIGHT_ANSWERED:
		break;
	}
	note_answer(serve, line, bytes, size, now_ns, &times);
}

static void
take_line(struct serve *serve, const char *bytes, size_t size, uint64_t now_ns)
{
	struct line line;
	const char *wrong = line_check(bytes, size, &line);

	if (wrong != NULL) {
		struct flight_times times;

		complain(serve, LAW_WELL_FORMED, 1, wrong, bytes, size);
		/* It was an answer all the same: do not wait for another. */
		if (line.answer != NULL && echoed(serve, &line))
			(void)flight_answer(
			    &serve->flight, line.number, &times);
		/* QUIT, too: whoever waits for the end of its input. */
		if (line.answer != NULL && line.number == serve->quit_number)
			child_close_input(&serve->child);
	} else if (line.information) {
		serve->result->informations++;
		if (serve->options->show_information)
			fprintf(stderr, "%.*s\n", (int)size, bytes);
	} else {
		take_answer(serve, &line, bytes, size, now_ns);
	}
}

/* Take the whole lines of the buffer, keep what is left. */
static void
take_lines(struct serve *serve)
{
	uint64_t now_ns = clock_now_ns();
	size_t at = 0;
	const char *end;

	while (
	    (end = memchr(serve->in + at, '\n', serve->in_size - at)) != NULL) {
		take_line(serve, serve->in + at, (size_t)(end - serve->in) - at,
		    now_ns);
		at = (size_t)(end - serve->in) + 1;
	}
	if (at == 0 && serve->in_size == INPUT_BYTES) {
		complain(serve, LAW_WELL_FORMED, 1, "a line without an end",
		    serve->in, serve->in_size);
		at = serve->in_size;
	}
	memmove(serve->in, serve->in + at, serve->in_size - at);
	serve->in_size -= at;
}

void
receive(struct serve *serve)
{
	ssize_t size = read(serve->child.output, serve->in + serve->in_size,
	    INPUT_BYTES - serve->in_size);

	if (size < 0 && (errno == EAGAIN || errno == EINTR))
		return;
	if (size <= 0) {
		serve->output_over = true;
		if (serve->in_size > 0)
			complain(serve, LAW_WELL_FORMED, 1,
			    "the last line has no end", serve->in,
			    serve->in_size);
		return;
	}
	serve->in_size += (size_t)size;
	take_lines(serve);
}

/* Many programs write a line to stderr piece by piece. */
static void
tell_errors(struct serve *serve, size_t size)
{
	if (size > 0 && !serve->options->allow_errors)
		complain(
		    serve, LAW_SILENT, size, "on stderr", serve->errors, size);
	serve->error_size -= size;
	memmove(serve->errors, serve->errors + size, serve->error_size);
}

void
receive_errors(struct serve *serve)
{
	ssize_t size = read(serve->child.errors,
	    serve->errors + serve->error_size, ERROR_BYTES - serve->error_size);
	const char *end;

	if (size == 0) {
		tell_errors(serve, serve->error_size);
		close(serve->child.errors);
		serve->child.errors = -1;
	}
	if (size <= 0)
		return;
	serve->error_size += (size_t)size;
	end = memrchr(serve->errors, '\n', serve->error_size);
	if (end != NULL)
		tell_errors(serve, (size_t)(end - serve->errors) + 1);
	else if (serve->error_size == ERROR_BYTES)
		tell_errors(serve, serve->error_size);
}

void
receive_last_errors(struct serve *serve)
{
	while (serve->child.errors >= 0) {
		struct pollfd poll_errors = {serve->child.errors, POLLIN, 0};

		if (poll(&poll_errors, 1, 0) <= 0)
			break;
		receive_errors(serve);
	}
	tell_errors(serve, serve->error_size);
}
