/*
 * walk - the state of one walk over a message, private to mime*.c and walk*.c
 *
 * walk_begin.c reads headers and makes parts, walk_end.c ends them; mime.c
 * finds the lines where that happens.
 *
 * Threads: one at a time.
 */
#ifndef CORE_MESSAGE_WALK_H
#define CORE_MESSAGE_WALK_H

#include "core/message/boundary.h"
#include "core/message/decode.h"
#include "core/message/tree.h"

/* What a byte of a header, a part, or a line that looks like a boundary, counts
 * in bytes. */
#define HEADER_COST 8u
#define PART_COST 1024u
#define LINE_COST 32u

/*
 * All parts together may have FIELDS_FACTOR times the fields that one may have:
 * fields are dearer than the bytes they are made of.  A part may have
 * FIELDS_MIN even when all the others took theirs.
 */
#define FIELDS_FACTOR 100
#define FIELDS_MIN 16

/* What all walks over one message share; it lies in the arena. */
struct walk_kept {
	struct frame *frame; /* room for depth_max */
	uint32_t *key;
	int64_t fields_left;
};

struct walk {
	const struct limits *limits;
	struct arena *arena;
	struct budget *budget;
	struct message *message;
	struct tree tree;
	struct decoder decoder;
	struct frames frames;
	size_t depth_max;
	struct walk_kept *kept;
	struct stream stream;
	struct part *leaf;       /* the one whose end is being looked for */
	size_t leaf_body;        /* where its body begins */
	unsigned leaf_encodings; /* content's other_encodings */
	size_t unpaid; /* bytes of work since the last look at the clock */
	bool stopped;  /* by the budget or LIMIT_PARTS */
};

/* Count work; stop the walk when the budget is spent. */
void walk_pay(struct walk *walk, size_t bytes);

/* The next boundary line in [from, end) of the stream.  False: none. */
bool walk_find_boundary(
    struct walk *walk, size_t from, size_t end, struct boundary_line *line_r);

/* Begin a part at the position; while it is a message, its content too. */
void walk_begin_part(
    struct walk *walk, struct part *parent, unsigned flags, bool digest);

/* Make part, whose body begins in the stream at body, the newest frame. */
struct frame *walk_push_frame(
    struct walk *walk, struct part *part, size_t body);

/*
 * End what is open at end, newest first, down to keep frames.  False: decoded
 * bytes come first now, and end is where the outer stream goes on.
 */
bool walk_end_down_to(struct walk *walk, size_t end, size_t keep);

/* part's body is known, and a message: go on inside of it. */
void walk_begin_inside(struct walk *walk, struct part *part);

/* The nested stream is done: its frame ends, and the outer one goes on. */
void walk_leave_stream(struct walk *walk);

/* Stopped: what is open gets the bytes up to the end, undecoded. */
void walk_cut_open(struct walk *walk);

#endif
