/*
 * scan_forms - the forms of a part that signatures are written for
 *
 * A page is matched without comments and without tags, its scripts by
 * themselves, a text in lower case (core/normal).  A form lies in the arena
 * while it is matched: the next one takes its place.
 */
#include "core/scan/run.h"

#include "core/normal/html_form.h"
#include "core/normal/script_form.h"
#include "core/normal/text_form.h"

/* Are there signatures for target alone? */
static bool
has_own(const struct run *run, uint32_t target)
{
	const struct image_header *header = run->scanner->sigdb->header;

	return header->kinds[target].first != header->kinds[TARGET_ANY].first;
}

static bool
may_normalise(struct run *run, size_t size, enum limit limit)
{
	if ((int64_t)size <= run->limits->max[limit])
		return true;
	limits_mark(&run->findings->reached, limit);
	return false;
}

static bool
scan_form(struct run *run, const struct part *part, struct slice form,
    uint32_t target)
{
	const struct image_header *header = run->scanner->sigdb->header;

	if (form.size == 0)
		return true;
	return scan_buffer(run, part, form, target, header->kinds[target]);
}

/* NULL: none left, which is noted. */
static uint8_t *
take_room(struct run *run, size_t size)
{
	uint8_t *room = arena_alloc(run->arena, size);

	if (room == NULL)
		limits_mark(&run->findings->reached, LIMIT_DECODED_BYTES);
	return room;
}

/* For the next form; what matching took behind it stays until the message is
 * done. */
static void
give_back(struct run *run, uint8_t *room)
{
	bool given = arena_resize_last(run->arena, room, 0);

	(void)given;
}

/* What scripts are normalised to is matched as a page and as a text. */
static bool
scan_scripts(struct run *run, const struct part *part, struct slice scripts)
{
	struct slice form;
	uint8_t *room;
	bool go_on;

	if (scripts.size == 0 ||
	    !may_normalise(run, scripts.size, LIMIT_TEXT_FORM))
		return true;
	room = take_room(run, script_form_room(scripts.size));
	if (room == NULL)
		return true;
	form = script_form(scripts, room, run->scanner->script_names);
	go_on = scan_form(run, part, form, TARGET_HTML);
	if (go_on && has_own(run, TARGET_TEXT))
		go_on = scan_form(run, part, form, TARGET_TEXT);
	give_back(run, room);
	return go_on;
}

static bool
scan_page(struct run *run, const struct part *part)
{
	struct html_forms forms;
	uint8_t *room;
	bool go_on;

	if (!may_normalise(run, part->body.size, LIMIT_PAGE_FORM))
		return true;
	room = take_room(run, html_form_room(part->body.size));
	if (room == NULL)
		return true;
	html_form(part->body, room, &forms);
	go_on = scan_form(run, part, forms.nocomment, TARGET_HTML);
	if (go_on && may_normalise(run, part->body.size, LIMIT_PAGE_WORDS))
		go_on = scan_form(run, part, forms.notags, TARGET_HTML);
	if (go_on)
		go_on = scan_scripts(run, part, forms.scripts);
	give_back(run, room);
	return go_on;
}

static bool
scan_text(struct run *run, const struct part *part)
{
	uint8_t *room;
	bool go_on;

	if (!may_normalise(run, part->body.size, LIMIT_TEXT_FORM))
		return true;
	room = take_room(run, text_form_room(part->body.size));
	if (room == NULL)
		return true;
	go_on = scan_form(run, part, text_form(part->body, room), TARGET_TEXT);
	give_back(run, room);
	return go_on;
}

bool
scan_normalised(struct run *run, const struct part *part)
{
	enum fileclass class = filetype_class(part->type);
	bool page;

	if (!has_own(run, TARGET_HTML) && !has_own(run, TARGET_TEXT))
		return true;
	if (part->kind == PART_MESSAGE ||
	    (class != FILECLASS_HTML && class != FILECLASS_TEXT))
		return true;
	/* A page is what signatures are written for if clamscan calls it one,
	 * or if we do. */
	page = text_form_is_page(part->body);
	if ((page || class == FILECLASS_HTML) && has_own(run, TARGET_HTML) &&
	    !scan_page(run, part))
		return false;
	if (!page && has_own(run, TARGET_TEXT))
		return scan_text(run, part);
	return true;
}
