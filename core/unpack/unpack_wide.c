/*
 * unpack_wide - messages, calendars and contacts in UTF-16
 *
 * A file that was saved as "Unicode" has two bytes for each character, and is a
 * message, or an invitation, to what goes by the mark at its beginning.
 */
#include "core/text/utf16.h"
#include "core/unpack/job.h"

/* So much is looked at to know what it is. */
#define LOOK_BYTES 4096u
/* Bytes of UTF-8 that two bytes become at most. */
#define GROWTH 3u

struct wide {
	struct slice units;
	bool swapped; /* highest byte first */
};

/* By the mark, or by a letter of ASCII and a byte of zero. */
static bool
is_wide(struct slice body, struct wide *wide_r)
{
	bool marked;

	if (body.size < 8)
		return false;
	marked = slice_starts_with(body, SLICE("\xFF\xFE")) ||
		 slice_starts_with(body, SLICE("\xFE\xFF"));
	if (!marked && (body.data[0] == 0) == (body.data[1] == 0))
		return false;
	wide_r->swapped = marked ? body.data[0] == 0xFE : body.data[0] == 0;
	wide_r->units = slice_skip(body, marked ? 2 : 0);
	return true;
}

/* The character at *at, which moves behind it. */
static uint32_t
next_character(const struct wide *wide, size_t *at)
{
	uint8_t swapped[4];
	struct slice here = slice_sub(wide->units, *at, sizeof(swapped));
	size_t taken = 0;
	uint32_t point;

	if (!wide->swapped)
		return utf16_next(wide->units, at);
	for (size_t i = 0; i < here.size; i++)
		swapped[i] = here.data[(i ^ 1) < here.size ? (i ^ 1) : i];
	point = utf16_next((struct slice){swapped, here.size}, &taken);
	*at += taken;
	return point;
}

/* Of the first size bytes.  out has room for GROWTH bytes a unit, and for one
 * more. */
static struct slice
to_utf8(const struct wide *wide, size_t size, uint8_t *out)
{
	size_t written = 0;

	for (size_t at = 0; at < size && at < wide->units.size;)
		written += utf8_put(next_character(wide, &at), out + written);
	return (struct slice){out, written};
}

static bool
is_wanted(enum filetype type)
{
	return type == FILETYPE_MAIL || type == FILETYPE_CALENDAR ||
	       type == FILETYPE_VCARD;
}

static bool
begins_as_wanted(const struct wide *wide)
{
	uint8_t head[(LOOK_BYTES / 2 + 2) * GROWTH];

	return is_wanted(filetype_detect(to_utf8(wide, LOOK_BYTES, head)));
}

void
unpack_wide(struct job *job, struct part *part)
{
	struct wide wide;
	struct slice text;
	struct part *child;
	uint8_t *out = NULL;
	size_t room;

	if (!is_wide(part->body, &wide) || !begins_as_wanted(&wide) ||
	    !job_may_open(job, part))
		return;
	room = (wide.units.size / 2 + 2) * GROWTH;
	if (room <= job_bytes_left(job))
		out = arena_alloc(job->arena, room);
	if (out == NULL) {
		job_cut(job, part, LIMIT_DECODED_BYTES);
		return;
	}
	text = to_utf8(&wide, wide.units.size, out);
	CHECK(arena_resize_last(job->arena, out, text.size));
	job_take_bytes(job, text.size);
	child = job_add(job, part, PART_FROM_ENCODED, text);
	if (child != NULL)
		child->charset = SLICE("utf-8");
}
