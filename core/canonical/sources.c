/*
 * sources - which texts of a message a reader sees
 */
#include "core/canonical/sources.h"

bool
source_is_sent(const struct part *part)
{
	for (; part != NULL; part = part->parent)
		if (part->origin != PART_FROM_MIME)
			return false;
	return true;
}

/*
 * A further reading of the bytes that stand ahead of it says the same again,
 * up to where they differ.
 */
static bool
is_repeated(const struct part *part)
{
	const struct part *other = part->previous;

	return (part->flags & PART_READING) != 0 && other != NULL &&
	       other->raw.data == part->raw.data;
}

void
sources_find(struct message *message, struct renderer *renderer,
    struct sources *sources_r)
{
	sources_r->count = 0;
	sources_r->cut = false;
	for (size_t i = 0; i < message->part_count; i++) {
		struct part *part = message->parts[i];
		const struct part_text *text;

		if (!render_is_text(part) || is_repeated(part) ||
		    !source_is_sent(part))
			continue;
		if (sources_r->count == SOURCES_MAX) {
			sources_r->cut = true;
			break;
		}
		text = render_part(renderer, part);
		if (text != NULL)
			sources_r->source[sources_r->count++] =
			    (struct source){part, text};
	}
}
