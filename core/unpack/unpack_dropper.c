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

#include "core/unpack/dropper.h"
#include "core/unpack/script_part.h"

/* On a page, what one statement gave to a name is read elsewhere. */
#define PAGE_STATEMENTS_MIN 2u
/* What a function made counts as more than is ever joined in one place. */
#define COMPUTED_PIECES 1000000u

/* ---- names ------------------------------------------------------------- */

static void
finish(struct dropper *dropper, const struct script_variable *variable)
{
	uint8_t *data;

	if (variable->size < SCRIPT_STRING_MIN || dropper->files.ended ||
	    (dropper->is_page && variable->statements < PAGE_STATEMENTS_MIN &&
		variable->pieces < COMPUTED_PIECES))
		return;
	data = script_files_room(&dropper->files, variable->size);
	if (data == NULL)
		return;
	script_variable_read(variable, data);
	dropper_add_value(dropper, data, variable->size, variable->pieces);
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
		dropper_add_value(
		    dropper, data, value->bytes.size, pieces_of(value));
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

/* ---- expressions ------------------------------------------------------- */

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

/* ---- a script ---------------------------------------------------------- */

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
	files->text = dropper_read_shell(dropper, text);
	if (!begin(dropper, files->text))
		return;
	read_expressions(dropper);
	text = script_fold_end(&dropper->fold);
	if (dropper->fold.changed && !files->ended)
		script_files_add(files, text, SCRIPT_FOLDED_TYPE);
	dropper_add_commands(dropper, text);
	if (!files->ended)
		script_files_read(files);
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

	if (!script_part_is(part))
		return;
	dropper = new_dropper(job, part, part->body);
	if (dropper == NULL)
		return;
	dropper->files.is_script = true;
	dropper->text.language = script_part_language(part);
	read_script(dropper);
}

void
unpack_dropper_page(struct job *job, struct part *part, struct slice page)
{
	struct dropper *dropper;

	if (script_part_is(part))
		return;
	dropper = new_dropper(job, part, page);
	if (dropper == NULL)
		return;
	dropper->is_page = true;
	if (begin(dropper, page))
		read_expressions(dropper);
}
