/*
 * mime - walk the bytes of a message once, making parts
 */
#include "core/message/mime.h"

#include "core/message/content.h"
#include "core/message/emlx.h"
#include "core/message/walk.h"

static size_t
depth_limit(const struct limits *limits)
{
	int64_t depth = limits->max[LIMIT_DEPTH];

	if (depth < 0)
		return 0;
	return depth < MIME_DEPTH_MAX ? (size_t)depth : MIME_DEPTH_MAX;
}

/* Made by the first walk over a message.  NULL: no room. */
static struct walk_kept *
keep(struct message *message, const struct limits *limits, struct arena *arena)
{
	struct walk_kept *kept = message->kept;
	size_t depth = depth_limit(limits);

	if (kept != NULL)
		return kept;
	kept = arena_alloc(arena, sizeof(*kept));
	if (kept == NULL)
		return NULL;
	*kept = (struct walk_kept){
	    .frame = arena_alloc_array(arena, depth, sizeof(struct frame)),
	    .key = arena_alloc_array(arena, depth, sizeof(uint32_t)),
	    .fields_left = limits->max[LIMIT_HEADER_FIELDS] * FIELDS_FACTOR,
	    .further_parts = limits->max[LIMIT_PARTS],
	    .further_bytes =
		limits->max[LIMIT_READINGS] * limits->max[LIMIT_MESSAGE_BYTES],
	};
	if (kept->frame == NULL || kept->key == NULL)
		return NULL;
	message->kept = kept;
	return kept;
}

static size_t
decoded_left(const struct message *message, const struct limits *limits)
{
	int64_t most = limits->max[LIMIT_DECODED_BYTES];

	if (most < 0 || (uint64_t)most < message->decoded)
		return 0;
	return (size_t)((uint64_t)most - message->decoded);
}

static bool
walk_init(struct walk *walk, struct message *message,
    const struct limits *limits, struct arena *arena, struct budget *budget)
{
	*walk = (struct walk){.limits = limits,
	    .arena = arena,
	    .budget = budget,
	    .message = message,
	    .kept = keep(message, limits, arena),
	    .depth_max = depth_limit(limits),
	    .first_part = message->part_count,
	    .stream = {.bytes = message->content}};
	if (walk->kept == NULL)
		return false;
	walk->decoder = (struct decoder){
	    arena, &message->reached, decoded_left(message, limits), budget};
	tree_init(&walk->tree, message, limits, arena);
	walk->frames.frame = walk->kept->frame;
	walk->frames.key = walk->kept->key;
	walk->frames.noted = &walk->noted;
	return true;
}

enum message_result
mime_walk(struct message *message, const struct limits *limits,
    struct arena *arena, struct budget *budget)
{
	struct walk walk;

	if (!walk_init(&walk, message, limits, arena, budget))
		return MESSAGE_NO_MEMORY;
	walk_begin_part(&walk, NULL, PART_TOP, false);
	if (message->top == NULL)
		return MESSAGE_NO_MEMORY;
	walk_run(&walk);
	walk_readings(&walk, NULL, message->content);
	return budget->state == BUDGET_OK ? MESSAGE_OK : MESSAGE_INCOMPLETE;
}

/* Where the next message of a mailbox file begins in bytes, or their end. */
static size_t
find_mbox_line(struct slice bytes)
{
	size_t at = 0;

	if (!slice_starts_with(bytes, SLICE("From ")))
		return bytes.size;
	for (;;) {
		size_t found =
		    slice_find(slice_skip(bytes, at), SLICE("\nFrom "));
		const uint8_t *end = bytes.data + at + found;

		if (found == bytes.size - at)
			return bytes.size;
		at += found + 1;
		/* The line ahead of it is empty. */
		if (end[-1] == '\n' || (end[-1] == '\r' && end[-2] == '\n'))
			return at;
	}
}

/* One message inside of part, in all its readings. */
static void
walk_one(struct walk *walk, struct part *part, struct slice bytes)
{
	walk->further = false;
	walk->noted = (struct noted){{0}};
	walk->frames.way = (struct way){{0}};
	walk->first_part = walk->message->part_count;
	walk_begin_inside(walk, part, bytes, 0);
	walk_run(walk);
	if (!walk->stopped)
		walk_readings(walk, part, bytes);
}

enum message_result
mime_walk_inside(struct message *message, struct part *part,
    const struct limits *limits, struct arena *arena, struct budget *budget)
{
	struct slice rest = emlx_message(part->body);
	struct walk walk;

	if (budget->state != BUDGET_OK)
		return MESSAGE_INCOMPLETE;
	if (!walk_init(&walk, message, limits, arena, budget))
		return MESSAGE_NO_MEMORY;
	if (part->depth >= walk.depth_max) {
		limits_mark(&message->reached, LIMIT_DEPTH);
		part->flags |= PART_CUT;
		return MESSAGE_OK;
	}
	part->kind = PART_MESSAGE;
	do {
		size_t size = find_mbox_line(rest);

		walk_one(&walk, part, slice_sub(rest, 0, size));
		rest = slice_skip(rest, size);
	} while (rest.size > 0 && !walk.stopped);
	return budget->state == BUDGET_OK ? MESSAGE_OK : MESSAGE_INCOMPLETE;
}

size_t
mime_walk_bytes(const struct limits *limits)
{
	size_t parts =
	    limits->max[LIMIT_PARTS] < 1 ? 1 : (size_t)limits->max[LIMIT_PARTS];
	size_t fields = (size_t)limits->max[LIMIT_HEADER_FIELDS];

	return depth_limit(limits) * (sizeof(struct frame) + 4) +
	       tree_bytes(parts) +
	       2 * parts * (CONTENT_TYPE_MAX + 2 * (ARENA_SLACK + 16)) +
	       8 * parts * sizeof(struct known_entry) +
	       (fields * FIELDS_FACTOR +
		   parts * (FIELDS_MIN + HEADER_CONTENT_OVER)) *
		   sizeof(struct header_field);
}
