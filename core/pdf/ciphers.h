/*
 * ciphers - sums and ciphers of encrypted PDFs (by libcrypto)
 *
 * RC4 is ours: libcrypto has it in a provider of its own that a system need not
 * have.
 *
 * Threads: one at a time for each struct pdf_ciphers.  All memory is taken by
 * the first use.
 */
#ifndef CORE_PDF_CIPHERS_H
#define CORE_PDF_CIPHERS_H

#include "core/base/budget.h"
#include "core/base/check.h"
#include "core/base/slice.h"

#define PDF_BLOCK 16u
#define PDF_SUM_MAX 64u

enum pdf_sum {
	PDF_MD5,    /* 16 bytes */
	PDF_SHA256, /* 32 */
	PDF_SHA384, /* 48 */
	PDF_SHA512, /* 64 */
	PDF_SUMS,
};

struct pdf_ciphers;

/* NULL: no memory. */
struct pdf_ciphers *pdf_ciphers_create(void) MUST_USE;

/* Now what the first sum or block would do: load libcrypto, take the memory.
 * False: there is none of one of them. */
bool pdf_ciphers_prepare(struct pdf_ciphers *ciphers) MUST_USE;
void pdf_ciphers_destroy(struct pdf_ciphers **ciphers);

/* The sum over several pieces, one behind the other.  False: libcrypto does not
 * want to. */
bool pdf_sum(struct pdf_ciphers *ciphers, enum pdf_sum kind,
    const struct slice *pieces, size_t count,
    uint8_t sum_r[PDF_SUM_MAX]) MUST_USE;

/*
 * Whole blocks by AES-CBC without padding; key_size 16 or 32.  plain has room
 * for packed.size bytes.  Returns the bytes done: fewer when the budget is
 * spent.
 */
size_t pdf_aes_decrypt(struct pdf_ciphers *ciphers, const uint8_t *key,
    size_t key_size, const uint8_t vector[PDF_BLOCK], struct slice packed,
    struct budget *budget, uint8_t *plain) MUST_USE;

/* The other way, with 16 bytes of key; size: a number of whole blocks. */
bool pdf_aes_encrypt(struct pdf_ciphers *ciphers, const uint8_t key[PDF_BLOCK],
    const uint8_t vector[PDF_BLOCK], const uint8_t *plain, size_t size,
    uint8_t *packed) MUST_USE;

/* Both ways; in place or not.  key_size: 1 to 256. */
void pdf_rc4(
    const uint8_t *key, size_t key_size, struct slice bytes, uint8_t *out);

#endif
