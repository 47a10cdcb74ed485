/*
 * text - words into the visible or the hidden text
 */
#include "core/html/reader.h"

#include <string.h>

#include "core/html/reference.h"
#include "simd/bytes.h"

/* Bytes that are copied in one go. */
#define PIECE ((size_t)16 << 10)

void
text_line(struct reader *reader, enum output_kind kind)
{
	struct output_text *text = &reader->output.text[kind];

	if (text->lines == 0)
		text->lines = 1;
	text->blank = text->tab = false;
}

void
text_break(struct reader *reader, enum output_kind kind)
{
	struct output_text *text = &reader->output.text[kind];

	if (text->lines < 2)
		text->lines++;
	text->blank = text->tab = false;
}

void
text_cell(struct reader *reader, enum output_kind kind)
{
	struct output_text *text = &reader->output.text[kind];

	text->tab = text->line_open && text->lines == 0;
}

static bool
is_no_break_space(const uint8_t *text, size_t size)
{
	return size == 2 && text[0] == 0xC2 && text[1] == 0xA0;
}

static void
put_word(struct reader *reader, enum output_kind kind, struct slice word)
{
	output_settle(&reader->output, kind);
	output_put(&reader->output, kind, word);
}

/*
 * What the copying stops at: a reference, NUL, a no-break space, or what begins
 * like one.  Returns the bytes taken.
 */
static size_t
put_odd(struct reader *reader, enum output_kind kind, struct slice s,
    bool references)
{
	uint8_t decoded[REFERENCE_MAX];
	size_t taken = 0, size = 0;

	if (s.data[0] == 0)
		return 1;
	if (s.data[0] == '&' && references)
		taken = reference_decode(s, false, decoded, &size);
	else if (is_no_break_space(s.data, s.size < 2 ? s.size : 2)) {
		memcpy(decoded, s.data, 2);
		taken = size = 2;
	}
	if (taken == 0) {
		put_word(reader, kind, slice_sub(s, 0, 1));
		return 1;
	}
	if (is_no_break_space(decoded, size) ||
	    (size == 1 && html_is_blank(decoded[0])))
		reader->output.text[kind].blank = true;
	else
		put_word(reader, kind, (struct slice){decoded, size});
	return taken;
}

static bool
is_odd(uint8_t c)
{
	return c == '&' || c == 0 || c == 0xC2;
}

/* Words and single blanks, as many as the kernel takes in one go. */
static size_t
put_plain(struct reader *reader, enum output_kind kind, struct slice s)
{
	struct output *output = &reader->output;
	size_t size = s.size < PIECE ? s.size : PIECE;
	uint8_t *out;
	size_t copied;

	output_settle(output, kind);
	out = output_room(output, kind, size);
	if (out == NULL)
		return s.size;
	copied = bytes_copy_words(s.data, size, out);
	if (copied > 0 && out[copied - 1] == ' ') {
		output->text[kind].blank = true;
		output_commit(output, kind, copied - 1);
	} else {
		output_commit(output, kind, copied);
	}
	return copied;
}

void
text_words(struct reader *reader, enum output_kind kind, struct slice s,
    bool references)
{
	for (size_t at = 0; at < s.size && !reader->output.full;) {
		uint8_t c = s.data[at];

		if (html_is_blank(c)) {
			reader->output.text[kind].blank = true;
			at++;
		} else if (is_odd(c)) {
			at += put_odd(
			    reader, kind, slice_skip(s, at), references);
		} else {
			at += put_plain(reader, kind, slice_skip(s, at));
		}
	}
}

/* CR LF and CR are line ends too. */
static size_t
put_line_end(struct reader *reader, enum output_kind kind, struct slice s)
{
	if (!reader->skip_newline)
		text_break(reader, kind);
	return s.data[0] == '\r' && s.size > 1 && s.data[1] == '\n' ? 2 : 1;
}

void
text_pre(struct reader *reader, enum output_kind kind, struct slice s,
    bool references)
{
	for (size_t at = 0; at < s.size && !reader->output.full;) {
		size_t from = at;

		if (s.data[at] == '\n' || s.data[at] == '\r')
			at += put_line_end(reader, kind, slice_skip(s, at));
		else if (is_odd(s.data[at]))
			at += put_odd(
			    reader, kind, slice_skip(s, at), references);
		reader->skip_newline = false;
		if (at > from)
			continue;
		while (at < s.size && at - from < PIECE && s.data[at] != '\n' &&
		       s.data[at] != '\r' && !is_odd(s.data[at]))
			at++;
		put_word(reader, kind, slice_sub(s, from, at - from));
	}
}

static bool
is_blank(struct slice s)
{
	for (size_t i = 0; i < s.size; i++)
		if (!html_is_blank(s.data[i]))
			return false;
	return true;
}

void
text_bracketed(struct reader *reader, enum output_kind kind, struct slice s)
{
	s = html_trim(s);
	if (is_blank(s))
		return;
	put_word(reader, kind, SLICE("["));
	text_words(reader, kind, s, false);
	reader->output.text[kind].blank = false;
	put_word(reader, kind, SLICE("]"));
}
