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

#endif
