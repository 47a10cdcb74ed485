/*
 * shown - a message as SHOW prints it
 */
#ifndef TESTS_SUPPORT_SHOWN_H
#define TESTS_SUPPORT_SHOWN_H

#include "core/show/show.h"
#include "core/unpack/unpack.h"
#include "tests/support/collected.h"

/* What is made once for many messages. */
struct shown {
	struct limits limits;
	struct arena *arena;
	struct unpacker *unpacker;
	struct digester *digester;
	struct message message; /* the one that was shown last */
	struct collected out;   /* what was printed; a string */
};

/* Aborts without memory. */
void shown_init(struct shown *shown, size_t arena_bytes);
void shown_fini(struct shown *shown);

struct shown_as {
	bool json, text, links, headers;
	struct page_style style;
};

/* Parse, unpack and show file; shown->out is what came of it. */
void shown_message(
    struct shown *shown, struct slice file, const struct shown_as *as);

#endif
