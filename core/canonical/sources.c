/*
 * sources - which texts of a message a reader sees
 */
#include "core/canonical/sources.h"

#include "core/header/words.h"

/* Bytes of the subject of an attached message that are read. */
#define TITLE_MAX 2048u

bool
source_is_sent(const struct part *part)
{
	for (; part != NULL; part = part->parent)
		if (part->origin != PART_FROM_MIME &&
		    part->origin != PART_FROM_SIGNED)
			return false;
	return true;
}

bool
source_is_leaf(const struct part *part)
{
	return part->kind == PART_LEAF || part->kind == PART_ARCHIVE ||
	       (part->first_child != NULL &&
		   !source_is_sent(part->first_child));
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

/* The subject of a message inside of this one. */
static struct slice
title_of(struct renderer *renderer, const struct part *part)
{
	const struct header_field *field =
	    header_find(&part->header, SLICE("subject"), 0);

	if (field == NULL || part->parent == NULL ||
	    part->parent->kind != PART_MESSAGE)
		return (struct slice){NULL, 0};
	return words_decode(slice_sub(field->value, 0, TITLE_MAX),
	    render_charset(part), renderer->charsets, renderer->arena)
	    .text;
}

static void
add(struct sources *sources, struct source source)
{
	if (source.text == NULL && source.title.size == 0)
		return;
	if (sources->count == SOURCES_MAX)
		sources->cut = true;
	else
		sources->source[sources->count++] = source;
}

void
sources_find(struct message *message, struct renderer *renderer,
    struct sources *sources_r)
{
	struct slice none = {NULL, 0};

	sources_r->count = 0;
	sources_r->cut = false;
	for (size_t i = 0; i < message->part_count && !sources_r->cut; i++) {
		struct part *part = message->parts[i];

		if (!source_is_sent(part))
			continue;
		add(sources_r,
		    (struct source){part, NULL, title_of(renderer, part)});
		if (render_is_text(part) && !is_repeated(part))
			add(sources_r, (struct source){part,
					   render_part(renderer, part), none});
	}
}
