/*
 * render - the text of a part as its reader sees it
 */
#include "core/render/render.h"

#include "core/text/flowed.h"

/* Elements inside each other that html_read() keeps apart. */
#define HTML_DEPTH_MAX 256u

struct renderer
renderer_for(struct message *message, struct charsets *charsets,
    const struct limits *limits, struct arena *arena, struct budget *budget)
{
	return (struct renderer){
	    .charsets = charsets,
	    .limits = limits,
	    .arena = arena,
	    .budget = budget,
	    .reached = &message->reached,
	    .text_left = (uint64_t)limits->max[LIMIT_TEXT_BYTES],
	    .links_left = (size_t)limits->max[LIMIT_LINKS],
	};
}

static bool
is_declared_text(const struct part *part)
{
	return slice_starts_with(part->media_type, SLICE("text/"));
}

/* What no charset makes text of, whatever the part says it is. */
static bool
is_surely_binary(const struct part *part)
{
	switch (filetype_class(part->type)) {
	case FILECLASS_OTHER: /* UTF-16 and the like may look so */
	case FILECLASS_TEXT:
	case FILECLASS_HTML:
	case FILECLASS_MAIL:
		return false;
	default:
		return true;
	}
}

/* A browser opens what is called so as a page. */
static bool
is_named_html(const struct part *part)
{
	for (uint16_t i = 0; i < part->name_count; i++)
		if (filetype_class(filetype_of_name(part->names[i].text)) ==
		    FILECLASS_HTML)
			return true;
	return false;
}

static bool
is_html(const struct part *part)
{
	return filetype_class(part->type) == FILECLASS_HTML ||
	       slice_equal(part->media_type, SLICE("text/html")) ||
	       slice_equal(part->media_type, SLICE("application/xhtml+xml")) ||
	       is_named_html(part);
}

bool
render_is_page(const struct part *part)
{
	return part->kind == PART_LEAF && part->body.size > 0 &&
	       is_html(part) && !is_surely_binary(part);
}

bool
render_is_text(const struct part *part)
{
	if (part->kind != PART_LEAF || part->body.size == 0 ||
	    is_surely_binary(part))
		return false;
	return is_declared_text(part) || is_html(part);
}

struct slice
render_charset(const struct part *part)
{
	/* What its field says, else what HTML itself says. */
	if (part->charset.size > 0 && charset_name(part->charset) != NULL)
		return part->charset;
	return is_html(part) ? html_charset(part->body) : part->charset;
}

/* As much of the body as MaxTextSize leaves. */
static struct slice
take_body(struct renderer *renderer, const struct part *part)
{
	struct slice body = part->body;

	if (body.size > renderer->text_left) {
		limits_mark(renderer->reached, LIMIT_TEXT_BYTES);
		body = slice_sub(body, 0, (size_t)renderer->text_left);
	}
	renderer->text_left -= body.size;
	return body;
}

/* What is missing is not for want of time, which the budget tells. */
static bool
is_limit(const struct renderer *renderer)
{
	return renderer->budget == NULL || renderer->budget->state == BUDGET_OK;
}

static const struct html *
read_html(struct renderer *renderer, struct slice source)
{
	const struct html_limits limits = {
	    .depth_max = HTML_DEPTH_MAX,
	    .links_max = renderer->links_left,
	};
	struct html *html = arena_alloc(renderer->arena, sizeof(*html));

	if (html == NULL) {
		limits_mark(renderer->reached, LIMIT_TEXT_BYTES);
		return NULL;
	}
	html_read(source, &limits, renderer->arena, renderer->budget, html);
	renderer->links_left -= html->link_count;
	if (renderer->links_left == 0 ||
	    ((html->flags & HTML_LINKS_CUT) && is_limit(renderer)))
		limits_mark(renderer->reached, LIMIT_LINKS);
	return html;
}

const struct part_text *
render_part(struct renderer *renderer, struct part *part)
{
	struct part_text *text;
	bool html = is_html(part);

	if (part->text != NULL || !render_is_text(part))
		return part->text;
	text = arena_alloc(renderer->arena, sizeof(*text));
	if (text == NULL || renderer->text_left == 0) {
		limits_mark(renderer->reached, LIMIT_TEXT_BYTES);
		return NULL;
	}
	*text = (struct part_text){0};
	text->source =
	    charset_decode(renderer->charsets, take_body(renderer, part),
		render_charset(part), renderer->arena, renderer->budget);
	if ((text->source.flags & CHARSET_CUT) && is_limit(renderer))
		limits_mark(renderer->reached, LIMIT_TEXT_BYTES);
	text->visible = text->source.text;
	if (html)
		text->html = read_html(renderer, text->source.text);
	if (text->html != NULL)
		text->visible = text->html->visible;
	else if (part->flowed)
		text->visible = flowed_join(
		    text->source.text, part->delsp, renderer->arena);
	text->flowed = part->flowed && text->html == NULL;
	part->text = text;
	return text;
}
