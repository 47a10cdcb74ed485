/*
 * rate_worker - rates one message after the other for `CGPFilter RATE`
 */
#include "threads/command/rate/rate_worker.h"

#include <stdlib.h>
#include <string.h>

#include "threads/command/rate/rate_row.h"

/* What a compound file begins with, and so every .msg of Outlook. */
#define COMPOUND_FILE SLICE("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")

struct rate_worker {
	const struct score_data *data;
	const struct rate_options *options;
	struct opener opener;
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
rate_worker_create(const struct opener *first, const struct score_data *data,
    const struct rate_options *options)
{
	struct rate_worker *worker = calloc(1, sizeof(*worker));

	if (worker == NULL)
		return NULL;
	worker->data = data;
	worker->options = options;
	worker->scratch = regex_scratch_create();
	if (!opener_init_like(&worker->opener, first) ||
	    worker->scratch == NULL) {
		rate_worker_destroy(&worker);
		return NULL;
	}
	view_reader_go_unnoticed(worker->opener.reader);
	return worker;
}

void
rate_worker_destroy(struct rate_worker **worker)
{
	if (*worker == NULL)
		return;
	opener_fini(&(*worker)->opener);
	regex_scratch_destroy(&(*worker)->scratch);
	free(*worker);
	*worker = NULL;
}

/* ---- one message ------------------------------------------------------- */

static const char *
score(struct rate_worker *worker, struct opened *opened, struct score *score_r)
{
	const struct opener *opener = &worker->opener;
	struct rate_job *job = worker->job;
	struct renderer renderer;
	enum score_result result;

	if (slice_starts_with(opened->input.bytes, COMPOUND_FILE))
		return "a file of Outlook's own (.msg): save the message as "
		       ".eml, or as text only, or forward it as an attachment";
	renderer =
	    renderer_for(&opened->message, unpacker_charsets(opener->unpacker),
		&opener->config->limits, opener->arena, &opened->budget);
	result = score_message(worker->data, &opened->message, &renderer,
	    worker->scratch, worker->options->verbose, score_r);
	if (result == SCORE_NONE)
		return opened->budget.state != BUDGET_OK
			   ? "it takes longer than AnswerTimeLimit"
			   : "the cartridge has nothing to score with";
	job->rated = true;
	job->whitelisted = result == SCORE_WHITELISTED;
	job->value = score_r->value;
	return NULL;
}

/* Closes it. */
static void
rate(struct rate_worker *worker, struct rate_job *job, struct opened *opened)
{
	struct score result;

	worker->job = job;
	job->why = score(worker, opened, &result);
	if (job->why == NULL) {
		writer_init(&worker->out, append, worker);
		rate_row_put(worker->options, job, &result, &worker->out);
		if (!writer_flush(&worker->out))
			job->why = "no memory to show it";
	}
	opener_close(opened);
}

/* ---- a file that was not looked into ----------------------------------- */

struct looking {
	struct rate_worker *worker;
	struct slice bytes;
	struct rate_job *job;  /* of the file */
	struct rate_job *last; /* of its messages; NULL: none was rated yet */
};

/* The first message's job is the file's. */
static struct rate_job *
next_job(struct looking *looking)
{
	struct rate_job *job = looking->job;

	if (looking->last != NULL) {
		job = calloc(1, sizeof(*job));
		if (job == NULL)
			return NULL;
		job->own = *looking->job->entry;
		looking->last->next = job;
	} else {
		job->own = *job->entry;
	}
	job->entry = &job->own;
	looking->last = job;
	return job;
}

static bool
rate_member(void *owner, const struct mbox_place *place, uint64_t number)
{
	struct looking *looking = owner;
	struct rate_worker *worker = looking->worker;
	struct rate_job *job = next_job(looking);
	struct opened opened;

	if (job == NULL) {
		looking->last->why = "no memory for those behind it";
		return false;
	}
	job->own.place = *place;
	job->own.number = number;
	if (opener_open_read(&worker->opener, job->own.path, looking->bytes,
		place, &opened, &job->why))
		rate(worker, job, &opened);
	return true;
}

/* Standard input, or a small file where MaxMessageSize is smaller still. */
static void
tell_of_rest(struct looking *looking)
{
	struct rate_job *job = next_job(looking);

	if (job == NULL)
		return;
	job->own.number = 0; /* of the whole file */
	job->why = "longer than MaxMessageSize; no more of it was read";
}

static void
look_and_rate(struct rate_worker *worker, struct rate_job *job)
{
	const char *path = job->entry->path;
	struct opened file;
	struct looking looking = {.worker = worker, .job = job};
	const struct mbox_walk walk = {rate_member, &looking};

	if (!opener_read(&worker->opener, path, &file, &job->why))
		return;
	looking.bytes = file.input.bytes;
	if (mbox_read_bytes(&walk, looking.bytes)) {
		if (file.input.cut)
			tell_of_rest(&looking);
		opener_close(&file);
	} else if (opener_decode(&worker->opener, path, &file, &job->why)) {
		rate(worker, job, &file);
	}
}

void
rate_worker_run(struct rate_worker *worker, struct rate_job *job)
{
	struct opened opened;

	if (job->entry->unseen)
		look_and_rate(worker, job);
	else if (opener_open_entry(
		     &worker->opener, job->entry, &opened, &job->why))
		rate(worker, job, &opened);
}
