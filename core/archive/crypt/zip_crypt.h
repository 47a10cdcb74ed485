/*
 * zip_crypt - the traditional encryption of zip (PKWARE, APPNOTE.TXT 6.1)
 *
 * A stream cipher; its header of twelve bytes ends with one byte that tells a
 * wrong password with 255 of 256 certainty, at the cost of twelve steps.  (The
 * last certainty is the sum of the plain text.)
 */
#ifndef CORE_ARCHIVE_CRYPT_ZIP_CRYPT_H
#define CORE_ARCHIVE_CRYPT_ZIP_CRYPT_H

#include <stdbool.h>

#include "core/base/check.h"
#include "core/base/slice.h"

#define ZIP_CRYPT_HEADER 12u

struct zip_crypt {
	uint32_t keys[3];
};

/*
 * Begin to decrypt bytes with a password.  False: it does not fit, or the bytes
 * are too few.  check: what the last byte of the header must be.
 */
bool zip_crypt_begin(struct zip_crypt *crypt, struct slice password,
    struct slice bytes, uint8_t check) MUST_USE;

/* The bytes behind the header, in order; may be called for piece after piece.
 * out may be in. */
void zip_crypt_decrypt(
    struct zip_crypt *crypt, const uint8_t *in, size_t size, uint8_t *out);

#endif
