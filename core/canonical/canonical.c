/*
 * canonical - a message in the one form that learners and fingerprints read
 */
#include "core/canonical/canonical.h"

#include "core/canonical/head.h"
#include "core/canonical/links.h"
#include "core/canonical/marks.h"
#include "core/canonical/texts.h"

static void
make_texts(const struct sources *sources, struct arena *arena,
    struct marks *marks, struct canonical *canonical)
{
	struct texts texts;

	texts_make(sources, arena, marks, &texts);
	canonical->text = texts.text;
	canonical->folded = texts.folded;
	canonical->hidden = texts.hidden;
	canonical->cuts |= texts.cuts;
}

/* What raw bytes in the header are most likely in. */
static struct slice
charset_of(const struct sources *sources)
{
	return sources->count == 0 ? (struct slice){NULL, 0}
				   : render_charset(sources->source[0].part);
}

static void
make_head(const struct sources *sources, struct renderer *renderer,
    struct marks *marks, struct canonical *canonical)
{
	struct head head;

	head_begin(&head, renderer->arena, renderer->charsets,
	    charset_of(sources), marks);
	head_hops(&head, canonical->message);
	head_read(&head, canonical->message);
	head_mark(&head, canonical->message);
	canonical->fields = head.fields;
	canonical->field_count = head.count;
	canonical->head = (struct slice){head.out, head.size};
	canonical->cuts |= head.cuts;
}

static void
make_links(const struct sources *sources, struct arena *arena,
    struct marks *marks, struct canonical *canonical)
{
	struct links links;

	links_begin(&links, arena, marks);
	for (size_t i = 0; i < sources->count; i++) {
		const struct part_text *text = sources->source[i].text;
		const struct html *html = text == NULL ? NULL : text->html;

		if (html == NULL)
			continue;
		if (canonical->html == NULL)
			canonical->html = html;
		links_of_html(&links, html);
	}
	links_of_text(&links, canonical->text, false);
	links_of_text(&links, canonical->hidden, true);
	links_contacts_of_text(&links, canonical->text);
	links_mark(&links);
	canonical->links = links.links;
	canonical->link_count = links.link_count;
	canonical->contacts = links.contacts;
	canonical->contact_count = links.contact_count;
	canonical->cuts |= links.cuts;
}

static void
mark_cuts(unsigned cuts, struct marks *marks)
{
	static const struct {
		unsigned bit;
		const char *word;
	} words[] = {
	    {CANONICAL_CUT_TEXT, "cut-text"},
	    {CANONICAL_CUT_HIDDEN, "cut-hidden"},
	    {CANONICAL_CUT_HEAD, "cut-head"},
	    {CANONICAL_CUT_LINKS, "cut-links"},
	    {CANONICAL_CUT_CONTACTS, "cut-contacts"},
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if ((cuts & words[i].bit) != 0)
			mark(marks, words[i].word);
}

void
canonical_make(struct message *message, struct renderer *renderer,
    struct canonical *canonical_r)
{
	struct sources sources;
	struct marks marks;

	*canonical_r = (struct canonical){
	    .message = message,
	};
	marks_begin(&marks, renderer->arena);
	sources_find(message, renderer, &sources);
	make_head(&sources, renderer, &marks, canonical_r);
	make_texts(&sources, renderer->arena, &marks, canonical_r);
	make_links(&sources, renderer->arena, &marks, canonical_r);
	sources_mark(message, &sources, &marks);
	mark_cuts(canonical_r->cuts, &marks);
	canonical_r->marks = (struct slice){marks.out, marks.size};
	if (marks.cut)
		canonical_r->cuts |= CANONICAL_CUT_MARKS;
	if (renderer->budget != NULL && renderer->budget->state != BUDGET_OK)
		canonical_r->cuts |= CANONICAL_CUT_TIME;
}
