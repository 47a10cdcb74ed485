/*
 * office_xml - files in documents that are one XML: base64 between two tags
 */
#include "core/document/office_xml.h"

#include "core/base/ascii.h"

/* A tag with all its attributes is no longer. */
#define TAG_MAX 4096u
/* Attributes ahead of the data in which its name stands: pkg:part is around
 * pkg:binaryData. */
#define LOOK_BACK 1024u

/* ---- the beginning ----------------------------------------------------- */

/* UTF-16 as bytes: what is not ASCII becomes '?'.  Base64 is ASCII. */
static bool
narrow(struct slice bytes, size_t high, struct arena *arena,
    struct slice *narrow_r)
{
	size_t count = bytes.size / 2;
	uint8_t *out = arena_alloc(arena, count);

	if (out == NULL)
		return false;
	for (size_t i = 0; i < count; i++)
		out[i] = bytes.data[2 * i + high] == 0
			     ? bytes.data[2 * i + (1 - high)]
			     : '?';
	*narrow_r = (struct slice){out, count};
	return true;
}

/* Any of what office_xml_begin() looks for begins with none of these. */
static bool
begins_otherwise(struct slice bytes)
{
	return bytes.size == 0 || ascii_is_letter(bytes.data[0]) ||
	       ascii_is_digit(bytes.data[0]);
}

/* A property list; pages are not looked through for that. */
static bool
is_plist(struct slice bytes)
{
	static const struct slice tag = SLICE("<plist");

	if (slice_starts_with(bytes, SLICE("<?xml")))
		return slice_find(bytes, tag) < bytes.size;
	return slice_starts_with(bytes, tag) ||
	       slice_starts_with(bytes, SLICE("<!DOCTYPE plist"));
}

bool
office_xml_begin(
    struct office_xml *xml, struct slice bytes, struct arena *arena)
{
	*xml = (struct office_xml){.at = 0};
	if (begins_otherwise(bytes))
		return false;
	if (slice_starts_with(bytes, SLICE("\xEF\xBB\xBF")))
		bytes = slice_skip(bytes, 3);
	if (slice_starts_with(bytes, SLICE("\xFF\xFE<\0")) ||
	    slice_starts_with(bytes, SLICE("<\0?\0"))) {
		xml->cut = !narrow(bytes, 1, arena, &bytes);
	} else if (slice_starts_with(bytes, SLICE("\xFE\xFF\0<")) ||
		   slice_starts_with(bytes, SLICE("\0<\0?"))) {
		xml->cut = !narrow(bytes, 0, arena, &bytes);
	}
	if (xml->cut)
		return false;
	if (slice_starts_with(bytes, SLICE("?")))
		bytes = slice_skip(bytes, 1); /* the byte order mark */
	xml->bytes = bytes;
	bytes = slice_trim(slice_sub(bytes, 0, TAG_MAX));
	xml->is_plist = is_plist(bytes);
	return xml->is_plist || slice_starts_with(bytes, SLICE("<?xml")) ||
	       slice_starts_with(bytes, SLICE("<xdp:")) ||
	       slice_starts_with(bytes, SLICE("<pkg:")) ||
	       slice_starts_with(bytes, SLICE("<w:"));
}

/* ---- tags -------------------------------------------------------------- */

/* Local names, whatever stands ahead of the colon. */
static const struct slice tags[] = {
    SLICE("binData"),
    SLICE("binaryData"),
    SLICE("binary-data"),
    SLICE("chunk"),
};

/* Of a tag behind its '<', without its prefix. */
static struct slice
local_name(struct slice rest)
{
	size_t at = 0, from = 0;

	rest = slice_sub(rest, 0, 64);
	for (; at < rest.size; at++) {
		uint8_t c = rest.data[at];

		if (c == ':')
			from = at + 1;
		else if (!ascii_is_letter(c) && !ascii_is_digit(c) &&
			 c != '-' && c != '_')
			break;
	}
	return slice_sub(rest, from, at - from);
}

static bool
is_file_tag(const struct office_xml *xml, struct slice rest)
{
	struct slice name = local_name(rest);

	if (xml->is_plist)
		return slice_equal(name, SLICE("data"));
	for (size_t i = 0; i < sizeof(tags) / sizeof(tags[0]); i++)
		if (slice_equal(name, tags[i]))
			return true;
	return false;
}

/* The last value of an attribute of that name, with a prefix, in text. */
static struct slice
last_name(struct slice text)
{
	static const struct slice mark = SLICE(":name=");
	struct slice value = SLICE("");

	for (;;) {
		size_t at = slice_find(text, mark);
		struct slice rest = slice_skip(text, at + mark.size);
		size_t size;

		if (rest.size == 0 ||
		    (rest.data[0] != '"' && rest.data[0] != '\''))
			return value;
		size = slice_find_byte(slice_skip(rest, 1), rest.data[0]);
		value = slice_sub(rest, 1, size);
		text = slice_skip(rest, 1 + size);
	}
}

/* ---- content ----------------------------------------------------------- */

/* "&#65;", "&#x41;"; anything else is junk to base64. */
static uint8_t
reference(struct slice rest, size_t *size_r)
{
	unsigned value = 0, base = 10;
	size_t at = 1;

	if (!slice_starts_with(rest, SLICE("&#"))) {
		*size_r = 1;
		return '&';
	}
	if (++at < rest.size && (rest.data[at] | 0x20) == 'x') {
		base = 16;
		at++;
	}
	for (; at < rest.size && value < 256; at++) {
		int digit = ascii_hex_value(rest.data[at]);

		if (digit < 0 || digit >= (int)base)
			break;
		value = value * base + (unsigned)digit;
	}
	if (at < rest.size && rest.data[at] == ';')
		at++;
	*size_r = at;
	return value < 128 ? (uint8_t)value : '?';
}

/* Past a tag, a comment or the marks of a section. */
static size_t
markup_size(struct slice rest)
{
	static const struct slice comment_end = SLICE("-->");
	static const struct slice section = SLICE("<![CDATA[");

	if (slice_starts_with(rest, section))
		return section.size;
	if (slice_starts_with(rest, SLICE("<!--")))
		return slice_find(rest, comment_end) + comment_end.size;
	return slice_find_byte(rest, '>') + 1;
}

/* The same without what is no text.  False: no room. */
static bool
clean(struct slice text, struct arena *arena, struct slice *clean_r)
{
	uint8_t *out = arena_alloc(arena, text.size);
	size_t size = 0, step;

	if (out == NULL)
		return false;
	for (size_t at = 0; at < text.size; at += step) {
		uint8_t c = text.data[at];

		step = 1;
		if (c == '<')
			step = markup_size(slice_skip(text, at));
		else if (c == '&')
			out[size++] = reference(slice_skip(text, at), &step);
		else
			out[size++] = c;
	}
	*clean_r = (struct slice){out, size};
	return true;
}

/* Up to the tag that ends the element; comments and sections stay. */
static struct slice
content(struct slice rest)
{
	size_t at = 0;

	for (;; at++) {
		at += slice_find_byte(slice_skip(rest, at), '<');
		if (at + 1 >= rest.size)
			return rest;
		if (rest.data[at + 1] == '/')
			return slice_sub(rest, 0, at);
	}
}

static bool
needs_cleaning(struct slice text)
{
	return slice_find_byte(text, '<') < text.size ||
	       slice_find_byte(text, '&') < text.size;
}

bool
office_xml_next(
    struct office_xml *xml, struct arena *arena, struct office_xml_file *file_r)
{
	struct slice bytes = xml->bytes;

	for (;; xml->at++) {
		size_t from, end;
		struct slice text;

		xml->at += slice_find_byte(slice_skip(bytes, xml->at), '<');
		if (xml->at >= bytes.size)
			return false;
		if (!is_file_tag(xml, slice_skip(bytes, xml->at + 1)))
			continue;
		from = xml->at > LOOK_BACK ? xml->at - LOOK_BACK : 0;
		end =
		    xml->at + slice_find_byte(slice_skip(bytes, xml->at), '>');
		/* No other tag ends there, nor is another in this one. */
		if (end >= bytes.size || bytes.data[end - 1] == '/') {
			xml->at = end;
			continue;
		}
		text = content(slice_skip(bytes, end + 1));
		file_r->name = last_name(slice_sub(bytes, from, end - from));
		xml->at = end + text.size;
		xml->cut = needs_cleaning(text) && !clean(text, arena, &text);
		if (xml->cut)
			return false;
		file_r->base64 = text;
		if (slice_trim(text).size > 0)
			return true;
	}
}
