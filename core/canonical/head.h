/*
 * head - the header fields that the sender wrote, in normal form; private to
 * core/canonical/
 *
 * Which fields, and how each is read: head.def.
 *
 * Threads: one at a time.  Memory: the arena.
 */
#ifndef CORE_CANONICAL_HEAD_H
#define CORE_CANONICAL_HEAD_H

#include "core/canonical/domain.h"
#include "core/canonical/marks.h"
#include "core/canonical/normal.h"
#include "core/header/address.h"

enum person {
	PERSON_FROM,
	PERSON_REPLY_TO,
	PERSON_SENDER,
	PERSON_TO,
	PERSON_CC,
	PERSONS,
};

/* What was met in the first field of a kind. */
struct people {
	struct address first;
	size_t count; /* 0: there is no such field, or nobody in it */
	size_t named;
	bool no_address;    /* one of them has none */
	bool name_is_local; /* one is called as his mailbox is */
	bool seen;
};

struct head {
	struct arena *arena;
	struct charsets *charsets;
	struct slice charset; /* of raw bytes: that of the text */
	struct marks *marks;
	struct canonical_field *fields; /* CANONICAL_FIELDS_MAX */
	size_t count;
	size_t others; /* fields without a row */
	uint8_t *out;  /* CANONICAL_HEAD_MAX */
	size_t size;
	unsigned cuts;
	struct people people[PERSONS];
	/* What the fields have to do with each other. */
	struct slice from_domain;   /* registrable */
	struct slice return_domain; /* of the envelope, as written */
	uint8_t domain_room[DOMAIN_HOST_MAX];
};

void head_begin(struct head *head, struct arena *arena,
    struct charsets *charsets, struct slice charset, struct marks *marks);

/* The fields of the message, and what its envelope says. */
void head_read(struct head *head, const struct message *message);

/*
 * Add "name:value"; value is UTF-8 of any form.  What was written of it; empty:
 * nothing.
 */
struct slice head_add(struct head *head, const char *name, struct slice value);

/* How the message came: head_hops.c. */
void head_hops(struct head *head, const struct message *message);

/* What is odd about the fields, behind the two above: head_marks.c. */
void head_mark(struct head *head, const struct message *message);

/* The name of their field. */
const char *head_person(enum person person);

/* What was written of the first field of a name; empty: none. */
struct slice head_value(const struct head *head, struct slice name);

#endif
