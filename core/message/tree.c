/*
 * tree - the parts of one message being linked together
 */
#include "core/message/tree.h"

#include <string.h>

/* Parts of nearly every mail: the first array of pointers. */
#define TREE_FIRST_ROOM 16u
/* An array that is full is followed by one this many times its size. */
#define TREE_GROWTH 4u

void
tree_init(struct tree *tree, struct message *message,
    const struct limits *limits, struct arena *arena)
{
	int64_t most = limits->max[LIMIT_PARTS];

	*tree = (struct tree){.message = message, .arena = arena};
	tree->parts_max = most < 1 ? 1 : (size_t)most;
	if (tree->parts_max > UINT32_MAX)
		tree->parts_max = UINT32_MAX;
}

/* Room for one more pointer. */
static bool
grow(struct tree *tree)
{
	struct message *message = tree->message;
	size_t room = message->part_room * TREE_GROWTH;
	struct part **parts;

	if (message->part_count < message->part_room)
		return true;
	if (room == 0)
		room = TREE_FIRST_ROOM;
	if (room > tree->parts_max)
		room = tree->parts_max;
	parts = arena_alloc_array(tree->arena, room, sizeof(struct part *));
	if (parts == NULL)
		return false;
	if (message->part_count > 0)
		memcpy(parts, message->parts,
		    message->part_count * sizeof(struct part *));
	message->parts = parts;
	message->part_room = room;
	return true;
}

static void
add_below(struct part *parent, struct part *part)
{
	part->depth = (uint16_t)(parent->depth + 1);
	part->previous = parent->last_child;
	if (parent->last_child == NULL)
		parent->first_child = part;
	else
		parent->last_child->next = part;
	parent->last_child = part;
}

/* The top, or a further reading of it. */
static void
add_beside_top(struct message *message, struct part *part)
{
	struct part *last = message->top;

	if (last == NULL) {
		message->top = part;
		return;
	}
	while (last->next != NULL)
		last = last->next;
	last->next = part;
	part->previous = last;
}

/* A piece of memory for one part; NULL: no room. */
static struct part *
take_memory(struct tree *tree)
{
	struct part *part = tree->removed;

	if (part == NULL)
		return arena_alloc(tree->arena, sizeof(*part));
	tree->removed = part->next;
	return part;
}

struct part *
tree_add(struct tree *tree, struct part *parent)
{
	struct message *message = tree->message;
	struct part *part = NULL;

	if (message->part_count < tree->parts_max && grow(tree))
		part = take_memory(tree);
	if (part == NULL) {
		limits_mark(&message->reached, LIMIT_PARTS);
		return NULL;
	}
	memset(part, 0, sizeof(*part));
	part->index = (uint32_t)message->part_count;
	message->parts[message->part_count++] = part;
	part->parent = parent;
	if (parent == NULL)
		add_beside_top(message, part);
	else
		add_below(parent, part);
	return part;
}

void
tree_remove_last(struct tree *tree)
{
	struct message *message = tree->message;
	struct part *part = message->parts[message->part_count - 1];
	struct part *parent = part->parent;

	CHECK(part->first_child == NULL && part->next == NULL);
	message->part_count--;
	if (part->previous != NULL)
		part->previous->next = NULL;
	if (parent != NULL) {
		parent->last_child = part->previous;
		if (part->previous == NULL)
			parent->first_child = NULL;
	} else if (part->previous == NULL) {
		message->top = NULL;
	}
	part->next = tree->removed;
	tree->removed = part;
}

size_t
tree_bytes(size_t count)
{
	/* Each part, and arrays of pointers: the last has count, those before
	 * it a third of that together. */
	size_t each =
	    sizeof(struct part) + ARENA_SLACK + 16 + 2 * sizeof(struct part *);

	return count * each + 16 * (ARENA_SLACK + 16);
}
