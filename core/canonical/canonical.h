/*
 * canonical - a message in the one form that learners and fingerprints read
 *
 * What a sender wrote and a reader sees, whatever charset, transfer encoding,
 * markup or look-alike letters it was wrapped in: chosen header fields, visible
 * and hidden text, links, contacts, and facts about its shape.  Nothing that
 * only names the way to us is in it: not the Received lines of our own servers,
 * Delivered-To or Return-Path, nor the verdicts of filters (ours, or forged).
 *
 * Texts are valid UTF-8 in Unicode's form NFKC without invisible characters;
 * a run of blanks is one blank, or LF where a line ends in it.
 *
 * Bounded: each CANONICAL_..._MAX below.  What is over a bound is left out and
 * told in `cuts`, and by a mark.
 *
 * Threads: one at a time for each message.  Memory: the renderer's arena; no
 * malloc.
 */
#ifndef CORE_CANONICAL_CANONICAL_H
#define CORE_CANONICAL_CANONICAL_H

#include "core/render/render.h"

/* Bytes of text, folded and hidden; of one long text its beginning, some of
 * its middle and its end are taken. */
#define CANONICAL_TEXT_MAX ((size_t)64 << 10)
#define CANONICAL_HIDDEN_MAX ((size_t)8 << 10)
/* Bytes of head, and of one value in it. */
#define CANONICAL_HEAD_MAX ((size_t)16 << 10)
#define CANONICAL_VALUE_MAX ((size_t)1 << 10)
#define CANONICAL_FIELDS_MAX 96u
#define CANONICAL_MARKS_MAX ((size_t)4 << 10)
#define CANONICAL_LINKS_MAX 256u
#define CANONICAL_CONTACTS_MAX 64u

enum canonical_cut {
	CANONICAL_CUT_TEXT = 1 << 0,
	CANONICAL_CUT_HIDDEN = 1 << 1,
	CANONICAL_CUT_HEAD = 1 << 2,
	CANONICAL_CUT_MARKS = 1 << 3,
	CANONICAL_CUT_LINKS = 1 << 4,
	CANONICAL_CUT_CONTACTS = 1 << 5,
	CANONICAL_CUT_MEMORY = 1 << 6, /* the arena is full */
	CANONICAL_CUT_TIME = 1 << 7,   /* the budget is spent */
};

/*
 * A link out of HTML or text, each URL once.  Without a host (a path alone) or
 * of a scheme that leads nowhere (cid:, data:, javascript:) there is none; what
 * such links tell is in the marks.
 */
struct canonical_link {
	struct slice url;    /* as a browser would open it: scheme and host in
				lower case, percent-escapes of plain letters
				undone, no user, no fragment */
	struct slice host;   /* lower case, punycode; an address as "192.0.2.1"
				however it was written */
	struct slice domain; /* what somebody registered, by the list of public
				suffixes; the host where there is none */
	struct slice path;   /* its first part, without slashes; or empty */
	bool hidden;         /* no reader sees its text */
	bool mismatch;       /* its text shows another domain */
	bool image;          /* loaded, not clicked */
};

enum canonical_contact_kind {
	CONTACT_ADDRESS, /* "ann@example.net", lower case */
	CONTACT_PHONE,   /* digits alone, with a '+' if it had one */
	CONTACT_WALLET,  /* "btc:1...", "eth:0x..." */
};

struct canonical_contact {
	enum canonical_contact_kind kind;
	struct slice text;
};

/* A header field that the sender wrote; both lie in head. */
struct canonical_field {
	struct slice name;  /* lower case */
	struct slice value; /* one line */
};

struct canonical {
	struct canonical_field *fields; /* in the order of the header */
	size_t field_count;
	struct slice head;   /* the same as lines "name:value" LF */
	struct slice text;   /* what is seen, in the order of the message; LF
				between parts */
	struct slice folded; /* text in lower case; Latin letters without
				accents; look-alikes of other scripts as what
				they look like, in words of mixed scripts */
	struct slice hidden; /* what no reader sees */
	struct slice marks;  /* words with a blank between, each once, a fact
				each: README.md has the list */
	struct canonical_link *links;
	size_t link_count;
	struct canonical_contact *contacts;
	size_t contact_count;
	const struct html *html; /* of the first page; NULL: none */
	const struct message *message;
	unsigned cuts; /* enum canonical_cut */
};

/*
 * Never fails: what does not fit is cut.  The message should have been
 * unpacked: only then is seen what S/MIME signed in one piece; all else is the
 * same.  Renders its texts (part->text) by the way, and takes arena, limits and
 * budget from the renderer.
 */
void canonical_make(struct message *message, struct renderer *renderer,
    struct canonical *canonical_r);

#endif
