/*
 * response - a verdict as one line to the server
 *
 * Text inside is a quoted CommuniGate string.  What is put there is cleaned
 * first: bytes that are not UTF-8, NUL and C1 controls become '?'; CR, LF and
 * any run of them are one line end, none at either end of the text, so that no
 * empty line can end the header block of the message early; a line is cut at
 * RESPONSE_FIELD_MAX bytes.  Then '"' and '\' are escaped, a line end is \e,
 * TAB is \t and any other control character \ddd (decimal).  Nothing that a
 * message or a signature names can therefore end the line or the string.  It
 * cannot begin a new field either, as templates are expanded with names made
 * printable first.
 *
 * A line has at most RESPONSE_MAX bytes with its LF.  What is cut is the text,
 * at a character, before the closing quote.
 *
 * Threads: any.
 */
#ifndef CORE_PROTOCOL_RESPONSE_H
#define CORE_PROTOCOL_RESPONSE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/slice.h"

#define RESPONSE_MAX 4000u
/* Longest line inside a text (RFC 5322, section 2.1.1). */
#define RESPONSE_FIELD_MAX 998u
/* The highest filter interface version that we speak. */
#define RESPONSE_INTERFACE 4u

enum answer_word {
	ANSWER_OK,        /* pass */
	ANSWER_ADDHEADER, /* pass, with header fields added */
	ANSWER_ERROR,     /* reject, with a report */
	ANSWER_DISCARD,   /* drop silently */
	ANSWER_REJECTED,  /* postpone, with a report */
	ANSWER_FAILURE,   /* could not be processed; the server passes it */
};

struct answer {
	enum answer_word word;
	struct slice headers; /* ADDHEADER: fields separated by LF */
	struct slice report;  /* ERROR, REJECTED */
};

/*
 * Write "<token> <answer>\n" to out, which has RESPONSE_MAX bytes; returns its
 * size.  token: REQUEST_TOKEN_MAX bytes at most.  with_ok: ADDHEADER is
 * followed by OK (interface version 4 and later, or by hand).  An ADDHEADER
 * whose headers are empty becomes OK.
 */
size_t response_answer(
    const struct answer *answer, struct slice token, bool with_ok, char *out);

/*
 * An answer of one word: what stands behind the token and a blank, at most
 * RESPONSE_WORD_MAX bytes with its LF.  Empty: it needs more.
 */
#define RESPONSE_WORD_MAX 8u
struct slice response_word(const struct answer *answer);

/* "<token> INTF <version>\n". */
size_t response_interface(struct slice token, uint32_t version, char *out);

/* "* <text>\n": control characters made harmless, cut at RESPONSE_MAX. */
size_t response_information(struct slice text, char *out);

#endif
