/*
 * tag - the tokenizer's part between '<' and '>'; private to it
 */
#ifndef CORE_HTML_TAG_H
#define CORE_HTML_TAG_H

#include "core/html/token.h"

/* At "<x" or "</x".  False: the source ends inside it, so it is no tag. */
bool tag_read(struct tokenizer *tokenizer, struct token *token);

/* Asks the budget, if there is one. */
bool tag_ask_time(struct tokenizer *tokenizer);

/* The same, if it is time to. */
static inline bool
tag_time_is_up(struct tokenizer *tokenizer)
{
	if (tokenizer->at - tokenizer->asked < BUDGET_SLICE)
		return tokenizer->spent;
	return tag_ask_time(tokenizer);
}

#endif
