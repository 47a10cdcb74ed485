/*
 * vba_text - source of macros as signatures are written for it
 */
#include "core/document/vba_text.h"

#include <string.h>

#include "core/base/ascii.h"

static void
put(struct sink *sink, struct slice s)
{
	if (s.size == 0 || !sink_reserve(sink, s.size))
		return;
	memcpy(sink->data + sink->size, s.data, s.size);
	sink->size += s.size;
}

static bool
is_blank(uint8_t c)
{
	return c == ' ' || c == '\t';
}

/* The line end that an underline at rest's beginning takes away; 0: none. */
static size_t
continuation(struct slice rest)
{
	if (slice_starts_with(rest, SLICE("_\r\n")))
		return 3;
	return slice_starts_with(rest, SLICE("_\n")) ? 2 : 0;
}

static void
put_source(struct sink *sink, struct slice source)
{
	bool string = false, blank = false;

	for (size_t at = 0; at < source.size && !sink->cut; at++) {
		uint8_t c = source.data[at];

		if (c == '"')
			string = !string;
		if (string) {
			blank = false;
			sink_put(sink, c);
		} else if (is_blank(c)) {
			if (!blank)
				sink_put(sink, ' ');
			blank = true;
		} else if (c == '_' && blank &&
			   continuation(slice_skip(source, at)) > 0) {
			at += continuation(slice_skip(source, at)) - 1;
		} else {
			blank = false;
			sink_put(sink, ascii_lower(c));
		}
	}
}

void
vba_text_put(struct sink *sink, struct slice name, struct slice source)
{
	put(sink, SLICE("REM MODULENAME: "));
	put(sink, name);
	put(sink, SLICE("\nREM ##################################"
			"################\n"));
	put_source(sink, source);
	put(sink, SLICE("\n\n"));
}
