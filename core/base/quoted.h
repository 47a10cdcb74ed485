/*
 * quoted - a quoted string of CommuniGate's Data format, decoded
 *
 *     string := quoted *( white-space quoted )
 *     quoted := '"' *( character | escape ) '"'
 *     escape := \" \\ \r \n \e \t | \ddd (decimal) | \u'hex' (code point)
 *
 * \e is the end of line of the platform, so LF here.  Adjacent strings are one
 * string.  A backslash before any other character is dropped and the character
 * kept, as nothing defines such an escape.
 *
 * Threads: any.
 */
#ifndef CORE_BASE_QUOTED_H
#define CORE_BASE_QUOTED_H

#include "core/base/check.h"
#include "core/base/slice.h"

enum quoted_result {
	QUOTED_OK,
	QUOTED_OPEN,     /* no closing quote, or no opening one */
	QUOTED_ESCAPE,   /* \ddd over 255, \u'' without a code point */
	QUOTED_TOO_LONG, /* does not fit into the room given */
};

/*
 * Decode the string that source begins with into out, which has room bytes;
 * *size_r of them are written.  *consumed_r bytes of source were the string;
 * what stands behind it (white space too) is the caller's.  The result may
 * hold NUL and is not terminated.  Unless QUOTED_OK, both counts are those
 * reached when the decoder stopped: good for naming the place.
 */
enum quoted_result quoted_decode(struct slice source, char *out, size_t room,
    size_t *size_r, size_t *consumed_r) MUST_USE;

/* "the closing quote is missing" and the like, for a person. */
const char *quoted_result_text(enum quoted_result result);

#endif
