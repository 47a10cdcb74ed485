/*
 * show_text - the fields, texts and links of parts
 */
#include <inttypes.h>

#include "core/show/facts.h"
#include "core/show/links.h"
#include "core/show/show_page.h"
#include "core/show/terms.h"

#define VALUE_BYTES 1000u
#define URL_BYTES 300u

void
show_part_title(struct page *page, const struct part *part, const char *what)
{
	char first[64];
	struct text text = TEXT_OVER(first);

	page_empty_line(page);
	text_printf(&text, "%s part %" PRIu32 "  ",
	    page->style.boxes ? "──" : "--", part->index);
	page_line(page, first, "   ");
	page_item_from(page, TONE_STRONG, "", part->media_type, 100, "");
	if (fact_name(part).size > 0)
		page_item_from(
		    page, TONE_NAME, "\"", fact_name(part), 200, "\"");
	page_item(page, TONE_STRONG, what);
	page_end(page);
}

/* ---- fields ------------------------------------------------------------ */

static void
show_header_field(
    struct show *show, struct page *page, const struct header_field *field)
{
	struct slice value = fact_value(show, field->value);

	page_line(page, "  ", "    ");
	if (field->name.size > 0)
		page_item_from(page, TONE_NAME, "", field->name, 200, ":");
	else
		page_item(page, TONE_WARNING, "! no field:");
	page_item_from(page, TONE_PLAIN, "", value, VALUE_BYTES, "");
	page_end(page);
}

void
show_part_headers(struct show *show, struct page *page)
{
	const struct message *message = show->message;

	for (size_t i = 0; i < message->part_count; i++) {
		const struct part *part = message->parts[i];

		if (part->header.count == 0)
			continue;
		show_part_title(page, part, "fields");
		for (size_t f = 0; f < part->header.count; f++)
			show_header_field(show, page, &part->header.fields[f]);
	}
}

/* ---- texts ------------------------------------------------------------- */

static void
show_text(struct page *page, const struct part *part)
{
	const struct html *html = part->text->html;

	show_part_title(page, part, "as it is read");
	page_line(page, "", "  ");
	page_block(page, TONE_PLAIN, part->text->visible);
	if (html == NULL || slice_trim(html->hidden).size == 0)
		return;
	show_part_title(page, part, "hidden from the reader");
	page_line(page, "", page->style.boxes ? "  ░ " : "  # ");
	page_block(page, TONE_WARNING, html->hidden);
}

void
show_texts(struct show *show, struct page *page)
{
	const struct message *message = show->message;

	for (size_t i = 0; i < message->part_count; i++)
		if (message->parts[i]->text != NULL)
			show_text(page, message->parts[i]);
}

/* ---- links ------------------------------------------------------------- */

static const struct term hints[] = {
    {LINK_NUMBER, NULL, "! a number, not a name", true},
    {LINK_ESCAPED, NULL, "! a name in escapes", true},
    {LINK_PUNYCODE, NULL, "! letters of other scripts", true},
    {LINK_SCRIPT, NULL, "! is its own content", true},
    {LINK_OTHER_MAILBOX, NULL, "! its text shows another mailbox", true},
    {0, NULL, NULL, false},
};

static void
put_oddities(
    struct page *page, unsigned oddities, struct slice url, struct slice shown)
{
	if ((oddities & LINK_OTHER_HOST) != 0)
		page_item_from(page, TONE_ALARM, "! its text shows ",
		    link_shown_host(shown), URL_BYTES, "");
	if ((oddities & (LINK_OTHER_HOST | LINK_USER)) != 0)
		page_item_from(page, TONE_ALARM, "! it goes to ",
		    link_host(url), URL_BYTES, "");
	for (const struct term *hint = hints; hint->bit != 0; hint++)
		if ((oddities & hint->bit) != 0)
			page_item(page, TONE_WARNING, hint->sentence);
}

static void
show_html_link(struct page *page, const struct html_link *link)
{
	char first[32];

	snprintf(first, sizeof(first), "  %-11s", term_link(link->kind));
	page_line(page, first, "             ");
	page_item_from(page, TONE_PLAIN, "", link->url, URL_BYTES, "");
	if (slice_trim(link->shown).size > 0)
		page_item_from(page, TONE_NAME, "\"", slice_trim(link->shown),
		    URL_BYTES, "\"");
	if (link->hidden)
		page_item(page, TONE_WARNING, "! hidden");
	put_oddities(page, fact_link_oddities(link), link->url, link->shown);
	page_end(page);
}

static bool
show_plain_links(struct page *page, const struct part *part)
{
	struct slice url;
	size_t at = 0;
	bool any = false;

	while (link_next(part->text->visible, &at, &url)) {
		if (!any)
			show_part_title(page, part, "links");
		any = true;
		page_line(page, "  text       ", "             ");
		page_item_from(page, TONE_PLAIN, "", url, URL_BYTES, "");
		put_oddities(page, link_oddities(url, (struct slice){NULL, 0}),
		    url, (struct slice){NULL, 0});
		page_end(page);
	}
	return any;
}

static bool
show_part_links(struct page *page, const struct part *part)
{
	const struct html *html = part->text->html;

	if (html == NULL)
		return show_plain_links(page, part);
	if (html->link_count == 0)
		return false;
	show_part_title(page, part, "links");
	for (size_t i = 0; i < html->link_count; i++)
		show_html_link(page, &html->links[i]);
	return true;
}

void
show_links(struct show *show, struct page *page)
{
	const struct message *message = show->message;
	bool any = false;

	for (size_t i = 0; i < message->part_count; i++)
		if (message->parts[i]->text != NULL &&
		    show_part_links(page, message->parts[i]))
			any = true;
	if (any)
		return;
	page_empty_line(page);
	page_line(page, "  ", "  ");
	page_item(page, TONE_FAINT, "no links");
	page_end(page);
}
