/*
 * tokenizer - HTML into text, tags and comments (HTML standard, 13.2.5)
 *
 * Never fails; tokens borrow the source.  Each byte is looked at a bounded
 * number of times, so the time is linear whatever the source is.
 *
 * Threads: one at a time for each tokenizer.
 */
#ifndef CORE_HTML_TOKENIZER_H
#define CORE_HTML_TOKENIZER_H

#include "core/html/token.h"

void tokenizer_init(
    struct tokenizer *tokenizer, struct slice source, struct budget *budget);
void tokenizer_next(struct tokenizer *tokenizer, struct token *token_r);

/*
 * Behind the start tag of a raw text element: its content, up to the end tag
 * that the next call of tokenizer_next() gives.
 */
struct slice tokenizer_raw(
    struct tokenizer *tokenizer, enum element element, struct slice name);

/* For tokenizer_raw() of script: where its end tag begins, or size. */
size_t tokenizer_script_end(const uint8_t *data, size_t size, size_t at);

/* Is "</" and name, and what may follow a tag's name, at this place? */
bool tokenizer_is_end_tag(
    const uint8_t *data, size_t size, size_t at, struct slice name);

#endif
