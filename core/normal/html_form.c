/*
 * html_form - a page in the forms that HTML signatures are written for
 *
 * The machine, and its states for text.
 */
#include "core/normal/html_form.h"

#include <string.h>

#include "core/normal/page.h"
#include "simd/bytes.h"

/* "&gt;" and the like may become twice as long, "&#x22d9;". */
size_t
html_form_room(size_t page_size)
{
	return 4 * page_size + 256;
}

/* ---- pieces ------------------------------------------------------------ */

/* The next piece begins at `at`, which begins a line or follows a piece. */
static void
begin_piece(struct page *page)
{
	size_t left = (size_t)(page->last - page->at);
	size_t size = left < PAGE_PIECE ? left : PAGE_PIECE;
	size_t line = bytes_find_lf(page->at, size);

	page->end = page->at + (line < size ? line + 1 : size);
	while (page->at < page->end && page_is_blank(*page->at))
		page->at++;
}

/*
 * `at` is somewhere behind `from`, which begins a piece: find the end of the
 * piece that it is in.
 */
static void
resume_piece(struct page *page, const uint8_t *from)
{
	const uint8_t *at = page->at;
	const uint8_t *line = at;

	while (line > from && line[-1] != '\n')
		line--;
	page->at = line + (size_t)(at - line) / PAGE_PIECE * PAGE_PIECE;
	begin_piece(page);
	if (page->at < at)
		page->at = at;
}

/* ---- text -------------------------------------------------------------- */

static void
take_text(struct page *page)
{
	const uint8_t *from = page->at;
	size_t size;

	if (*from == ' ')
		return;
	size =
	    bytes_copy_lower(from, (size_t)(page->end - from), page->nocomment);
	if (size == 0)
		return;
	/* A blank at the end may be one of many. */
	if (from[size - 1] == ' ')
		size--;
	memcpy(page->notags, page->nocomment, size);
	page->nocomment += size;
	page->notags += size;
	page->at += size;
	page->blank_before = false;
}

/* What ordinary text is interrupted by. */
static void
take_special(struct page *page)
{
	uint8_t c = *page->at;

	if (c == '<') {
		page_begin_tag(page);
	} else if (c == '&') {
		page_notags_blank(page);
		page_begin_reference(page);
	} else if (page_is_blank(c)) {
		page_notags_blank(page);
		page->state = PAGE_BLANK;
	} else if (c >= 0x80) {
		page_begin_high(page);
	} else {
		*page->nocomment++ = c;
		page_notags_blank(page);
		page->at++;
	}
}

static void
page_text(struct page *page)
{
	take_text(page);
	if (page->at < page->end && *page->at != 0 && *page->at != '\r')
		take_special(page);
}

static void
skip_blanks(struct page *page, enum page_state next)
{
	while (page->at < page->end && page_is_blank(*page->at))
		page->at++;
	if (page->at == page->end || *page->at == 0 || *page->at == '\r')
		return;
	if (page->state == PAGE_BLANK)
		*page->nocomment++ = ' ';
	page->state = next;
}

/* notags keeps the last byte but one in the last one's place. */
static void
write_high(struct page *page)
{
	unsigned count = page->high_count;

	memcpy(page->nocomment, page->high, count);
	memcpy(page->notags, page->high, count);
	page->notags[count - 1] = count > 1 ? page->high[count - 2] : 0;
	page->nocomment += count;
	page->notags += count;
	page->high_count = 0;
}

static void
page_high(struct page *page)
{
	while (page->at < page->end && *page->at >= 0x80) {
		if (page->high_count == sizeof(page->high))
			write_high(page);
		page->high[page->high_count++] = *page->at++;
	}
	if (page->at == page->end || *page->at == 0 || *page->at == '\r')
		return;
	write_high(page);
	page->state = page->back;
}

/* A comment ends at the first ">". */
static void
page_comment(struct page *page)
{
	const uint8_t *piece_end = page->end;
	const uint8_t *found =
	    memchr(page->at, '>', (size_t)(page->last - page->at));

	if (found == NULL) {
		page->at = page->end = page->last;
		return;
	}
	page->at = found + 1;
	page->state = PAGE_TRIM;
	if (page->at > piece_end)
		resume_piece(page, piece_end);
}

/* ---- the machine ------------------------------------------------------- */

static void
run_state(struct page *page)
{
	switch (page->state) {
	case PAGE_TEXT:
		page_text(page);
		break;
	case PAGE_TRIM:
	case PAGE_BLANK:
		skip_blanks(page, PAGE_TEXT);
		break;
	case PAGE_COMMENT:
		page_comment(page);
		break;
	case PAGE_SCRIPT:
		page_script(page);
		break;
	case PAGE_SCRIPT_COMMENT:
		page_script_comment(page);
		break;
	case PAGE_HIGH:
		page_high(page);
		break;
	case PAGE_REFERENCE:
		page_reference(page);
		break;
	case PAGE_NAMED:
		page_named(page);
		break;
	case PAGE_NUMBER:
		page_number(page);
		break;
	case PAGE_TAG_OPEN:
		page_tag_open(page);
		break;
	case PAGE_TAG_NAME:
		page_tag_name(page);
		break;
	case PAGE_ARGUMENTS:
		page_arguments(page);
		break;
	case PAGE_ARGUMENT_NAME:
		page_argument_name(page);
		break;
	case PAGE_EQUALS:
		page_equals(page);
		break;
	case PAGE_VALUE:
		page_value(page);
		break;
	case PAGE_VALUE_BLANK:
		page_value_blank(page);
		break;
	case PAGE_TAG_DONE:
		page_tag_done(page);
		break;
	}
}

/* What the page leaves unfinished. */
static void
end_page(struct page *page)
{
	if (page->state == PAGE_TAG_OPEN)
		*page->nocomment++ = '<';
	if (page->state == PAGE_NAMED)
		page_named_end(page);
	page_script_end(page, page->last);
}

static void
run(struct page *page)
{
	while (page->at < page->last) {
		begin_piece(page);
		while (page->at < page->end) {
			if (*page->at == 0 || *page->at == '\r')
				page->at++;
			else
				run_state(page);
		}
	}
	end_page(page);
}

void
html_form(struct slice source, uint8_t *room, struct html_forms *forms_r)
{
	uint8_t *notags = room + 2 * source.size + 64;
	uint8_t *scripts = notags + source.size + 64;
	struct page page;

	page.at = page.end = source.data;
	page.last = source.data + source.size;
	page.state = PAGE_TRIM;
	page.nocomment = room;
	page.notags = notags;
	page.scripts = scripts;
	page.blank_before = false;
	page.in_script = false;
	page.script = NULL;
	page.high_count = 0;
	page.value_high_count = 0;
	if (source.size > 0)
		run(&page);
	forms_r->nocomment =
	    (struct slice){room, (size_t)(page.nocomment - room)};
	forms_r->notags =
	    (struct slice){notags, (size_t)(page.notags - notags)};
	forms_r->scripts =
	    (struct slice){scripts, (size_t)(page.scripts - scripts)};
}
