/*
 * links - where a message leads
 */
#include "core/canonical/links.h"

#include <string.h>

#include "core/base/ascii.h"
#include "core/base/slice_hash.h"
#include "core/canonical/link_find.h"

/* URLs inside of URLs that are followed. */
#define INNER_MAX 2u
/* Bytes of the text of a link in which a host is looked for. */
#define SHOWN_MAX 256u

void
links_begin(struct links *links, struct arena *arena, struct marks *marks)
{
	*links = (struct links){.arena = arena, .marks = marks};
	link_clues(&links->clues);
	for (unsigned c = '0'; c <= '9'; c++)
		bytes_pairs_add(&links->digits, 0, (uint8_t)c, (uint8_t)c);
	links->links = arena_alloc_array(
	    arena, CANONICAL_LINKS_MAX, sizeof(*links->links));
	links->contacts = arena_alloc_array(
	    arena, CANONICAL_CONTACTS_MAX, sizeof(*links->contacts));
	if (links->links == NULL || links->contacts == NULL)
		links->cuts = CANONICAL_CUT_MEMORY;
}

/* ---- each once --------------------------------------------------------------
 */

static struct slice
text_of(const struct links *links, size_t index)
{
	return index < CANONICAL_LINKS_MAX
		   ? links->links[index].url
		   : links->contacts[index - CANONICAL_LINKS_MAX].text;
}

/* The slot of a text, or the free one for it. */
static uint16_t *
find_slot(struct links *links, struct slice text)
{
	size_t slot = slice_hash(text) % LINKS_SLOTS;

	while (links->slots[slot] != 0 &&
	       !slice_equal(text_of(links, links->slots[slot] - 1u), text))
		slot = (slot + 1) % LINKS_SLOTS;
	return &links->slots[slot];
}

/* What is kept of a link that came before. */
static void
merge(struct canonical_link *there, const struct canonical_link *link)
{
	there->hidden &= link->hidden;
	there->image &= link->image;
	there->mismatch |= link->mismatch;
}

static void
keep(struct links *links, const struct canonical_link *link)
{
	uint16_t *slot;

	if ((links->cuts & CANONICAL_CUT_MEMORY) != 0)
		return;
	slot = find_slot(links, link->url);
	if (*slot != 0) {
		merge(&links->links[*slot - 1], link);
	} else if (links->link_count == CANONICAL_LINKS_MAX) {
		links->cuts |= CANONICAL_CUT_LINKS;
	} else {
		links->links[links->link_count++] = *link;
		*slot = (uint16_t)links->link_count;
	}
}

void
links_add_contact(
    struct links *links, enum canonical_contact_kind kind, struct slice text)
{
	struct canonical_contact *contact;
	uint16_t *slot;

	if ((links->cuts & CANONICAL_CUT_MEMORY) != 0)
		return;
	slot = find_slot(links, text);
	if (*slot != 0)
		return;
	if (links->contact_count == CANONICAL_CONTACTS_MAX) {
		links->cuts |= CANONICAL_CUT_CONTACTS;
		return;
	}
	contact = &links->contacts[links->contact_count];
	contact->kind = kind;
	if (!arena_copy(links->arena, text, &contact->text)) {
		links->cuts |= CANONICAL_CUT_MEMORY;
		return;
	}
	*slot = (uint16_t)(CANONICAL_LINKS_MAX + ++links->contact_count);
}

/* ---- one link ------------------------------------------------------------ */

static void
mark_oddities(struct links *links, unsigned odd)
{
	static const struct {
		unsigned bit;
		const char *word;
	} words[] = {
	    {HOST_ESCAPED, "link-escaped-host"},
	    {HOST_ADDRESS, "link-address"},
	    {HOST_ODD_ADDRESS, "link-odd-address"},
	    {HOST_PUNYCODE, "link-international"},
	    {URL_USER, "link-user"},
	    {URL_PORT, "link-port"},
	    {URL_LONG, "link-long"},
	    {URL_INNER, "link-redirect"},
	    {URL_ESCAPED, "link-escaped"},
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if ((odd & words[i].bit) != 0)
			mark(links->marks, words[i].word);
}

/* The first link or domain of a text that is written as it is meant. */
static bool
first_written(struct links *links, struct slice text, struct slice *written_r)
{
	struct link_found found;
	size_t at = 0;

	while (link_find(&links->clues, text, &at, &found))
		if (!found.address && !found.masked) {
			*written_r = found.written;
			return true;
		}
	return false;
}

/* The text of a link shows a domain, and it is another one. */
static bool
shows_other(
    struct links *links, const struct canonical_link *link, struct slice shown)
{
	struct canonical_link other;
	struct slice written, rest;
	unsigned odd;

	shown = slice_sub(shown, 0, SHOWN_MAX);
	if (!first_written(links, shown, &written))
		return false;
	return url_read(written, true, links->arena, &other, &rest, &odd) ==
		   URL_WEB &&
	       !slice_equal(other.domain, link->domain);
}

static void
add_address(struct links *links, struct slice written)
{
	uint8_t text[128];
	size_t size = 0;
	bool at_sign = false;

	for (size_t i = 0; i < written.size && size < sizeof(text); i++) {
		uint8_t c = ascii_lower(written.data[i]);

		if (c == '?' || c <= ' ' || c == ',' || c == '>')
			break;
		at_sign |= c == '@';
		text[size++] = c;
	}
	if (at_sign)
		links_add_contact(
		    links, CONTACT_ADDRESS, (struct slice){text, size});
}

static void
add_web(struct links *links, struct canonical_link *link, struct slice shown)
{
	struct canonical_link inner;
	struct slice rest;
	unsigned odd;

	link->mismatch = shows_other(links, link, shown);
	if (link->mismatch)
		mark(links->marks, "mismatch");
	keep(links, link);
	rest = url_inner(link->url);
	for (unsigned i = 0; i < INNER_MAX && rest.size > 0; i++) {
		bool hidden = link->hidden, image = link->image;

		if (url_read(rest, false, links->arena, &inner, &rest, &odd) !=
		    URL_WEB)
			break;
		inner.hidden = hidden;
		inner.image = image;
		keep(links, &inner);
		rest = url_inner(inner.url);
	}
}

void
links_add(struct links *links, struct slice written, bool bare, bool hidden,
    bool image, struct slice shown)
{
	struct canonical_link link;
	struct slice rest;
	unsigned odd;
	enum url_kind kind =
	    url_read(written, bare, links->arena, &link, &rest, &odd);

	link.hidden = hidden;
	link.image = image;
	mark_oddities(links, odd);
	switch (kind) {
	case URL_WEB:
		add_web(links, &link, shown);
		break;
	case URL_MAIL:
		add_address(links, rest);
		mark(links->marks, "link-mailto");
		break;
	case URL_PHONE:
		mark(links->marks, "link-phone");
		break;
	case URL_CONTENT:
		mark(links->marks, "link-cid");
		break;
	case URL_DATA:
		mark(links->marks, "link-data");
		break;
	case URL_SCRIPT:
		mark(links->marks, "link-script");
		break;
	default:
		break;
	}
}

void
links_of_html(struct links *links, const struct html *html)
{
	for (size_t i = 0; i < html->link_count; i++) {
		const struct html_link *link = &html->links[i];
		bool anchor = link->kind == HTML_ANCHOR;
		bool bare = slice_starts_with_nocase(link->url, SLICE("www."));

		links_add(links, link->url, bare, link->hidden,
		    link->kind == HTML_IMAGE,
		    anchor ? link->shown : (struct slice){NULL, 0});
	}
}

/* ---- facts about all of them --------------------------------------------- */

void
links_mark(struct links *links)
{
	size_t domains = 0, images = 0, secure = 0, hidden = 0;

	for (size_t i = 0; i < links->link_count; i++) {
		const struct canonical_link *link = &links->links[i];

		images += link->image;
		hidden += link->hidden;
		secure += slice_starts_with(link->url, SLICE("https:"));
		domains += i == 0 || !slice_equal(link->domain,
					 links->links[i - 1].domain);
	}
	mark_count(links->marks, "links", links->link_count - images);
	mark_count(links->marks, "link-images", images);
	mark_count(links->marks, "link-domains", domains);
	if (hidden > 0)
		mark_count(links->marks, "link-hidden", hidden);
	if (secure > 0)
		mark(links->marks, "link-https");
	if (links->contact_count > 0)
		mark_count(links->marks, "contacts", links->contact_count);
}
