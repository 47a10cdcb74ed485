/*
 * fuzz_message - a whole file, under default limits, little memory, little time
 *
 * The laws of tests/support/tree_law.c hold each time.  The first byte says how
 * small the arena of the second round is, and when the budget ends in the
 * third.
 */
#include <stdlib.h>

#include "tests/support/tree_law.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define ARENA_BYTES ((size_t)64 << 20)
#define TIGHT_BYTES ((size_t)40 << 10)

static unsigned questions_left;

static enum budget_state
count_down(struct budget *budget, uint64_t now_ns)
{
	(void)now_ns;
	budget->hook_ns = 0;
	return questions_left-- == 0 ? BUDGET_YIELD : BUDGET_OK;
}

static void
parse_with_little_memory(struct slice file, uint8_t choice)
{
	struct limits limits;
	struct message message;
	struct budget budget;
	struct arena *tight = arena_create(TIGHT_BYTES / 256 * choice);

	CHECK(tight != NULL);
	limits_default(&limits);
	budget_init(&budget, UINT64_MAX);
	if (tree_law_parse(file, &limits, tight, &budget, &message) ==
	    MESSAGE_NO_MEMORY)
		CHECK(message.part_count == 0);
	arena_destroy(&tight);
}

static void
parse_with_little_time(struct slice file, uint8_t choice, struct arena *arena)
{
	struct limits limits;
	struct message message;
	struct budget budget;
	enum message_result result;

	limits_default(&limits);
	budget_init(&budget, UINT64_MAX);
	budget.hook_ns = 0;
	budget.hook = count_down;
	questions_left = choice % 4;
	result = tree_law_parse(file, &limits, arena, &budget, &message);
	CHECK((budget.state == BUDGET_OK) || result == MESSAGE_INCOMPLETE);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct arena *arena;
	struct message message;
	struct limits limits;
	struct budget budget;
	struct slice file;

	if (size < 1)
		return 0;
	if (arena == NULL)
		arena = arena_create(ARENA_BYTES);
	CHECK(arena != NULL);
	file = (struct slice){data + 1, size - 1};
	limits_default(&limits);
	budget_init(&budget, UINT64_MAX);
	CHECK(tree_law_parse(file, &limits, arena, &budget, &message) !=
	      MESSAGE_NO_MEMORY);
	parse_with_little_memory(file, data[0]);
	parse_with_little_time(file, data[0], arena);
	return 0;
}
