/*
 * content_encoding - the transfer encodings that a part may be in
 *
 * Threads: any.
 */
#ifndef CORE_MESSAGE_CONTENT_ENCODING_H
#define CORE_MESSAGE_CONTENT_ENCODING_H

#include "core/message/content_field.h"

/*
 * What the first field says; *others_r: what clients that read it less
 * strictly, or another one, may take it for (bits 1 << ENCODING_x).
 */
enum part_encoding content_encoding_read(
    const struct content_values *values, unsigned *others_r);

/*
 * Encodings that bytes, said to be in none or in one that nobody knows, may be
 * in by their look: nothing but base64; or, where some encoding was named,
 * escapes of quoted-printable.  Bits as above.
 */
unsigned content_encoding_guess(struct slice raw, enum part_encoding encoding);

#endif
