/*
 * pattern_build - the working memory of a pattern that is being compiled
 */
#include "core/pattern/pattern_build.h"

#include <stdlib.h>

/*
 * Each element takes a character of its own, but for the first branch of an
 * alternation, which the closing parenthesis pays for unless it is missing.
 * Two characters make at most one bitmap; the f modifier adds two of both.
 */
bool
pattern_build_init(
    struct pattern_build *build, size_t text_size, unsigned flags)
{
	build->flags = flags;
	build->result = PATTERN_OK;
	build->reason = NULL;
	build->origin = PROGRAM_ANYWHERE;
	build->offset = 0;
	build->shift = 0;
	build->section = 0;
	build->part_count = 0;
	build->element_count = 0;
	build->element_capacity = (uint32_t)text_size + PROGRAM_DEPTH_MAX + 3;
	build->data_size = 0;
	build->data_capacity = (uint32_t)(text_size / 2 + 3) * PROGRAM_BITMAP;
	build->set_count = 0;
	build->data = NULL;
	build->elements =
	    malloc(build->element_capacity * sizeof(build->elements[0]));
	if (build->elements == NULL)
		return false;
	build->data = malloc(build->data_capacity);
	return build->data != NULL;
}

void
pattern_build_fini(struct pattern_build *build)
{
	free(build->elements);
	free(build->data);
}

void
pattern_build_refuse(
    struct pattern_build *build, enum pattern_result result, const char *reason)
{
	if (build->result != PATTERN_OK)
		return;
	build->result = result;
	build->reason = reason;
}
