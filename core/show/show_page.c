/*
 * show_page - a decoded message for a person
 *
 * First what one wants to know: who, what, the parts; then what was odd; then
 * what was asked for.
 */
#include "core/show/show_page.h"

#include <inttypes.h>

#include "core/show/facts.h"
#include "core/show/show_canonical.h"
#include "core/show/terms.h"

#define LABEL_MARGIN "               "

static void
begin(struct page *page, const char *label)
{
	char first[64];

	snprintf(first, sizeof(first), "  %-13s", label);
	page_line(page, first, LABEL_MARGIN);
}

static void
show_title(const struct show *show, struct page *page)
{
	const struct message *message = show->message;
	char buffer[64];
	struct text text = TEXT_OVER(buffer);

	page_line(page, "", "  ");
	page_item_from(
	    page, TONE_STRONG, "", slice_from_string(show->path), 1000, "");
	page_put_grouped(&text, show->file_size);
	text_put(&text, SLICE(" bytes"));
	page_item_text(page, TONE_PLAIN, &text);
	page_item(page, TONE_FAINT,
	    message->envelope.present ? "queue file" : "plain message");
	page_end(page);
}

static void
show_doubts(const struct message *message, struct page *page)
{
	size_t readings = fact_readings(message);

	if (message->doubts == 0 && readings == 1)
		return;
	begin(page, "ambiguous");
	if (readings > 1)
		page_item_f(page, TONE_ALARM, "! read in %zu ways", readings);
	else
		page_item(page, TONE_ALARM, "! may be read otherwise");
	if (message->doubts == 0)
		page_item(page, TONE_WARNING, "broken encoding");
	for (const struct term *term = terms_doubt; term->bit != 0; term++)
		if ((message->doubts & term->bit) != 0)
			page_item(page, TONE_WARNING, term->sentence);
	page_end(page);
}

static void
show_limits(const struct show *show, struct page *page)
{
	const struct message *message = show->message;

	begin(page, "limits");
	for (int i = 0; i < LIMIT_COUNT; i++)
		if (limits_marked(&message->reached, (enum limit)i))
			page_item_f(page, TONE_ALARM, "! %s reached",
			    limits_key((enum limit)i));
	if (show->budget != NULL && show->budget->state != BUDGET_OK)
		page_item(page, TONE_ALARM, "! AnswerTimeLimit reached");
	if (page->empty)
		page_item(page, TONE_FAINT, "none reached");
	page_end(page);
}

void
show_page(struct show *show, const struct page_style *style, struct writer *out)
{
	struct page page;

	page_init(&page, out, style);
	show_title(show, &page);
	show_head(show, &page);
	page_empty_line(&page);
	show_tree(show, &page);
	page_empty_line(&page);
	show_doubts(show->message, &page);
	show_limits(show, &page);
	if (show->headers)
		show_part_headers(show, &page);
	if (show->text)
		show_texts(show, &page);
	if (show->links)
		show_links(show, &page);
	if (show->canonical)
		show_canonical(show, &page);
}
