/*
 * reader - lines from the server become requests in the table
 *
 * A batch is what one read brought, or so much of it as workers need to begin:
 * all its lines are parsed into slots, the input is consumed, and only then are
 * the slots handed to the workers.  So a slot can never be answered and free
 * again while its line still counts as unread, whenever an engine dies.
 */
#include "threads/pipeline/engine.h"

#include <string.h>

#include "core/base/clock.h"
#include "threads/pipeline/input.h"
#include "threads/shared/outlet.h"

/* Slots handed over at once, at most.  Fewer would find the workers asleep more
 * often, more leave them idle while a long read is parsed. */
#define BATCH_MAX 64u
/* Of a read the first ones go sooner: a worker takes its time to wake up. */
#define BATCH_FIRST 16u

struct reader {
	struct engine *engine;
	uint64_t at;         /* stream offset of the next line */
	bool inside_line;    /* it is the rest of one that is too long */
	uint64_t arrival_ns; /* when this batch was read */
	bool quit;
	uint32_t run_count; /* for the workers */
	uint32_t run_max;   /* so many are handed over next */
	uint32_t run[BATCH_MAX];
	uint32_t ready_count; /* answered by us */
	uint32_t ready[BATCH_MAX];
	uint8_t wrap_buffer[REQUEST_LINE_MAX];
	char path_buffer[REQUEST_PATH_MAX + 1];
};

static void
count(struct reader *reader, enum counter counter)
{
	live_stats_add(&reader->engine->shared->live->stats, LIVE_STATS_OTHERS,
	    counter, 1);
}

/* ---- handing over ------------------------------------------------------ */

static void
answer_ready(struct reader *reader)
{
	for (uint32_t i = 0; i < reader->ready_count; i++)
		engine_answer_preset(reader->engine, reader->ready[i]);
	reader->ready_count = 0;
}

static void
set_queued(struct slot *slot)
{
	uint64_t state =
	    atomic_load_explicit(&slot->state, memory_order_relaxed);

	/* Release: that the order knows it. */
	atomic_store_explicit(&slot->state, SLOT_IN_PHASE(state, SLOT_QUEUED),
	    memory_order_release);
}

/* More: the reader goes on at once with what it has read. */
static void
hand_over(struct reader *reader, bool more)
{
	struct engine *engine = reader->engine;

	input_consume(&engine->shared->input,
	    INPUT_POSITION(reader->at, reader->inside_line));
	/* Counted first: whoever is woken below may take our processor, and
	 * the next engine counts nothing again. */
	if (reader->run_count > 0)
		live_stats_add(&engine->shared->live->stats, LIVE_STATS_OTHERS,
		    COUNTER_REQUESTS, reader->run_count);
	order_extend(engine->order);
	/* Not before: a worker may find the slot by an entry that an earlier
	 * request left in a lane. */
	for (uint32_t i = 0; i < reader->run_count; i++)
		set_queued(shared_slot(engine->shared, reader->run[i]));
	lanes_push_new(engine->lanes, reader->run, reader->run_count);
	lanes_wake_reading(engine->lanes, more);
	reader->run_count = 0;
	answer_ready(reader);
}

/* ---- slots ------------------------------------------------------------- */

static void
collect_freed(struct engine *engine)
{
	engine->free_count += order_take_free(engine->order,
	    engine->free_slots + engine->free_count,
	    engine->shared->slot_count - engine->free_count);
}

/* The table is full: hand over what we have, and let the server wait. */
static void
wait_for_slots(struct reader *reader)
{
	struct engine *engine = reader->engine;
	struct park *freed = order_freed(engine->order);

	hand_over(reader, false);
	count(reader, COUNTER_TABLE_FULL);
	for (;;) {
		uint32_t ticket = park_prepare(freed);

		if (engine->alone)
			engine_answer_all(engine);
		collect_freed(engine);
		if (engine->free_count > 0 && order_has_room(engine->order)) {
			park_cancel(freed);
			return;
		}
		/* The time-out is a net below the wake-ups, no more. */
		park_wait(freed, ticket, NS_PER_S);
	}
}

/* Newest first: what was used last is still in the cache. */
static uint32_t
take_slot(struct reader *reader)
{
	struct engine *engine = reader->engine;
	uint32_t number;

	if (engine->free_count == 0)
		collect_freed(engine);
	if (engine->free_count == 0 || !order_has_room(engine->order))
		wait_for_slots(reader);
	number = engine->free_slots[--engine->free_count];
	if (number >= engine->shared->slots_used)
		engine->shared->slots_used = number + 1;
	return number;
}

static void
make_request(struct reader *reader, const struct request *request,
    uint64_t behind, enum slot_preset preset, uint32_t *number_r)
{
	struct engine *engine = reader->engine;
	struct shared *shared = engine->shared;
	uint32_t number = take_slot(reader);
	struct slot *slot = shared_slot(shared, number);
	uint64_t ticket = shared->next_ticket;
	struct slice path = request->kind == REQUEST_FILE
				? request->path
				: (struct slice){NULL, 0};

	CHECK(request->token.size <= REQUEST_TOKEN_MAX);
	CHECK(path.size <= REQUEST_PATH_MAX);
	slot->position = behind;
	slot->attempts = 0;
	atomic_store_explicit(
	    &slot->preset, (uint8_t)preset, memory_order_relaxed);
	slot->token_size = (uint8_t)request->token.size;
	memcpy(slot->token, request->token.data, request->token.size);
	slot->path_size = (uint16_t)path.size;
	if (path.size > 0) {
		char *to = shared_slot_path(shared, number);

		memcpy(to, path.data, path.size);
		to[path.size] = '\0';
	}
	atomic_store_explicit(
	    &slot->arrival_ns, reader->arrival_ns, memory_order_relaxed);
	shared->next_ticket = ticket + 1;
	/* Release: all of the slot before its phase, for whoever scans the
	 * table (timer, supervisor). */
	atomic_store_explicit(&slot->state,
	    SLOT_STATE(ticket, SLOT_ARRIVING) |
		order_birth_flags(engine->order),
	    memory_order_release);
	order_add(engine->order, ticket, number);
	*number_r = number;
}

/* ---- requests ---------------------------------------------------------- */

static void
take_file(struct reader *reader, const struct request *request, uint64_t behind)
{
	uint32_t number;

	if (reader->run_count == reader->run_max) {
		hand_over(reader, true);
		reader->run_max = BATCH_MAX;
	}
	make_request(reader, request, behind, SLOT_FOR_WORKER, &number);
	reader->run[reader->run_count++] = number;
}

/* KEY and what we do not understand: answered in its turn. */
static void
take_other(struct reader *reader, const struct request *request,
    uint64_t behind, enum slot_preset preset)
{
	uint32_t number;

	if (reader->ready_count == BATCH_MAX)
		hand_over(reader, true);
	make_request(reader, request, behind, preset, &number);
	reader->ready[reader->ready_count++] = number;
}

/* What the reader's next line settles once the server has it. */
static struct parcel *
parcel_for(struct engine *engine, uint64_t position, bool quit)
{
	struct parcel *parcel = &engine->shared->parcels[PARCEL_OF_READER];

	parcel->position = position;
	parcel->quit = quit;
	return parcel;
}

/*
 * At once, ahead of everything: the server waits for it while we load.  No slot
 * remembers it, so the line is consumed together with the answer.
 */
static void
answer_interface(
    struct reader *reader, const struct request *request, uint64_t behind)
{
	char line[RESPONSE_MAX];
	uint32_t version = request->version < RESPONSE_INTERFACE
			       ? request->version
			       : RESPONSE_INTERFACE;
	size_t size = response_interface(request->token, version, line);
	struct parcel *parcel;

	atomic_store(&reader->engine->shared->interface_version,
	    version == 0 ? 1 : version);
	parcel = parcel_for(reader->engine, behind, false);
	outlet_begin();
	outlet_deliver(parcel, (struct slice){(const uint8_t *)line, size});
	input_consume(&reader->engine->shared->input, behind);
	atomic_store(&parcel->phase, PARCEL_NONE);
	outlet_end();
}

static void
take_quit(struct reader *reader, const struct request *request)
{
	struct shared *shared = reader->engine->shared;

	memcpy(shared->quit_token, request->token.data, request->token.size);
	shared->quit_token_size = (uint8_t)request->token.size;
	reader->quit = true;
}

static void
complain(
    struct reader *reader, const struct request *request, enum counter counter)
{
	char shown[96];
	struct text text = TEXT_OVER(shown);

	count(reader, counter);
	text_put_printable(&text,
	    counter == COUNTER_MALFORMED ? request->command : request->token,
	    32);
	if (counter != COUNTER_MALFORMED) {
		text_put_byte(&text, ' ');
		text_put_printable(&text, request->command, 32);
	}
	outlet_info("request not understood: %s (%s)", text.data,
	    request->reason != NULL ? request->reason : "unknown command");
}

static void
take_line(struct reader *reader, struct slice line, uint64_t behind)
{
	struct request request;

	request_parse(line, reader->path_buffer, &request);
	switch (request.kind) {
	case REQUEST_FILE:
		take_file(reader, &request, behind);
		break;
	case REQUEST_INTF:
		answer_interface(reader, &request, behind);
		break;
	case REQUEST_KEY:
		take_other(reader, &request, behind, SLOT_PRESET_OK);
		break;
	case REQUEST_QUIT:
		take_quit(reader, &request);
		break;
	case REQUEST_UNKNOWN:
	case REQUEST_BAD:
		complain(reader, &request, COUNTER_UNKNOWN);
		take_other(reader, &request, behind, SLOT_PRESET_FAILURE);
		break;
	case REQUEST_MALFORMED:
		complain(reader, &request, COUNTER_MALFORMED);
		break;
	case REQUEST_EMPTY:
		break;
	}
}

/* ---- lines ------------------------------------------------------------- */

/*
 * A line over the limit: what can be answered is answered as if the line ended
 * here, in a way that cannot be taken for a file name; the rest is dropped.
 */
static void
take_long_line(struct reader *reader, struct slice line, uint64_t behind)
{
	struct request request;

	request_parse(line, reader->path_buffer, &request);
	if (request.kind == REQUEST_EMPTY)
		return;
	request.reason = "line too long";
	if (request.kind == REQUEST_MALFORMED) {
		complain(reader, &request, COUNTER_MALFORMED);
		return;
	}
	request.kind = REQUEST_BAD;
	complain(reader, &request, COUNTER_UNKNOWN);
	take_other(reader, &request, behind, SLOT_PRESET_FAILURE);
}

static void
take_lines(struct reader *reader)
{
	struct shared *shared = reader->engine->shared;
	struct slice line;
	bool whole;

	reader->run_max = BATCH_FIRST;
	/* Also while there are fresh ones: a slot that was just used is warm,
	 * and the table stays as small as what is in flight. */
	collect_freed(reader->engine);
	while (!reader->quit && input_line(&shared->input, reader->at,
				    reader->wrap_buffer, &line, &whole)) {
		uint64_t next = reader->at + line.size;

		if (reader->inside_line)
			; /* dropped */
		else if (whole)
			take_line(reader, line, INPUT_POSITION(next, false));
		else
			take_long_line(
			    reader, line, INPUT_POSITION(next, true));
		reader->inside_line = !whole;
		reader->at = next;
	}
	hand_over(reader, false);
}

/* The last line may lack its line end. */
static void
take_rest(struct reader *reader)
{
	struct shared *shared = reader->engine->shared;
	struct slice rest =
	    input_rest(&shared->input, reader->at, reader->wrap_buffer);

	if (reader->quit || rest.size == 0)
		return;
	if (!reader->inside_line)
		take_line(reader, rest,
		    INPUT_POSITION(reader->at + rest.size, false));
	reader->at += rest.size;
	hand_over(reader, false);
}

static struct reader the_reader; /* one an engine, and one engine a process */

bool
reader_begin(struct engine *engine)
{
	struct reader *reader = &the_reader;
	struct shared *shared = engine->shared;

	reader->engine = engine;
	reader->at = atomic_load(&shared->input.begin);
	reader->inside_line =
	    INPUT_INSIDE_LINE(atomic_load(&shared->input.position));
	reader->quit = shared->quit_token_size > 0;
	reader->arrival_ns = clock_now_ns();
	take_lines(reader); /* what the engine before had read */
	return !reader->quit;
}

bool
reader_read(struct engine *engine)
{
	struct reader *reader = &the_reader;
	enum input_result result =
	    input_read(&engine->shared->input, engine->input_fd);

	if (result == INPUT_END)
		return false;
	reader->arrival_ns = clock_now_ns();
	if (result == INPUT_BYTES)
		take_lines(reader);
	return !reader->quit && !outlet_is_gone();
}

void
reader_end(struct engine *engine)
{
	take_rest(&the_reader);
	atomic_store(&engine->shared->input_ended, true);
}

void
reader_run(struct engine *engine)
{
	bool more = reader_begin(engine) && !outlet_is_gone();

	while (more)
		more = reader_read(engine);
	reader_end(engine);
}

void
reader_drain(struct engine *engine)
{
	struct shared *shared = engine->shared;
	struct park *freed = order_freed(engine->order);

	for (;;) {
		uint32_t ticket = park_prepare(freed);

		collect_freed(engine);
		if (engine->free_count == shared->slot_count ||
		    outlet_is_gone()) {
			park_cancel(freed);
			break;
		}
		park_wait(freed, ticket, NS_PER_S);
	}
	atomic_store(&shared->drained, true);
}

void
reader_answer_quit(struct engine *engine)
{
	struct shared *shared = engine->shared;
	struct answer ok = {.word = ANSWER_OK};
	char line[RESPONSE_MAX];
	size_t size;
	struct parcel *parcel;

	if (shared->quit_token_size == 0 || shared->quit_answered)
		return;
	size = response_answer(&ok,
	    (struct slice){
		(const uint8_t *)shared->quit_token, shared->quit_token_size},
	    false, line);
	parcel = parcel_for(engine, 0, true);
	outlet_begin();
	outlet_deliver(parcel, (struct slice){(const uint8_t *)line, size});
	shared->quit_answered = true;
	atomic_store(&parcel->phase, PARCEL_NONE);
	outlet_end();
}
