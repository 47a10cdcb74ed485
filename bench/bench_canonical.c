/*
 * bench_canonical - messages in canonical form, in bytes of message
 *
 * Decoding is part of it, since a text is rendered for it.  A letter of English
 * words, a newsletter, a letter in Russian, and one in which every word is a
 * trick.  What comes of each is known from what it is made of.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/bench.h"
#include "bench/mail.h"
#include "core/canonical/canonical.h"

#define MESSAGE_BYTES ((size_t)5 << 10)
#define ARENA_BYTES ((size_t)16 << 20)

#define HEADER                                                                 \
	"Received: from mail.example.net (mail.example.net [192.0.2.1])\n"     \
	"\tby mx.example.org (Postfix) with ESMTP id 4711ABC\n"                \
	"\tfor <bob@example.org>; Wed, 27 Oct 2021 17:02:29 +0000 (UTC)\n"     \
	"From: \"Ann Example\" <ann@mail.example.net>\n"                       \
	"To: Bob <bob@example.org>\n"                                          \
	"Subject: A letter to be measured\n"                                   \
	"Date: Wed, 27 Oct 2021 17:02:29 +0000\n"                              \
	"Message-ID: <20211027.4f3a$Q@mail.example.net>\n"                     \
	"MIME-Version: 1.0\n"                                                  \
	"X-Mailer: Example 1.0\n"

struct shape {
	const char *name;
	const char *type;
	const char *unit;   /* repeated */
	const char *folded; /* what one gives, with what is between two */
};

static const struct shape shapes[] = {
    {"text", "text/plain; charset=us-ascii",
	"The text of most mail is like this line, nothing but ASCII.\n",
	"the text of most mail is like this line, nothing but ascii.\n"},
    {"newsletter", "text/html; charset=utf-8",
	"<table width=\"600\" border=\"0\" style=\"border-collapse: "
	"collapse\"><tr><td style=\"font-size: 14px; color: #333333\">Our "
	"offer: <a href=\"https://www.example.com/click?id=123&amp;u=456\" "
	"style=\"color: #0066cc\"><b>have a look</b></a></td></tr></table>\n",
	"our offer: have a look\n"},
    {"russian", "text/plain; charset=utf-8",
	"Спасибо за ваше письмо. Мы получили его вчера.\n",
	"спасибо за ваше письмо. мы получили его вчера.\n"},
    {"tricks", "text/plain; charset=utf-8",
	"v\xD1\x96\xE2\x80\x8B"
	"agra \xEF\xBC\xB6\xEF\xBD\x89 e\xCC\x81\n",
	"viagra vi e\n"},
};
#define SHAPES (sizeof(shapes) / sizeof(*shapes))

struct fixture {
	struct slice file;
	struct arena *arena;
	struct charsets *charsets;
	struct limits limits;
};

void bench_canonical(void);

static void
make(struct fixture *f, struct canonical *canonical_r)
{
	static struct message message;
	struct renderer renderer;
	struct budget budget;

	arena_reset(f->arena);
	budget_init(&budget, UINT64_MAX);
	if (message_parse(f->file, &f->limits, f->arena, &budget, &message) !=
	    MESSAGE_OK)
		bench_refuse("canonical", "the message is not decoded");
	renderer =
	    renderer_for(&message, f->charsets, &f->limits, f->arena, &budget);
	canonical_make(&message, &renderer, canonical_r);
}

static void
loop(struct bench *bench, void *owner)
{
	struct fixture *f = owner;
	struct canonical canonical;

	while (bench_next(bench)) {
		make(f, &canonical);
		bench_keep(canonical.text.data);
	}
	bench_bytes(bench, f->file.size);
	bench_items(bench, 1);
}

static struct slice
message_of(const struct shape *shape, size_t *units_r)
{
	struct text file = mail_text(MESSAGE_BYTES + 1024);

	mail_put(&file, HEADER "Content-Type: ");
	mail_put(&file, shape->type);
	mail_put(&file, "\n\n");
	for (*units_r = 0; file.size < MESSAGE_BYTES; (*units_r)++)
		mail_put(&file, shape->unit);
	return text_slice(&file);
}

/* Folded, the text is that many times what one unit gives. */
static void
prove(const struct shape *shape, struct fixture *f, size_t units)
{
	struct slice unit = slice_from_string(shape->folded), rest;
	struct canonical canonical;

	make(f, &canonical);
	rest = canonical.folded;
	for (size_t i = 0; i < units; i++) {
		/* The last one has no line end. */
		if (i + 1 == units)
			unit.size--;
		if (!slice_starts_with(rest, unit))
			bench_refuse(shape->name, "another text came of it");
		rest = slice_skip(rest, unit.size);
	}
	if (rest.size != 0)
		bench_refuse(shape->name, "more came of it");
}

void
bench_canonical(void)
{
	for (size_t i = 0; i < SHAPES; i++) {
		struct fixture *f = bench_allocate(sizeof(*f));
		char *name = bench_allocate(64);
		size_t units;

		limits_default(&f->limits);
		f->file = message_of(&shapes[i], &units);
		f->arena = arena_create(ARENA_BYTES);
		f->charsets = charsets_create();
		if (f->arena == NULL || f->charsets == NULL)
			bench_refuse("canonical", "out of memory");
		prove(&shapes[i], f, units);
		snprintf(name, 64, "canonical/%s", shapes[i].name);
		bench_add(name, loop, f);
	}
}
