/*
 * fuzz_whitelist - any bytes as whitelist.cfg, and what it says of a message
 *
 * The input is the file, up to a NUL, and a message behind it.  Laws: a refusal
 * names a line; the line of a match is one of the entries; each entry is not
 * larger than a line may be.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "core/list/whitelist.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define ARENA_BYTES ((size_t)64 << 20)

static struct arena *arena;
static struct charsets *charsets;
static struct regex_scratch *scratch;
static struct limits limits;

static void
make_tools(void)
{
	if (arena != NULL)
		return;
	arena = arena_create(ARENA_BYTES);
	charsets = charsets_create();
	scratch = regex_scratch_create();
	limits_default(&limits);
	CHECK(arena != NULL && charsets != NULL && scratch != NULL);
}

static void
match(const struct whitelist *list, struct slice bytes)
{
	struct message message;
	struct budget budget;
	struct renderer renderer;
	struct whitelist_subject subject = {
	    .message = &message,
	    .renderer = &renderer,
	    .use_ip = true,
	    .ip_from_envelope = bytes.size % 2 == 0,
	};
	unsigned line;

	arena_reset(arena);
	budget_init(&budget, UINT64_MAX);
	if (message_parse(bytes, &limits, arena, &budget, &message) ==
	    MESSAGE_NO_MEMORY)
		return;
	renderer = renderer_for(&message, charsets, &limits, arena, &budget);
	line = whitelist_match(list, &subject, scratch);
	CHECK(line == 0 || whitelist_line(list, line).size > 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char room[512];
	struct text error = TEXT_OVER(room);
	struct slice file = {data, size}, message;
	struct whitelist *list;
	unsigned line = 0;

	make_tools();
	file.size = slice_find_byte(file, 0);
	message = slice_skip((struct slice){data, size}, file.size + 1);
	if (whitelist_parse(file, "w", &list, &error) != WHITELIST_OK) {
		CHECK(list == NULL);
		CHECK(sscanf(room, "w:%u: ", &line) == 1 && line >= 1);
		return 0;
	}
	CHECK(whitelist_count(list) <= WHITELIST_ENTRIES_MAX);
	match(list, message);
	whitelist_destroy(&list);
	return 0;
}
