/*
 * sources_mark - facts about the parts of a message
 */
#include "core/canonical/sources.h"

#include <string.h>

#include "core/base/ascii.h"

/* Parts that the shape of the tree shows. */
#define TREE_PARTS_MAX 24u

/* ---- the tree ------------------------------------------------------------ */

/* "text/html" is 'h'. */
static uint8_t
letter_of(const struct part *part)
{
	struct slice type = part->media_type;

	if (slice_starts_with(type, SLICE("text/plain")))
		return 't';
	if (slice_starts_with(type, SLICE("text/html")))
		return 'h';
	if (slice_starts_with(type, SLICE("text/")))
		return 'x';
	if (slice_starts_with(type, SLICE("image/")))
		return 'i';
	if (slice_starts_with(type, SLICE("message/")))
		return 'm';
	return slice_starts_with(type, SLICE("application/")) ? 'a' : 'o';
}

static uint8_t
container_letter(const struct part *part)
{
	struct slice type = part->media_type;
	size_t slash = slice_find_byte(type, '/');

	return slash + 1 < type.size ? type.data[slash + 1] : 'm';
}

/* "m(a(th)i)": the parts as they stand in each other. */
static void
mark_tree(const struct message *message, struct marks *marks)
{
	uint8_t room[TREE_PARTS_MAX * 4];
	size_t size = 0, shown = 0;
	unsigned depth = 0;

	for (size_t i = 0; i < message->part_count; i++) {
		const struct part *part = message->parts[i];

		if (!source_is_sent(part) || (part->flags & PART_READING) != 0)
			continue;
		if (shown++ == TREE_PARTS_MAX)
			break;
		while (depth > part->depth && size < sizeof(room)) {
			room[size++] = ')';
			depth--;
		}
		if (size + 2 > sizeof(room))
			break;
		if (source_is_leaf(part)) {
			room[size++] = letter_of(part);
			continue;
		}
		room[size++] = container_letter(part);
		room[size++] = '(';
		depth = part->depth + 1u;
	}
	mark_value(marks, "tree", (struct slice){room, size});
}

/* ---- parts --------------------------------------------------------------- */

static void
mark_name(const struct part *part, struct marks *marks)
{
	struct slice name = part->name;
	size_t dot = name.size;

	if (name.size == 0)
		return;
	mark(marks, "named");
	while (dot > 0 && name.data[dot - 1] != '.')
		dot--;
	if (dot == 0 || name.size - dot > 8)
		mark_value(marks, "name", SLICE("none"));
	else
		mark_value(marks, "name", slice_sub(name, dot - 1, name.size));
}

static void
mark_flags(const struct part *part, struct marks *marks)
{
	static const struct {
		unsigned bit;
		const char *word;
	} words[] = {
	    {PART_NO_END, "part-no-end"},
	    {PART_CUT, "part-cut"},
	    {PART_BAD_ENCODING, "part-bad-encoding"},
	    {PART_AFTER_END, "part-after-end"},
	    {PART_PIECE, "part-piece"},
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if ((part->flags & words[i].bit) != 0)
			mark(marks, words[i].word);
}

static const char *
encoding_name(enum part_encoding encoding)
{
	switch (encoding) {
	case ENCODING_BASE64:
		return "base64";
	case ENCODING_QP:
		return "qp";
	case ENCODING_UNKNOWN:
		return "unknown";
	default:
		return "none";
	}
}

static void
mark_part(const struct part *part, struct marks *marks)
{
	mark_flags(part, marks);
	mark_value(marks, "type", part->media_type);
	if (!source_is_leaf(part)) {
		if (part->kind == PART_MESSAGE)
			mark(marks, "attached-message");
		return;
	}
	mark_name(part, marks);
	if (render_is_text(part))
		mark_value(marks, "encoding",
		    slice_from_string(encoding_name(part->encoding)));
}

/* ---- texts --------------------------------------------------------------- */

static void
mark_charset(const struct source *source, struct marks *marks)
{
	static const struct {
		unsigned bit;
		const char *word;
	} words[] = {
	    {CHARSET_UNLABELLED, "charset-none"},
	    {CHARSET_UNKNOWN_LABEL, "charset-unknown"},
	    {CHARSET_WRONG_LABEL, "charset-wrong"},
	    {CHARSET_REPLACED, "charset-broken"},
	};
	const struct charset_text *text = &source->text->source;

	mark_value(marks, "charset", slice_from_string(text->charset));
	if (source->part->charset.size > 0)
		mark_value(marks, "label", source->part->charset);
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if ((text->flags & words[i].bit) != 0)
			mark(marks, words[i].word);
}

/* What share of all is part, in words. */
static const char *
share(size_t part, size_t all)
{
	if (part == 0)
		return "none";
	if (part < all / 16)
		return "few";
	if (part < all / 4)
		return "some";
	return part < all / 2 ? "much" : "most";
}

static void
mark_html(const struct source *source, struct marks *marks)
{
	static const struct {
		unsigned bit;
		const char *word;
	} words[] = {
	    {HTML_HAS_FORM, "html-form"},
	    {HTML_HAS_PASSWORD, "html-password"},
	    {HTML_HAS_SCRIPT, "html-script"},
	    {HTML_HAS_REFRESH, "html-refresh"},
	    {HTML_CONDITIONAL, "html-conditional"},
	    {HTML_UNCLOSED, "html-unclosed"},
	    {HTML_CUT, "html-cut"},
	};
	const struct html *html = source->text->html;
	size_t seen = html->visible.size, unseen = html->hidden.size;

	mark(marks, "html");
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if ((html->flags & words[i].bit) != 0)
			mark(marks, words[i].word);
	mark_count(marks, "html-images", html->images);
	mark_count(marks, "html-links", html->link_count);
	mark_count(marks, "html-depth", html->depth);
	mark_value(marks, "hidden-text",
	    slice_from_string(share(unseen, seen + unseen)));
	mark_value(marks, "html-text",
	    slice_from_string(share(seen, source->text->source.text.size)));
	if (html->comment.size > 0)
		mark_count(marks, "html-comments", html->comment.size);
	if (html->images > 0 && seen < 200)
		mark(marks, "image-only");
}

void
sources_mark(const struct message *message, const struct sources *sources,
    struct marks *marks)
{
	size_t sent = 0;

	mark_tree(message, marks);
	for (size_t i = 0; i < message->part_count; i++)
		if (source_is_sent(message->parts[i])) {
			mark_part(message->parts[i], marks);
			sent++;
		}
	mark_count(marks, "parts", sent);
	for (size_t i = 0; i < sources->count; i++) {
		if (sources->source[i].text == NULL)
			continue;
		mark_charset(&sources->source[i], marks);
		if (sources->source[i].text->html != NULL)
			mark_html(&sources->source[i], marks);
	}
	if (sources->count == 0)
		mark(marks, "no-text");
	if (message->doubts != 0)
		mark(marks, "doubts");
}
