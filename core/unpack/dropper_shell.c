/*
 * dropper_shell - what cmd and PowerShell make of a script before it runs
 *
 * cmd puts values in place of names and writes files by echo; PowerShell drops
 * backquotes, and is started by others with a command in base64.
 */
#include "core/script/batch.h"
#include "core/script/powershell.h"
#include "core/script/script_constant.h"
#include "core/unpack/dropper.h"
#include "simd/base64.h"

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

struct slice
dropper_read_shell(struct dropper *dropper, struct slice text)
{
	if (dropper->text.language == SCRIPT_BATCH)
		return read_batch(dropper, text);
	if (dropper->text.language == SCRIPT_POWERSHELL)
		return read_powershell(dropper, text);
	return text;
}

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

void
dropper_add_commands(struct dropper *dropper, struct slice text)
{
	struct slice base64;
	size_t at = 0;

	while (!dropper->files.ended &&
	       powershell_command_next(text, &at, &base64))
		add_command(dropper, base64);
}
