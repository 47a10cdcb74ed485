/*
 * signatures - signature sets made up from a seed
 *
 * No signature occurs in a mail that is made up, but for one that is planted.
 */
#ifndef BENCH_SERVE_SIGNATURES_H
#define BENCH_SERVE_SIGNATURES_H

#include <stdbool.h>

#include "bench/serve/mail.h"

/*
 * count of them, the same from the same seed; the caller frees them.  Random
 * bytes (8 to 40), or text_like: two to four words of the vocabulary that texts
 * are made of, the hard case for a matcher, since their ends are everywhere.
 */
struct mail_plant *signatures_make(size_t count, bool text_like, uint64_t seed);

/* As lines of an .ndb file. */
void signatures_write(FILE *file, const struct mail_plant *signatures,
    size_t count, bool text_like);

#endif
