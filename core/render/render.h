/*
 * render - the text of a part as its reader sees it
 *
 * From bytes by the charset to UTF-8, then flowed lines joined or HTML read.
 * Made once for each part and kept in part->text, so that whoever comes next
 * finds it.
 *
 * Threads: one at a time for each message.  Memory: the arena.
 */
#ifndef CORE_RENDER_RENDER_H
#define CORE_RENDER_RENDER_H

#include "core/html/html.h"
#include "core/message/message.h"
#include "core/text/charset.h"

struct part_text {
	struct charset_text source; /* all of the body as UTF-8 */
	struct slice visible;       /* what a reader sees */
	const struct html *html;    /* NULL: plain text */
	bool flowed;
};

/* What renders have in common for one message. */
struct renderer {
	struct charsets *charsets;
	const struct limits *limits;
	struct arena *arena;
	struct budget *budget;
	struct limits_reached *reached;
	uint64_t text_left; /* of LIMIT_TEXT_BYTES */
	size_t links_left;
};

struct renderer renderer_for(struct message *message, struct charsets *charsets,
    const struct limits *limits, struct arena *arena, struct budget *budget);

/* Is it a leaf that a reader sees as text: text/..., or a page? */
bool render_is_text(const struct part *part);

/* ... as a page: HTML by its bytes, its type or one of its names? */
bool render_is_page(const struct part *part);

/* The label of its charset; may be empty. */
struct slice render_charset(const struct part *part);

/*
 * part->text, made if it is not there.  NULL: no text, or nothing left of the
 * limits.
 */
const struct part_text *render_part(
    struct renderer *renderer, struct part *part);

#endif
