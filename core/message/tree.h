/*
 * tree - the parts of one message being linked together
 *
 * Threads: one at a time.
 */
#ifndef CORE_MESSAGE_TREE_H
#define CORE_MESSAGE_TREE_H

#include "core/message/message.h"

struct tree {
	struct message *message;
	struct arena *arena;
	size_t parts_max;
	struct part *removed; /* to be used again */
};

/*
 * Add parts to message from now on: those it has stay.  parts_max is at least
 * 1.
 */
void tree_init(struct tree *tree, struct message *message,
    const struct limits *limits, struct arena *arena);

/*
 * A new last child of parent (NULL: the top, or a reading beside it), all zero
 * but its place.  NULL: LIMIT_PARTS, which is marked, or no arena memory, which
 * is marked as the same, since it means as much.
 */
struct part *tree_add(struct tree *tree, struct part *parent) MUST_USE;

/*
 * Take back the part that was added last, which has no children (any more).
 */
void tree_remove_last(struct tree *tree);

/* Arena bytes that suffice for count parts. */
size_t tree_bytes(size_t count);

#endif
