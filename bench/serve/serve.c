/*
 * serve - play the server against a helper, and hold it to the protocol
 */
#include "bench/serve/serve.h"

#include <err.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

#include "bench/serve/conversation.h"
#include "core/base/clock.h"

const char *const law_sentences[LAW_COUNT] = {
    "lines that the protocol does not know",
    "answers to numbers that were never sent",
    "numbers answered more than once",
    "answers out of turn",
    "requests without an answer",
    "answers with the wrong word",
    "bytes on stderr",
    "times out",
    "bad ends",
    "answers that changed from round to round",
    "verdicts other than expected",
};

atomic_int serve_interrupted;

/* How often progress is told. */
#define PROGRESS_NS (100 * NS_PER_MS)

static uint64_t
earlier(uint64_t one_ns, uint64_t other_ns)
{
	return one_ns < other_ns ? one_ns : other_ns;
}

/* Who has said nothing right, and something that no helper says, will not begin
 * to: it is no helper. */
#define STRANGER_NS (5 * NS_PER_S)

/* Processes that a helper started may hold its stdout open behind its end: then
 * no end of output tells of that.  They get so long to say something. */
#define ORPHAN_NS NS_PER_S

static uint64_t
patience_ns(const struct serve *serve)
{
	bool stranger = serve->result->answers == 0 &&
			serve->result->broken[LAW_WELL_FORMED] > 0;

	return stranger ? earlier(STRANGER_NS, serve->options->timeout_ns)
			: serve->options->timeout_ns;
}

/* When the next thing comes that time alone brings. */
static uint64_t
wake_ns(const struct serve *serve)
{
	const struct serve_options *options = serve->options;
	uint64_t until_ns = serve->progress_ns + patience_ns(serve);

	until_ns = earlier(until_ns, serve->looked_ns + ORPHAN_NS);
	until_ns = disturb_next_ns(serve, until_ns);
	if (options->progress != NULL)
		until_ns = earlier(until_ns, serve->told_ns + PROGRESS_NS);
	if (serve->round_ns == 0 || serve->sent == serve->wanted)
		return until_ns;
	if (options->duration_ns > 0 && serve->out_size == 0)
		until_ns =
		    earlier(until_ns, serve->round_ns + options->duration_ns);
	/* What is due cannot be sent while as many as may be are out. */
	if (options->rate > 0 && serve->out_size == 0 &&
	    serve->flight.count < options->outstanding)
		until_ns = earlier(until_ns,
		    serve->round_ns + schedule_due_ns(&serve->schedule));
	return until_ns;
}

/* How long poll may sleep. */
static uint64_t
sleep_ns(const struct serve *serve, uint64_t now_ns)
{
	uint64_t until_ns = wake_ns(serve);

	return until_ns > now_ns ? until_ns - now_ns : 0;
}

static void
wait_and_receive(struct serve *serve, uint64_t now_ns, uint64_t timeout_ns)
{
	bool full = serve->out_size > 0 && serve->child.input >= 0;
	bool deaf = now_ns < serve->disturb.deaf_until_ns;
	struct pollfd polls[3] = {
	    {deaf ? -1 : serve->child.output, POLLIN, 0},
	    {serve->child.errors, POLLIN, 0},
	    {full ? serve->child.input : -1, POLLOUT, 0},
	};
	struct timespec timeout = {
	    (time_t)(timeout_ns / NS_PER_S), (long)(timeout_ns % NS_PER_S)};

	if (ppoll(polls, 3, &timeout, NULL) <= 0)
		return;
	if (polls[0].revents != 0)
		receive(serve);
	if (polls[1].revents != 0)
		receive_errors(serve);
}

/* A rate below what the helper can do makes pauses that are nobody's fault. */
static bool
is_late(struct serve *serve, uint64_t now_ns)
{
	if (serve->flight.count == 0 && !serve->input_over)
		serve->progress_ns = now_ns;
	return now_ns - serve->progress_ns >= patience_ns(serve);
}

static void
tell_late(struct serve *serve)
{
	char seconds[32];

	snprintf(seconds, sizeof(seconds), "%llu s",
	    (unsigned long long)(patience_ns(serve) / NS_PER_S));
	complain(serve, LAW_IN_TIME, 1, "no answer within the time-out",
	    seconds, strlen(seconds));
}

/* The helper is dead, and what still holds its stdout says nothing. */
static bool
is_left_alone(struct serve *serve, uint64_t now_ns)
{
	if (now_ns - serve->looked_ns < ORPHAN_NS)
		return false;
	serve->looked_ns = now_ns;
	return now_ns - serve->progress_ns >= ORPHAN_NS &&
	       now_ns >= serve->disturb.deaf_until_ns &&
	       (serve->flight.count > 0 || serve->input_over) &&
	       child_is_over(&serve->child);
}

/* All that was wanted is answered, and the conversation goes on later. */
static bool
is_round_over(const struct serve *serve)
{
	return !serve->closing && serve->sent == serve->wanted &&
	       serve->flight.count == 0;
}

static void
tell_progress(struct serve *serve, uint64_t now_ns)
{
	const struct serve_options *options = serve->options;
	double share = 0;

	if (options->progress == NULL || serve->round_ns == 0 ||
	    now_ns - serve->told_ns < PROGRESS_NS)
		return;
	serve->told_ns = now_ns;
	if (options->duration_ns > 0)
		share = (double)(now_ns - serve->round_ns) /
			(double)options->duration_ns;
	else if (serve->wanted > serve->before)
		share = (double)(serve->sent - serve->before -
				 serve->flight.count) /
			(double)(serve->wanted - serve->before);
	options->progress(options->progress_context, share > 1 ? 1 : share,
	    serve->result->answers);
}

/* The kernel may wake us 50 us late by default; the helper inherits that. */
static void
sleep_exactly(bool exactly)
{
#ifdef PR_SET_TIMERSLACK
	static int usual_ns;

	if (usual_ns == 0)
		usual_ns = prctl(PR_GET_TIMERSLACK);
	prctl(PR_SET_TIMERSLACK, exactly ? 1 : usual_ns);
#else
	(void)exactly;
#endif
}

static void
converse(struct serve *serve)
{
	serve->progress_ns = clock_now_ns();
	serve->looked_ns = serve->progress_ns;
	disturb_begin(serve, serve->progress_ns);
	while (!serve->output_over && !is_round_over(serve)) {
		uint64_t now_ns;

		if (serve_interrupted) {
			serve->output_over = true;
			return;
		}

		send_requests(serve);
		/* Time may have ended a round that waits for nothing. */
		if (is_round_over(serve))
			return;
		now_ns = clock_now_ns();
		if (is_late(serve, now_ns)) {
			tell_late(serve);
			serve->output_over = true;
			return;
		}
		if (is_left_alone(serve, now_ns)) {
			serve->output_over = true;
			return;
		}
		if (serve->options->disturbance_count > 0)
			disturb_now(serve, now_ns);
		tell_progress(serve, now_ns);
		wait_and_receive(serve, now_ns, sleep_ns(serve, now_ns));
	}
}

/* Each of them, as it was sent. */
static void
tell_unanswered(struct serve *serve)
{
	uint64_t number = 0;

	while ((number = flight_after(&serve->flight, number)) != 0) {
		const char *what = "FILE ", *name = "";
		char *request;

		if (number == serve->interface_number)
			what = "INTF";
		else if (number == serve->quit_number)
			what = "QUIT";
		else
			name =
			    serve->options->files.names[file_of(serve, number)];
		if (asprintf(&request, "%llu %s%s", (unsigned long long)number,
			what, name) < 0)
			err(2, "no memory");
		complain(serve, LAW_ALL, 1, "never answered", request,
		    strlen(request));
		free(request);
	}
}

static void
note_end(struct serve *serve)
{
	struct serve_result *result = serve->result;
	bool ended;
	char status[64];

	disturb_end(serve);
	child_close_input(&serve->child);
	ended = child_wait(
	    &serve->child, result->broken[LAW_IN_TIME] > 0 || serve_interrupted
			       ? 0
			       : patience_ns(serve));
	/* What was written to stderr on the way out counts too. */
	receive_last_errors(serve);
	result->status = serve->child.status;
	result->usage = serve->child.usage;
	tell_unanswered(serve);
	if (WIFSIGNALED(result->status))
		snprintf(status, sizeof(status), "killed by signal %d",
		    WTERMSIG(result->status));
	else
		snprintf(status, sizeof(status), "ended with code %d",
		    WEXITSTATUS(result->status));
	if (!ended)
		complain(
		    serve, LAW_END, 1, "the helper had to be killed", "", 0);
	else if (!WIFEXITED(result->status) || WEXITSTATUS(result->status) != 0)
		complain(serve, LAW_END, 1, "the helper failed", status,
		    strlen(status));
}

static void
begin(struct serve *serve, char *const *arguments)
{
	signal(SIGPIPE, SIG_IGN);
	flight_init(&serve->flight);
	serve->out = malloc(OUTPUT_BYTES);
	serve->in = malloc(INPUT_BYTES);
	if (serve->out == NULL || serve->in == NULL)
		err(2, "no memory");
	if (serve->options->unique_lines) {
		serve->answers = calloc(
		    serve->options->files.count, sizeof(*serve->answers));
		if (serve->answers == NULL)
			err(2, "no memory");
	}
	serve->started_ns = clock_now_ns();
	child_start(&serve->child, arguments);
	if (serve->options->version > 0) {
		char version[16];

		serve->interface_number = flight_send(
		    &serve->flight, serve->started_ns, serve->started_ns);
		snprintf(
		    version, sizeof(version), "%u", serve->options->version);
		send_line(serve, serve->interface_number, " INTF ", version);
	}
}

struct serve *
serve_open(const struct serve_options *options, char *const *arguments,
    struct serve_result *result_r)
{
	struct serve *serve = calloc(1, sizeof(*serve));

	if (serve == NULL)
		err(2, "no memory");
	memset(result_r, 0, sizeof(*result_r));
	serve->options = options;
	serve->result = result_r;
	begin(serve, arguments);
	return serve;
}

void
serve_round(struct serve *serve, uint64_t requests)
{
	serve->wanted = serve->sent + requests;
	serve->before = serve->sent;
	serve->round_ns = 0;
	sleep_exactly(serve->options->rate > 0);
	converse(serve);
	sleep_exactly(false);
}

void
serve_mark(struct serve *serve)
{
	struct serve_result *result = serve->result;

	/* A flood that came while the helper started is none of what counts. */
	serve->disturb.flood = 0;
	result->requests = 0;
	result->answers = 0;
	result->bytes = 0;
	memset(result->words, 0, sizeof(result->words));
	result->overtaken = 0;
	result->repeats = 0;
	result->disturbances = 0;
	result->wall_ns = 0;
	memset(&result->latency, 0, sizeof(result->latency));
	memset(&result->served, 0, sizeof(result->served));
	memset(&result->lag, 0, sizeof(result->lag));
	memset(&result->disturbed, 0, sizeof(result->disturbed));
	memset(&result->calm, 0, sizeof(result->calm));
	memset(&result->timeline, 0, sizeof(result->timeline));
}

static void
free_answers(struct serve *serve)
{
	if (serve->answers == NULL)
		return;
	for (size_t i = 0; i < serve->options->files.count; i++)
		free(serve->answers[i]);
	free(serve->answers);
}

void
serve_close(struct serve **serve)
{
	(*serve)->closing = true;
	converse(*serve);
	note_end(*serve);
	free((*serve)->out);
	free((*serve)->in);
	free((*serve)->flight.slots);
	free_answers(*serve);
	free(*serve);
	*serve = NULL;
}

pid_t
serve_pid(const struct serve *serve)
{
	return serve->child.pid;
}

void
serve_run(const struct serve_options *options, char *const *arguments,
    struct serve_result *result_r)
{
	struct serve *serve = serve_open(options, arguments, result_r);

	serve->wanted = options->total;
	serve_close(&serve);
}
