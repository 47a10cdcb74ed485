/*
 * sources - which texts of a message a reader sees; private to core/canonical/
 *
 * Threads: one at a time.  Memory: the arena.
 */
#ifndef CORE_CANONICAL_SOURCES_H
#define CORE_CANONICAL_SOURCES_H

#include "core/canonical/marks.h"

/* Texts of one message that are read. */
#define SOURCES_MAX 64u

struct source {
	const struct part *part;
	const struct part_text *text; /* NULL: title is all there is */
	struct slice title;           /* the subject of an attached message */
};

struct sources {
	struct source source[SOURCES_MAX];
	size_t count;
	bool cut; /* there are more */
};

/* Find and render them, in the order of the message. */
void sources_find(struct message *message, struct renderer *renderer,
    struct sources *sources_r);

/* What is to be said of the parts and of what was found. */
void sources_mark(const struct message *message, const struct sources *sources,
    struct marks *marks);

/* It came with the message, or signed in it, and was not taken out of an
 * archive or the like. */
bool source_is_sent(const struct part *part);

/* A client shows it as one piece, whatever was found inside of it since. */
bool source_is_leaf(const struct part *part);

#endif
