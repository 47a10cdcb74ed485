/*
 * digest - 16 bytes that stand for any number of bytes
 *
 * XXH3 of 128 bits, in its canonical (big-endian) form, the same on every
 * machine.  Not a cryptographic hash, and keyed with nothing secret, since
 * gateways exchange prints: who could make two contents with one digest could
 * as well report the other content.  The kind is part of it, so that prints of
 * different kinds never meet.
 */
#ifndef CORE_PRINT_DIGEST_H
#define CORE_PRINT_DIGEST_H

#include "core/print/print.h"

/* Fills print->digest; its kind is set already. */
void digest_print(struct print *print, struct slice bytes);

/* digest, and then bytes: to chain several pieces, beginning with zeros. */
void digest_chain(uint8_t digest[PRINT_EXACT_BYTES], struct slice bytes);

/* For shingles: 64 well-mixed bits of a short run of bytes. */
uint64_t digest_short(struct slice bytes);

#endif
