/*
 * library_links - hard links to a member that came before
 *
 * A link is the same bytes under another name, and may be a script where its
 * target is called a picture.  So a link whose name says another type than that
 * of its target is given the target's body; links of the same type stay without
 * one, for packages have hundreds of them.
 *
 * Only core/archive/library includes this.  Memory: the arena's of unpacking; a
 * member for which there is no room is not found.
 */
#ifndef CORE_ARCHIVE_LIBRARY_LIBRARY_LINKS_H
#define CORE_ARCHIVE_LIBRARY_LIBRARY_LINKS_H

#include "core/archive/member/unpacking.h"

struct library_links;

/* NULL: no room. */
struct library_links *library_links_create(struct arena *arena) MUST_USE;

/* A member that later ones may link to. */
void library_links_add(struct library_links *links, struct arena *arena,
    const struct member *member);

/* The body of link, which is one to target; empty: it has none to be read. */
struct slice library_links_body(const struct library_links *links,
    const struct member *link, struct slice target);

#endif
