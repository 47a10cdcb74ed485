/*
 * link - what a tag refers to
 */
#include "core/html/reader.h"

#include "core/html/css.h"
#include "core/html/link.h"

static size_t
add(struct reader *reader, enum html_link_kind kind, struct slice url,
    size_t offset, bool hidden)
{
	struct output_link *link;

	if (url.size == 0)
		return STACK_NO_LINK;
	link = output_add_link(&reader->output);
	if (link == NULL)
		return STACK_NO_LINK;
	*link = (struct output_link){
	    .url = url, .kind = kind, .offset = offset, .hidden = hidden};
	return reader->output.links - 1;
}

struct row {
	uint8_t element; /* ELEMENTS: any */
	uint8_t attribute;
	uint8_t kind;
};

#define ANY ELEMENTS

/* The first that fits is taken. */
static const struct row rows[] = {
    {ELEMENT_A, ATTRIBUTE_HREF, HTML_ANCHOR},
    {ELEMENT_A, ATTRIBUTE_XLINK_HREF, HTML_ANCHOR},
    {ELEMENT_AREA, ATTRIBUTE_HREF, HTML_ANCHOR},
    {ELEMENT_BASE, ATTRIBUTE_HREF, HTML_BASE},
    {ANY, ATTRIBUTE_HREF, HTML_OTHER_LINK},
    {ELEMENT_SCRIPT, ATTRIBUTE_SRC, HTML_SCRIPT},
    {ELEMENT_SCRIPT, ATTRIBUTE_HREF, HTML_SCRIPT},
    {ELEMENT_SCRIPT, ATTRIBUTE_XLINK_HREF, HTML_SCRIPT},
    {ELEMENT_IFRAME, ATTRIBUTE_SRC, HTML_FRAME},
    {ELEMENT_FRAME, ATTRIBUTE_SRC, HTML_FRAME},
    {ELEMENT_EMBED, ATTRIBUTE_SRC, HTML_FRAME},
    {ELEMENT_OBJECT, ATTRIBUTE_DATA, HTML_FRAME},
    {ELEMENT_IMG, ATTRIBUTE_SRC, HTML_IMAGE},
    {ELEMENT_IMAGE, ATTRIBUTE_SRC, HTML_IMAGE},
    {ELEMENT_IMAGE, ATTRIBUTE_XLINK_HREF, HTML_IMAGE},
    {ELEMENT_INPUT, ATTRIBUTE_SRC, HTML_IMAGE},
    {ANY, ATTRIBUTE_SRC, HTML_OTHER_LINK},
    {ANY, ATTRIBUTE_XLINK_HREF, HTML_OTHER_LINK},
    {ANY, ATTRIBUTE_BACKGROUND, HTML_IMAGE},
    {ANY, ATTRIBUTE_POSTER, HTML_IMAGE},
    {ANY, ATTRIBUTE_LOWSRC, HTML_IMAGE},
    {ANY, ATTRIBUTE_DYNSRC, HTML_IMAGE},
    {ELEMENT_FORM, ATTRIBUTE_ACTION, HTML_FORM},
    {ANY, ATTRIBUTE_FORMACTION, HTML_FORM},
    {ANY, ATTRIBUTE_CITE, HTML_OTHER_LINK},
    {ANY, ATTRIBUTE_LONGDESC, HTML_OTHER_LINK},
    {ANY, ATTRIBUTE_PING, HTML_OTHER_LINK},
    {ELEMENT_OBJECT, ATTRIBUTE_CODEBASE, HTML_OTHER_LINK},
};

static bool
has_word(struct slice s, const char *word)
{
	struct slice one;

	for (size_t at = 0; css_next_word(s, &at, &one);)
		if (slice_equal_nocase(one, slice_from_string(word)))
			return true;
	return false;
}

static enum html_link_kind
kind_of(const struct tag *tag, const struct row *row)
{
	if (tag->element == ELEMENT_LINK && row->attribute == ATTRIBUTE_HREF &&
	    has_word(tag_value(tag, ATTRIBUTE_REL), "stylesheet"))
		return HTML_STYLESHEET;
	return (enum html_link_kind)row->kind;
}

/* What a reader sees in its place. */
static void
set_shown(struct reader *reader, const struct tag *tag, size_t index)
{
	if (index == STACK_NO_LINK || !tag_has(tag, ATTRIBUTE_ALT))
		return;
	output_link_at(&reader->output, index)->shown =
	    value_decode(reader, tag->value[ATTRIBUTE_ALT]);
}

static void
set_title(struct reader *reader, const struct tag *tag, size_t anchor)
{
	if (anchor != STACK_NO_LINK && tag_has(tag, ATTRIBUTE_TITLE))
		output_link_at(&reader->output, anchor)->title =
		    value_decode(reader, tag->value[ATTRIBUTE_TITLE]);
}

static size_t
read_plain(struct reader *reader, const struct token *token, bool hidden)
{
	const struct tag *tag = &token->tag;
	uint64_t done = 0;
	size_t anchor = STACK_NO_LINK;

	if (tag->present == 0)
		return anchor;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		const struct row *row = &rows[i];
		uint64_t bit = UINT64_C(1) << row->attribute;
		size_t link;

		if ((tag->present & bit & ~done) == 0 ||
		    (row->element != ANY && row->element != tag->element))
			continue;
		done |= bit;
		link = add(reader, kind_of(tag, row),
		    value_url(reader, tag->value[row->attribute]),
		    token->offset, hidden);
		set_shown(reader, tag, link);
		if (row->kind == HTML_ANCHOR && anchor == STACK_NO_LINK)
			anchor = link;
	}
	set_title(reader, tag, anchor);
	return anchor;
}

static void
read_srcset(struct reader *reader, const struct token *token,
    enum attribute attribute, bool hidden)
{
	struct slice set =
	    value_decode(reader, tag_value(&token->tag, attribute));
	struct slice url;

	for (size_t at = 0; srcset_next(set, &at, &url);)
		add(reader, HTML_IMAGE, value_url(reader, url), token->offset,
		    hidden);
}

static void
read_refresh(struct reader *reader, const struct token *token)
{
	struct slice content =
	    value_decode(reader, tag_value(&token->tag, ATTRIBUTE_CONTENT));
	struct slice url;

	if (!tag_value_is(&token->tag, ATTRIBUTE_HTTP_EQUIV, "refresh"))
		return;
	reader->html->flags |= HTML_HAS_REFRESH;
	if (refresh_url(content, &url))
		add(reader, HTML_REFRESH, value_url(reader, url), token->offset,
		    reader->conditional);
}

void
link_read_css(
    struct reader *reader, struct slice css, size_t offset, bool hidden)
{
	struct slice url;
	bool is_import;

	if (slice_find_byte(css, '(') == css.size &&
	    slice_find_byte(css, '@') == css.size)
		return;
	for (size_t at = 0; css_next_url(css, &at, &url, &is_import);)
		add(reader, is_import ? HTML_STYLESHEET : HTML_IMAGE,
		    value_url(reader, url), offset, hidden);
}

static void
read_document(struct reader *reader, const struct token *token)
{
	struct html *html = reader->html;
	struct slice source =
	    value_decode(reader, tag_value(&token->tag, ATTRIBUTE_SRCDOC));

	if (source.size == 0)
		return;
	if (html->document_count == HTML_DOCUMENTS_MAX)
		html->flags |= HTML_CUT | HTML_LINKS_CUT;
	else
		html->documents[html->document_count++] = source;
}

#define BIT(attribute) (UINT64_C(1) << (attribute))
#define LINKING                                                                \
	(BIT(ATTRIBUTE_HREF) | BIT(ATTRIBUTE_SRC) |                            \
	    BIT(ATTRIBUTE_XLINK_HREF) | BIT(ATTRIBUTE_DATA) |                  \
	    BIT(ATTRIBUTE_BACKGROUND) | BIT(ATTRIBUTE_POSTER) |                \
	    BIT(ATTRIBUTE_LOWSRC) | BIT(ATTRIBUTE_DYNSRC) |                    \
	    BIT(ATTRIBUTE_ACTION) | BIT(ATTRIBUTE_FORMACTION) |                \
	    BIT(ATTRIBUTE_CITE) | BIT(ATTRIBUTE_LONGDESC) |                    \
	    BIT(ATTRIBUTE_PING) | BIT(ATTRIBUTE_CODEBASE))

size_t
link_read(struct reader *reader, const struct token *token, bool hidden)
{
	const struct tag *tag = &token->tag;
	size_t anchor = STACK_NO_LINK;

	if ((tag->present & LINKING) != 0)
		anchor = read_plain(reader, token, hidden);
	if (tag_has(tag, ATTRIBUTE_SRCSET))
		read_srcset(reader, token, ATTRIBUTE_SRCSET, hidden);
	if (tag_has(tag, ATTRIBUTE_IMAGESRCSET))
		read_srcset(reader, token, ATTRIBUTE_IMAGESRCSET, hidden);
	if (tag_has(tag, ATTRIBUTE_STYLE) &&
	    slice_find_byte(tag->value[ATTRIBUTE_STYLE], '(') <
		tag->value[ATTRIBUTE_STYLE].size)
		link_read_css(reader,
		    value_css(reader, tag->value[ATTRIBUTE_STYLE], true),
		    token->offset, hidden);
	if (tag->element == ELEMENT_IFRAME && tag_has(tag, ATTRIBUTE_SRCDOC))
		read_document(reader, token);
	if (tag->element == ELEMENT_META)
		read_refresh(reader, token);
	return anchor;
}
