/*
 * flowed - format=flowed text put together (RFC 3676)
 *
 * A line is flowed when it ends in a blank and is not the signature's "-- ".
 * It goes on in the next line when that one has the same quoting depth.
 */
#include "core/text/flowed.h"

#include <string.h>

struct line {
	size_t depth;        /* '>' ahead of it */
	struct slice quotes; /* they, as written */
	struct slice body;   /* without stuffing and line end */
	struct slice end;    /* CRLF, LF, CR, or nothing at the end */
	bool flowed;
	bool signature; /* "-- " alone */
};

struct flowed {
	uint8_t *out;
	size_t size;
	bool open; /* the last line written was flowed */
	size_t depth;
};

static struct slice
line_end(struct slice text, size_t at)
{
	size_t size = 0;

	if (at < text.size) {
		bool crlf = text.data[at] == '\r' && text.size - at > 1 &&
			    text.data[at + 1] == '\n';

		size = crlf ? 2 : 1;
	}
	return slice_sub(text, at, size);
}

/* The line at *at, and *at behind it (RFC 3676, section 4.5). */
static struct line
next_line(struct slice text, size_t *at)
{
	struct line line = {0};
	size_t begin = *at;
	size_t i = begin;
	size_t body;

	while (i < text.size && text.data[i] == '>')
		i++;
	line.depth = i - begin;
	line.quotes = slice_sub(text, begin, line.depth);
	if (i < text.size && text.data[i] == ' ')
		i++;
	body = i;
	while (i < text.size && text.data[i] != '\n' && text.data[i] != '\r')
		i++;
	line.body = slice_sub(text, body, i - body);
	line.end = line_end(text, i);
	line.signature = slice_equal(line.body, SLICE("-- "));
	line.flowed = !line.signature && line.body.size > 0 &&
		      line.body.data[line.body.size - 1] == ' ';
	*at = i + line.end.size;
	return line;
}

static void
put(struct flowed *f, struct slice s)
{
	if (s.size > 0)
		memcpy(f->out + f->size, s.data, s.size);
	f->size += s.size;
}

static void
put_line(
    struct flowed *f, const struct line *line, bool delsp, struct slice end)
{
	struct slice body = line->body;
	bool goes_on = f->open && f->depth == line->depth && !line->signature;

	if (f->open && !goes_on)
		put(f, end);
	if (!goes_on && line->depth > 0) {
		put(f, line->quotes);
		if (body.size > 0)
			put(f, SLICE(" "));
	}
	if (line->flowed && delsp)
		body.size--;
	put(f, body);
	if (!line->flowed)
		put(f, line->end);
	f->open = line->flowed;
	f->depth = line->depth;
}

struct slice
flowed_join(struct slice text, bool delsp, struct arena *arena)
{
	struct flowed f = {.size = 0};
	struct slice end = SLICE("");
	size_t at = 0;

	/* The most that can come: a blank and a line end more for each line
	 * that is quoted and flowed, which is three bytes at least. */
	if (text.size > SIZE_MAX / 4)
		return text;
	f.out = arena_alloc(arena, text.size * 2 + 2);
	if (f.out == NULL)
		return text;
	while (at < text.size) {
		struct line line = next_line(text, &at);

		put_line(&f, &line, delsp, end);
		end = line.end;
	}
	if (f.open)
		put(&f, end);
	CHECK(arena_resize_last(arena, f.out, f.size));
	return (struct slice){f.out, f.size};
}
