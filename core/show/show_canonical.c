/*
 * show_canonical - what the learners and fingerprints are given of a message
 */
#include "core/show/show_canonical.h"

#include "core/canonical/canonical.h"

static const char *const contact_kinds[] = {
    [CONTACT_ADDRESS] = "address",
    [CONTACT_PHONE] = "phone",
    [CONTACT_WALLET] = "wallet",
};

/* ---- a page ------------------------------------------------------------ */

static void
section(struct page *page, const char *title, struct slice text)
{
	if (text.size == 0)
		return;
	page_empty_line(page);
	page_line(page, page->style.boxes ? "── " : "-- ", "   ");
	page_item(page, TONE_STRONG, title);
	page_end(page);
	page_line(page, "", "  ");
	page_block(page, TONE_PLAIN, text);
}

static void
show_link(struct page *page, const struct canonical_link *link)
{
	page_line(page, "  ", "    ");
	page_item_from(page, TONE_PLAIN, "", link->url, 1000, "");
	page_item_from(page, TONE_NAME, "", link->domain, 300, "");
	if (link->hidden)
		page_item(page, TONE_WARNING, "hidden");
	if (link->mismatch)
		page_item(page, TONE_WARNING, "mismatch");
	if (link->image)
		page_item(page, TONE_FAINT, "image");
	page_end(page);
}

static void
show_lists(const struct canonical *canonical, struct page *page)
{
	section(page, "links and contacts",
	    canonical->link_count + canonical->contact_count > 0
		? SLICE(" ")
		: (struct slice){NULL, 0});
	for (size_t i = 0; i < canonical->link_count; i++)
		show_link(page, &canonical->links[i]);
	for (size_t i = 0; i < canonical->contact_count; i++) {
		const struct canonical_contact *contact =
		    &canonical->contacts[i];

		page_line(page, "  ", "    ");
		page_item(page, TONE_NAME, contact_kinds[contact->kind]);
		page_item_from(page, TONE_PLAIN, "", contact->text, 300, "");
		page_end(page);
	}
}

void
show_canonical(struct show *show, struct page *page)
{
	struct canonical canonical;

	canonical_make(show->message, &show->renderer, &canonical);
	section(page, "canonical header", canonical.head);
	section(page, "marks", canonical.marks);
	show_lists(&canonical, page);
	section(page, "canonical text", canonical.text);
	section(page, "folded", canonical.folded);
	section(page, "hidden", canonical.hidden);
}

/* ---- JSON -------------------------------------------------------------- */

static void
put_link(struct json *json, const struct canonical_link *link)
{
	json_object(json, NULL);
	json_string(json, "url", link->url);
	json_string(json, "host", link->host);
	json_string(json, "domain", link->domain);
	json_string(json, "path", link->path);
	json_bool(json, "hidden", link->hidden);
	json_bool(json, "mismatch", link->mismatch);
	json_bool(json, "image", link->image);
	json_object_end(json);
}

static void
put_lists(const struct canonical *canonical, struct json *json)
{
	json_array(json, "links");
	for (size_t i = 0; i < canonical->link_count; i++)
		put_link(json, &canonical->links[i]);
	json_array_end(json);
	json_array(json, "contacts");
	for (size_t i = 0; i < canonical->contact_count; i++) {
		json_object(json, NULL);
		json_word(
		    json, "kind", contact_kinds[canonical->contacts[i].kind]);
		json_string(json, "text", canonical->contacts[i].text);
		json_object_end(json);
	}
	json_array_end(json);
}

void
show_json_canonical(struct show *show, struct json *json)
{
	struct canonical canonical;

	canonical_make(show->message, &show->renderer, &canonical);
	json_object(json, "canonical");
	json_string(json, "head", canonical.head);
	json_string(json, "marks", canonical.marks);
	put_lists(&canonical, json);
	json_string(json, "text", canonical.text);
	json_string(json, "folded", canonical.folded);
	json_string(json, "hidden", canonical.hidden);
	json_object_end(json);
}
