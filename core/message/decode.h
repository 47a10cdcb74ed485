/*
 * decode - the transfer encoding taken off one part
 *
 * The decoded bytes lie in the arena; a part that has no encoding keeps
 * borrowing the bytes it stands in.
 *
 * Threads: one at a time.
 */
#ifndef CORE_MESSAGE_DECODE_H
#define CORE_MESSAGE_DECODE_H

#include "core/message/message.h"

/* What all parts of a message share. */
struct decoder {
	struct arena *arena;
	struct limits_reached *reached;
	size_t left;           /* of LIMIT_DECODED_BYTES */
	struct budget *budget; /* NULL: no end to the time */
};

struct decode_result {
	/*
	 * Some clients end base64 at the first '=', others go on behind it; a
	 * '=' at the end of quoted-printable is a soft line break to some.
	 * body is the longer reading; this many of its bytes are the shorter
	 * one, SIZE_MAX when both are the same.
	 */
	size_t until_padding;
	/* The same for clients that end base64 at a byte of another kind. */
	size_t until_junk;
	bool junk; /* there are such bytes in base64 */
};

/*
 * Set part->body (and flags) from part->raw and part->encoding.  What the
 * limit or the arena has no room for is cut: PART_CUT, LIMIT_DECODED_BYTES.
 * What there is no time for is cut as well: PART_CUT.
 */
struct decode_result decode_part(struct decoder *decoder, struct part *part);

/* What clients may do with junk and padding in base64 other than pass over the
 * one and end a quantum at the other. */
enum base64_other {
	BASE64_PURE_LINES, /* pass over each line that has any */
	BASE64_URL,        /* '-' and '_' are data (RFC 4648, section 5) */
	BASE64_NO_PADDING, /* '=' is junk like others, wherever it stands */
};

/* Set part->body (and flags) from its base64; empty: nothing in it. */
void decode_base64_other(
    struct decoder *decoder, struct part *part, enum base64_other how);

#endif
