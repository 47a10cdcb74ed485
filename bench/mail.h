/*
 * mail - pieces of made-up mail, the same on every machine
 *
 * What does not fit is cut (text->truncated), which the maker of a whole mail
 * has to look at.
 */
#ifndef BENCH_MAIL_H
#define BENCH_MAIL_H

#include <stdint.h>

#include "core/base/text.h"

#define MAIL_BOUNDARY "----=_Part_1_1234.5678"

/* A text with room for that many bytes, until the program ends. */
struct text mail_text(size_t room);

void mail_put(struct text *text, const char *string);

/* The fields that most mail has, MIME-Version the last of them. */
void mail_put_header(struct text *text);

/* Lines of English words, as many bytes or a few more. */
void mail_put_words(struct text *text, size_t size, uint64_t *seed);

/* Header fields, the beginning of the first part, and its text. */
void mail_put_mixed(struct text *text, size_t size, uint64_t *seed);

/* A file attached; ends the mail.  size is a multiple of 57. */
void mail_put_attachment(struct text *text, const uint8_t *bytes, size_t size);

/* Bytes that look like nothing. */
uint8_t *mail_noise(size_t size, uint64_t *seed);

#endif
