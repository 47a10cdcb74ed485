/*
 * html_form - a page in the forms that HTML signatures are written for
 *
 * Signatures for HTML (target 3) are made from what clamscan's normaliser
 * writes, so these forms follow it byte by byte, its oddities included; they
 * are not what a browser sees (core/html is).  Found by experiment, see
 * README.md.
 *
 *   nocomment  lower case, comments gone, references decoded, blanks squeezed,
 *              attributes quoted alike, no blanks in scripts and styles
 *   notags     what stands between the tags, and where links and images point
 *   scripts    what stands in <script>, as it stands there, with its end tag;
 *              each ends with a NUL, the only ones here
 *
 * Time is linear in the page; nothing is allocated.
 * Threads: any, each with memory of its own.
 */
#ifndef CORE_NORMAL_HTML_FORM_H
#define CORE_NORMAL_HTML_FORM_H

#include "core/base/slice.h"

struct html_forms {
	struct slice nocomment;
	struct slice notags;
	struct slice scripts;
};

/* Bytes of memory that html_form() needs for a page of that size. */
size_t html_form_room(size_t page_size);

/* The forms lie in room, which has html_form_room(page.size) bytes. */
void html_form(struct slice page, uint8_t *room, struct html_forms *forms_r);

#endif
