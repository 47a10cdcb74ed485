/*
 * scan_executable - the buffer in hand as a program
 *
 * Nearly no buffer is asked about: only when the literal of a pattern with an
 * offset within a program was found.
 */
#include "core/scan/run.h"

static bool
is_same(struct slice a, struct slice b)
{
	return a.data == b.data && a.size == b.size;
}

const struct executable *
executable_of(struct run *run, struct slice bytes)
{
	struct program_places *program = &run->program;
	const struct executable *executable = &program->executable;

	if (!program->known || !is_same(program->bytes, bytes)) {
		program->known = true;
		program->has_keys = false;
		program->bytes = bytes;
		program->is_executable = executable_read(bytes,
		    (uint32_t)run->limits->max[LIMIT_SECTIONS], run->arena,
		    &program->executable);
		if (program->is_executable &&
		    executable->sections_kept < executable->section_count)
			limits_mark(&run->findings->reached, LIMIT_SECTIONS);
	}
	return program->is_executable ? executable : NULL;
}

const struct verify_places *
scan_places(struct run *run, struct slice bytes)
{
	struct program_places *program = &run->program;
	uint32_t *keys = run->scanner->version_keys;

	if (executable_of(run, bytes) == NULL)
		return NULL;
	if (!program->has_keys) {
		program->has_keys = true;
		program->places = (struct verify_places){
		    .executable = &program->executable,
		    .version_keys = keys,
		    .version_key_count =
			executable_version_keys(&program->executable, keys),
		};
	}
	return &program->places;
}
