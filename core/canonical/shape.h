/*
 * shape - what a word that was made by a program looks like; private to
 * core/canonical/
 *
 * Threads: any.
 */
#ifndef CORE_CANONICAL_SHAPE_H
#define CORE_CANONICAL_SHAPE_H

#include "core/base/text.h"

/*
 * Each run of letters and digits as its kind and its length: 9 digits, h and H
 * hexadecimal, a and A letters of one case, x mixed; other bytes as they are.
 * "20021128.4f3a$Q@" is "98.h4$A1@".
 */
void shape_put(struct text *text, struct slice word);

#endif
