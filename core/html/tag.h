/*
 * tag - the tokenizer's part between '<' and '>'; private to it
 */
#ifndef CORE_HTML_TAG_H
#define CORE_HTML_TAG_H

#include "core/html/tokenizer.h"

/* At "<x" or "</x".  False: the source ends inside it, so it is no tag. */
bool tag_read(struct tokenizer *tokenizer, struct token *token);

/* Asks the budget, if there is one and it is time to. */
bool tag_time_is_up(struct tokenizer *tokenizer);

#endif
