/*
 * reader - what the parts of html_read() share; private to core/html
 *
 *     tokenizer ─▶ tree ─┬▶ stack ◀─ style ◀─ sheet, css, presentation
 *                        ├▶ text ──▶ output
 *                        └▶ link ──▶ output
 */
#ifndef CORE_HTML_READER_H
#define CORE_HTML_READER_H

#include "core/html/html.h"
#include "core/html/output.h"
#include "core/html/sheet.h"
#include "core/html/stack.h"
#include "core/html/tokenizer.h"

/*
 * Newsletters say the same style in hundreds of cells: the last ones are kept
 * as they were read.
 */
#define STYLE_CACHE_ENTRIES 32u

struct cached_style {
	struct slice source; /* empty: free */
	struct declared declared;
};

struct reader {
	struct tokenizer tokenizer;
	struct output output;
	struct stack stack;
	struct sheet sheet;
	struct html *html;
	bool html_seen, body_seen;
	bool form_seen, field_seen;
	bool skip_newline; /* the first line end in <pre> is not text */
	/* Inside of a conditional comment: where the source goes on. */
	bool conditional;
	size_t outer_at, outer_size, outer_beyond;
	bool outer_unclosed;
	struct cached_style cache[STYLE_CACHE_ENTRIES];
};

/* ---- tree: tags ---- */

void tree_start(struct reader *reader, const struct token *token);
void tree_end(struct reader *reader, const struct tag *tag);
void tree_frame_closed(void *owner, const struct frame *frame);

/* ---- raw: the content of script, style, title, textarea ... ---- */

void raw_read(
    struct reader *reader, const struct tag *tag, const struct style *style);

/* ---- presentation: what a tag says of how its content is seen ---- */

void presentation_read(struct reader *reader, const struct token *token,
    struct declared *declared);

/* ---- text ---- */

void text_words(struct reader *reader, enum output_kind kind, struct slice s,
    bool references);
void text_pre(struct reader *reader, enum output_kind kind, struct slice s,
    bool references);
/* An alt text or the like, in brackets. */
void text_bracketed(
    struct reader *reader, enum output_kind kind, struct slice s);
void text_line(struct reader *reader, enum output_kind kind);
void text_break(struct reader *reader, enum output_kind kind);
void text_cell(struct reader *reader, enum output_kind kind);

static inline enum output_kind
text_kind(const struct style *style)
{
	return style->hidden ? OUTPUT_HIDDEN : OUTPUT_VISIBLE;
}

/* ---- link ---- */

/* All links of a tag; returns that of an anchor, or STACK_NO_LINK. */
size_t link_read(struct reader *reader, const struct token *token, bool hidden);

/* Those of plain CSS. */
void link_read_css(
    struct reader *reader, struct slice css, size_t offset, bool hidden);

/* ---- value: attributes and URLs ---- */

/* Its references decoded; kept, or borrowed from the source. */
struct slice value_decode(struct reader *reader, struct slice raw);

/* Blanks at the ends and line ends inside taken out as browsers do. */
struct slice value_url(struct reader *reader, struct slice raw);

/* CSS as it stands in a style attribute or element, made plain. */
struct slice value_css(
    struct reader *reader, struct slice raw, bool references);

#endif
