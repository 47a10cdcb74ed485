/*
 * token - what the tokenizer gives: text, tags with their attributes, comments
 *
 * And the tokenizer's own state, which tag.c and raw_text.c move on too.
 */
#ifndef CORE_HTML_TOKEN_H
#define CORE_HTML_TOKEN_H

#include "core/base/budget.h"
#include "core/base/slice.h"
#include "core/html/element.h"

struct tokenizer {
	const uint8_t *data;
	size_t size; /* where the source, or the range entered, ends */
	size_t at;
	size_t asked; /* where the budget was asked last */
	struct budget *budget;
	bool foreign;  /* inside svg or math: CDATA sections are text */
	bool unclosed; /* the source ended inside a tag, comment, ... */
	bool spent;    /* the time is up */
};

enum token_kind {
	TOKEN_END,
	TOKEN_TEXT,
	TOKEN_CDATA, /* text without character references */
	TOKEN_TAG,
	TOKEN_COMMENT,       /* text: between <!-- and --> */
	TOKEN_BOGUS_COMMENT, /* text: between <! or </ or < and > */
	TOKEN_DOCTYPE,
};

/*
 * Of attributes only those in attribute.def are kept, the first of each name:
 * a million of them cost no memory.
 */
struct tag {
	enum element element;
	struct slice name;
	uint32_t name_hash;
	bool is_end;
	bool self_closing;
	uint64_t present; /* 1 << enum attribute */
	struct slice value[ATTRIBUTES];
};

struct token {
	enum token_kind kind;
	struct slice text;
	size_t offset; /* of its first byte */
	struct tag tag;
};

static inline bool
tag_has(const struct tag *tag, enum attribute attribute)
{
	return (tag->present >> attribute & 1) != 0;
}

/* Its value as written; empty when it is not there. */
static inline struct slice
tag_value(const struct tag *tag, enum attribute attribute)
{
	return tag_has(tag, attribute) ? tag->value[attribute]
				       : (struct slice){0};
}

/* Its value is word, but for blanks around it and the case of letters. */
bool tag_value_is(
    const struct tag *tag, enum attribute attribute, const char *word);

/* The blanks of HTML: TAB, LF, FF, CR and SP. */
static inline bool
html_is_blank(uint8_t c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

static inline bool
html_is_letter(uint8_t c)
{
	return (uint8_t)((c | 0x20) - 'a') < 26;
}

struct slice html_trim(struct slice s);

/* The first place at or behind at that is no blank. */
size_t html_skip_blanks(struct slice s, size_t at);

#endif
