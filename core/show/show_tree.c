/*
 * show_tree - the parts of a message, one inside of the other
 *
 * The walk follows the links of the tree without recursion; a part that is
 * very deep is drawn at the depth of TRAIL_MAX and says how deep it is.
 */
#include <inttypes.h>

#include "core/show/facts.h"
#include "core/show/links.h"
#include "core/show/safe_name.h"
#include "core/show/scripts.h"
#include "core/show/show_page.h"
#include "core/show/terms.h"

#define TRAIL_MAX 20u
#define NAME_BYTES 200u
#define TRAIL_BYTES 256u

/* ---- branches ---------------------------------------------------------- */

struct branches {
	const char *tee, *corner, *bar, *blank;
};

static const struct branches boxes = {"├ ", "└ ", "│ ", "  "};
static const struct branches plain = {"|-", "`-", "| ", "  "};

/* What stands ahead of a part, and ahead of the lines that it goes on in. */
static void
put_trail(const struct page *page, const struct part *part, struct text *first,
    struct text *margin)
{
	const struct branches *with = page->style.boxes ? &boxes : &plain;
	const struct part *path[TRAIL_MAX];
	const struct part *at = part;
	size_t depth = 0;

	for (; at->parent != NULL && depth < TRAIL_MAX; at = at->parent)
		path[depth++] = at;
	text_put(first, SLICE("  "));
	text_put(margin, SLICE("  "));
	while (depth-- > 0) {
		bool more = path[depth]->next != NULL;
		const char *bar = more ? with->bar : with->blank;

		text_put(margin, slice_from_string(bar));
		if (depth > 0)
			text_put(first, slice_from_string(bar));
		else
			text_put(first,
			    slice_from_string(more ? with->tee : with->corner));
	}
	text_put(
	    margin, slice_from_string(
			part->first_child != NULL ? with->bar : with->blank));
	text_put(margin, SLICE("    "));
}

/* ---- what is said of a part -------------------------------------------- */

static void
put_names(struct page *page, const struct part *part)
{
	struct part_name storage;
	const struct part_name *names;
	size_t count = fact_names(part, &storage, &names);

	for (size_t i = 0; i < count; i++) {
		page_item_from(page, TONE_NAME, i == 0 ? "\"" : "also \"",
		    names[i].text, NAME_BYTES, "\"");
		if (i > 0)
			page_item_f(page, TONE_FAINT, "(%s)", names[i].source);
		if (filetype_name_is_executable(names[i].text))
			page_item(page, TONE_ALARM, "! runs when opened");
		if (scripts_are_mixed(names[i].text))
			page_item(
			    page, TONE_ALARM, "! letters of several scripts");
	}
}

/*
 * "us-ascii" is read as windows-1252 by everybody; that most mail says so is
 * nothing to tell.
 */
static bool
is_same_charset(struct slice declared, struct slice used)
{
	return slice_equal_nocase(declared, used) ||
	       slice_equal_nocase(declared, SLICE("us-ascii")) ||
	       slice_equal_nocase(declared, SLICE("ascii"));
}

/* What was declared, where it is not what was used. */
static void
put_declared(struct page *page, const struct part *part)
{
	const struct charset_text *source = &part->text->source;
	unsigned wrong =
	    source->flags & (CHARSET_WRONG_LABEL | CHARSET_UNKNOWN_LABEL);
	struct slice used = slice_from_string(source->charset);

	/* Then it is HTML that says something of itself. */
	if (wrong != 0 && part->charset.size == 0)
		page_item(page, TONE_WARNING, "(its HTML says another)");
	else if ((wrong & CHARSET_UNKNOWN_LABEL) != 0)
		page_item_from(page, TONE_WARNING, "(declared \"",
		    part->charset, 40, "\": unknown)");
	else if (wrong != 0)
		page_item_from(page, TONE_WARNING, "(declared ", part->charset,
		    40, ": wrong)");
	else if (part->charset.size == 0 &&
		 !slice_equal(used, SLICE("us-ascii")))
		page_item(page, TONE_FAINT, "(not declared)");
	else if (part->charset.size > 0 &&
		 !is_same_charset(part->charset, used))
		page_item_from(
		    page, TONE_FAINT, "(declared ", part->charset, 40, ")");
}

static void
put_charset(struct page *page, const struct part *part)
{
	const struct charset_text *source = &part->text->source;

	page_item(page, TONE_PLAIN, source->charset);
	put_declared(page, part);
	if (source->replaced > 0)
		page_item_f(
		    page, TONE_WARNING, "%zu bad characters", source->replaced);
	if (part->text->flowed)
		page_item(page, TONE_FAINT, "flowed");
}

static void
put_size(struct page *page, enum tone tone, const char *ahead, uint64_t size,
    const char *unit)
{
	char buffer[96];
	struct text text = TEXT_OVER(buffer);

	text_put(&text, slice_from_string(ahead));
	page_put_grouped(&text, size);
	text_printf(&text, "%s%s", unit, size == 1 ? "" : "s");
	page_item_text(page, tone, &text);
}

/* Nobody said what it is: its bytes do, in place of a media type. */
static bool
is_undeclared(const struct part *part)
{
	return part->origin != PART_FROM_MIME &&
	       slice_equal(part->media_type, SLICE("application/octet-stream"));
}

/* What it is, nobody can see. */
static bool
is_closed(const struct part *part)
{
	return (part->flags & PART_ENCRYPTED) != 0 && part->body.size == 0;
}

static void
put_media_type(struct page *page, const struct part *part)
{
	enum tone tone = part->first_child != NULL ? TONE_PLAIN : TONE_STRONG;
	enum filetype type = fact_type(part);

	if (!is_undeclared(part))
		page_item_from(page, tone, "", part->media_type, 100, "");
	else if (is_closed(part))
		page_item(page, tone, "unread");
	else if (part->kind == PART_MESSAGE)
		page_item(page, tone, "message");
	else
		page_item(page,
		    filetype_class(type) == FILECLASS_PE ? TONE_ALARM : tone,
		    type == FILETYPE_OTHER ? "binary" : filetype_name(type));
}

/* What the bytes are, where it is not what was said, or nobody has said. */
static void
put_type(struct page *page, const struct part *part)
{
	struct claims wrong = fact_wrong_claims(part);
	enum filetype type = fact_type(part);
	const char *is =
	    type == FILETYPE_OTHER ? "something else" : filetype_name(type);

	if (wrong.declared != FILETYPE_OTHER)
		page_item_f(page, TONE_ALARM, "! declared as %s, is %s",
		    filetype_name(wrong.declared), is);
	if (wrong.named != FILETYPE_OTHER && wrong.named != wrong.declared)
		page_item_f(page, TONE_ALARM, "! named like %s, is %s",
		    filetype_name(wrong.named), is);
	if (wrong.declared == FILETYPE_OTHER && wrong.named == FILETYPE_OTHER &&
	    type != FILETYPE_OTHER && !is_undeclared(part) &&
	    type != filetype_of_media_type(part->media_type))
		page_item_f(page,
		    filetype_class(type) == FILECLASS_PE ? TONE_ALARM
							 : TONE_PLAIN,
		    "is %s", is);
}

static void
put_terms(struct page *page, const struct term *terms, unsigned bits)
{
	for (; terms->bit != 0; terms++)
		if ((bits & terms->bit) != 0)
			page_item_f(page,
			    terms->alarming ? TONE_WARNING : TONE_FAINT,
			    terms->alarming ? "! %s" : "%s", terms->sentence);
}

static void
put_origin(struct page *page, const struct part *part)
{
	const char *origin = term_origin_sentence(part->origin);
	const struct member *member = part->member;

	if (origin == NULL)
		return;
	/* Of a member its archive says so. */
	if (member == NULL) {
		page_item(page, TONE_FAINT, origin);
		return;
	}
	if (member->size_packed != UINT64_MAX)
		put_size(page, TONE_FAINT, "packed in ", member->size_packed,
		    " byte");
	if (member->size != UINT64_MAX && member->size != part->body.size &&
	    !is_closed(part))
		put_size(page, TONE_WARNING, "! said to have ", member->size,
		    " byte");
	/* The part's own flags say these. */
	put_terms(page, terms_member,
	    member->flags &
		(unsigned)~(MEMBER_CUT | MEMBER_DAMAGED | MEMBER_ENCRYPTED));
}

static void
put_html(struct page *page, const struct html *html)
{
	size_t odd = 0;

	put_terms(page, terms_html, html->flags);
	if (html->hidden.size > 0)
		put_size(
		    page, TONE_PLAIN, "", html->hidden.size, " hidden byte");
	for (size_t i = 0; i < html->link_count; i++)
		if (html->links[i].kind == HTML_ANCHOR &&
		    fact_link_oddities(&html->links[i]) != 0)
			odd++;
	if (html->link_count > 0)
		page_item_f(page, TONE_FAINT, "%zu link%s", html->link_count,
		    html->link_count == 1 ? "" : "s");
	if (odd > 0)
		page_item_f(page, TONE_ALARM, "! %zu odd", odd);
}

static void
put_encoding(struct page *page, const struct part *part)
{
	if (part->encoding == ENCODING_UNKNOWN)
		page_item(page, TONE_WARNING, "unknown encoding");
	else if (part->encoding != ENCODING_IDENTITY)
		page_item(page, TONE_PLAIN, term_encoding(part->encoding));
}

static void
put_content(struct show *show, struct page *page, const struct part *part)
{
	struct slice boundary = fact_boundary(show, part);

	put_names(page, part);
	if (boundary.size > 0)
		page_item_from(
		    page, TONE_FAINT, "boundary \"", boundary, 70, "\"");
	if (part->text != NULL)
		put_charset(page, part);
	put_encoding(page, part);
	if (part->kind != PART_MULTIPART && part->kind != PART_MESSAGE)
		put_size(page, TONE_PLAIN, "", part->body.size, " byte");
	put_type(page, part);
	put_origin(page, part);
	if (part->text != NULL && part->text->html != NULL)
		put_html(page, part->text->html);
	/* put_type() says which of them disagree. */
	put_terms(page, terms_part, part->flags & (unsigned)~(PART_MISMATCH));
}

static void
put_file_name(
    const struct show *show, struct page *page, const struct part *part)
{
	char buffer[SAFE_NAME_BYTES];
	struct text text = TEXT_OVER(buffer);

	if (!show->extracted || !safe_name_is_file(part))
		return;
	safe_name_put(&text, part, show->volume);
	page_item_f(page, TONE_NAME, "as %s", text.data);
}

static void
show_part(struct show *show, struct page *page, struct part *part)
{
	char first[TRAIL_BYTES], margin[TRAIL_BYTES];
	struct text ahead = TEXT_OVER(first), below = TEXT_OVER(margin);

	(void)render_part(&show->renderer, part);
	put_trail(page, part, &ahead, &below);
	text_printf(&ahead, "%" PRIu32 " ", part->index);
	page_line(page, first, margin);
	put_media_type(page, part);
	if (part->depth > TRAIL_MAX)
		page_item_f(page, TONE_FAINT, "(depth %u)", part->depth);
	put_content(show, page, part);
	put_file_name(show, page, part);
	page_end(page);
}

static struct part *
next_part(struct part *part)
{
	if (part->first_child != NULL)
		return part->first_child;
	while (part != NULL && part->next == NULL)
		part = part->parent;
	return part == NULL ? NULL : part->next;
}

void
show_tree(struct show *show, struct page *page)
{
	for (struct part *part = show->message->top; part != NULL;
	     part = next_part(part))
		show_part(show, page, part);
}
