/*
 * crypt - the standard security handler (ISO 32000-2, 7.6)
 *
 * Revisions 2 to 6: RC4 of 40 to 128 bits, AES of 128 and 256 bits.  Most
 * encrypted files open without a password; that is the empty one.
 *
 * Threads: one at a time for each struct pdf_ciphers.
 */
#ifndef CORE_PDF_CRYPT_H
#define CORE_PDF_CRYPT_H

#include "core/pdf/ciphers.h"

enum pdf_method {
	PDF_PLAIN, /* not encrypted: the filter Identity */
	PDF_RC4,
	PDF_AES, /* 128 bits, a key for each object */
	PDF_AES_256,
};

/* Bytes of a key: up to revision 4, and from 5 on. */
#define PDF_KEY_OLD_MIN 5u
#define PDF_KEY_OLD_MAX 16u
#define PDF_KEY_NEW 32u

/* What the dictionary behind Encrypt says. */
struct pdf_crypt {
	int64_t revision;
	int64_t permissions;
	bool metadata; /* is encrypted, too */
	enum pdf_method streams, strings;
	size_t key_size; /* one that goes with the revision */
	/* As decoded.  Of a length that does not fit nothing opens. */
	struct slice owner, user, owner_key, user_key;
	struct slice id; /* the first of the file's, may be empty */
	uint8_t key[PDF_KEY_NEW];
};

/* What a try costs, in units of half a millisecond. */
unsigned pdf_crypt_cost(const struct pdf_crypt *crypt);

/* Is it the password, of the user or the owner?  Then key is made. */
bool pdf_crypt_open(struct pdf_crypt *crypt, struct pdf_ciphers *ciphers,
    struct slice password) MUST_USE;

/* What of packed becomes plain, at most. */
size_t pdf_crypt_plain_max(enum pdf_method method, struct slice packed);

/*
 * A string or stream of that object to plain, which has room for
 * pdf_crypt_plain_max(), with packed not in it.  Returns the bytes; *good_r is
 * false where they are fewer than there should be.
 */
size_t pdf_crypt_undo(const struct pdf_crypt *crypt,
    struct pdf_ciphers *ciphers, enum pdf_method method, uint32_t number,
    uint32_t generation, struct slice packed, struct budget *budget,
    uint8_t *plain, bool *good_r);

#endif
