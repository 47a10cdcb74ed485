/*
 * page - lines for a person
 *
 * A line is made of items with two blanks between them.  What does not fit goes
 * on in the next line behind a margin, so that a tree keeps its branches.
 * Whatever comes from a message is shown by core/text/display.h, in one line.
 *
 * Threads: one at a time.
 */
#ifndef CORE_SHOW_PAGE_H
#define CORE_SHOW_PAGE_H

#include "core/base/text.h"
#include "core/show/writer.h"

struct page_style {
	bool boxes;     /* lines of trees in UTF-8, not in ASCII */
	bool ascii;     /* nothing that is no ASCII: <U+00E9> */
	bool colour;    /* escapes of ECMA-48 */
	unsigned width; /* columns of a line */
};

enum tone {
	TONE_PLAIN,
	TONE_FAINT,
	TONE_STRONG,
	TONE_NAME,
	TONE_WARNING,
	TONE_ALARM,
	TONES,
};

#define PAGE_MARGIN_BYTES 512u

/*
 * Room for 1,200 bytes of a message when they are displayed, whatever they are
 * (each may become eight: <U+0000>), and for what stands around them.
 */
#define PAGE_ITEM_BYTES 10240u

struct page {
	struct writer *out;
	struct page_style style;
	size_t column;
	bool empty; /* no item in this line yet */
	char margin[PAGE_MARGIN_BYTES];
};

void page_init(
    struct page *page, struct writer *out, const struct page_style *style);

/* first stands ahead of this line, margin ahead of those it goes on in. */
void page_line(struct page *page, const char *first, const char *margin);
void page_end(struct page *page);
void page_empty_line(struct page *page);

/* Items: ours, formatted (512 bytes at most), or from a message. */
void page_item(struct page *page, enum tone tone, const char *text);
void page_item_f(struct page *page, enum tone tone, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/*
 * Displayed, at most max_bytes of it (up to 1,200), between what is ours.  Odd
 * characters in it make the tone an alarm.
 */
void page_item_from(struct page *page, enum tone tone, const char *ahead,
    struct slice s, size_t max_bytes, const char *behind);

/* text, which was displayed already into PAGE_ITEM_BYTES, as an item. */
void page_item_text(struct page *page, enum tone tone, const struct text *text);

/*
 * The lines of a text, each as long as it is, behind the margin of the line
 * that was begun last; nothing is cut.
 */
void page_block(struct page *page, enum tone tone, struct slice s);

/* Columns that the text takes on a terminal. */
size_t page_columns(struct slice s);

/* "48,120" */
void page_put_grouped(struct text *text, uint64_t number);

#endif
