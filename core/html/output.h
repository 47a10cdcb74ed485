/*
 * output - what the reader makes, in one piece of the arena
 *
 * Texts of several kinds grow at the same time, in the order of the source:
 * visible, hidden, the title, scripts, comments.  They are written one behind
 * the other as segments, each with its kind and size ahead of it; links grow
 * from the other end.  When the source is done each kind is gathered into one
 * text, for which room was kept all the while.
 *
 *     | segment | segment | ... ->   room   <- link | link |
 *
 * Threads: one at a time.
 * Memory: one allocation, which output_finish() makes as small as it can.
 */
#ifndef CORE_HTML_OUTPUT_H
#define CORE_HTML_OUTPUT_H

#include "core/base/arena.h"
#include "core/html/html.h"

enum output_kind {
	OUTPUT_VISIBLE,
	OUTPUT_HIDDEN,
	OUTPUT_TITLE,
	OUTPUT_SCRIPT,
	OUTPUT_COMMENT,
	OUTPUT_KINDS,
	OUTPUT_ASIDE = OUTPUT_KINDS, /* URLs and the like; not gathered */
};

/* A text that grows: what is to be written ahead of its next word. */
struct output_text {
	size_t size;    /* bytes so far, all segments together */
	unsigned lines; /* line ends owed, at most 2 */
	bool blank;     /* a blank is owed */
	bool tab;       /* the next table cell */
	bool bullet;    /* the next word begins a list item */
	bool line_open; /* the line has text already */
};

/* A link while its text may still grow: a range of one of the texts. */
struct output_link {
	struct slice url;
	struct slice shown; /* or, if empty, the range of a text: */
	struct slice title;
	enum output_kind shown_kind;
	size_t shown_from, shown_until;
	size_t offset;
	enum html_link_kind kind;
	bool hidden;
};

struct output {
	struct arena *arena;
	uint8_t *base;
	size_t capacity;
	size_t used;     /* by segments, from base on */
	size_t gathered; /* bytes that gathering will take */
	size_t segment;  /* offset of the open one's head; SIZE_MAX: none */
	enum output_kind kind; /* of the open segment */
	struct output_text text[OUTPUT_KINDS];
	size_t segments[OUTPUT_KINDS];
	size_t links, links_max;
	size_t runs, runs_max;
	enum output_kind last_run;
	bool full; /* no room for text: stop */
	bool links_full;
};

/* False: the arena has no room at all. */
bool output_init(struct output *output, struct arena *arena, size_t source_size,
    size_t links_max) MUST_USE;

/*
 * Room for size bytes of this kind, and SLACK that a kernel may overwrite;
 * NULL: none, and output->full is set.  What is written there counts once
 * output_commit() says how much it was.
 */
uint8_t *output_room(struct output *output, enum output_kind kind, size_t size);
void output_commit(struct output *output, enum output_kind kind, size_t size);

/* s as it is. */
void output_put(struct output *output, enum output_kind kind, struct slice s);

/* What is owed (line ends, a blank, a bullet), ahead of a word. */
void output_settle(struct output *output, enum output_kind kind);

/* s, kept for as long as the arena; NULL data: no room. */
struct slice output_keep(struct output *output, struct slice s);

/* size bytes aligned to 16, kept for as long as the arena; NULL: no room. */
void *output_alloc(struct output *output, size_t size);

/* NULL: no room, or over the limit. */
struct output_link *output_add_link(struct output *output);
struct output_link *output_link_at(struct output *output, size_t index);

/* Fills in the texts, runs and links. */
void output_finish(struct output *output, struct html *html_r);

#endif
