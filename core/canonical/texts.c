/*
 * texts - what is seen and what is hidden, in normal form
 *
 * Each source has its share of the room, so that filler in one does not push
 * out another; what is too long is taken at its beginning, in its middle and at
 * its end.
 */
#include "core/canonical/texts.h"

#include "core/base/check.h"
#include "core/canonical/alike.h"
#include "core/canonical/fold.h"
#include "core/text/utf8.h"

/* Of a text that is too long: how many 16ths of its room each piece has. */
#define BEGIN_SHARE 10u
#define MIDDLE_SHARE 2u

/* ---- one source ---------------------------------------------------------- */

/* Ahead of at, where a character begins. */
static size_t
character_begin(struct slice s, size_t at)
{
	while (at > 0 && at < s.size && (s.data[at] & 0xC0) == 0x80)
		at--;
	return at;
}

/* size bytes of s from at on, in whole characters. */
static struct slice
piece(struct slice s, size_t at, size_t size)
{
	size_t from = character_begin(s, at);
	size_t to = size < s.size - from ? from + size : s.size;

	return slice_sub(s, from, character_begin(s, to) - from);
}

/* Add s, of which room bytes may be written. */
static void
put_source(struct normal *normal, struct slice s, size_t room)
{
	size_t end = normal->room, from = normal->size, left, middle, tail;

	normal->room = from + room / 16 * BEGIN_SHARE;
	left = s.size - normal_put(normal, s);
	normal_end_line(normal);
	s = slice_skip(s, s.size - left);
	middle = room / 16 * MIDDLE_SHARE;
	normal->room = from + room;
	tail = normal->room - normal->size;
	if (left <= tail) {
		normal_put(normal, s);
	} else {
		tail -= middle + 1;
		normal_put(normal, piece(s, left / 2, middle));
		normal_end_line(normal);
		normal_put(normal, piece(s, left - tail, tail));
	}
	normal_end_line(normal);
	normal->room = end;
}

/* ---- all of them --------------------------------------------------------- */

static struct slice
visible_of(const struct source *source)
{
	return source->text == NULL ? source->title : source->text->visible;
}

static struct slice
hidden_of(const struct source *source)
{
	if (source->text == NULL || source->text->html == NULL)
		return (struct slice){NULL, 0};
	return source->text->html->hidden;
}

/* What a gatherer does with the text of one source that was written. */
typedef void source_seen(const struct source *source, struct slice text,
    struct marks *marks, struct slice *last);

/* An alternative that says something else than the one ahead of it. */
static void
see_alternative(const struct source *source, struct slice text,
    struct marks *marks, struct slice *last)
{
	const struct part *parent = source->part->parent;
	const struct part *before = source->part->previous;
	unsigned alike;

	if (parent != NULL && before != NULL && before->text != NULL &&
	    slice_equal(parent->media_type, SLICE("multipart/alternative"))) {
		alike = alike_percent(text, *last);
		mark_value(marks, "alternative",
		    alike >= 90   ? SLICE("same")
		    : alike >= 50 ? SLICE("near")
				  : SLICE("other"));
	}
	*last = text;
}

static void
see_nothing(const struct source *source, struct slice text, struct marks *marks,
    struct slice *last)
{
	(void)source;
	(void)text;
	(void)marks;
	(void)last;
}

/* All that get of the sources gives, in room bytes. */
static bool
gather(const struct sources *sources,
    struct slice (*get)(const struct source *), source_seen *see, size_t room,
    struct arena *arena, struct marks *marks, struct normal *normal)
{
	uint8_t *out = arena_alloc(arena, room + NORMAL_SLACK);
	struct slice last = {NULL, 0};

	if (out == NULL)
		return false;
	normal_begin(normal, out, room);
	for (size_t i = 0; i < sources->count; i++) {
		size_t from = normal->size;

		put_source(normal, get(&sources->source[i]),
		    (room - from) / (sources->count - i));
		see(&sources->source[i],
		    (struct slice){out + from, normal->size - from}, marks,
		    &last);
	}
	/* Giving back always succeeds: nobody took from the arena since. */
	CHECK(arena_resize_last(arena, out, normal->size));
	return true;
}

static void
mark_odd(const struct normal *normal, struct marks *marks)
{
	static const struct {
		unsigned bit;
		const char *word;
	} words[] = {
	    {NORMAL_ZERO_WIDTH, "zero-width"},
	    {NORMAL_SOFT_HYPHEN, "soft-hyphen"},
	    {NORMAL_BIDI, "bidi"},
	    {NORMAL_TAGS, "tag-characters"},
	    {NORMAL_CONTROL, "control-characters"},
	    {NORMAL_REPLACED, "replaced"},
	    {NORMAL_STYLED, "styled-letters"},
	    {NORMAL_FULLWIDTH, "fullwidth"},
	    {NORMAL_STACKED, "stacked-accents"},
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if ((normal->odd & words[i].bit) != 0)
			mark(marks, words[i].word);
	if (normal->invisible > 0)
		mark_count(marks, "invisible", normal->invisible);
}

static bool
make_folded(struct slice text, struct arena *arena, struct marks *marks,
    struct slice *folded_r)
{
	uint8_t *out = arena_alloc(arena, FOLD_ROOM(text.size));
	struct folded folded;

	if (out == NULL)
		return false;
	folded = fold(text, out);
	CHECK(arena_resize_last(arena, out, folded.size));
	*folded_r = (struct slice){out, folded.size};
	if (folded.homoglyphs > 0)
		mark_count(marks, "homoglyphs", folded.homoglyphs);
	return true;
}

void
texts_make(const struct sources *sources, struct arena *arena,
    struct marks *marks, struct texts *texts_r)
{
	struct normal normal;

	*texts_r = (struct texts){.cuts = 0};
	if (!gather(sources, visible_of, see_alternative, CANONICAL_TEXT_MAX,
		arena, marks, &normal)) {
		texts_r->cuts |= CANONICAL_CUT_MEMORY;
		return;
	}
	texts_r->text = normal_text(&normal);
	texts_r->cuts |= normal.cut ? CANONICAL_CUT_TEXT : 0;
	mark_odd(&normal, marks);
	texts_mark_text(texts_r->text, marks);
	if (!make_folded(texts_r->text, arena, marks, &texts_r->folded))
		texts_r->cuts |= CANONICAL_CUT_MEMORY;
	if (!gather(sources, hidden_of, see_nothing, CANONICAL_HIDDEN_MAX,
		arena, marks, &normal)) {
		texts_r->cuts |= CANONICAL_CUT_MEMORY;
		return;
	}
	texts_r->hidden = normal_text(&normal);
	texts_r->cuts |= normal.cut ? CANONICAL_CUT_HIDDEN : 0;
}
