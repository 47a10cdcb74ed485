/*
 * unpack_dropper - files that an attached script carries in its strings
 *
 * A script that Windows runs when it is opened (.js, .vbs, .ps1, .wsf and the
 * like) writes a program, or the next script, out of its strings, which stand
 * in pieces: joined in one expression, or by one statement after the other to
 * the same name.  So names are remembered, and what was given to each is undone
 * when it is whole.  No script is run.
 */
#include <string.h>

#include "core/base/ascii.h"
#include "core/text/utf16.h"
#include "core/unpack/script_constant.h"
#include "core/unpack/script_files.h"
#include "core/unpack/script_value.h"

/* Names of one script; the rest is undone piece by piece. */
#define NAMES_MAX 64u
/* A text of so many pieces was taken apart on purpose. */
#define TEXT_PIECES_MIN 2u

struct value {
	struct value *next;
	struct slice bytes;
};

struct name {
	struct slice name;
	struct value *first, *last;
	size_t size;
	unsigned pieces;
};

struct dropper {
	struct script_files files;
	struct script_text text;
	struct name names[NAMES_MAX];
	unsigned count;
};

/* ---- what comes out ---------------------------------------------------- */

static bool
is_hex(struct slice s)
{
	for (size_t i = 0; i < s.size; i++)
		if (ascii_hex_value(s.data[i]) < 0)
			return false;
	return s.size % 2 == 0;
}

static bool
is_base64(struct slice s)
{
	for (size_t i = 0; i < s.size; i++) {
		uint8_t c = s.data[i];

		if (!ascii_is_letter(c) && !ascii_is_digit(c) && c != '+' &&
		    c != '/' && c != '=')
			return false;
	}
	return true;
}

static void
add_hex(struct dropper *dropper, struct slice digits)
{
	uint8_t *out = script_files_room(&dropper->files, digits.size / 2);

	if (out == NULL)
		return;
	for (size_t i = 0; i < digits.size / 2; i++)
		out[i] = (uint8_t)(ascii_hex_value(digits.data[2 * i]) << 4 |
				   ascii_hex_value(digits.data[2 * i + 1]));
	script_files_add(
	    &dropper->files, (struct slice){out, digits.size / 2}, SLICE(""));
}

/* Without the backslashes ahead of characters, as JavaScript reads it. */
static void
add_without_backslashes(struct dropper *dropper, struct slice text)
{
	uint8_t *out = script_files_room(&dropper->files, text.size);
	size_t size = 0;

	if (out == NULL)
		return;
	for (size_t at = 0; at < text.size; at++) {
		if (text.data[at] == '\\' && at + 1 < text.size)
			at++;
		out[size++] = text.data[at];
	}
	script_files_add(&dropper->files, (struct slice){out, size}, SLICE(""));
}

static void
add_text(struct dropper *dropper, struct slice text)
{
	script_files_add(&dropper->files, text, SLICE(""));
	if (slice_find_byte(text, '\\') < text.size && !dropper->files.ended)
		add_without_backslashes(dropper, text);
}

/* data: in the arena. */
static void
add_value(struct dropper *dropper, uint8_t *data, size_t size, unsigned pieces)
{
	struct slice value = {data, size};

	if (size < SCRIPT_STRING_MIN || dropper->files.ended)
		return;
	if (is_hex(value))
		add_hex(dropper, value);
	if (is_base64(value))
		script_files_add_string(
		    &dropper->files, data, size, SCRIPT_ALL);
	else if (slice_starts_with_nocase(value, SLICE("data:")) ||
		 script_count_escapes(value) * 8 >= size)
		script_files_add_string(
		    &dropper->files, data, size, SCRIPT_ESCAPED | SCRIPT_URL);
	else if (pieces >= TEXT_PIECES_MIN)
		add_text(dropper, value);
}

/* ---- names ------------------------------------------------------------- */

static void
finish(struct dropper *dropper, struct name *name)
{
	uint8_t *data;
	size_t at = 0;

	if (name->size < SCRIPT_STRING_MIN || dropper->files.ended)
		return;
	data = script_files_room(&dropper->files, name->size);
	if (data == NULL)
		return;
	for (struct value *value = name->first; value != NULL;
	     value = value->next) {
		memcpy(data + at, value->bytes.data, value->bytes.size);
		at += value->bytes.size;
	}
	add_value(dropper, data, name->size, name->pieces);
}

/* NULL: there are too many. */
static struct name *
find_name(struct dropper *dropper, struct slice name)
{
	for (unsigned i = 0; i < dropper->count; i++)
		if (slice_equal_nocase(dropper->names[i].name, name))
			return &dropper->names[i];
	if (dropper->count == NAMES_MAX)
		return NULL;
	dropper->names[dropper->count] = (struct name){.name = name};
	return &dropper->names[dropper->count++];
}

static bool
give(struct dropper *dropper, struct name *name, struct slice bytes,
    unsigned pieces)
{
	struct value *value = (struct value *)(void *)script_files_room(
	    &dropper->files, sizeof(*value));

	if (value == NULL)
		return false;
	*value = (struct value){.bytes = bytes};
	if (name->last != NULL)
		name->last->next = value;
	else
		name->first = value;
	name->last = value;
	name->size += bytes.size;
	name->pieces += pieces;
	return true;
}

/* ---- a script ---------------------------------------------------------- */

static void
take_expression(struct dropper *dropper)
{
	struct script_files *files = &dropper->files;
	struct script_text before = dropper->text;
	struct slice name;
	unsigned pieces;
	size_t size = script_value_read(&dropper->text, NULL, &pieces);
	enum script_assignment target;
	struct name *to = NULL;
	uint8_t *data;

	if (size == 0)
		return;
	target = script_value_target(before.bytes, before.at, &name);
	if (target == SCRIPT_TO_NOTHING && size < SCRIPT_STRING_MIN)
		return;
	data = script_files_room(files, size);
	if (data == NULL)
		return;
	(void)script_value_read(&before, data, &pieces);
	if (target != SCRIPT_TO_NOTHING)
		to = find_name(dropper, name);
	if (to == NULL) {
		add_value(dropper, data, size, pieces);
		return;
	}
	if (target == SCRIPT_TO_NAME) {
		finish(dropper, to);
		*to = (struct name){.name = to->name};
	}
	(void)!give(dropper, to, (struct slice){data, size}, pieces);
}

static void
read_expressions(struct dropper *dropper)
{
	struct script_text *text = &dropper->text;

	text->bytes = dropper->files.text;
	while (text->at < text->bytes.size && !dropper->files.ended) {
		if (script_value_begins(text->bytes, text->at))
			take_expression(dropper);
		else
			text->at++;
	}
	for (unsigned i = 0; i < dropper->count; i++)
		finish(dropper, &dropper->names[i]);
}

/* ---- which parts ------------------------------------------------------- */

/* Few parts have other types than text and HTML. */
static bool
is_script(const struct part *part)
{
	if (!slice_equal(part->media_type, SLICE("text/plain")) &&
	    !slice_equal(part->media_type, SLICE("text/html")) &&
	    filetype_of_media_type(part->media_type) == FILETYPE_SCRIPT)
		return true;
	for (uint16_t i = 0; i < part->name_count; i++)
		if (filetype_of_name(part->names[i].text) == FILETYPE_SCRIPT)
			return true;
	return false;
}

static bool
is_wide(struct slice bytes)
{
	return slice_starts_with(bytes, SLICE("\xFF\xFE"));
}

/* UTF-16 in ASCII, which all is that counts here; empty: there is no room. */
static struct slice
narrow(struct script_files *files, struct slice wide)
{
	uint8_t *out = script_files_room(files, wide.size / 2 + 1);
	size_t size = 0;

	if (out == NULL)
		return SLICE("");
	for (size_t at = 2; at + 1 < wide.size;) {
		uint32_t point = utf16_next(wide, &at);

		out[size++] = point < 0x80 ? (uint8_t)point : '?';
	}
	return (struct slice){out, size};
}

void
unpack_dropper(struct job *job, struct part *part)
{
	struct dropper *dropper;

	if ((filetype_class(part->type) != FILECLASS_TEXT &&
		filetype_class(part->type) != FILECLASS_HTML &&
		!is_wide(part->body)) ||
	    !is_script(part))
		return;
	dropper = arena_alloc(job->arena, sizeof(*dropper));
	if (dropper == NULL) {
		job_cut(job, part, LIMIT_DECODED_BYTES);
		return;
	}
	*dropper = (struct dropper){
	    .files = {.job = job,
		.part = part,
		.text = part->body,
		.is_script = true},
	};
	if (is_wide(part->body))
		dropper->files.text = narrow(&dropper->files, part->body);
	read_expressions(dropper);
	if (!dropper->files.ended)
		script_files_read(&dropper->files);
}
