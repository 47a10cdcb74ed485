/*
 * fuzz_envelope - any bytes as a queue file
 *
 * Whatever comes in: envelope and content make up the file, every slice lies in
 * it, the limit holds, and an envelope ends at an empty line.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/check.h"
#include "core/message/envelope.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define RECIPIENTS_MAX 20
/* A mark, an mbox line and another mark. */
#define SKIPPED_MAX (3 + 512 + 3)

static void
check_inside(struct slice inner, struct slice outer)
{
	if (inner.size == 0)
		return;
	CHECK(inner.data >= outer.data && inner.size <= outer.size);
	CHECK((size_t)(inner.data - outer.data) <= outer.size - inner.size);
	CHECK(memchr(inner.data, '\n', inner.size) == NULL);
}

static void
check_present(const struct envelope *envelope, struct slice ahead,
    const struct limits_reached *reached)
{
	check_inside(envelope->return_path, ahead);
	check_inside(envelope->account, ahead);
	check_inside(envelope->source_tag, ahead);
	check_inside(envelope->source_ip, ahead);
	check_inside(envelope->domain, ahead);
	check_inside(envelope->options, ahead);
	CHECK(envelope->recipient_count <= RECIPIENTS_MAX);
	CHECK(envelope->recipient_count <= envelope->recipients_seen);
	CHECK(limits_marked(reached, LIMIT_RECIPIENTS) ==
	      (envelope->recipients_seen > RECIPIENTS_MAX));
	for (size_t i = 0; i < envelope->recipient_count; i++)
		check_inside(envelope->recipients[i], ahead);
	CHECK(slice_find(ahead, SLICE("\n\n")) < ahead.size ||
	      slice_find(ahead, SLICE("\n\r\n")) < ahead.size);
}

static void
check_absent(const struct envelope *envelope, struct slice ahead,
    const struct arena *arena, const struct limits_reached *reached)
{
	CHECK(ahead.size <= SKIPPED_MAX);
	CHECK(envelope->recipients == NULL && envelope->recipients_seen == 0);
	CHECK(!envelope_is_authenticated(envelope));
	CHECK(arena_used(arena) <= 1);
	CHECK(reached->bits == 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct arena *arena;
	struct slice file = {data, size}, content, ahead;
	struct limits_reached reached = {0};
	struct envelope envelope;
	struct limits limits;

	if (arena == NULL)
		arena = arena_create((size_t)1 << 20);
	CHECK(arena != NULL);
	arena_reset(arena);
	limits_default(&limits);
	limits.max[LIMIT_RECIPIENTS] = RECIPIENTS_MAX;
	envelope_parse(file, &limits, arena, &reached, &envelope, &content);

	CHECK(content.size <= size);
	CHECK(content.data == data + (size - content.size));
	ahead = slice_sub(file, 0, size - content.size);
	if (envelope.present)
		check_present(&envelope, ahead, &reached);
	else
		check_absent(&envelope, ahead, arena, &reached);
	return 0;
}
