/*
 * fuzz_normal - any bytes as a page, as scripts and as a text
 *
 * The first byte chooses which.  Laws: what is written lies within the room
 * asked for, which is exactly so large (ASan); a page becomes at most twice as
 * large, there is a NUL behind its last script; a text has no upper
 * case and no two blanks, and is its own form; the form of scripts is the same
 * the second time, with the names of the first still in the table.
 */
#include <stdlib.h>
#include <string.h>

#include "core/base/check.h"
#include "core/normal/html_form.h"
#include "core/normal/script_form.h"
#include "core/normal/text_form.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct script_names names;

static uint8_t *
room_of(size_t size)
{
	uint8_t *room = malloc(size);

	CHECK(room != NULL);
	return room;
}

static void
check_inside(struct slice form, const uint8_t *room, size_t size)
{
	if (form.size == 0)
		return;
	CHECK(form.data >= room && form.size <= size);
	CHECK((size_t)(form.data - room) <= size - form.size);
}

static void
check_scripts(struct slice scripts)
{
	size_t size = script_form_room(scripts.size);
	uint8_t *room = room_of(size), *again_room = room_of(size);
	struct slice form = script_form(scripts, room, &names);
	struct slice again = script_form(scripts, again_room, &names);

	check_inside(form, room, size);
	CHECK(slice_equal(form, again));
	if (scripts.size > 0)
		CHECK(slice_starts_with(form, SLICE("<script>")));
	free(room);
	free(again_room);
}

static void
check_page(struct slice page)
{
	size_t size = html_form_room(page.size);
	uint8_t *room = room_of(size);
	struct html_forms forms;

	html_form(page, room, &forms);
	check_inside(forms.nocomment, room, size);
	check_inside(forms.notags, room, size);
	check_inside(forms.scripts, room, size);
	CHECK(forms.nocomment.size <= 2 * page.size + 2);
	if (forms.scripts.size > 0)
		CHECK(forms.scripts.data[forms.scripts.size - 1] == 0);
	check_scripts(forms.scripts);
	free(room);
}

static void
check_text(struct slice text)
{
	size_t size = text_form_room(text.size);
	uint8_t *room = room_of(size), *again_room;
	struct slice form = text_form(text, room), again;

	check_inside(form, room, size);
	for (size_t i = 0; i < form.size; i++) {
		uint8_t c = form.data[i];

		CHECK(c >= ' ' && c < 0x80 && !(c >= 'A' && c <= 'Z'));
		CHECK(c != ' ' || i == 0 || form.data[i - 1] != ' ');
	}
	again_room = room_of(text_form_room(form.size));
	again = text_form(form, again_room);
	CHECK(slice_equal(form, again));
	(void)text_form_is_page(text);
	free(again_room);
	free(room);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	uint8_t *bytes;

	if (size < 1)
		return 0;
	/* Nothing behind the input may be read. */
	bytes = room_of(size - 1 + (size == 1));
	memcpy(bytes, data + 1, size - 1);
	switch (data[0] % 3) {
	case 0:
		check_page((struct slice){bytes, size - 1});
		break;
	case 1:
		check_scripts((struct slice){bytes, size - 1});
		break;
	default:
		check_text((struct slice){bytes, size - 1});
	}
	free(bytes);
	return 0;
}
