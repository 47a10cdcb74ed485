/*
 * qp - decode quoted-printable as a mail client does (RFC 2045, section 6.7)
 *
 * "=" HEXDIG HEXDIG (either case) is a byte; "=" [blanks] line-end is a soft
 * break and yields nothing, with all CRs ahead of its LF (mail that went
 * through a text mode twice); blanks and tabs before a hard line end are
 * transport padding and dropped; any other "=" stands for itself.  Line ends
 * are kept as they are written: CR LF, LF or bare CR.  An input that ends in
 * "=" or "=X" keeps it, and keeps blanks at its end.
 *
 * Threads: any.
 */
#ifndef SIMD_QP_H
#define SIMD_QP_H

#include <stddef.h>
#include <stdint.h>

struct qp_result {
	size_t written; /* decoded bytes, at most size */
	size_t errors;  /* '=' that is neither an escape nor a soft break */
};

/* Room that the decoder may write for size input bytes (slack included). */
#define QP_ROOM(size) ((size) + 64)

struct qp_result qp_decode(const uint8_t *data, size_t size, uint8_t *out);

#endif
