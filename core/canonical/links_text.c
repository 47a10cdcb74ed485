/*
 * links_text - links and contacts that stand in a text
 */
#include "core/base/ascii.h"
#include "core/canonical/link_find.h"
#include "core/canonical/links.h"

static void
add_address(struct links *links, struct slice written)
{
	uint8_t text[128];

	if (written.size > sizeof(text))
		return;
	for (size_t i = 0; i < written.size; i++)
		text[i] = ascii_lower(written.data[i]);
	links_add_contact(
	    links, CONTACT_ADDRESS, (struct slice){text, written.size});
}

void
links_of_text(struct links *links, struct slice text, bool hidden)
{
	struct link_found found;
	size_t at = 0;

	while (link_find(&links->clues, text, &at, &found)) {
		if (found.masked)
			mark(links->marks, "link-masked");
		if (found.address)
			add_address(links, found.written);
		else
			links_add(links, found.written, true, hidden, false,
			    (struct slice){NULL, 0});
	}
}
