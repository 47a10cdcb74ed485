/*
 * html_script - scripts and style sheets within a page
 *
 * In nocomment they have no blanks; notags has nothing of them.
 */
#include "core/normal/page.h"

#include <string.h>

void
page_script(struct page *page)
{
	while (page->at < page->end) {
		uint8_t c = *page->at;

		if (c == '<') {
			page_begin_tag(page);
			return;
		}
		if (c == '&') {
			page_notags_blank(page);
			page_begin_reference(page);
			return;
		}
		if (c >= 0x80) {
			page_begin_high(page);
			return;
		}
		page->at++;
		if (!page_is_blank(c) && c != 0 && c != '\r')
			*page->nocomment++ = c == '\'' ? '"' : page_lower(c);
	}
}

/*
 * What begins with "<!" is kept as it stands, up to the next ">".  No script
 * ends in it.
 */
void
page_script_comment(struct page *page)
{
	while (page->at < page->end) {
		uint8_t c = *page->at++;

		if (c == 0 || c == '\r' || page_is_blank(c))
			continue;
		*page->nocomment++ = c == '\'' ? '"' : page_lower(c);
		if (c == '>') {
			page->state = PAGE_SCRIPT;
			return;
		}
	}
}

static bool
is_named(const struct page *page, struct slice name)
{
	return slice_equal(
	    (struct slice){page->tag.bytes, page->tag.size}, name);
}

void
page_script_begin(struct page *page)
{
	bool script = is_named(page, SLICE("script"));

	page->in_script = script || is_named(page, SLICE("style"));
	page->script = script ? page->at : NULL;
	page->state = page->in_script ? PAGE_SCRIPT : PAGE_TRIM;
}

void
page_script_tag(struct page *page)
{
	page->state = PAGE_SCRIPT;
	/* A style sheet ends at either, a script only at its own. */
	if (!is_named(page, SLICE("/script")) &&
	    (page->script != NULL || !is_named(page, SLICE("/style"))))
		return;
	page_script_end(page, page->at + 1);
	page->in_script = false;
	page->state = PAGE_TRIM;
}

void
page_script_end(struct page *page, const uint8_t *end)
{
	if (page->script == NULL)
		return;
	for (const uint8_t *at = page->script; at < end; at++)
		if (*at != 0)
			*page->scripts++ = *at;
	*page->scripts++ = 0;
	page->script = NULL;
}
