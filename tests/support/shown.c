/*
 * shown - a message as SHOW prints it
 */
#include "tests/support/shown.h"

void
shown_init(struct shown *shown, size_t arena_bytes)
{
	*shown = (struct shown){0};
	limits_default(&shown->limits);
	shown->arena = arena_create(arena_bytes);
	shown->unpacker = unpacker_create();
	shown->digester = digester_create();
	CHECK(shown->arena != NULL && shown->unpacker != NULL &&
	      shown->digester != NULL);
}

void
shown_fini(struct shown *shown)
{
	arena_destroy(&shown->arena);
	unpacker_destroy(&shown->unpacker);
	digester_destroy(&shown->digester);
	free(shown->out.data);
}

void
shown_message(struct shown *shown, struct slice file, const struct shown_as *as)
{
	static struct writer writer;
	struct budget budget;
	struct show show = {
	    .path = "test.msg",
	    .file_size = file.size,
	    .message = &shown->message,
	    .arena = shown->arena,
	    .charsets = unpacker_charsets(shown->unpacker),
	    .budget = &budget,
	    .digester = shown->digester,
	    .text = as->text,
	    .links = as->links,
	    .headers = as->headers,
	};

	arena_reset(shown->arena);
	budget_init(&budget, UINT64_MAX);
	CHECK(message_parse(file, &shown->limits, shown->arena, &budget,
		  &shown->message) != MESSAGE_NO_MEMORY);
	unpack_message(shown->unpacker, &shown->message, &shown->limits,
	    shown->arena, &budget);
	show.renderer = renderer_for(&shown->message, show.charsets,
	    &shown->limits, shown->arena, &budget);
	shown->out.size = 0;
	writer_init(&writer, collect, &shown->out);
	if (as->json)
		show_json(&show, &writer);
	else
		show_page(&show, &as->style, &writer);
	CHECK(writer_flush(&writer));
}
