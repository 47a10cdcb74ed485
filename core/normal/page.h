/*
 * page - an HTML page on its way into its normalised forms
 *
 * A machine of states that is fed the bytes of the page, NUL and CR left out.
 * Each state has a function that takes what it can from [at, end) and leaves
 * the rest to the state that it chose.
 *
 * Only core/normal/html_*.c includes this.
 */
#ifndef CORE_NORMAL_PAGE_H
#define CORE_NORMAL_PAGE_H

#include <stdbool.h>

#include "core/normal/html_form.h"

/* Of a tag's name, a value and a reference as many bytes are kept. */
#define PAGE_KEPT_MAX 1024u

/*
 * The page is read in lines, long ones in pieces of so many bytes.  Blanks at
 * the beginning of a piece are dropped: between words that shows.
 */
#define PAGE_PIECE 8191u

enum page_state {
	PAGE_TEXT,
	PAGE_TRIM,  /* behind a tag or comment: no blanks */
	PAGE_BLANK, /* behind a blank that is not written yet */
	PAGE_COMMENT,
	PAGE_SCRIPT, /* or a style sheet */
	PAGE_SCRIPT_COMMENT,
	PAGE_HIGH, /* a byte of 0x80 or more was seen */
	PAGE_REFERENCE,
	PAGE_NAMED,
	PAGE_NUMBER,
	PAGE_TAG_OPEN,
	PAGE_TAG_NAME,
	PAGE_ARGUMENTS,
	PAGE_ARGUMENT_NAME,
	PAGE_EQUALS,
	PAGE_VALUE,
	PAGE_VALUE_BLANK,
	PAGE_TAG_DONE,
};

/* As many bytes of something as are kept. */
struct page_kept {
	size_t size;
	uint8_t bytes[PAGE_KEPT_MAX];
};

struct page {
	const uint8_t *at;   /* of the piece in hand */
	const uint8_t *end;  /* the piece's */
	const uint8_t *last; /* the page's */
	enum page_state state;
	enum page_state back; /* from a reference or high bytes */
	uint8_t *nocomment;
	uint8_t *notags;
	uint8_t *scripts;
	bool blank_before; /* notags: the last byte was a blank of its own */
	bool in_script;    /* or style sheet */
	const uint8_t *script; /* where the one in hand begins; or NULL */

	/* Up to three bytes of a character that is not written yet: in text,
	 * and in values. */
	uint8_t high[3];
	uint8_t value_high[3];
	unsigned high_count;
	unsigned value_high_count;

	uint32_t number; /* of a reference */
	unsigned base;   /* 0: not known yet */

	uint8_t quote;     /* around the value; 0: none */
	bool quote_counts; /* it ends the value */
	bool has_target;   /* target is what the tag points to */
	struct page_kept tag;
	struct page_kept argument;
	struct page_kept value;
	struct page_kept target;
	struct page_kept name; /* of a reference */
};

static inline bool
page_is_blank(uint8_t c)
{
	return c == ' ' || (c >= '\t' && c <= '\f');
}

static inline uint8_t
page_lower(uint8_t c)
{
	return (uint8_t)(c - 'A') < 26 ? (uint8_t)(c | 0x20) : c;
}

static inline void
page_keep(struct page_kept *kept, uint8_t c)
{
	if (kept->size < PAGE_KEPT_MAX)
		kept->bytes[kept->size++] = c;
}

/* A blank in notags, unless there was one. */
static inline void
page_notags_blank(struct page *page)
{
	if (!page->blank_before)
		*page->notags++ = ' ';
	page->blank_before = true;
}

/* From a blank or text into something else, which leads back. */
static inline void
page_begin_reference(struct page *page)
{
	page->back = page->state;
	page->state = PAGE_REFERENCE;
	page->at++;
}

static inline void
page_begin_high(struct page *page)
{
	page->high_count = 0;
	page->back = page->state;
	page->state = PAGE_HIGH;
}

static inline void
page_begin_tag(struct page *page)
{
	page_notags_blank(page);
	page->tag.size = 0;
	page->state = PAGE_TAG_OPEN;
	page->at++;
}

/* ---- html_tag.c: what stands between < and > --------------------------- */

void page_tag_open(struct page *page);
void page_tag_name(struct page *page);
void page_arguments(struct page *page);
void page_argument_name(struct page *page);
void page_equals(struct page *page);
void page_value(struct page *page);
void page_value_blank(struct page *page);
void page_tag_done(struct page *page);

/* ---- html_script.c: scripts and style sheets --------------------------- */

void page_script(struct page *page);
void page_script_comment(struct page *page);

/* Behind a tag: does a script or a style sheet begin? */
void page_script_begin(struct page *page);

/* In one: a name of a tag has ended, at ">" or a blank. */
void page_script_tag(struct page *page);

/* The script in hand, if there is one, ends at end, behind its end tag. */
void page_script_end(struct page *page, const uint8_t *end);

/* ---- html_reference.c: what begins with & ------------------------------ */

void page_reference(struct page *page);
void page_named(struct page *page);
void page_number(struct page *page);

/* The page ends within a name. */
void page_named_end(struct page *page);

#endif
