/*
 * fuzz_script - any bytes as a script, in each language
 *
 * Each reading moves on, a value lies in its room, and what a script comes to
 * is no larger than the room for it.
 */
#include <stdlib.h>

#include "core/base/check.h"
#include "core/script/batch.h"
#include "core/script/encoded_script.h"
#include "core/script/powershell.h"
#include "core/script/script_fold.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define ARENA_BYTES ((size_t)16 << 20)

static struct arena *arena;

/* ---- values ------------------------------------------------------------ */

struct script {
	struct script_text text;
	struct script_fold fold;
	struct script_variables variables;
};

/* What is given to a name is known from then on. */
static void
give(struct script *script, size_t from, const struct script_value *value)
{
	struct slice name, kept;
	struct script_variable *variable;

	if (script_value_target(script->text.bytes, from, &name) ==
	    SCRIPT_TO_NOTHING)
		return;
	CHECK(name.size > 0 && name.data >= script->text.bytes.data &&
	      name.data + name.size <= script->text.bytes.data + from);
	variable = script_variables_get(&script->variables, name);
	if (variable != NULL && arena_copy(arena, value->bytes, &kept))
		(void)!script_variable_give(
		    &script->variables, variable, kept, value->pieces);
}

static void
read_one(struct script *script)
{
	struct script_text *text = &script->text;
	size_t from = text->at;
	struct script_value value;
	bool read = script_value_read(text, &value);

	CHECK(text->at > from && text->at <= text->bytes.size);
	CHECK(text->depth == 0 && !text->in_list);
	if (!read)
		return;
	CHECK(value.bytes.data == text->room &&
	      value.bytes.size <= text->room_size && value.pieces > 0);
	script_fold_put(&script->fold,
	    slice_sub(text->bytes, from, text->at - from), &value);
	give(script, from, &value);
}

static void
read_script(struct slice bytes, enum script_language language)
{
	size_t room = SCRIPT_ROOM(bytes.size);
	size_t fold_room = SCRIPT_FOLD_ROOM(bytes.size);
	struct script script = {
	    .text = {.bytes = bytes,
		.language = language,
		.room = malloc(room),
		.room_size = room,
		.work = SCRIPT_WORK(bytes.size)},
	    .fold = {.source = bytes,
		.out = malloc(fold_room),
		.room = fold_room},
	    .variables = {.arena = arena},
	};

	CHECK(script.text.room != NULL && script.fold.out != NULL);
	script.text.variables = &script.variables;
	while (script.text.at < bytes.size) {
		if (script_value_begins(&script.text))
			read_one(&script);
		else
			script.text.at++;
	}
	CHECK(script_fold_end(&script.fold).size <= fold_room);
	free(script.text.room);
	free(script.fold.out);
	arena_reset(arena);
}

/* ---- what the shells make of it ---------------------------------------- */

static void
read_batch(struct slice bytes)
{
	struct script_variables variables = {.arena = arena};
	struct script_variables files = {.arena = arena};
	struct batch batch = {
	    .text = bytes,
	    .variables = &variables,
	    .files = &files,
	    .out = malloc(BATCH_ROOM(bytes.size)),
	    .room = BATCH_ROOM(bytes.size),
	};

	CHECK(batch.out != NULL);
	batch_read(&batch);
	CHECK(batch.size <= batch.room);
	CHECK(batch.changed || batch.cut || batch.size == bytes.size ||
	      slice_find(bytes, SLICE("%%")) < bytes.size);
	free(batch.out);
	arena_reset(arena);
}

static void
read_powershell(struct slice bytes)
{
	uint8_t *out = malloc(bytes.size + 1);
	struct slice base64;
	size_t at = 0, before = 0;

	CHECK(out != NULL);
	CHECK(powershell_plain(bytes, out) <= bytes.size);
	while (powershell_command_next(bytes, &at, &base64)) {
		CHECK(at > before && at <= bytes.size);
		before = at;
	}
	free(out);
}

static void
read_encoded(struct slice bytes)
{
	struct encoded_script script;
	size_t at = 0;

	while (encoded_script_next(bytes, at, &script)) {
		uint8_t *out = malloc(script.bytes.size + 1);

		CHECK(out != NULL);
		CHECK(script.from >= at && script.end > at &&
		      script.end <= bytes.size);
		CHECK(encoded_script_read(script.bytes, out) <=
		      script.bytes.size);
		free(out);
		at = script.end;
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct slice bytes = {data, size};

	if (arena == NULL)
		arena = arena_create(ARENA_BYTES);
	CHECK(arena != NULL);
	read_script(bytes, SCRIPT_ANY);
	read_script(bytes, SCRIPT_JAVASCRIPT);
	read_script(bytes, SCRIPT_POWERSHELL);
	read_batch(bytes);
	read_powershell(bytes);
	read_encoded(bytes);
	return 0;
}
