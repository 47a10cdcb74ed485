/*
 * sister_days - what gateways of one site counted in a day, through Redis
 */
#include "threads/command/feedback/sister_days.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/clock.h"
#include "core/report/day_file.h"
#include "core/report/moment.h"
#include "threads/record/day_list.h"

/* Its own instance says nothing; 0 is none. */
#define INSTANCE 1u

/* A writer_function over a text. */
static bool
put_bytes(void *owner, struct slice bytes)
{
	struct text *text = owner;

	text_put(text, bytes);
	return !text->truncated;
}

static bool
put_day(struct sister *sister, const struct kept_day *kept, char *room,
    struct text *why_r)
{
	struct text text = text_over(room, DAY_FILE_MAX);
	char buffer[16];
	struct text date = TEXT_OVER(buffer);
	struct writer writer;

	day_put_date(&date, kept->day.number);
	writer_init(&writer, put_bytes, &text);
	day_file_write(&writer, kept);
	return writer_flush(&writer) &&
	       sister_put_day(
		   sister, text_slice(&date), text_slice(&text), why_r);
}

void
sister_days_send(struct sister *sister, const char *state, struct text *why_r)
{
	int32_t today = moment_at(clock_wall_s()).day;
	struct kept_day *kept = calloc(1, sizeof(*kept));
	char *room = malloc(DAY_FILE_MAX);
	bool good = kept != NULL && room != NULL;

	for (int32_t day = today - SISTER_DAYS + 1; day <= today && good;
	     day++) {
		if (!day_list_sum(state, day, true, &kept->day))
			continue;
		kept->instance = INSTANCE;
		memset(&kept->day.sources, 0, sizeof(kept->day.sources));
		memset(&kept->day.targets, 0, sizeof(kept->day.targets));
		good = put_day(sister, kept, room, why_r);
	}
	free(room);
	free(kept);
}

/* ---- reading ------------------------------------------------------------- */

struct adding {
	struct day *into;
	struct kept_day *room;
	size_t gateways;
};

/* What is no day of this program, or another, is passed over. */
static void
add_day(void *owner, struct slice bytes)
{
	struct adding *adding = owner;

	if (!day_file_read(bytes, adding->room) ||
	    adding->room->day.number != adding->into->number)
		return;
	day_merge(adding->into, &adding->room->day);
	adding->gateways++;
}

bool
sister_days_add(struct sister *sister, struct day *into, size_t *gateways_r,
    struct text *why_r)
{
	struct adding adding = {
	    .into = into, .room = malloc(sizeof(*adding.room))};
	char buffer[16];
	struct text date = TEXT_OVER(buffer);
	bool good = adding.room != NULL;

	day_put_date(&date, into->number);
	if (!good)
		text_put(why_r, SLICE("no memory"));
	else
		good = sister_read_day(
		    sister, text_slice(&date), add_day, &adding, why_r);
	free(adding.room);
	*gateways_r = adding.gateways;
	return good;
}
