/*
 * send - what the server asks, as fast as it may
 */
#include <err.h>
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "bench/serve/conversation.h"
#include "core/base/clock.h"

static void
put_bytes(struct serve *serve, const char *bytes, size_t size)
{
	memcpy(serve->out + serve->out_size, bytes, size);
	serve->out_size += size;
}

/* printf would cost as much as the rest of the loop. */
static void
put_number(struct serve *serve, uint64_t number)
{
	char digits[64];
	size_t at = sizeof(digits);

	for (; number > 0; number /= 10)
		digits[--at] = (char)('0' + number % 10);
	while (sizeof(digits) - at < serve->options->pad)
		digits[--at] = '0';
	put_bytes(serve, digits + at, sizeof(digits) - at);
}

void
send_line(struct serve *serve, uint64_t number, const char *command,
    const char *parameter)
{
	size_t size = strlen(parameter);

	if (size > LINE_ROOM - 100)
		errx(2, "%s: the path is too long", parameter);
	put_number(serve, number);
	put_bytes(serve, command, strlen(command));
	put_bytes(serve, parameter, size);
	put_bytes(serve, "\n", 1);
}

size_t
file_of(const struct serve *serve, uint64_t number)
{
	return (
	    size_t)((number - serve->first_file) % serve->options->files.count);
}

/* When the next request should go out; at once without a rate. */
static uint64_t
due_ns(const struct serve *serve, uint64_t now_ns)
{
	if (serve->options->rate <= 0 || serve->disturb.flood > 0)
		return now_ns;
	return serve->round_ns + schedule_due_ns(&serve->schedule);
}

/* So many may be unanswered, but for a flood. */
static bool
has_room(const struct serve *serve)
{
	return serve->disturb.flood > 0 ||
	       serve->flight.count < serve->options->outstanding;
}

static bool
may_send(const struct serve *serve, uint64_t now_ns)
{
	return serve->sent < serve->wanted && has_room(serve) &&
	       due_ns(serve, now_ns) <= now_ns &&
	       OUTPUT_BYTES - serve->out_size > 2 * LINE_ROOM;
}

static void
put_file_request(struct serve *serve, uint64_t now_ns)
{
	uint64_t when_ns = due_ns(serve, now_ns);
	uint64_t number = flight_send(&serve->flight, when_ns, now_ns);
	const char *path;

	if (serve->sent++ == 0)
		serve->first_file = number;
	if (serve->result->requests++ == 0)
		serve->first_sent_ns = when_ns;
	if (serve->disturb.flood > 0) {
		serve->disturb.flood--;
	} else if (serve->options->rate > 0) {
		latency_add(&serve->result->lag, now_ns - when_ns);
		schedule_advance(&serve->schedule);
	}
	path = serve->options->files.paths[file_of(serve, number)];
	send_line(serve, number, " FILE ", path);
}

/* The end as it was asked for, once all requests were put. */
static void
put_ending(struct serve *serve, uint64_t now_ns)
{
	enum ending ending = serve->options->ending;

	if (!serve->closing || serve->input_over || serve->sent < serve->wanted)
		return;
	if (ending == END_QUIT && serve->flight.count > 0)
		return;
	serve->input_over = true;
	if (ending == END_EOF)
		return;
	serve->quit_number = flight_send(&serve->flight, now_ns, now_ns);
	send_line(serve, serve->quit_number, " QUIT", "");
}

/* The round begins when the first request may be sent, and ends in time. */
static void
keep_time(struct serve *serve, uint64_t now_ns)
{
	const struct serve_options *options = serve->options;

	if (serve->round_ns == 0) {
		serve->round_ns = now_ns;
		if (options->rate > 0)
			schedule_begin(&serve->schedule, options->arrivals,
			    options->rate, options->burst,
			    options->seed + serve->sent);
	}
	if (options->duration_ns > 0 &&
	    now_ns - serve->round_ns >= options->duration_ns)
		serve->wanted = serve->sent;
}

static void
fill(struct serve *serve)
{
	uint64_t now_ns = clock_now_ns();

	/* Until INTF is answered the server asks for nothing. */
	if (serve->interface_number != 0)
		return;
	keep_time(serve, now_ns);
	while (may_send(serve, now_ns) &&
	       (serve->options->batch || serve->out_size == 0))
		put_file_request(serve, now_ns);
	put_ending(serve, now_ns);
}

/* False: the pipe is full. */
static bool
flush(struct serve *serve)
{
	while (serve->out_at < serve->out_size) {
		ssize_t size =
		    write(serve->child.input, serve->out + serve->out_at,
			serve->out_size - serve->out_at);

		if (size < 0 && (errno == EAGAIN || errno == EINTR))
			return false;
		if (size < 0) { /* EPIPE: its end shows on stdout too */
			serve->out_at = serve->out_size;
			serve->input_over = true;
			break;
		}
		serve->out_at += (size_t)size;
	}
	serve->out_at = 0;
	serve->out_size = 0;
	return true;
}

void
send_requests(struct serve *serve)
{
	if (serve->child.input < 0 || !flush(serve))
		return;
	do {
		fill(serve);
	} while (serve->out_size > 0 && flush(serve));
	if (serve->input_over && serve->out_size == 0 &&
	    serve->quit_number == 0)
		child_close_input(&serve->child);
}
