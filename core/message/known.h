/*
 * known - the raw bytes that a message has parts of already
 *
 * Further readings of a message mostly meet the same bytes again.  What is
 * known is neither decoded nor kept a second time.
 *
 * Threads: one at a time.
 * Memory: the arena.  Without room nothing more becomes known.
 */
#ifndef CORE_MESSAGE_KNOWN_H
#define CORE_MESSAGE_KNOWN_H

#include "core/message/message.h"

struct known_entry {
	struct slice raw;
	struct slice body;
	enum part_encoding encoding;
	bool html; /* has been a part that is shown as HTML */
	bool used;
};

struct known {
	struct arena *arena;
	struct known_entry *entry; /* open addressing */
	size_t room;               /* a power of two, or 0 */
	size_t count;
};

/* The parts of message from the index first on. */
void known_init(struct known *known, const struct message *message,
    size_t first, struct arena *arena);

void known_add(struct known *known, const struct part *part);

/* What is known of part's raw bytes in its encoding; NULL: nothing. */
struct known_entry *known_find(
    const struct known *known, const struct part *part);

/* Is part shown as HTML? */
bool known_is_html(const struct part *part);

#endif
