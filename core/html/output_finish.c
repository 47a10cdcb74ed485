/*
 * output_finish - segments gathered, links and runs made, the rest given back
 */
#include "core/html/output.h"

#include <string.h>

#define HEAD_SIZE (1u + sizeof(uint32_t))

struct gathering {
	struct output *output;
	size_t at; /* free from here on */
	struct slice text[OUTPUT_KINDS];
	uint8_t *next[OUTPUT_KINDS]; /* where the next segment goes */
	struct html_run *runs;
	size_t run_count;
};

static void *
take(struct gathering *g, size_t size)
{
	void *place;

	g->at = (g->at + 15) & ~(size_t)15;
	place = g->output->base + g->at;
	g->at += size;
	CHECK(g->at <= g->output->capacity);
	return place;
}

static struct slice
segment_at(const struct output *output, size_t at, enum output_kind *kind_r)
{
	uint32_t size;

	*kind_r = (enum output_kind)output->base[at];
	memcpy(&size, output->base + at + 1, sizeof(size));
	return (struct slice){output->base + at + HEAD_SIZE, size};
}

static void
make_room(struct gathering *g)
{
	for (int k = 0; k < OUTPUT_KINDS; k++) {
		size_t size = g->output->text[k].size;

		if (size == 0)
			continue;
		/* A single segment stays where it is. */
		if (g->output->segments[k] > 1) {
			g->next[k] = take(g, size);
			g->text[k] = (struct slice){g->next[k], size};
		}
	}
	g->runs = take(g, g->output->runs * sizeof(*g->runs));
}

static void
add_run(struct gathering *g, struct slice piece, bool hidden)
{
	struct html_run *last;

	if (piece.size == 0)
		return;
	last = g->run_count > 0 ? &g->runs[g->run_count - 1] : NULL;
	if (last != NULL && last->hidden == hidden)
		last->text.size += piece.size;
	else if (g->run_count < g->output->runs)
		g->runs[g->run_count++] =
		    (struct html_run){.text = piece, .hidden = hidden};
	else
		g->output->full = true;
}

static void
gather(struct gathering *g)
{
	for (size_t at = 0; at < g->output->used;) {
		enum output_kind kind;
		struct slice piece = segment_at(g->output, at, &kind);

		at += HEAD_SIZE + piece.size;
		if (kind == OUTPUT_ASIDE || piece.size == 0)
			continue;
		if (g->next[kind] != NULL) {
			memcpy(g->next[kind], piece.data, piece.size);
			piece.data = g->next[kind];
			g->next[kind] += piece.size;
		} else {
			g->text[kind] = piece;
		}
		if (kind <= OUTPUT_HIDDEN)
			add_run(g, piece, kind == OUTPUT_HIDDEN);
	}
}

static struct slice
shown_text(const struct gathering *g, const struct output_link *link)
{
	struct slice text = g->text[link->shown_kind];

	if (link->shown.size > 0)
		return slice_trim(link->shown);
	if (link->shown_until <= link->shown_from)
		return (struct slice){0};
	return slice_trim(slice_sub(
	    text, link->shown_from, link->shown_until - link->shown_from));
}

/*
 * The drafts lie at the end of the piece, newest first.  They are moved down
 * behind the segments before anything is made there.
 */
static struct output_link *
move_drafts(struct gathering *g)
{
	size_t size = g->output->links * sizeof(struct output_link);
	uint8_t *end = g->output->base + g->output->capacity;
	struct output_link *drafts = take(g, size);

	memmove(drafts, end - size, size);
	return drafts;
}

static struct html_link *
make_links(struct gathering *g, const struct output_link *drafts)
{
	size_t count = g->output->links;
	struct html_link *links = take(g, count * sizeof(*links));

	for (size_t i = 0; i < count; i++) {
		const struct output_link *draft = &drafts[count - 1 - i];

		links[i] = (struct html_link){
		    .kind = draft->kind,
		    .url = draft->url,
		    .shown = shown_text(g, draft),
		    .title = draft->title,
		    .hidden = draft->hidden,
		    .offset = draft->offset,
		};
	}
	return links;
}

static void
close_segment(struct output *output)
{
	uint32_t size = (uint32_t)(output->used - output->segment - HEAD_SIZE);

	memcpy(output->base + output->segment + 1, &size, sizeof(size));
}

void
output_finish(struct output *output, struct html *html_r)
{
	struct gathering g = {.output = output, .at = output->used};
	const struct output_link *drafts;

	if (output->segment != SIZE_MAX)
		close_segment(output);
	drafts = move_drafts(&g);
	make_room(&g);
	gather(&g);
	html_r->links = make_links(&g, drafts);
	html_r->link_count = output->links;
	html_r->runs = g.runs;
	html_r->run_count = g.run_count;
	html_r->visible = g.text[OUTPUT_VISIBLE];
	html_r->hidden = g.text[OUTPUT_HIDDEN];
	html_r->title = slice_trim(g.text[OUTPUT_TITLE]);
	html_r->script = g.text[OUTPUT_SCRIPT];
	html_r->comment = g.text[OUTPUT_COMMENT];
	/* Someone else may have allocated behind it: then it stays as large. */
	if (!arena_resize_last(output->arena, output->base, g.at))
		html_r->flags |= HTML_CUT;
}
