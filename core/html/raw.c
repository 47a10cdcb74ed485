/*
 * raw - the content of script, style, title, textarea and their like
 */
#include "core/html/reader.h"

/* Line ends keep one from the next. */
static void
put_all(struct reader *reader, enum output_kind kind, struct slice s)
{
	if (s.size == 0)
		return;
	if (reader->output.text[kind].size > 0)
		output_put(&reader->output, kind, SLICE("\n"));
	output_put(&reader->output, kind, s);
}

static void
read_style(struct reader *reader, struct slice content, size_t offset)
{
	struct slice css = value_css(reader, content, false);

	link_read_css(reader, css, offset, reader->conditional);
	/* What only some programs read does not count for the others. */
	if (!reader->conditional)
		sheet_read(&reader->sheet, css, &reader->output);
	if (reader->sheet.cut)
		reader->html->flags |= HTML_CUT;
}

/* The first title is the title, a further one nobody sees. */
static void
read_title(struct reader *reader, struct slice content)
{
	enum output_kind kind = OUTPUT_TITLE;

	if (reader->conditional || reader->output.text[kind].size > 0)
		kind = OUTPUT_HIDDEN;
	text_line(reader, kind);
	text_words(reader, kind, content, true);
	text_line(reader, kind);
}

void
raw_read(
    struct reader *reader, const struct tag *tag, const struct style *style)
{
	size_t offset = reader->tokenizer.at;
	struct slice content =
	    tokenizer_raw(&reader->tokenizer, tag->element, tag->name);
	enum output_kind kind = text_kind(style);

	if (tag->element == ELEMENT_SCRIPT) {
		reader->html->flags |= HTML_HAS_SCRIPT;
		put_all(reader, OUTPUT_SCRIPT, content);
	} else if (tag->element == ELEMENT_STYLE) {
		read_style(reader, content, offset);
	} else if (tag->element == ELEMENT_TITLE) {
		read_title(reader, content);
	} else {
		bool references = element_is(tag->element, ELEMENT_IS_RCDATA);

		if (element_is(tag->element, ELEMENT_IS_UNSEEN))
			kind = OUTPUT_HIDDEN;
		text_line(reader, kind);
		reader->skip_newline = true;
		text_pre(reader, kind, content, references);
		text_line(reader, kind);
	}
}
