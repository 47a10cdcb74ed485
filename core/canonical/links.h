/*
 * links - where a message leads, and who it says can be reached how; private to
 * core/canonical/
 *
 * Threads: one at a time.  Memory: the arena.
 */
#ifndef CORE_CANONICAL_LINKS_H
#define CORE_CANONICAL_LINKS_H

#include "core/canonical/marks.h"
#include "core/canonical/url.h"
#include "simd/bytes.h"

/* Slots of the tables that tell which links and contacts are there. */
#define LINKS_SLOTS 1024u

struct links {
	struct arena *arena;
	struct marks *marks;
	struct canonical_link *links; /* CANONICAL_LINKS_MAX */
	size_t link_count;
	struct canonical_contact *contacts; /* CANONICAL_CONTACTS_MAX */
	size_t contact_count;
	uint16_t slots[LINKS_SLOTS]; /* index + 1; contacts behind links */
	unsigned cuts;
	struct bytes_pairs clues;  /* of links and mail addresses */
	struct bytes_pairs digits; /* of telephone numbers */
};

void links_begin(struct links *links, struct arena *arena, struct marks *marks);

/* Those of a page. */
void links_of_html(struct links *links, const struct html *html);

/* Those that stand in a text, of the form that normal.h makes: links_text.c. */
void links_of_text(struct links *links, struct slice text, bool hidden);

/* Telephone numbers and wallets in the same: contacts.c. */
void links_contacts_of_text(struct links *links, struct slice text);

/* Facts about all of them. */
void links_mark(struct links *links);

/* Add a URL as it is written. */
void links_add(struct links *links, struct slice written, bool bare,
    bool hidden, bool image, struct slice shown);

/* Add a contact, which is copied. */
void links_add_contact(
    struct links *links, enum canonical_contact_kind kind, struct slice text);

#endif
