/*
 * walk - the state of one walk over a message
 *
 * Private to mime.c, readings.c and walk*.c.  walk_run.c goes from boundary
 * line to boundary line, walk_begin.c reads headers and makes parts, walk_end.c
 * ends them, walk_leaf.c decodes leaves.  The walk goes the way of its frames.
 *
 * Threads: one at a time.
 */
#ifndef CORE_MESSAGE_WALK_H
#define CORE_MESSAGE_WALK_H

#include "core/message/boundary.h"
#include "core/message/decode.h"
#include "core/message/known.h"
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
	int64_t further_parts; /* that further readings may still begin */
	int64_t further_bytes; /* ... and still go over */
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
	struct noted noted;      /* what another way would change */
	bool further;            /* a further reading of the message */
	bool found;              /* ... that has found something new */
	size_t first_part;       /* parts that were there before: this many */
	struct known known;      /* used by further readings only */
	size_t unpaid; /* bytes of work since the last look at the clock */
	bool stopped;  /* by the budget or LIMIT_PARTS */
};

/* Count work; stop the walk when the budget is spent. */
void walk_pay(struct walk *walk, size_t bytes);

/* The next boundary line in [from, end) of the stream.  False: none. */
bool walk_find_boundary(
    struct walk *walk, size_t from, size_t end, struct boundary_line *line_r);

/*
 * The text of the frame that is in no part ends at end.  Where it may hold a
 * file (uuencode and the like), it becomes a leaf.
 */
void walk_add_around(struct walk *walk, struct frame *frame, size_t end);

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

/* part's raw bytes are known, and so its body.  From what is known, perhaps. */
struct decode_result walk_decode(struct walk *walk, struct part *part);

/*
 * part, a leaf whose raw bytes are known and the newest of the tree, is decoded
 * and looked at; readings of it follow.  encodings: others it may be in (bits).
 * A further reading of the message drops it when its bytes are known.
 */
void walk_settle_leaf(struct walk *walk, struct part *part, unsigned encodings);

/*
 * bytes, of part's body, are a message: go on inside of them.  The content gets
 * flags.
 */
void walk_begin_inside(
    struct walk *walk, struct part *part, struct slice bytes, unsigned flags);

/* The first part has begun: walk on to the end, or until stopped. */
void walk_run(struct walk *walk);

/*
 * A walk of bytes, the message (parent NULL) or what is inside of parent, is
 * done: read it the other ways that are in doubt, as far as LIMIT_READINGS
 * allows.
 */
void walk_readings(struct walk *walk, struct part *parent, struct slice bytes);

/* The nested stream is done: its frame ends, and the outer one goes on. */
void walk_leave_stream(struct walk *walk);

/* Stopped: what is open gets the bytes up to the end, undecoded. */
void walk_cut_open(struct walk *walk);

#endif
