/*
 * show_page - the sections of a page
 *
 * Inside core/show only.
 */
#ifndef CORE_SHOW_SHOW_PAGE_H
#define CORE_SHOW_SHOW_PAGE_H

#include "core/show/page.h"
#include "core/show/show.h"

/* The envelope, who writes to whom about what, the way it came. */
void show_head(struct show *show, struct page *page);

void show_tree(struct show *show, struct page *page);

/* What follows the tree, as far as it was asked for. */
void show_part_headers(struct show *show, struct page *page);
void show_texts(struct show *show, struct page *page);
void show_links(struct show *show, struct page *page);

/* A line with a part's number and type, ahead of its text or fields. */
void show_part_title(
    struct page *page, const struct part *part, const char *what);

#endif
