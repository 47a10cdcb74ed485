/*
 * mail - mails made up from a seed
 *
 * The same kind, number and seed give the same bytes on every machine.
 */
#ifndef BENCH_SERVE_MAIL_H
#define BENCH_SERVE_MAIL_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "bench/serve/files.h"

struct mail_kind {
	const char *name;
	size_t text_size;
	size_t attachment_size; /* decoded; a multiple of 3; 0: none */
};

/* Bytes to be found in a mail. */
struct mail_plant {
	uint8_t bytes[64];
	size_t size;
};

/* A word of the vocabulary, the common ones more often. */
const char *mail_word(uint64_t *random);

/* One mail, with the planted bytes in its text or its attachment by turns
 * (NULL: without). */
void mail_write(FILE *file, const struct mail_kind *kind, uint64_t number,
    const struct mail_plant *planted, uint64_t *random);

/*
 * Write count mails of about size bytes each into directory, which is made, and
 * add them to files.  Up to 8 KB it is all text; above that a fifth is, and
 * the rest is an attachment in base64.
 */
void mail_make(struct files *files, const char *directory, uint64_t count,
    uint64_t size, uint64_t seed);

#endif
