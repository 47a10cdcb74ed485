/*
 * boundary - the containers that are open, and which of them a line belongs to
 *
 * The walker keeps one frame for each multipart or message that it is inside
 * of.  A boundary line is "--", the boundary, "--" if it is the last one, then
 * blanks (RFC 2046, section 5.1.1).  Where several open multiparts have the
 * same boundary, the line belongs to the outermost: section 5.1.2, and what
 * clients do.
 *
 * Threads: one at a time.
 */
#ifndef CORE_MESSAGE_BOUNDARY_H
#define CORE_MESSAGE_BOUNDARY_H

#include "core/message/way.h"

/* Bytes that are being walked: the file, or a decoded part. */
struct stream {
	struct slice bytes;
	size_t position;   /* all before it is done */
	size_t header_end; /* behind the first empty line after position, once
			      known; at or before position: not known */
	size_t base;       /* its first frame */
	bool nested;       /* that frame is the part which was decoded */
};

struct frame {
	struct part *part;
	struct slice boundary; /* without the "--" ahead of it */
	size_t body;           /* where the part's body begins in its stream */
	size_t around;  /* where text that is in no part begins; or SIZE_MAX */
	bool separates; /* false: a message, which has no boundary */
	bool ended;     /* its last boundary has been met */
	bool digest;
	bool began;   /* parts of it have begun, kept or not */
	bool guessed; /* its boundary was looked for in its lines */
	/* Others that clients may take for its boundary; bits by place. */
	const struct slice *others;
	unsigned other_count;
	unsigned seen, tried;
	/* Of this and the stream's frames below it: what can match at all. */
	uint64_t sizes;      /* bit n: a boundary of n bytes, modulo 64 */
	size_t longest;      /* boundary */
	struct stream outer; /* what goes on behind a nested stream */
};

struct frames {
	struct frame *frame; /* room for as many as may be inside each other */
	uint32_t *key;       /* of their boundaries, apart: searched often */
	size_t count;
	size_t odd; /* frames that have others */
	struct way way;
	struct noted *noted;
};

/*
 * Give the newest frame, whose stream begins at frame base, its boundary (NULL:
 * it has none).
 */
void frames_set_boundary(
    struct frames *frames, size_t base, const struct slice *boundary);

struct boundary_line {
	size_t start;
	size_t next;  /* behind its line end */
	size_t frame; /* whose it is */
	bool last;    /* with "--" behind it */
};

/*
 * The newest frame ends: its boundaries count no more.
 */
void frames_pop(struct frames *frames);

/* What else may be the newest frame's boundary, for lines to be noted. */
void frames_set_others(
    struct frames *frames, const struct slice *others, unsigned count);

/* False: no line can match now, so none need be looked for. */
bool frames_separate(const struct frames *frames, size_t base);

/*
 * Is the line at start, which begins with "--", a boundary of one of the
 * frames from base on?  A multipart that has ended matches after all others.
 * What would have been one another way is noted.
 */
bool frames_match(const struct frames *frames, size_t base, struct slice bytes,
    size_t start, struct boundary_line *line_r);

#endif
