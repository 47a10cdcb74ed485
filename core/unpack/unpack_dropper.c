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
#include "core/script/batch.h"
#include "core/script/powershell.h"
#include "core/script/script_constant.h"
#include "core/script/script_fold.h"
#include "core/script/script_value.h"
#include "core/unpack/script_files.h"
#include "simd/base64.h"

/* A text of so many pieces was taken apart on purpose. */
#define TEXT_PIECES_MIN 2u
/* What a function made counts as more than is ever joined in one place. */
#define COMPUTED_PIECES 1000000u
/* What scripts write may be scripts, and so on, but each is as large. */
#define LAYERS_MAX 4u
/* The script itself without what it hides, in which nobody looks again. */
#define FOLDED_TYPE SLICE("text/plain")

struct dropper {
	struct script_files files;
	struct script_text text;
	struct script_variables variables;
	struct script_fold fold;
	bool is_page; /* its strings are read elsewhere as they are */
	bool forgot;  /* a name that was given something */
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
	for (size_t i = 0; i < s.size; i++)
		if (!script_is_base64_letter(s.data[i]))
			return false;
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

/* Bytes by their numbers, which the script takes apart. */
static void
add_separated(struct dropper *dropper, struct slice value)
{
	uint8_t *out;
	size_t size;

	if (!ascii_is_digit(value.data[1]) && !ascii_is_digit(value.data[0]))
		return;
	out = script_files_room(&dropper->files, value.size);
	if (out == NULL)
		return;
	size = script_separated(value, out);
	if (size >= SCRIPT_STRING_MIN)
		script_files_add(
		    &dropper->files, (struct slice){out, size}, SLICE(""));
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
	add_separated(dropper, value);
	if (dropper->files.ended)
		return;
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
finish(struct dropper *dropper, const struct script_variable *variable)
{
	uint8_t *data;

	if (variable->size < SCRIPT_STRING_MIN || dropper->files.ended ||
	    (dropper->is_page && variable->statements < TEXT_PIECES_MIN &&
		variable->pieces < COMPUTED_PIECES))
		return;
	data = script_files_room(&dropper->files, variable->size);
	if (data == NULL)
		return;
	script_variable_read(variable, data);
	add_value(dropper, data, variable->size, variable->pieces);
}

/* A copy of what is in the room of values; NULL: there is no room. */
static uint8_t *
keep(struct dropper *dropper, struct slice bytes)
{
	uint8_t *data = script_files_room(&dropper->files, bytes.size);

	if (data != NULL)
		memcpy(data, bytes.data, bytes.size);
	return data;
}

static unsigned
pieces_of(const struct script_value *value)
{
	return value->pieces + (value->computed ? COMPUTED_PIECES : 0);
}

/* The variable at the beginning of what is given to it: "a = a + ..." */
static bool
is_given_to_itself(const struct script_text *text, struct slice *name_r)
{
	struct slice target;

	/* A name first: who asks what stands ahead of each of many brackets
	 * goes over all of them for each. */
	*name_r = script_name_at(text->bytes, text->at);
	return name_r->size > 0 &&
	       script_value_target(text->bytes, text->at, &target) ==
		   SCRIPT_TO_NAME &&
	       slice_equal_nocase(target, *name_r);
}

static void
give(struct dropper *dropper, size_t from, const struct script_value *value)
{
	struct script_files *files = &dropper->files;
	struct slice name = SLICE("");
	enum script_assignment target =
	    script_value_target(dropper->text.bytes, from, &name);
	struct script_variable *to = NULL;
	uint8_t *data;

	if (target == SCRIPT_TO_NOTHING &&
	    value->bytes.size < SCRIPT_STRING_MIN)
		return;
	if (target != SCRIPT_TO_NOTHING) {
		to = script_variables_get(&dropper->variables, name);
		dropper->forgot |= to == NULL;
	}
	if (to == NULL && dropper->is_page && !value->computed)
		return;
	data = keep(dropper, value->bytes);
	if (data == NULL)
		return;
	if (to == NULL) {
		add_value(dropper, data, value->bytes.size, pieces_of(value));
		return;
	}
	if (target == SCRIPT_TO_NAME) {
		finish(dropper, to);
		script_variable_clear(to);
	}
	if (!script_variable_give(&dropper->variables, to,
		(struct slice){data, value->bytes.size}, pieces_of(value)))
		script_files_end(files);
}

/* ---- a script ---------------------------------------------------------- */

/* To try one, as bytes that are worked on (budget_takes()). */
#define EXPRESSION_COST 64u

static void
take_expression(struct dropper *dropper)
{
	struct script_text *text = &dropper->text;
	size_t from = text->at;
	struct slice name, expression;
	struct script_value value;

	/* What the time has cut the budget tells. */
	if (budget_takes(dropper->files.job->budget, EXPRESSION_COST)) {
		dropper->files.ended = true;
		return;
	}
	if (is_given_to_itself(text, &name)) {
		text->at += name.size;
		return;
	}
	if (!script_value_read(text, &value))
		return;
	expression = slice_sub(text->bytes, from, text->at - from);
	if (!dropper->is_page)
		script_fold_put(&dropper->fold, expression, &value);
	/* A name comes out by itself. */
	if (value.bytes.size > 0 && !script_is_name(expression))
		give(dropper, from, &value);
}

/* False: there is no room. */
static bool
begin(struct dropper *dropper, struct slice script)
{
	size_t room = SCRIPT_ROOM(script.size);

	dropper->text.bytes = script;
	dropper->text.room_size = room;
	dropper->text.room = script_files_room(&dropper->files, room);
	dropper->text.work = SCRIPT_WORK(script.size);
	dropper->text.variables = &dropper->variables;
	if (dropper->is_page)
		return dropper->text.room != NULL;
	dropper->fold.source = script;
	dropper->fold.room = SCRIPT_FOLD_ROOM(script.size);
	dropper->fold.out =
	    script_files_room(&dropper->files, dropper->fold.room);
	return dropper->fold.out != NULL && dropper->text.room != NULL;
}

static void
read_expressions(struct dropper *dropper)
{
	struct script_text *text = &dropper->text;

	while (text->at < text->bytes.size && !dropper->files.ended) {
		if (script_value_begins(text))
			take_expression(dropper);
		else
			text->at++;
	}
	for (const struct script_variable *at = dropper->variables.first;
	     at != NULL; at = at->next)
		finish(dropper, at);
	if (text->work == 0 || dropper->forgot)
		job_cut(dropper->files.job, dropper->files.part,
		    LIMIT_DECODED_BYTES);
}

/* ---- commands of PowerShell -------------------------------------------- */

static void
add_command(struct dropper *dropper, struct slice base64)
{
	struct script_files *files = &dropper->files;
	uint8_t *out = script_files_room(files, BASE64_ROOM(base64.size));
	struct base64_result result;
	size_t size;

	if (out == NULL)
		return;
	result =
	    base64_decode(base64.data, base64.size, BASE64_PASS_PADDING, out);
	size = powershell_narrow(out, result.written);
	script_files_add(files,
	    (struct slice){out, size > 0 ? size : result.written},
	    SLICE("application/x-powershell"));
}

static void
read_commands(struct dropper *dropper, struct slice text)
{
	struct slice base64;
	size_t at = 0;

	while (!dropper->files.ended &&
	       powershell_command_next(text, &at, &base64))
		add_command(dropper, base64);
}

/* ---- what the shells make of it first ---------------------------------- */

static struct script_variables *
new_variables(struct dropper *dropper)
{
	struct script_variables *variables =
	    (struct script_variables *)(void *)script_files_room(
		&dropper->files, sizeof(*variables));

	if (variables != NULL)
		*variables = (struct script_variables){
		    .arena = dropper->files.job->arena};
	return variables;
}

/* A file that echo writes; certutil undoes its base64. */
static void
add_written(struct dropper *dropper, const struct script_variable *file)
{
	struct script_files *files = &dropper->files;
	uint8_t *data = script_files_room(files, file->size);
	struct slice text = {data, file->size}, base64;

	if (data == NULL)
		return;
	script_variable_read(file, data);
	script_files_add_named(files, text, file->name);
	base64 = script_armoured(text);
	if (base64.size >= SCRIPT_STRING_MIN && !files->ended)
		script_files_add_base64(files, base64);
}

static void
add_all_written(struct dropper *dropper, const struct script_variables *written)
{
	for (const struct script_variable *file = written->first;
	     file != NULL && !dropper->files.ended; file = file->next)
		add_written(dropper, file);
}

/* The script as cmd reads it; text itself where that is the same. */
static struct slice
read_batch(struct dropper *dropper, struct slice text)
{
	struct batch batch = {
	    .text = text,
	    .variables = new_variables(dropper),
	    .files = new_variables(dropper),
	    .room = BATCH_ROOM(text.size),
	};

	batch.out = script_files_room(&dropper->files, batch.room);
	if (batch.variables == NULL || batch.files == NULL || batch.out == NULL)
		return text;
	batch_read(&batch);
	add_all_written(dropper, batch.files);
	if (batch.cut)
		job_cut(dropper->files.job, dropper->files.part,
		    LIMIT_DECODED_BYTES);
	dropper->fold.changed |= batch.changed;
	return batch.changed ? (struct slice){batch.out, batch.size} : text;
}

/* Without backquotes. */
static struct slice
read_powershell(struct dropper *dropper, struct slice text)
{
	uint8_t *out;
	size_t size;

	if (slice_find_byte(text, '`') == text.size)
		return text;
	out = script_files_room(&dropper->files, text.size);
	if (out == NULL)
		return text;
	size = powershell_plain(text, out);
	dropper->fold.changed = true;
	return (struct slice){out, size};
}

static struct slice
read_ahead(struct dropper *dropper, struct slice text)
{
	if (dropper->text.language == SCRIPT_BATCH)
		return read_batch(dropper, text);
	if (dropper->text.language == SCRIPT_POWERSHELL)
		return read_powershell(dropper, text);
	return text;
}

/* ---- which parts ------------------------------------------------------- */

static bool
is_layer(const struct part *part)
{
	unsigned layers = 0;

	if (part->origin != PART_FROM_SCRIPT ||
	    filetype_class(part->type) != FILECLASS_TEXT ||
	    slice_equal(part->media_type, FOLDED_TYPE))
		return false;
	for (; part != NULL && part->origin == PART_FROM_SCRIPT;
	     part = part->parent)
		layers++;
	return layers < LAYERS_MAX;
}

static bool
ends_with(struct slice name, struct slice end)
{
	return name.size >= end.size &&
	       slice_equal_nocase(slice_skip(name, name.size - end.size), end);
}

/* Not by their type: pages, lists and the like that programs run. */
static bool
is_run(struct slice name)
{
	static const struct slice ends[] = {SLICE(".hta"), SLICE(".sct"),
	    SLICE(".wsc"), SLICE(".xsl"), SLICE(".inf"), SLICE(".url")};

	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++)
		if (ends_with(name, ends[i]))
			return true;
	return false;
}

static bool
is_script(const struct part *part)
{
	if (part->type == FILETYPE_VBA || is_layer(part))
		return true;
	/* Few parts have other types than text and HTML. */
	if (!slice_equal(part->media_type, SLICE("text/plain")) &&
	    !slice_equal(part->media_type, SLICE("text/html")) &&
	    filetype_of_media_type(part->media_type) == FILETYPE_SCRIPT)
		return true;
	for (uint16_t i = 0; i < part->name_count; i++)
		if (filetype_of_name(part->names[i].text) == FILETYPE_SCRIPT ||
		    is_run(part->names[i].text))
			return true;
	return false;
}

static enum script_language
language_of_name(struct slice name)
{
	static const struct {
		struct slice end;
		enum script_language language;
	} ends[] = {
	    {SLICE(".js"), SCRIPT_JAVASCRIPT},
	    {SLICE(".jse"), SCRIPT_JAVASCRIPT},
	    {SLICE(".vbs"), SCRIPT_BASIC},
	    {SLICE(".vbe"), SCRIPT_BASIC},
	    {SLICE(".vba"), SCRIPT_BASIC},
	    {SLICE(".vb"), SCRIPT_BASIC},
	    {SLICE(".ps1"), SCRIPT_POWERSHELL},
	    {SLICE(".psm1"), SCRIPT_POWERSHELL},
	    {SLICE(".bat"), SCRIPT_BATCH},
	    {SLICE(".cmd"), SCRIPT_BATCH},
	};

	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++)
		if (ends_with(name, ends[i].end))
			return ends[i].language;
	return SCRIPT_ANY;
}

/* Names that say different things say nothing. */
static enum script_language
language_of(const struct part *part)
{
	enum script_language language = SCRIPT_ANY;

	if (slice_equal(part->media_type, SLICE("application/x-powershell")))
		return SCRIPT_POWERSHELL;
	for (uint16_t i = 0; i < part->name_count; i++) {
		enum script_language other =
		    language_of_name(part->names[i].text);

		if (i > 0 && other != language)
			return SCRIPT_ANY;
		language = other;
	}
	return language;
}

/* UTF-16, by its mark or by the zeros of its first two letters. */
static bool
is_wide(struct slice bytes)
{
	return slice_starts_with(bytes, SLICE("\xFF\xFE")) ||
	       slice_starts_with(bytes, SLICE("\xFE\xFF")) ||
	       (bytes.size >= 4 &&
		   (bytes.data[0] == 0) != (bytes.data[1] == 0) &&
		   (bytes.data[2] == 0) != (bytes.data[3] == 0));
}

/* UTF-16 in ASCII, which all is that counts here; empty: there is no room. */
static struct slice
narrow(struct script_files *files, struct slice wide)
{
	uint8_t *out = script_files_room(files, wide.size / 2 + 1);
	bool swapped = wide.data[0] == 0 || wide.data[0] == 0xFE;
	size_t size = 0;

	if (out == NULL)
		return SLICE("");
	for (size_t at = wide.data[swapped] < 0x80 ? 0 : 2; at + 1 < wide.size;
	     at += 2)
		out[size++] = wide.data[at + !swapped] == 0
				  ? wide.data[at + swapped]
				  : '?';
	return (struct slice){out, size};
}

static void
read_script(struct dropper *dropper)
{
	struct script_files *files = &dropper->files;
	struct slice text = files->text;

	if (is_wide(text))
		text = narrow(files, text);
	files->text = read_ahead(dropper, text);
	if (!begin(dropper, files->text))
		return;
	read_expressions(dropper);
	text = script_fold_end(&dropper->fold);
	if (dropper->fold.changed && !files->ended)
		script_files_add(files, text, FOLDED_TYPE);
	read_commands(dropper, text);
	if (!files->ended)
		script_files_read(files);
}

/* A control character, or a byte that is none of ASCII, does not keep it from
 * being run. */
static bool
may_be_script(const struct part *part)
{
	switch (filetype_class(part->type)) {
	case FILECLASS_TEXT:
	case FILECLASS_HTML:
	case FILECLASS_OTHER:
		return true;
	default:
		return part->type == FILETYPE_VBA;
	}
}

/* NULL: there is no room. */
static struct dropper *
new_dropper(struct job *job, struct part *part, struct slice text)
{
	struct dropper *dropper = arena_alloc(job->arena, sizeof(*dropper));

	if (dropper == NULL) {
		job_cut(job, part, LIMIT_DECODED_BYTES);
		return NULL;
	}
	*dropper = (struct dropper){
	    .files = {.job = job, .part = part, .text = text},
	    .variables = {.arena = job->arena},
	};
	return dropper;
}

void
unpack_dropper(struct job *job, struct part *part)
{
	struct dropper *dropper;

	if (!may_be_script(part) || !is_script(part))
		return;
	dropper = new_dropper(job, part, part->body);
	if (dropper == NULL)
		return;
	dropper->files.is_script = true;
	dropper->text.language = language_of(part);
	read_script(dropper);
}

void
unpack_dropper_page(struct job *job, struct part *part, struct slice page)
{
	struct dropper *dropper;

	if (is_script(part))
		return;
	dropper = new_dropper(job, part, page);
	if (dropper == NULL)
		return;
	dropper->is_page = true;
	if (begin(dropper, page))
		read_expressions(dropper);
}
