/*
 * lesson - what learning needs of one message
 */
#include "threads/command/learn/lesson.h"

#include <stdlib.h>
#include <string.h>

#include "core/canonical/canonical.h"
#include "core/render/render.h"
#include "core/score/own_fields.h"

struct lesson *
lesson_of_prints(
    const uint8_t *identity, const struct print *prints, size_t count)
{
	struct lesson *lesson =
	    calloc(1, sizeof(*lesson) + count * sizeof(*lesson->prints));

	if (lesson == NULL)
		return NULL;
	memcpy(lesson->identity, identity, sizeof(lesson->identity));
	lesson->print_count = count;
	for (size_t i = 0; i < count; i++) {
		lesson->prints[i] = prints[i];
		lesson->prints[i].of = (struct slice){NULL, 0};
	}
	return lesson;
}

static struct lesson *
keep(const struct canonical *canonical, struct arena *arena)
{
	uint8_t identity[PRINT_EXACT_BYTES];
	struct features features;
	struct prints prints;
	struct lesson *lesson;

	prints_make(canonical, arena, &prints);
	prints_identity(canonical, &prints, identity);
	lesson = lesson_of_prints(identity, prints.items, prints.count);
	if (lesson == NULL)
		return NULL;
	features_make(canonical, arena, &features);
	lesson->features = features_keep(&features);
	if (lesson->features == NULL)
		lesson_free(&lesson);
	return lesson;
}

static struct lesson *
refused(const char *why)
{
	struct lesson *lesson = calloc(1, sizeof(*lesson));

	if (lesson != NULL)
		lesson->why = why;
	return lesson;
}

/* Closes it. */
static struct lesson *
make(struct opener *opener, struct opened *opened)
{
	struct canonical canonical;
	struct renderer renderer;
	struct lesson *lesson;

	/* From a junk mailbox it comes with the verdict of last time. */
	own_fields_hide(opener->config, &opened->message);
	renderer =
	    renderer_for(&opened->message, unpacker_charsets(opener->unpacker),
		&opener->config->limits, opener->arena, &opened->budget);
	canonical_make(&opened->message, &renderer, &canonical);
	lesson = keep(&canonical, opener->arena);
	opener_close(opened);
	return lesson;
}

static bool
is_first(void *owner, const struct mbox_place *place, uint64_t number)
{
	bool *many = owner;

	(void)place;
	*many = number > 1;
	return !*many;
}

/* Standard input is read once, when its turn comes: it is one message then. */
static bool
holds_many(struct slice bytes)
{
	bool many = false;
	const struct mbox_walk walk = {is_first, &many};

	return mbox_read_bytes(&walk, bytes) && many;
}

struct lesson *
lesson_make(struct opener *opener, const struct mail_entry *entry)
{
	struct opened opened;
	const char *why;

	if (!opener_open_entry(opener, entry, &opened, &why))
		return refused(why);
	if (strcmp(entry->path, "-") == 0 && holds_many(opened.input.bytes)) {
		opener_close(&opened);
		return refused("an mbox on standard input is not learnt; put "
			       "it into a file, and name that");
	}
	return make(opener, &opened);
}

struct lesson *
lesson_make_of(struct opener *opener, struct slice bytes)
{
	struct opened opened;
	const char *why;

	if (!opener_open_bytes(opener, bytes, &opened, &why))
		return refused(why);
	return make(opener, &opened);
}

void
lesson_free(struct lesson **lesson)
{
	if (*lesson == NULL)
		return;
	free((*lesson)->features);
	free(*lesson);
	*lesson = NULL;
}

struct lesson *
lesson_move(struct lesson **lesson, struct slab *slab)
{
	const struct lesson *from = *lesson;
	size_t bytes =
	    sizeof(*from) + from->print_count * sizeof(*from->prints);
	struct lesson *moved = slab_alloc(slab, bytes);

	if (moved == NULL)
		return NULL;
	memcpy(moved, from, bytes);
	if (from->features != NULL) {
		moved->features = features_keep_in(from->features, slab);
		if (moved->features == NULL)
			return NULL;
	}
	lesson_free(lesson);
	return moved;
}
