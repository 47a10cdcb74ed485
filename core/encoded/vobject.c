/*
 * vobject - files in calendars and contacts
 *
 * Line by line.  A line goes on in those behind it that begin with a blank, so
 * a property's head, as its value, may be broken anywhere.
 */
#include "core/encoded/vobject.h"

#include "core/base/ascii.h"

/* ---- lines ------------------------------------------------------------- */

static bool
is_blank(uint8_t c)
{
	return c == ' ' || c == '\t';
}

static bool
is_line_end(uint8_t c)
{
	return c == '\r' || c == '\n';
}

/* Behind the line end at at, which is one: LF, CR LF, CR, or CR CR LF. */
static size_t
behind_line_end(struct slice text, size_t at)
{
	while (at < text.size && text.data[at] == '\r')
		at++;
	return at < text.size && text.data[at] == '\n' ? at + 1 : at;
}

static size_t
find_line_end(struct slice text, size_t at)
{
	while (at < text.size && !is_line_end(text.data[at]))
		at++;
	return at;
}

/* At a line end: behind it and the blank of the fold that it is, or at. */
static size_t
behind_fold(struct slice text, size_t at)
{
	size_t next = behind_line_end(text, at);

	return next < text.size && is_blank(text.data[next]) ? next + 1 : at;
}

size_t
vobject_unfold(struct slice value, uint8_t *out)
{
	size_t size = 0;

	for (size_t at = 0; at < value.size;) {
		size_t next = at;

		if (is_line_end(value.data[at]))
			next = behind_fold(value, at);
		if (next == at)
			out[size++] = value.data[at++];
		else
			at = next;
	}
	return size;
}

/* ---- heads ------------------------------------------------------------- */

struct head {
	struct slice text; /* unfolded */
	size_t value;      /* where the value begins */
	bool over;         /* there was no room for all of it */
};

/* Past the folds at *at.  False: the property ends there. */
static bool
goes_on(struct slice text, size_t *at)
{
	while (*at < text.size && is_line_end(text.data[*at])) {
		size_t next = behind_fold(text, *at);

		if (next == *at)
			return false;
		*at = next;
	}
	return *at < text.size;
}

/*
 * The head of the property at vobject->at.  A colon in quotes is not its end,
 * unless the quote is never closed.  False: this line is none, and *end_r is
 * where it ended.
 */
static bool
read_head(struct vobject *vobject, struct head *head_r, size_t *end_r)
{
	struct slice text = vobject->text;
	size_t at = vobject->at, size = 0, colon = 0, colon_size = 0;
	bool quoted = false, over = false;

	for (; goes_on(text, &at); at++) {
		uint8_t c = text.data[at];

		if (c == ':' && (!quoted || colon == 0)) {
			colon = at;
			colon_size = size;
			if (!quoted)
				break;
		}
		quoted ^= c == '"';
		over |= size == VOBJECT_HEAD_MAX;
		if (!over)
			vobject->head[size++] = c;
	}
	*end_r = at;
	*head_r = (struct head){{vobject->head, colon_size}, colon + 1, over};
	return colon > vobject->at;
}

/* The next parameter of *rest without its name, which is *name_r. */
static bool
next_parameter(struct slice *rest, struct slice *name_r, struct slice *value_r)
{
	bool quoted = false;
	size_t end = 0, equals;
	struct slice all;

	if (rest->size == 0)
		return false;
	while (end < rest->size && (quoted || rest->data[end] != ';'))
		quoted ^= rest->data[end++] == '"';
	all = slice_sub(*rest, 0, end);
	*rest = slice_skip(*rest, end + 1);
	equals = slice_find_byte(all, '=');
	*name_r = equals == all.size ? SLICE("")
				     : slice_trim(slice_sub(all, 0, equals));
	*value_r =
	    slice_trim(equals == all.size ? all : slice_skip(all, equals + 1));
	if (value_r->size >= 2 && value_r->data[0] == '"' &&
	    value_r->data[value_r->size - 1] == '"')
		*value_r = slice_sub(*value_r, 1, value_r->size - 2);
	return true;
}

static bool
is_base64_word(struct slice name, struct slice value)
{
	if (name.size > 0 && !slice_equal_nocase(name, SLICE("encoding")))
		return false;
	return slice_equal_nocase(value, SLICE("base64")) ||
	       slice_equal_nocase(value, SLICE("b"));
}

/* "FILENAME", "X-FILENAME", "X-ORACLE-FILENAME", ... */
static bool
names_file(struct slice name)
{
	static const struct slice word = SLICE("filename");

	return name.size >= word.size &&
	       slice_equal_nocase(
		   slice_skip(name, name.size - word.size), word);
}

/* Fills in what the parameters say.  True: the value is base64. */
static bool
read_parameters(struct slice head, struct vobject_file *file)
{
	struct slice rest = head, name, value;
	bool base64 = false;

	rest = slice_skip(rest, slice_find_byte(rest, ';') + 1);
	while (next_parameter(&rest, &name, &value)) {
		base64 |= is_base64_word(name, value);
		if (names_file(name))
			file->name = value;
		else if (slice_equal_nocase(name, SLICE("fmttype")) ||
			 slice_equal_nocase(name, SLICE("mediatype")))
			file->media_type = value;
	}
	return base64;
}

/* ---- values ------------------------------------------------------------ */

/* Where the property at at ends: the first line end that is no fold. */
static size_t
find_property_end(struct slice text, size_t at)
{
	for (;;) {
		size_t end = find_line_end(text, at);

		if (end == text.size)
			return end;
		at = behind_fold(text, end);
		if (at == end)
			return end;
	}
}

/* Of a line: nothing but characters of base64; those end without a colon. */
static bool
is_base64_line(struct slice line)
{
	for (size_t i = 0; i < line.size; i++) {
		uint8_t c = line.data[i];

		if (!ascii_is_letter(c) && !ascii_is_digit(c) && c != '+' &&
		    c != '/' && c != '=' && !is_blank(c))
			return false;
	}
	return true;
}

/*
 * Where the base64 at at ends.  It goes on in lines that do not begin with a
 * blank if they can be nothing else, as programs write it that do not fold, and
 * behind an empty line if that only stands in between.
 */
static size_t
find_base64_end(struct slice text, size_t at)
{
	size_t end = find_property_end(text, at);

	for (;;) {
		size_t next = behind_line_end(text, end);
		size_t next_end = find_line_end(text, next);
		bool empty = next == next_end;

		if (next == text.size ||
		    !is_base64_line(slice_sub(text, next, next_end - next)))
			return end;
		if (empty && behind_fold(text, next) == next)
			return end;
		end = find_property_end(text, next);
	}
}

static bool
is_data_url(struct slice value)
{
	uint8_t start[32];
	size_t size = vobject_unfold(slice_sub(value, 0, sizeof(start)), start);
	struct slice url = slice_trim((struct slice){start, size});

	return slice_starts_with_nocase(url, SLICE("data:"));
}

/* ---- properties -------------------------------------------------------- */

bool
vobject_is(struct slice bytes)
{
	if (slice_starts_with(bytes, SLICE("\xEF\xBB\xBF")))
		bytes = slice_skip(bytes, 3);
	if (bytes.size == 0 ||
	    (bytes.data[0] > ' ' && (bytes.data[0] | 0x20) != 'b'))
		return false;
	bytes = slice_trim(slice_sub(bytes, 0, 256));
	return slice_starts_with_nocase(bytes, SLICE("BEGIN:VCALENDAR")) ||
	       slice_starts_with_nocase(bytes, SLICE("BEGIN:VCARD"));
}

void
vobject_begin(struct vobject *vobject, struct slice text)
{
	vobject->text = text;
	vobject->at = 0;
}

/* The property at vobject->at, which moves behind it.  False: no file. */
static bool
take_property(struct vobject *vobject, struct vobject_file *file_r)
{
	struct slice text = vobject->text;
	struct head head;
	size_t end;
	bool base64;

	*file_r = (struct vobject_file){.kind = VOBJECT_BASE64};
	if (!read_head(vobject, &head, &end)) {
		end = find_property_end(text, end);
		vobject->at = behind_line_end(text, end);
		return false;
	}
	base64 = read_parameters(head.text, file_r) || head.over;
	end = base64 ? find_base64_end(text, head.value)
		     : find_property_end(text, head.value);
	vobject->at = behind_line_end(text, end);
	file_r->value = slice_sub(text, head.value, end - head.value);
	if (!is_data_url(file_r->value))
		return base64;
	file_r->kind = VOBJECT_URL;
	return true;
}

bool
vobject_next(struct vobject *vobject, struct vobject_file *file_r)
{
	while (vobject->at < vobject->text.size)
		if (take_property(vobject, file_r) &&
		    slice_trim(file_r->value).size > 0)
			return true;
	return false;
}
