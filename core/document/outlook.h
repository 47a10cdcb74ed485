/*
 * outlook - what the streams of a message of Outlook are ([MS-OXMSG])
 *
 * A .msg is a compound file in which each property of a message is a stream
 * whose name has its number and type, and each attachment is a storage with
 * properties of its own.
 *
 * Threads: one at a time.  Memory: the arena.
 */
#ifndef CORE_DOCUMENT_OUTLOOK_H
#define CORE_DOCUMENT_OUTLOOK_H

#include "core/document/cfb.h"

enum outlook_kind {
	OUTLOOK_OTHER, /* a property like many */
	OUTLOOK_ATTACHMENT,
	OUTLOOK_TEXT,
	OUTLOOK_HTML,
	OUTLOOK_RTF, /* compressed ([MS-OXRTFCP]) */
};

struct outlook {
	const struct cfb *cfb;
	uint32_t *names; /* by storage: the stream with its file name */
	uint8_t *ranks;  /* ... and how good that one is */
};

struct outlook_stream {
	enum outlook_kind kind;
	bool wide;     /* UTF-16LE */
	uint32_t name; /* stream with the name of the attachment, or CFB_NONE */
	bool name_wide;
};

/* False: no room. */
bool outlook_open(struct outlook *outlook, const struct cfb *cfb) MUST_USE;

/* False: the entry is no property. */
bool outlook_stream(const struct outlook *outlook, uint32_t index,
    struct outlook_stream *stream_r) MUST_USE;

#endif
