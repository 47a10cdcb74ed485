/*
 * shingles - 32 bytes of which two texts share as many as they are alike
 *
 * MinHash: a shingle is three words in a row (five letters in a script without
 * blanks).  Shingles are thrown into 32 bins by their hash, and the least hash
 * of each bin is kept: that two texts have the same one is as likely as the
 * share of shingles that they have in common (one permutation hashing; Li, Owen
 * and Zhang 2012).  A bin in which there is none borrows from another one,
 * always in the same order (Shrivastava 2017).  One byte of each least hash is
 * enough: two texts that have nothing in common agree in one of 256.
 */
#ifndef CORE_PRINT_SHINGLES_H
#define CORE_PRINT_SHINGLES_H

#include "core/print/letters.h"
#include "core/print/print.h"

#define SHINGLES_BINS PRINT_BYTES
/* With fewer the bins are too empty to mean anything; nor may more than these
 * be empty, as with a text that repeats itself. */
#define SHINGLES_MIN 40u
#define SHINGLES_EMPTY_MAX 16u
/* Texts are alike from so many equal bins on. */
#define SHINGLES_ALIKE 16u

/* False: the text is too short, or says the same again and again. */
bool shingles_make(
    const struct letters *letters, uint8_t digest_r[PRINT_BYTES]);

/* How many bins are equal. */
unsigned shingles_same(const uint8_t *a, const uint8_t *b);

#endif
