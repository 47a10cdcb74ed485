/*
 * walk_run - from boundary line to boundary line
 */
#include "core/message/walk.h"

/* One boundary line, or the end of a stream.  False: all is walked. */
static bool
step(struct walk *walk)
{
	struct stream *stream = &walk->stream;
	struct boundary_line line;
	struct frame *frame;

	if (!frames_separate(&walk->frames, stream->base) ||
	    !walk_find_boundary(
		walk, stream->position, stream->bytes.size, &line)) {
		if (walk->stopped)
			return false;
		if (!walk_end_down_to(walk, stream->bytes.size,
			stream->base + (stream->nested ? 1 : 0)))
			return true;
		/* Stopped, it has left frames open above the stream's own. */
		if (!stream->nested || walk->stopped)
			return false;
		walk_leave_stream(walk);
		return true;
	}
	if (!walk_end_down_to(walk, line.start, line.frame + 1) ||
	    walk->stopped)
		return true;
	stream->position = line.next;
	frame = &walk->frames.frame[line.frame];
	walk_add_around(walk, frame, line.start);
	if (walk->stopped)
		return true;
	if (line.last) {
		frame->ended = true;
		frame->around = line.next;
	} else
		walk_begin_part(walk, frame->part,
		    frame->ended ? PART_AFTER_END : 0, frame->digest);
	return true;
}

void
walk_run(struct walk *walk)
{
	size_t left = walk->decoder.left;

	while (!walk->stopped && step(walk))
		;
	if (walk->stopped)
		walk_cut_open(walk);
	walk->message->decoded += left - walk->decoder.left;
}
