/*
 * part_path - where in a message a part stands, for a person
 */
#include "core/message/part_path.h"

/* Steps that are shown; of a longer way the outermost ones are left out. */
#define STEPS_MAX 12u
/* Bytes of one name; the rest is cut. */
#define NAME_MAX_BYTES 80u

static struct slice
name_of(const struct part *part)
{
	for (uint16_t i = 0; i < part->name_count; i++)
		if (part->names[i].text.size > 0)
			return part->names[i].text;
	return part->name;
}

static bool
is_step(const struct part *part)
{
	return part->parent != NULL && part->kind != PART_MULTIPART;
}

static void
put_step(struct text *text, const struct part *part, bool last)
{
	struct slice name = name_of(part);

	if (name.size > 0) {
		text_put_printable(text, name, NAME_MAX_BYTES);
	} else if (last) {
		text_printf(text, "part %u (", (unsigned)part->index);
		text_put_printable(text, part->media_type, NAME_MAX_BYTES);
		text_put_byte(text, ')');
	} else {
		text_printf(text, "part %u", (unsigned)part->index);
	}
}

/* A message is told by the part that holds it, not by its content as well. */
static bool
is_content(const struct part *part)
{
	return part->parent->kind == PART_MESSAGE && name_of(part).size == 0;
}

void
part_path_put(struct text *text, const struct part *part)
{
	const struct part *steps[STEPS_MAX];
	size_t count = 0;

	for (const struct part *at = part; at != NULL && count < STEPS_MAX;
	     at = at->parent)
		if (is_step(at) && (at == part || !is_content(at)))
			steps[count++] = at;
	if (count == STEPS_MAX)
		text_put(text, SLICE(".../"));
	while (count > 0) {
		count--;
		put_step(text, steps[count], count == 0);
		if (count > 0)
			text_put_byte(text, '/');
	}
}
