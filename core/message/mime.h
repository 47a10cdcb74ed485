/*
 * mime - walk the bytes of a message once, making parts
 *
 * One pass over lines, with a frame for each open container: no recursion, and
 * work that is linear in the bytes (and, for each line that begins with "--",
 * in the depth).  An encoded message or multipart is decoded when its end is
 * known; its bytes are walked at once as a nested stream, so that indexes
 * follow the order of the message.
 *
 * Threads: one at a time.
 */
#ifndef CORE_MESSAGE_MIME_H
#define CORE_MESSAGE_MIME_H

#include "core/message/message.h"

/* Deeper than this is never walked, whatever the limit says. */
#define MIME_DEPTH_MAX 4096

/*
 * Make the parts of message->content.  MESSAGE_INCOMPLETE only for the budget:
 * limits are marked in message->reached.
 */
enum message_result mime_walk(struct message *message,
    const struct limits *limits, struct arena *arena,
    struct budget *budget) MUST_USE;

/*
 * The body of part, a leaf, is a message: part becomes PART_MESSAGE, and what
 * is in it parts below, the messages of a mailbox file each.  The leaf as it
 * stands if limits allow nothing more.
 */
enum message_result mime_walk_inside(struct message *message, struct part *part,
    const struct limits *limits, struct arena *arena,
    struct budget *budget) MUST_USE;

/*
 * Arena bytes that the walk takes under these limits, decoded bytes left aside.
 */
size_t mime_walk_bytes(const struct limits *limits);

#endif
