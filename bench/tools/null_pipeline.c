/*
 * null_pipeline - the whole pipeline with a verdict that costs nothing
 *
 * Reader, table, ring, workers, order and writer as in the product; the work
 * answers OK without looking at the file.  What cgpserve measures against this
 * is the cost of the pipeline alone.
 *
 * Usage: null_pipeline [workers [strict|window|any]]
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "threads/pipeline/engine.h"
#include "threads/shared/outlet.h"

static enum work_result
answer_ok(void *owner, struct work_item *item)
{
	(void)owner;
	item->answer = (struct answer){.word = ANSWER_OK};
	return WORK_ANSWERED;
}

static void
fall_back(void *owner, enum outcome outcome, const char *path,
    struct text *text, struct answer *answer_r)
{
	(void)owner;
	(void)outcome;
	(void)path;
	(void)text;
	*answer_r = (struct answer){.word = ANSWER_FAILURE};
}

static enum response_order
order_of(const char *word)
{
	if (strcmp(word, "any") == 0)
		return ORDER_ANY;
	return strcmp(word, "window") == 0 ? ORDER_WINDOW : ORDER_STRICT;
}

int
main(int argc, char **argv)
{
	struct config *config = config_default(".");
	uint64_t workers = 2;
	const struct work work = {.run = answer_ok, .fallback = fall_back};
	struct engine_options options = {
	    .config = config,
	    .work = &work,
	    .input_fd = STDIN_FILENO,
	    .output_fd = STDOUT_FILENO,
	};
	struct engine *engine;
	bool orderly;

	if (config == NULL)
		return 1;
	if (argc > 1 && !slice_to_u64(slice_from_string(argv[1]), &workers))
		return 2;
	/* Said, not guessed: none is kept for when another is held up. */
	config->workers = (int64_t)workers;
	if (argc > 2)
		config->response_order = order_of(argv[2]);
	signal(SIGPIPE, SIG_IGN);
	outlet_make_way(STDOUT_FILENO, OUTLET_RECEIPTS);
	options.shared =
	    shared_create((uint32_t)config->table_size, (uint32_t)workers);
	if (options.shared == NULL)
		return 1;
	engine = engine_create(&options);
	if (engine == NULL)
		return 1;
	orderly = engine_run(engine);
	engine_destroy(&engine);
	shared_destroy(&options.shared);
	config_free(&config);
	return orderly ? 0 : 1;
}
