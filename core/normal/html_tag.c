/*
 * html_tag - what stands between "<" and ">"
 *
 * The value of an argument may be quoted.  The first blank or ">" within the
 * quotes belongs to it; from there on it ends like one without quotes.  (So
 * does clamscan: a page that forgets a quote loses little.)  The byte that ends
 * a value is taken for its quote.
 */
#include "core/normal/page.h"

#include <string.h>

static bool
is_skipped(uint8_t c)
{
	return c == 0 || c == '\r';
}

/* False: nothing but blanks is left of the piece. */
static bool
skip_blanks(struct page *page)
{
	while (page->at < page->end && page_is_blank(*page->at))
		page->at++;
	return page->at < page->end && !is_skipped(*page->at);
}

void
page_tag_open(struct page *page)
{
	if (!skip_blanks(page))
		return;
	if (*page->at == '!' && !page->in_script) {
		page->state = PAGE_COMMENT;
		return;
	}
	*page->nocomment++ = '<';
	page->has_target = false;
	page->argument.size = 0;
	page->state = PAGE_TAG_NAME;
	if (page->in_script && *page->at != '/') {
		page->state =
		    *page->at == '!' ? PAGE_SCRIPT_COMMENT : PAGE_SCRIPT;
		*page->nocomment++ = page_lower(*page->at++);
	}
}

/* ---- the name ---------------------------------------------------------- */

static bool
is_tag(const struct page *page, const char *name)
{
	size_t size = strlen(name);

	return page->tag.size == size &&
	       memcmp(page->tag.bytes, name, size) == 0;
}

static void
end_tag(struct page *page)
{
	*page->nocomment++ = '>';
	page->at++;
	page->state = PAGE_TAG_DONE;
}

static void
end_tag_name(struct page *page)
{
	if (page->in_script) {
		page_script_tag(page);
		if (*page->at == '>')
			*page->nocomment++ = '>';
		page->at++;
	} else if (*page->at == '>') {
		end_tag(page);
	} else {
		page->state = PAGE_ARGUMENTS;
	}
}

void
page_tag_name(struct page *page)
{
	while (page->at < page->end && !is_skipped(*page->at)) {
		uint8_t c = *page->at;

		if (c == '>' || page_is_blank(c)) {
			end_tag_name(page);
			return;
		}
		*page->nocomment++ = page_lower(c);
		page_keep(&page->tag, page_lower(c));
		page->at++;
	}
}

/* ---- arguments --------------------------------------------------------- */

void
page_arguments(struct page *page)
{
	if (!skip_blanks(page))
		return;
	switch (*page->at) {
	case '>':
		end_tag(page);
		break;
	case '=':
		page->state = PAGE_ARGUMENT_NAME;
		break;
	default:
		*page->nocomment++ = ' ';
		page->argument.size = 0;
		page->state = PAGE_ARGUMENT_NAME;
	}
}

void
page_argument_name(struct page *page)
{
	while (page->at < page->end && !is_skipped(*page->at)) {
		uint8_t c = *page->at;

		if (c == '=') {
			*page->nocomment++ = '=';
			page->at++;
			page->state = PAGE_EQUALS;
			return;
		}
		if (c == '>' || page_is_blank(c)) {
			page->state = PAGE_ARGUMENTS;
			return;
		}
		*page->nocomment++ = page_lower(c);
		page_keep(&page->argument, page_lower(c));
		page->at++;
	}
}

/* ---- values ------------------------------------------------------------ */

void
page_equals(struct page *page)
{
	if (!skip_blanks(page))
		return;
	page->value.size = 0;
	page->quote = 0;
	page->quote_counts = false;
	page->state = PAGE_VALUE;
}

/* Up to a NUL, without what it is quoted by: whatever is its last byte. */
static struct slice
unquoted(const struct page *page)
{
	struct slice value = {page->value.bytes, page->value.size};

	value.size = slice_find_byte(value, 0);
	if (page->quote == 0)
		return value;
	return slice_sub(value, 1, value.size < 2 ? 0 : value.size - 2);
}

/* The first of its kind counts. */
static void
end_value(struct page *page)
{
	const char *wanted = is_tag(page, "a")     ? "href"
			     : is_tag(page, "img") ? "src"
						   : NULL;
	struct slice value;

	page->state = PAGE_ARGUMENTS;
	if (wanted == NULL || page->has_target ||
	    page->argument.size != strlen(wanted) ||
	    memcmp(page->argument.bytes, wanted, page->argument.size) != 0)
		return;
	value = unquoted(page);
	page->has_target = true;
	page->target.size = value.size;
	memcpy(page->target.bytes, value.data, value.size);
}

/* A character that waited for its end; it may have waited since a value before
 * this one. */
static void
write_high(struct page *page)
{
	for (unsigned i = 0; i < page->value_high_count; i++) {
		*page->nocomment++ = page->value_high[i];
		page_keep(&page->value, page->value_high[i]);
	}
	page->value_high_count = 0;
}

static void
take_quote(struct page *page, uint8_t c)
{
	if (page->value.size == 0) {
		page->quote = c;
		page->quote_counts = true;
	}
	*page->nocomment++ = '"';
	page_keep(&page->value, '"');
}

static void
take_value(struct page *page, uint8_t c)
{
	if (c >= 0x80) {
		if (page->value_high_count == sizeof(page->value_high))
			write_high(page);
		page->value_high[page->value_high_count++] = c;
		return;
	}
	if (c == '\'' || c == '"') {
		take_quote(page, c);
		return;
	}
	write_high(page);
	*page->nocomment++ = page_lower(c);
	page_keep(&page->value, c);
}

/* A blank or ">" within the quotes: true, if it belongs to the value. */
static bool
take_loose(struct page *page, uint8_t c)
{
	if (!page->quote_counts)
		return false;
	page->quote_counts = false;
	*page->nocomment++ = c == '\n' ? ' ' : c;
	page_keep(&page->value, c == '>' ? '>' : ' ');
	page->state = PAGE_VALUE_BLANK;
	return true;
}

void
page_value(struct page *page)
{
	while (page->at < page->end && !is_skipped(*page->at) &&
	       page->state == PAGE_VALUE) {
		uint8_t c = *page->at;

		if (page->quote_counts && c == page->quote) {
			take_quote(page, c);
			page->at++;
			end_value(page);
		} else if (c == '&') {
			page_begin_reference(page);
		} else if (c == '>' || page_is_blank(c)) {
			if (take_loose(page, c))
				page->at++;
			else
				end_value(page);
		} else {
			take_value(page, c);
			page->at++;
		}
	}
}

void
page_value_blank(struct page *page)
{
	if (skip_blanks(page))
		page->state = PAGE_VALUE;
}

/* ---- what the tag was -------------------------------------------------- */

/* Where it points to, for notags. */
static void
write_target(struct page *page)
{
	if (page->target.size == 0)
		return;
	memcpy(page->notags, page->target.bytes, page->target.size);
	page->notags += page->target.size;
	page->blank_before = false;
	page_notags_blank(page);
}

void
page_tag_done(struct page *page)
{
	if (page->has_target)
		write_target(page);
	page_script_begin(page);
}
