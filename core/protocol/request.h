/*
 * request - one line from the server
 *
 *     <seq> SP <COMMAND> [SP <params>] EOL
 *
 * <seq> is an opaque run of decimal digits, echoed byte for byte.  Keywords
 * are taken in any case; LF and CRLF end a line; blanks and tabs ahead of the
 * number, and more than one between words, are passed over.  A FILE name is
 * the rest of the line without blanks at its ends; a name that begins with '"'
 * is decoded as a quoted CommuniGate string and taken as it is; in any other
 * name '\' becomes '/', which is how servers on Windows and manual tests write
 * it.  No line can make the parser read outside it or fail otherwise than by
 * the kind.
 *
 * Threads: any.
 */
#ifndef CORE_PROTOCOL_REQUEST_H
#define CORE_PROTOCOL_REQUEST_H

#include <stdint.h>

#include "core/base/slice.h"

enum request_kind {
	REQUEST_EMPTY,     /* nothing but blanks: ignored */
	REQUEST_MALFORMED, /* no number to answer to: an information line */
	REQUEST_INTF,
	REQUEST_FILE,
	REQUEST_KEY,
	REQUEST_QUIT,
	REQUEST_UNKNOWN, /* a number, but no command we know: FAILURE */
	REQUEST_BAD,     /* known command with unusable parameters: FAILURE */
};

/* Longest sequence token; a longer run of digits is malformed. */
#define REQUEST_TOKEN_MAX 32u
/* Longest file name in bytes, the NUL not counted. */
#define REQUEST_PATH_MAX 4095u
/* Longest command line, line end included. */
#define REQUEST_LINE_MAX 8192u

struct request {
	enum request_kind kind;
	struct slice token;   /* borrowed from the line; empty if MALFORMED */
	struct slice command; /* the keyword as written; borrowed */
	uint32_t version;     /* INTF: what the server offers */
	struct slice path;    /* FILE: borrowed from the line or the buffer */
	const char *reason;   /* BAD, MALFORMED: why, static storage */
};

/*
 * Parse line (its end may be there or not).  path_buffer receives a path that
 * must be decoded; it has REQUEST_PATH_MAX + 1 bytes.  A path that is empty,
 * holds a NUL byte or is over the limit is REQUEST_BAD, and so is a line of a
 * known command over REQUEST_LINE_MAX: a reader that cuts a longer line there
 * should leave at least one byte too many on it, or parse it as it is.
 */
void request_parse(
    struct slice line, char *path_buffer, struct request *request_r);

#endif
