/*
 * scan_work - the product's work: a message file to an answer
 */
#include "threads/pipeline/scan_work.h"

#include <stdlib.h>
#include <string.h>

#include "core/message/part_path.h"
#include "threads/base/fault.h"
#include "threads/pipeline/crash.h"
#include "threads/pipeline/passage.h"
#include "threads/pipeline/postponed.h"
#include "threads/shared/outlet.h"

/* An engine died on it that often: not tried again. */
#define ATTEMPTS_MAX 2u

struct scan_work *
scan_work_create(
    struct shared *shared, struct live_db *live_db, const struct config *boot)
{
	struct scan_work *work = calloc(1, sizeof(*work));

	if (work == NULL)
		return NULL;
	work->shared = shared;
	work->live_db = live_db;
	work->boot = boot;
	return work;
}

void
scan_work_use_notes(struct scan_work *work, struct notes *notes)
{
	work->notes = notes;
}

void
scan_work_destroy(struct scan_work **work)
{
	free(*work);
	*work = NULL;
}

static size_t
arena_bytes(const struct limits *limits)
{
	return unpack_arena_bytes(limits) + SCORE_ARENA_BYTES;
}

static void
release_tools(struct tools *tools)
{
	view_reader_destroy(&tools->reader);
	arena_destroy(&tools->arena);
	unpacker_destroy(&tools->unpacker);
	regex_scratch_destroy(&tools->scratch);
	crash_release_signal_stack();
}

static bool
start(void *owner, uint32_t worker)
{
	struct scan_work *work = owner;
	struct tools *tools = &work->tools[worker];

	crash_use_signal_stack();
	tools->reader = view_reader_create();
	tools->unpacker = unpacker_create();
	tools->scratch = regex_scratch_create();
	tools->arena_bytes = arena_bytes(&work->boot->limits);
	tools->arena = arena_create_within(tools->arena_bytes, ARENA_SHARE);
	if (tools->reader != NULL && tools->arena != NULL &&
	    tools->unpacker != NULL && tools->scratch != NULL &&
	    unpacker_prepare(tools->unpacker))
		return true;
	release_tools(tools);
	if (!tools->missed)
		outlet_info("worker %u: no memory to start", worker);
	tools->missed = true;
	return false;
}

static void
stop(void *owner, uint32_t worker)
{
	struct scan_work *work = owner;

	release_tools(&work->tools[worker]);
}

/* ---- the answer -------------------------------------------------------- */

static void
decide(struct passage *passage, struct policy_input *input)
{
	struct work_item *item = passage->item;

	postponed_decide(passage->work->shared, passage->data->config,
	    item->path, 1 + item->worker, input, item->text, &item->answer);
	item->form = passage->data->config->addheader_form;
}

static enum work_result
answer_outcome(struct passage *passage, enum outcome outcome)
{
	struct policy_input input = {.outcome = outcome};

	decide(passage, &input);
	return WORK_ANSWERED;
}

static enum work_result
answer_unreadable(
    struct passage *passage, enum counter counter, const char *why)
{
	passage_count(passage, counter, 1);
	passage_inform(passage, why, (struct slice){NULL, 0});
	return answer_outcome(passage, OUTCOME_UNREADABLE);
}

/* ---- after the scan ---------------------------------------------------- */

static void
count_limits(const struct passage *passage, struct limits_reached reached)
{
	char names[256];
	struct text text = TEXT_OVER(names);

	/* Of nearly every message. */
	if (reached.bits == 0 && passage->item->budget->state != BUDGET_SPENT)
		return;
	for (int i = 0; i < LIMIT_COUNT; i++)
		if (limits_marked(&reached, (enum limit)i)) {
			passage_count(passage,
			    (enum counter)(COUNTER_LIMIT_FIRST + i), 1);
			text_printf(&text, " %s", limits_key((enum limit)i));
		}
	if (passage->item->budget->state == BUDGET_SPENT)
		text_printf(&text, " AnswerTimeLimit");
	if (text.size == 0)
		return;
	passage_count(passage, COUNTER_INCOMPLETE, 1);
	passage_inform(passage, "scan incomplete:", text_slice(&text));
}

static void
report_findings(const struct passage *passage)
{
	if (passage->findings.count == 0) {
		passage_count(passage, COUNTER_CLEAN, 1);
		return;
	}
	passage_count(passage, COUNTER_INFECTED, 1);
	passage_inform(
	    passage, "found ", slice_from_string(passage->names->found));
}

static enum work_result
answer_scanned(struct passage *passage)
{
	struct policy_input input = {
	    .outcome = OUTCOME_SCANNED,
	    .envelope = &passage->message.envelope,
	    .findings = &passage->findings,
	    .reached = {passage->message.reached.bits |
			passage->findings.reached.bits},
	    .budget_spent = passage->item->budget->state == BUDGET_SPENT,
	    .no_database = atomic_load(&passage->data->no_database),
	    .score = passage->scored ? &passage->score : NULL,
	    .encrypted = passage->encrypted,
	    .encrypted_names = slice_from_string(passage->names->encrypted),
	};

	if (passage->view.cut)
		limits_mark(&input.reached, LIMIT_MESSAGE_BYTES);
	passage_count(passage, COUNTER_MATCHED, passage->findings.matched);
	passage_count(passage, COUNTER_PARTS, passage->message.part_count);
	report_findings(passage);
	count_limits(passage, input.reached);
	decide(passage, &input);
	return WORK_ANSWERED;
}

/* ---- the scan ---------------------------------------------------------- */

/* An empty arena, and a larger one when a reload has raised the limits. */
static void
ready_arena(struct tools *tools, const struct limits *limits)
{
	size_t wanted = arena_bytes(limits);
	struct arena *larger;

	arena_reset(tools->arena);
	if (wanted <= tools->arena_bytes)
		return;
	/* Without the address space for it the old one stays: messages that
	 * do not fit are then marked as cut short. */
	tools->arena_bytes = wanted;
	larger = arena_create(wanted);
	if (larger == NULL)
		return;
	arena_destroy(&tools->arena);
	tools->arena = larger;
}

/* "Name in invoice.zip/evil.exe, Name" */
static void
name_findings(struct passage *passage)
{
	const struct findings *findings = &passage->findings;
	struct text text = TEXT_OVER(passage->names->found);

	for (size_t i = 0; i < findings->count && i < FOUND_MAX; i++) {
		const struct part *part = findings->items[i].part;

		if (i > 0)
			text_put(&text, SLICE(", "));
		text_put(&text, findings->items[i].name);
		if (part == NULL || part->parent == NULL)
			continue;
		text_put(&text, SLICE(" in "));
		part_path_put(&text, part);
	}
}

static void
count_parts(const struct passage *passage)
{
	static const enum counter counters[UNPACK_KINDS] = {
	    [UNPACK_PROGRAMS] = COUNTER_UNPACKED,
	    [UNPACK_NSIS] = COUNTER_NSIS,
	    [UNPACK_INSTALLSHIELD] = COUNTER_INSTALLSHIELD,
	    [UNPACK_AUTOIT] = COUNTER_AUTOIT,
	    [UNPACK_DAMAGED] = COUNTER_DAMAGED,
	};
	uint32_t counts[UNPACK_KINDS];

	unpack_count(&passage->message, counts);
	for (int i = 0; i < UNPACK_KINDS; i++)
		if (counts[i] > 0)
			passage_count(passage, counters[i], counts[i]);
}

/* While the bytes are there: names may lie in the file. */
static void
note_what_is_special(struct passage *passage)
{
	const struct message *message = &passage->message;
	struct text names = TEXT_OVER(passage->names->encrypted);
	size_t opened;

	passage_count(passage, COUNTER_BYTES, passage->view.bytes.size);
	name_findings(passage);
	passage_note(passage);
	count_parts(passage);
	passage->encrypted =
	    unpack_count_encrypted(message, &names, &opened) > 0;
	if (passage->encrypted)
		passage_count(passage, COUNTER_ENCRYPTED, 1);
	if (opened > 0)
		passage_count(passage, COUNTER_PASSWORDS, opened);
	if (message->doubts != 0)
		passage_count(passage, COUNTER_AMBIGUOUS, 1);
}

/* Decode and scan.  False: the message must come back in another lane. */
static bool
scan(struct passage *passage)
{
	struct work_item *item = passage->item;
	const struct config *config = passage->data->config;
	struct renderer renderer;
	struct scan_options options = {
	    .all_matches = config->all_matches,
	};

	fault_point(passage->view.bytes);
	ready_arena(passage->tools, &config->limits);
	unpacker_use(passage->tools->unpacker, passage->data->sigdb);
	if (message_parse(passage->view.bytes, &config->limits,
		passage->tools->arena, item->budget,
		&passage->message) == MESSAGE_NO_MEMORY)
		limits_mark(&passage->message.reached, LIMIT_DECODED_BYTES);
	else if (item->budget->state != BUDGET_YIELD)
		unpack_message(passage->tools->unpacker, &passage->message,
		    &config->limits, passage->tools->arena, item->budget);
	renderer = renderer_for(&passage->message,
	    unpacker_charsets(passage->tools->unpacker), &config->limits,
	    passage->tools->arena, item->budget);
	if (config->phishing_check)
		options.renderer = &renderer;
	if (item->budget->state != BUDGET_YIELD)
		scan_message(passage->data->scanners[item->worker],
		    &passage->message, &options, &config->limits,
		    passage->tools->arena, item->budget, &passage->findings);
	if (item->budget->state != BUDGET_YIELD)
		passage_score(passage, &renderer);
	if (item->budget->state == BUDGET_YIELD)
		return false;
	note_what_is_special(passage);
	return true;
}

/*
 * Known by name, size and date as one on which an engine died?  True: the
 * answer or the next lane is in *result_r.
 */
static bool
is_suspect(struct passage *passage, enum work_result *result_r)
{
	struct shared_known *known =
	    shared_known_find(passage->work->shared, passage->key, false);
	uint32_t attempts = known == NULL ? 0 : atomic_load(&known->attempts);

	if (attempts >= ATTEMPTS_MAX ||
	    passage->item->attempts >= ATTEMPTS_MAX) {
		passage_count(passage, COUNTER_SUSPECT, 1);
		passage_inform(passage,
		    "not scanned: the engine died on it before",
		    (struct slice){NULL, 0});
		*result_r = answer_outcome(passage, OUTCOME_SUSPECT);
		return true;
	}
	if (attempts > 0 && passage->item->lane != LANE_SUSPECT) {
		*result_r = WORK_TO_SUSPECT;
		return true;
	}
	return false;
}

static void
clear_suspicion(const struct passage *passage)
{
	struct shared_known *known =
	    shared_known_find(passage->work->shared, passage->key, false);

	if (known != NULL && passage->item->lane == LANE_SUSPECT)
		atomic_store(&known->attempts, 0);
}

/* Large files start in the slow lane: ask the budget's hook for it now. */
static bool
must_go_slow(struct passage *passage)
{
	struct budget *budget = passage->item->budget;

	if (passage->item->lane != LANE_FAST ||
	    passage->view.file_size <
		(uint64_t)passage->data->config->slow_from)
		return false;
	budget->hook_ns = 0;
	return budget_spent(budget) && budget->state == BUDGET_YIELD;
}

/* The file is open: everything up to the answer, but for closing it. */
static enum work_result
pass_open(struct passage *passage, bool *scanned_r)
{
	enum work_result result;

	*scanned_r = false;
	if (is_suspect(passage, &result))
		return result;
	if (must_go_slow(passage))
		return WORK_TO_SLOW;
	if (!scan(passage))
		return WORK_TO_SLOW;
	clear_suspicion(passage);
	*scanned_r = true;
	return WORK_ANSWERED;
}

static enum work_result
pass(struct passage *passage)
{
	const struct config *config = passage->data->config;
	struct work_item *item = passage->item;
	enum view_result opened, closed;
	enum work_result result;
	bool scanned;

	if (passage_is_delayed(passage)) {
		passage_tell_of_limit(passage);
		return answer_outcome(passage, OUTCOME_DELAYED);
	}
	opened = view_open(passage->tools->reader, item->path,
	    (uint64_t)config->limits.max[LIMIT_MESSAGE_BYTES],
	    (uint64_t)config->map_from, &passage->view);
	if (shared_known_any(passage->work->shared))
		passage->key = shared_known_key(item->path,
		    opened == VIEW_OK ? passage->view.file_size : 0,
		    opened == VIEW_OK ? view_mtime_s(item->path) : 0);
	if (opened != VIEW_OK)
		return answer_unreadable(
		    passage, COUNTER_UNREADABLE, view_result_text(opened));
	result = pass_open(passage, &scanned);
	/* What policy needs survives the view: names lie in the database, and
	 * of the envelope only what is there counts, not its bytes. */
	closed = view_close(passage->tools->reader, &passage->view);
	if (!scanned)
		return result;
	if (closed == VIEW_SHRUNK)
		return answer_unreadable(passage, COUNTER_SHRUNK,
		    "the file shrank while it was scanned");
	if (passage->view.file_size == 0)
		return answer_unreadable(passage, COUNTER_EMPTY, "empty file");
	return answer_scanned(passage);
}

static enum work_result
run(void *owner, struct work_item *item)
{
	struct scan_work *work = owner;
	struct names names;
	struct passage passage = {
	    .work = work,
	    .item = item,
	    .tools = &work->tools[item->worker],
	    .names = &names,
	};
	enum work_result result;

	names.encrypted[0] = names.found[0] = '\0';
	passage.data = live_db_acquire(work->live_db);
	CHECK(passage.data != NULL);
	result = pass(&passage);
	live_db_release(work->live_db);
	return result;
}

/* Where no worker could answer.  Before the first load boot must do. */
static void
fallback(void *owner, enum outcome outcome, const char *path, struct text *text,
    struct answer *answer_r)
{
	struct scan_work *work = owner;
	const struct live_data *data = live_db_acquire(work->live_db);
	struct policy_input input = {.outcome = outcome};

	postponed_decide(work->shared, data != NULL ? data->config : work->boot,
	    path, LIVE_STATS_OTHERS, &input, text, answer_r);
	live_db_release(work->live_db);
}

struct work
scan_work_functions(struct scan_work *work)
{
	return (struct work){
	    .owner = work,
	    .start = start,
	    .stop = stop,
	    .run = run,
	    .fallback = fallback,
	};
}
