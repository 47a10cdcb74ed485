/*
 * content - what the Content-* fields of a part say
 *
 * Where a field or a parameter stands several times the first one counts, as in
 * most mail clients; but a leaf is a multipart if one of its types says so, and
 * each encoding that is named is told.  Slices borrow the header or lie in the
 * arena.
 *
 * Threads: one at a time.
 */
#ifndef CORE_MESSAGE_CONTENT_H
#define CORE_MESSAGE_CONTENT_H

#include "core/message/way.h"

enum content_class {
	CONTENT_LEAF,
	CONTENT_MULTIPART, /* with or without a boundary */
	CONTENT_MESSAGE,   /* its body is a message again */
};

struct content {
	enum content_class class;
	struct slice media_type; /* lower case, without blanks */
	struct slice charset;
	bool flowed, delsp;
	struct slice name; /* the first of names */
	struct part_name *names;
	uint16_t name_count;
	struct slice boundary; /* multipart only; may be empty, see below */
	bool has_boundary;
	/* All that it may be, by choice; NULL where there is no doubt. */
	const struct slice *boundaries;
	unsigned boundary_count;
	enum part_encoding encoding;
	/* Others that clients may see there: bits 1 << ENCODING_x. */
	unsigned other_encodings;
	bool digest; /* parts without a type are messages */
	bool cut;    /* more than PARAMETERS_MAX or CONTENT_VALUE_MAX */
};

/* Bytes of parameters that are looked at; real ones have a few hundred. */
#define CONTENT_VALUE_MAX ((size_t)64 << 10)

/* Bytes of a media type that are kept. */
#define CONTENT_TYPE_MAX 128u

/*
 * Read the fields; in_digest: the part stands in a multipart/digest.  An empty
 * boundary (boundary="") is one: clients then take lines of "--" as boundaries.
 * Without arena memory what needs it is left empty.
 */
struct content content_read(
    const struct header *header, bool in_digest, struct arena *arena);

/* The same, the way that way says; what another would change is noted. */
struct content content_read_as(const struct header *header, bool in_digest,
    struct arena *arena, const struct way *way, struct noted *noted);

#endif
