/*
 * show - a decoded message, for a person or for a program
 *
 * `CGPFilter SHOW`: everything that the filter knows about a message once it
 * has been parsed and unpacked, as a page or as one line of JSON (its keys are
 * described in CGPFilter(8)).  Both are made from the same tree, and tell the
 * same.
 *
 * Threads: one at a time for each message.
 * Memory: the arena; text of parts is rendered on the way (part->text).
 */
#ifndef CORE_SHOW_SHOW_H
#define CORE_SHOW_SHOW_H

#include "core/message/message.h"
#include "core/render/render.h"
#include "core/show/page.h"
#include "core/show/writer.h"
#include "core/sigdb/digest.h"
#include "core/text/charset.h"

struct show {
	const char *path;   /* as it was given */
	uint64_t file_size; /* the message is the beginning of that */
	struct message *message;
	struct arena *arena;
	struct charsets *charsets;
	struct renderer renderer; /* of this message */
	struct budget *budget;
	struct digester *digester; /* JSON only; NULL: without digests */
	bool text;                 /* what a reader sees of each text */
	bool links;
	bool canonical;  /* what learners are given */
	bool headers;    /* all fields of all parts */
	bool extracted;  /* parts were written to files: say which */
	unsigned volume; /* for their names: safe_name.h */
};

void show_page(
    struct show *show, const struct page_style *style, struct writer *out);

/* One object and a line end. */
void show_json(struct show *show, struct writer *out);

#endif
