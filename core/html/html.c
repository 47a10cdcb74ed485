/*
 * html - the source read from its beginning to its end
 */
#include "core/html/html.h"

#include <string.h>

#include "core/html/reader.h"

/* Offsets of segments have 32 bits; nobody mails as much HTML. */
#define SOURCE_MAX ((size_t)1 << 30)

/* ---- conditional comments ---- */

/*
 * Of "[if mso]> ... <![endif]" what is between.  False: it is no conditional
 * comment.
 */
static bool
conditional_content(struct slice comment, struct slice *content_r)
{
	struct slice rest = html_trim(comment);
	size_t bracket;

	if (!slice_starts_with_nocase(rest, SLICE("[if")))
		return false;
	bracket = slice_find(rest, SLICE("]>"));
	if (bracket == rest.size)
		return false;
	*content_r = slice_skip(rest, bracket + 2);
	return true;
}

/*
 * Its content is read like the source, but nobody sees it, and what it closes
 * is its own only.  There is no such comment inside of another: each would be
 * read as often as it is deep.
 */
static void
enter_conditional(struct reader *reader, struct slice content)
{
	struct tokenizer *tokenizer = &reader->tokenizer;
	struct stack *stack = &reader->stack;
	struct declared own = {0};

	declared_truth(&own, DECLARED_GONE, true);
	reader->outer_beyond = stack->beyond;
	/* Without room for it, it is only a comment. */
	if (!stack_push(stack, ELEMENT_TEMPLATE, 0, &own, STACK_NO_LINK)) {
		stack->beyond = reader->outer_beyond;
		return;
	}
	stack->floor = (uint32_t)stack->depth - 1;
	reader->conditional = true;
	reader->outer_at = tokenizer->at;
	reader->outer_size = tokenizer->size;
	reader->outer_unclosed = tokenizer->unclosed;
	tokenizer->at = (size_t)(content.data - tokenizer->data);
	tokenizer->size = tokenizer->at + content.size;
}

static void
leave_conditional(struct reader *reader)
{
	struct tokenizer *tokenizer = &reader->tokenizer;
	uint32_t floor = reader->stack.floor;

	reader->stack.floor = 0;
	reader->stack.beyond = reader->outer_beyond;
	stack_close(&reader->stack, floor);
	reader->conditional = false;
	tokenizer->at = reader->outer_at;
	tokenizer->size = reader->outer_size;
	tokenizer->unclosed = reader->outer_unclosed;
}

/* ---- tokens ---- */

static void
put_comment(struct reader *reader, struct slice text)
{
	struct output *output = &reader->output;

	text = html_trim(text);
	if (text.size == 0)
		return;
	if (output->text[OUTPUT_COMMENT].size > 0)
		output_put(output, OUTPUT_COMMENT, SLICE("\n"));
	output_put(output, OUTPUT_COMMENT, text);
}

static void
read_comment(struct reader *reader, struct slice text)
{
	struct slice content;

	if (!conditional_content(text, &content)) {
		put_comment(reader, text);
		return;
	}
	reader->html->flags |= HTML_CONDITIONAL;
	if (reader->conditional)
		put_comment(reader, content);
	else if (content.size > 0)
		enter_conditional(reader, content);
}

/* "<![if !mso]>" is a comment to all but those who know it. */
static void
read_bogus(struct reader *reader, struct slice text)
{
	if (slice_starts_with_nocase(text, SLICE("![if")))
		reader->html->flags |= HTML_CONDITIONAL;
	else if (!slice_starts_with_nocase(text, SLICE("![endif")))
		put_comment(reader, slice_skip(text, 1));
}

static void
read_text(struct reader *reader, struct slice text, bool references)
{
	const struct style *style = stack_text_style(&reader->stack);

	if (style->pre)
		text_pre(reader, text_kind(style), text, references);
	else
		text_words(reader, text_kind(style), text, references);
}

static void
read_tag(struct reader *reader, const struct token *token)
{
	reader->html->tags++;
	reader->html->skeleton =
	    (reader->html->skeleton ^ token->tag.name_hash ^
		(uint64_t)token->tag.is_end << 32) *
	    UINT64_C(0x9E3779B97F4A7C15);
	if (token->tag.is_end)
		tree_end(reader, &token->tag);
	else
		tree_start(reader, token);
}

static void
read_token(struct reader *reader, const struct token *token)
{
	switch (token->kind) {
	case TOKEN_TEXT:
	case TOKEN_CDATA:
		read_text(reader, token->text, token->kind == TOKEN_TEXT);
		break;
	case TOKEN_TAG:
		read_tag(reader, token);
		break;
	case TOKEN_COMMENT:
		read_comment(reader, token->text);
		break;
	case TOKEN_BOGUS_COMMENT:
		read_bogus(reader, token->text);
		break;
	case TOKEN_DOCTYPE:
	case TOKEN_END:
		break;
	}
}

static void
read_all(struct reader *reader)
{
	struct token token;

	while (!reader->output.full) {
		tokenizer_next(&reader->tokenizer, &token);
		if (token.kind != TOKEN_END)
			read_token(reader, &token);
		else if (reader->conditional && !reader->tokenizer.spent)
			leave_conditional(reader);
		else
			break;
	}
	reader->stack.floor = 0;
	if (reader->stack.depth > 1)
		stack_close_all(&reader->stack);
}

/* ---- html_read ---- */

/* All but the cache, of which the keys are enough. */
static void
reader_clear(struct reader *reader, struct html *html)
{
	memset(reader, 0, offsetof(struct reader, cache));
	reader->html = html;
	for (size_t i = 0; i < STYLE_CACHE_ENTRIES; i++)
		reader->cache[i].source.size = 0;
}

static bool
begin(struct reader *reader, struct slice source,
    const struct html_limits *limits, struct arena *arena,
    struct budget *budget)
{
	tokenizer_init(&reader->tokenizer, source, budget);
	sheet_init(&reader->sheet, source.size);
	if (!stack_init(&reader->stack, arena, limits->depth_max, source.size))
		return false;
	reader->stack.closed = tree_frame_closed;
	reader->stack.owner = reader;
	return output_init(
	    &reader->output, arena, source.size, limits->links_max);
}

static void
set_flags(struct reader *reader)
{
	unsigned *flags = &reader->html->flags;

	if (reader->output.full || reader->output.links_full ||
	    reader->tokenizer.spent)
		*flags |= HTML_CUT | HTML_LINKS_CUT;
	if (reader->tokenizer.unclosed)
		*flags |= HTML_UNCLOSED;
	if (reader->form_seen && reader->field_seen)
		*flags |= HTML_HAS_FORM;
}

void
html_read(struct slice source, const struct html_limits *limits,
    struct arena *arena, struct budget *budget, struct html *html_r)
{
	struct reader reader;

	reader_clear(&reader, html_r);
	*html_r = (struct html){0};
	if (source.size > SOURCE_MAX) {
		source.size = SOURCE_MAX;
		html_r->flags |= HTML_CUT | HTML_LINKS_CUT;
	}
	if (!begin(&reader, source, limits, arena, budget)) {
		html_r->flags |= HTML_CUT | HTML_LINKS_CUT;
		return;
	}
	read_all(&reader);
	output_finish(&reader.output, html_r);
	set_flags(&reader);
}
