/*
 * readings - a message that was in doubt is read the other ways
 *
 * The first walk has noted what mail clients may differ in.  Each further walk
 * goes over the same bytes another way; what it comes to that is known already
 * goes at once, and a container with nothing new in it goes with it.  A walk
 * that found nothing new is followed only to the doubts that it met for the
 * first time.
 */
#include "core/message/walk.h"

/* Begin where the first walk began. */
static void
begin_again(struct walk *walk, struct part *parent, struct slice bytes)
{
	walk->stream = (struct stream){.bytes = bytes};
	walk->leaf = NULL;
	walk->found = false;
	walk->noted = (struct noted){{0}};
	if (parent == NULL)
		walk_begin_part(walk, NULL, PART_READING, false);
	else
		walk_begin_inside(walk, parent, bytes, PART_READING);
}

/* False: no further walk may be begun. */
static bool
may_go_on(struct walk *walk, size_t gone, size_t bytes)
{
	struct walk_kept *kept = walk->kept;

	if (gone + 1 < (size_t)walk->limits->max[LIMIT_READINGS] &&
	    kept->further_parts > 0 && kept->fields_left > 0 &&
	    (int64_t)bytes <= kept->further_bytes) {
		kept->further_bytes -= (int64_t)bytes;
		return true;
	}
	limits_mark(&walk->message->reached, LIMIT_READINGS);
	return false;
}

void
walk_readings(struct walk *walk, struct part *parent, struct slice bytes)
{
	struct message *message = walk->message;
	unsigned met = noted_doubts(&walk->noted);
	struct ways ways;

	message->doubts |= met;
	if (met == 0 || walk->stopped)
		return;
	ways.count = 0;
	ways.cut = false;
	ways_add(&ways, &walk->frames.way, &walk->noted, 0);
	known_init(&walk->known, message, walk->first_part, walk->arena);
	walk->further = true;
	for (size_t i = 0; i < ways.count && !walk->stopped; i++) {
		unsigned doubts;

		if (!may_go_on(walk, i, bytes.size))
			return;
		walk->frames.way = ways.way[i];
		begin_again(walk, parent, bytes);
		walk_run(walk);
		doubts = noted_doubts(&walk->noted);
		ways_add(&ways, &walk->frames.way, &walk->noted,
		    walk->found ? 0 : met);
		met |= doubts;
		message->doubts |= doubts;
	}
	if (ways.cut)
		limits_mark(&message->reached, LIMIT_READINGS);
}
