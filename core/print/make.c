/*
 * make - the prints of a message
 */
#include <string.h>

#include "core/base/integer.h"
#include "core/canonical/canonical.h"
#include "core/html/html.h"
#include "core/message/message.h"
#include "core/print/digest.h"
#include "core/print/shingles.h"

/* What is shorter is shared by messages that have nothing in common: letters of
 * a text, tags of a page, bytes of a file. */
#define LETTERS_MIN 40u
#define TAGS_MIN 16u
#define FILE_MIN 64u
/* Of longer files the beginning. */
#define FILE_MAX ((size_t)4 << 20)
/* Of each kind, so that one kind leaves room for the others. */
#define LINKS_MAX 24u
#define CONTACTS_MAX 16u
#define FILES_MAX 16u

struct making {
	struct print *items;
	size_t count;
	struct arena *arena;
};

/* Each once: whether a message says a thing once or often makes no print. */
static bool
is_new(const struct making *making, const struct print *print)
{
	for (size_t i = 0; i < making->count; i++)
		if (making->items[i].kind == print->kind &&
		    memcmp(making->items[i].digest, print->digest,
			PRINT_BYTES) == 0)
			return false;
	return true;
}

static void
put(struct making *making, const struct print *print)
{
	if (making->count < PRINTS_MAX && is_new(making, print))
		making->items[making->count++] = *print;
}

static void
put_digest(struct making *making, enum print_kind kind, struct slice bytes,
    struct slice of)
{
	struct print print = {.kind = kind, .of = of};

	digest_print(&print, bytes);
	put(making, &print);
}

/* ---- the text ---------------------------------------------------------- */

static void
make_text(struct making *making, const struct canonical *canonical)
{
	struct print print = {.kind = PRINT_SHINGLES};
	struct letters letters;

	if (!letters_take(canonical->folded, making->arena, &letters))
		return;
	if (letters.bytes.size >= LETTERS_MIN)
		put_digest(
		    making, PRINT_TEXT, letters.bytes, (struct slice){NULL, 0});
	if (shingles_make(&letters, print.digest))
		put(making, &print);
}

/* ---- links ------------------------------------------------------------- */

/* "example.com/offer" */
static void
make_path(struct making *making, const struct canonical_link *link)
{
	size_t size = link->domain.size + 1 + link->path.size;
	uint8_t *bytes = arena_alloc(making->arena, size);

	if (bytes == NULL)
		return;
	memcpy(bytes, link->domain.data, link->domain.size);
	bytes[link->domain.size] = '/';
	memcpy(bytes + link->domain.size + 1, link->path.data, link->path.size);
	put_digest(making, PRINT_PATH, (struct slice){bytes, size},
	    (struct slice){bytes, size});
}

static void
make_links(struct making *making, const struct canonical *canonical)
{
	size_t end = making->count + LINKS_MAX;

	for (size_t i = 0; i < canonical->link_count && making->count < end;
	     i++) {
		const struct canonical_link *link = &canonical->links[i];

		if (link->domain.size == 0)
			continue;
		put_digest(making, PRINT_DOMAIN, link->domain, link->domain);
		if (link->path.size > 0)
			make_path(making, link);
	}
}

/* ---- contacts ---------------------------------------------------------- */

static void
make_contacts(struct making *making, const struct canonical *canonical)
{
	static const enum print_kind kinds[] = {
	    [CONTACT_ADDRESS] = PRINT_ADDRESS,
	    [CONTACT_PHONE] = PRINT_PHONE,
	    [CONTACT_WALLET] = PRINT_WALLET,
	};
	size_t end = making->count + CONTACTS_MAX;

	for (size_t i = 0; i < canonical->contact_count && making->count < end;
	     i++) {
		const struct canonical_contact *contact =
		    &canonical->contacts[i];

		put_digest(
		    making, kinds[contact->kind], contact->text, contact->text);
	}
}

/* ---- page and files ---------------------------------------------------- */

static void
make_skeleton(struct making *making, const struct canonical *canonical)
{
	const struct html *html = canonical->html;
	uint8_t bytes[8];

	if (html == NULL || html->tags < TAGS_MIN)
		return;
	integer_put_le(bytes, html->skeleton, sizeof(bytes));
	put_digest(making, PRINT_SKELETON, (struct slice){bytes, sizeof(bytes)},
	    (struct slice){NULL, 0});
}

/* What a sender attached: not the text that is read, and not what was taken
 * out of an attachment, but for members of archives. */
static bool
is_file(const struct part *part)
{
	if (part->kind != PART_LEAF && part->kind != PART_ARCHIVE)
		return false;
	if (part->origin != PART_FROM_MIME &&
	    part->origin != PART_FROM_ENCODED &&
	    part->origin != PART_FROM_TNEF && part->origin != PART_FROM_ARCHIVE)
		return false;
	return part->body.size >= FILE_MIN &&
	       (part->name.size > 0 || part->text == NULL);
}

static void
make_file(struct making *making, const struct part *part)
{
	enum fileclass class = filetype_class(part->type);
	bool image = class == FILECLASS_GRAPHICS ||
		     slice_starts_with(part->media_type, SLICE("image/"));

	put_digest(making, image ? PRINT_IMAGE : PRINT_ATTACHMENT,
	    slice_sub(part->body, 0, FILE_MAX), part->name);
}

static void
make_files(struct making *making, const struct message *message)
{
	size_t end = making->count + FILES_MAX;

	for (size_t i = 0; i < message->part_count && making->count < end; i++)
		if (is_file(message->parts[i]))
			make_file(making, message->parts[i]);
}

void
prints_make(const struct canonical *canonical, struct arena *arena,
    struct prints *prints_r)
{
	struct making making = {.arena = arena};

	*prints_r = (struct prints){NULL, 0};
	making.items =
	    arena_alloc_array(arena, PRINTS_MAX, sizeof(*making.items));
	if (making.items == NULL)
		return;
	make_text(&making, canonical);
	make_skeleton(&making, canonical);
	make_links(&making, canonical);
	make_contacts(&making, canonical);
	if (canonical->message != NULL)
		make_files(&making, canonical->message);
	*prints_r = (struct prints){making.items, making.count};
}
