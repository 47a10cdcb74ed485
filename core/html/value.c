/*
 * value - attributes and URLs, decoded
 */
#include "core/html/reader.h"

#include "core/html/css.h"
#include "core/html/reference.h"

struct slice
value_decode(struct reader *reader, struct slice raw)
{
	uint8_t *out;
	size_t size;

	if (!reference_needs_decoding(raw))
		return raw;
	out = output_room(&reader->output, OUTPUT_ASIDE, reference_room(raw));
	if (out == NULL)
		return (struct slice){0};
	size = reference_decode_all(raw, true, out);
	output_commit(&reader->output, OUTPUT_ASIDE, size);
	return (struct slice){out, size};
}

/* The URL standard strips C0 controls and blanks at both ends. */
static struct slice
strip(struct slice s)
{
	while (s.size > 0 && s.data[s.size - 1] <= ' ')
		s.size--;
	while (s.size > 0 && s.data[0] <= ' ')
		s = slice_skip(s, 1);
	return s;
}

static bool
is_dropped(uint8_t c)
{
	return c == '\t' || c == '\n' || c == '\r';
}

static bool
has_dropped(struct slice s)
{
	return slice_find_byte(s, '\n') < s.size ||
	       slice_find_byte(s, '\r') < s.size ||
	       slice_find_byte(s, '\t') < s.size;
}

struct slice
value_url(struct reader *reader, struct slice raw)
{
	struct slice url = strip(value_decode(reader, raw));
	uint8_t *out;
	size_t written = 0;

	if (!has_dropped(url))
		return url;
	out = output_room(&reader->output, OUTPUT_ASIDE, url.size);
	if (out == NULL)
		return (struct slice){0};
	for (size_t i = 0; i < url.size; i++)
		if (!is_dropped(url.data[i]))
			out[written++] = url.data[i];
	output_commit(&reader->output, OUTPUT_ASIDE, written);
	return (struct slice){out, written};
}

struct slice
value_css(struct reader *reader, struct slice raw, bool references)
{
	struct slice css = references ? value_decode(reader, raw) : raw;
	uint8_t *out;
	size_t size;

	if (!css_needs_plain(css))
		return css;
	out = output_room(&reader->output, OUTPUT_ASIDE, css.size);
	if (out == NULL)
		return (struct slice){0};
	size = css_plain(css, out);
	output_commit(&reader->output, OUTPUT_ASIDE, size);
	return (struct slice){out, size};
}
