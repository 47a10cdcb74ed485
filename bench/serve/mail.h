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

/* size bytes like those of a program, in base64, with the planted bytes in the
 * middle. */
void mail_attachment(FILE *file, size_t size, const struct mail_plant *planted,
    uint64_t *random);

/* In lines of 76. */
void mail_base64(FILE *file, const uint8_t *bytes, size_t size);

/* How a mail is built. */
enum mail_shape {
	SHAPE_USUAL,       /* up to 8 KB text alone, above it with attachment */
	SHAPE_TEXT,        /* text alone */
	SHAPE_ATTACHMENT,  /* text and an attachment in base64 */
	SHAPE_ALTERNATIVE, /* the same as text and as HTML */
	SHAPE_NESTED,      /* a forwarded mail with all of that inside */
	SHAPE_ANY,         /* one after the other */
	SHAPES,
};

/* Text in UTF-8: English as it is, German in quoted-printable, Russian and
 * Japanese in base64. */
enum mail_language {
	LANGUAGE_ENGLISH,
	LANGUAGE_GERMAN,
	LANGUAGE_RUSSIAN,
	LANGUAGE_JAPANESE,
	LANGUAGE_ANY, /* one after the other */
	LANGUAGES,
};

/* As users call them. */
extern const char *const mail_shape_names[SHAPES];
extern const char *const mail_language_names[LANGUAGES];

struct mail_order {
	uint64_t count;
	uint64_t size; /* of each, about; with an attachment a fifth is text */
	uint64_t seed;
	enum mail_shape shape;
	enum mail_language language;
	uint64_t hit_every; /* so many mails hold a signature; 0: none does */
	const struct mail_plant *signatures;
	size_t signature_count;
};

/* Their names: "made:NUMBER", from 1; of mails that are not there. */
void mail_make_names(struct files *files, uint64_t count);

/* Write the mails into directory, which is made, and add them to files. */
void mail_make(
    struct files *files, const char *directory, const struct mail_order *order);

#endif
