/*
 * known - the raw bytes that a message has parts of already
 */
#include "core/message/known.h"

#include <string.h>

#define KNOWN_FIRST_ROOM ((size_t)64)

static size_t
place_of(
    const struct known *known, struct slice raw, enum part_encoding encoding)
{
	uint64_t key = (uint64_t)(uintptr_t)raw.data;

	key = (key ^ (key >> 29)) * UINT64_C(0x9e3779b97f4a7c15);
	key = (key ^ raw.size ^ (uint64_t)encoding << 56) *
	      UINT64_C(0xbf58476d1ce4e5b9);
	return (size_t)(key >> 32) & (known->room - 1);
}

/* The entry for it, or the empty one where it belongs. */
static struct known_entry *
find(const struct known *known, struct slice raw, enum part_encoding encoding)
{
	size_t at = place_of(known, raw, encoding);

	for (;; at = (at + 1) & (known->room - 1)) {
		struct known_entry *entry = &known->entry[at];

		if (!entry->used || (entry->raw.data == raw.data &&
					entry->raw.size == raw.size &&
					entry->encoding == encoding))
			return entry;
	}
}

/* At least half of the places stay empty. */
static bool
grow(struct known *known)
{
	struct known old = *known;
	size_t room = old.room == 0 ? KNOWN_FIRST_ROOM : old.room * 2;

	if (known->count < known->room / 2)
		return true;
	known->entry =
	    arena_alloc_array(known->arena, room, sizeof(*known->entry));
	if (known->entry == NULL) {
		*known = old;
		return false;
	}
	memset(known->entry, 0, room * sizeof(*known->entry));
	known->room = room;
	for (size_t i = 0; i < old.room; i++)
		if (old.entry[i].used)
			*find(known, old.entry[i].raw, old.entry[i].encoding) =
			    old.entry[i];
	return true;
}

/* What is named but not known is as good as nothing. */
static enum part_encoding
encoding_of(const struct part *part)
{
	return part->encoding == ENCODING_UNKNOWN ? ENCODING_IDENTITY
						  : part->encoding;
}

bool
known_is_html(const struct part *part)
{
	return slice_equal(part->media_type, SLICE("text/html"));
}

static void
add(struct known *known, struct slice raw, enum part_encoding encoding,
    struct slice body, bool html)
{
	struct known_entry *entry;

	if (!grow(known))
		return;
	entry = find(known, raw, encoding);
	if (!entry->used) {
		known->count++;
		*entry = (struct known_entry){.raw = raw,
		    .body = body,
		    .encoding = encoding,
		    .used = true};
	}
	entry->html |= html;
}

void
known_add(struct known *known, const struct part *part)
{
	enum part_encoding encoding = encoding_of(part);
	bool html = known_is_html(part);

	if (encoding == ENCODING_IDENTITY) {
		add(known, part->raw, encoding, part->body, html);
		return;
	}
	/* A multipart in "base64" whose boundaries stood in the open. */
	if (part->raw.size > 0 && part->body.data == part->raw.data)
		return;
	add(known, part->raw, encoding, part->body, html);
	/* Decoded, they may be met as the content of a message. */
	add(known, part->body, ENCODING_IDENTITY, part->body, html);
}

struct known_entry *
known_find(const struct known *known, const struct part *part)
{
	struct known_entry *entry;

	if (known->room == 0)
		return NULL;
	entry = find(known, part->raw, encoding_of(part));
	return entry->used ? entry : NULL;
}

void
known_init(struct known *known, const struct message *message, size_t first,
    struct arena *arena)
{
	*known = (struct known){.arena = arena};
	for (size_t i = first; i < message->part_count; i++)
		known_add(known, message->parts[i]);
}
