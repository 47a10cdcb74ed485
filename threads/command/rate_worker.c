/*
 * rate_worker - rates one message after the other for `CGPFilter RATE`
 */
#include "threads/command/rate_worker.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/clock.h"
#include "core/unpack/unpack.h"
#include "threads/command/message_input.h"
#include "threads/command/rate_row.h"

/* What a compound file begins with, and so every .msg of Outlook. */
#define COMPOUND_FILE SLICE("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")

struct rate_worker {
	const struct config *config;
	const struct score_data *data;
	const struct rate_options *options;
	struct view_reader *reader;
	struct arena *arena;
	struct charsets *charsets;
	struct regex_scratch *scratch;
	struct rate_job *job; /* in hand */
	struct writer out;    /* into its row */
};

/* Into the row of the job in hand. */
static bool
append(void *owner, struct slice bytes)
{
	struct rate_worker *worker = owner;
	struct rate_job *job = worker->job;

	if (bytes.size > job->row_room - job->row_size) {
		size_t room = 2 * (job->row_size + bytes.size);
		uint8_t *larger = realloc(job->row, room);

		if (larger == NULL)
			return false;
		job->row = larger;
		job->row_room = room;
	}
	memcpy(job->row + job->row_size, bytes.data, bytes.size);
	job->row_size += bytes.size;
	return true;
}

struct rate_worker *
rate_worker_create(const struct config *config, const struct score_data *data,
    const struct rate_options *options)
{
	struct rate_worker *worker = calloc(1, sizeof(*worker));

	if (worker == NULL)
		return NULL;
	worker->config = config;
	worker->data = data;
	worker->options = options;
	worker->reader = view_reader_create();
	worker->arena = arena_create(
	    unpack_arena_bytes(&config->limits) + SCORE_ARENA_BYTES);
	worker->charsets = charsets_create();
	worker->scratch = regex_scratch_create();
	if (worker->reader == NULL || worker->arena == NULL ||
	    worker->charsets == NULL || worker->scratch == NULL) {
		rate_worker_destroy(&worker);
		return NULL;
	}
	view_reader_go_unnoticed(worker->reader);
	return worker;
}

void
rate_worker_destroy(struct rate_worker **worker)
{
	if (*worker == NULL)
		return;
	if ((*worker)->reader != NULL)
		view_reader_destroy(&(*worker)->reader);
	if ((*worker)->arena != NULL)
		arena_destroy(&(*worker)->arena);
	if ((*worker)->charsets != NULL)
		charsets_destroy(&(*worker)->charsets);
	regex_scratch_destroy(&(*worker)->scratch);
	free(*worker);
	*worker = NULL;
}

/* ---- one message ------------------------------------------------------- */

static const char *
score(struct rate_worker *worker, struct slice bytes, struct score *score_r)
{
	const struct config *config = worker->config;
	struct rate_job *job = worker->job;
	struct message message;
	struct budget budget;
	struct renderer renderer;
	enum score_result result;

	if (slice_starts_with(bytes, COMPOUND_FILE))
		return "a file of Outlook's own (.msg): save the message as "
		       ".eml, or as text only, or forward it as an attachment";
	arena_reset(worker->arena);
	budget_init(
	    &budget, clock_now_ns() +
			 (uint64_t)config->answer_time_limit_ms * NS_PER_MS);
	if (message_parse(bytes, &config->limits, worker->arena, &budget,
		&message) == MESSAGE_NO_MEMORY)
		return "no memory to read it";
	renderer = renderer_for(&message, worker->charsets, &config->limits,
	    worker->arena, &budget);
	result = score_message(worker->data, &message, &renderer,
	    worker->scratch, worker->options->verbose, score_r);
	if (result == SCORE_NONE)
		return budget.state != BUDGET_OK
			   ? "it takes longer than AnswerTimeLimit"
			   : "the cartridge has nothing to score with";
	job->rated = true;
	job->whitelisted = result == SCORE_WHITELISTED;
	job->value = score_r->value;
	return NULL;
}

static bool
open_input(struct rate_worker *worker, struct message_input *input)
{
	struct rate_job *job = worker->job;
	const struct mail_entry *entry = job->entry;
	uint64_t max =
	    (uint64_t)worker->config->limits.max[LIMIT_MESSAGE_BYTES];

	if (entry->number > 0)
		return message_input_open_place(
		    input, entry->path, &entry->place, max, &job->why);
	return message_input_open(
	    input, worker->reader, entry->path, max, &job->why);
}

void
rate_worker_run(struct rate_worker *worker, struct rate_job *job)
{
	struct message_input input;
	struct score result;

	worker->job = job;
	if (!open_input(worker, &input))
		return;
	job->why = score(worker, input.bytes, &result);
	if (job->why == NULL) {
		writer_init(&worker->out, append, worker);
		rate_row_put(worker->options, job, &result, &worker->out);
		if (!writer_flush(&worker->out))
			job->why = "no memory to show it";
	}
	message_input_close(&input);
}
