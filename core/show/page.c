/*
 * page - lines for a person
 */
#include "core/show/page.h"

#include <inttypes.h>
#include <stdarg.h>

#include "core/text/display.h"
#include "core/text/utf8.h"

/* Bytes of a text that are displayed at a time; each may become eight, and
 * eight more where only ASCII may be written. */
#define BLOCK_BYTES 512u
#define SHOWN_MAX 10u

static const char *const tones[TONES] = {
    [TONE_PLAIN] = "",
    [TONE_FAINT] = "\033[2m",
    [TONE_STRONG] = "\033[1m",
    [TONE_NAME] = "\033[36m",
    [TONE_WARNING] = "\033[33m",
    [TONE_ALARM] = "\033[1;31m",
};

void
page_init(struct page *page, struct writer *out, const struct page_style *style)
{
	page->out = out;
	page->style = *style;
	page->column = 0;
	page->empty = true;
	page->margin[0] = '\0';
}

/* ---- columns ----------------------------------------------------------- */

/* East Asian wide characters and pictures: the blocks, not each character. */
static bool
is_wide(uint32_t code_point)
{
	return (code_point >= 0x1100 && code_point <= 0x115F) ||
	       (code_point >= 0x2E80 && code_point <= 0xA4CF) ||
	       (code_point >= 0xAC00 && code_point <= 0xD7A3) ||
	       (code_point >= 0xF900 && code_point <= 0xFAFF) ||
	       (code_point >= 0xFE30 && code_point <= 0xFE6F) ||
	       (code_point >= 0xFF00 && code_point <= 0xFF60) ||
	       (code_point >= 0xFFE0 && code_point <= 0xFFE6) ||
	       (code_point >= 0x1F300 && code_point <= 0x1F9FF) ||
	       (code_point >= 0x20000 && code_point <= 0x3FFFD);
}

static bool
is_combining(uint32_t code_point)
{
	return code_point >= 0x300 && code_point <= 0x36F;
}

size_t
page_columns(struct slice s)
{
	size_t columns = 0, at = 0;

	while (at < s.size) {
		uint32_t code_point = utf8_next(s, &at);

		if (!is_combining(code_point))
			columns += is_wide(code_point) ? 2 : 1;
	}
	return columns;
}

/* ---- lines ------------------------------------------------------------- */

static void
put_coloured(struct page *page, enum tone tone, struct slice s)
{
	bool colour = page->style.colour && tone != TONE_PLAIN;

	if (colour)
		writer_string(page->out, tones[tone]);
	writer_put(page->out, s);
	if (colour)
		writer_string(page->out, "\033[0m");
}

void
page_line(struct page *page, const char *first, const char *margin)
{
	struct text kept = TEXT_OVER(page->margin);

	text_put(&kept, slice_from_string(margin));
	writer_string(page->out, first);
	page->column = page_columns(slice_from_string(first));
	page->empty = true;
}

void
page_end(struct page *page)
{
	writer_byte(page->out, '\n');
	page->column = 0;
	page->empty = true;
}

void
page_empty_line(struct page *page)
{
	writer_byte(page->out, '\n');
}

/* Go on in the next line if columns more do not fit into this one. */
static void
make_room(struct page *page, size_t columns)
{
	if (page->empty)
		return;
	if (page->column + 2 + columns <= page->style.width) {
		writer_string(page->out, "  ");
		page->column += 2;
		return;
	}
	page_end(page);
	writer_string(page->out, page->margin);
	page->column = page_columns(slice_from_string(page->margin));
}

static void
put_item(struct page *page, enum tone tone, struct slice s)
{
	size_t columns = page_columns(s);

	make_room(page, columns);
	put_coloured(page, tone, s);
	page->column += columns;
	page->empty = false;
}

void
page_item(struct page *page, enum tone tone, const char *text)
{
	put_item(page, tone, slice_from_string(text));
}

void
page_item_f(struct page *page, enum tone tone, const char *format, ...)
{
	char line[512];
	va_list values;

	va_start(values, format);
	vsnprintf(line, sizeof(line), format, values);
	va_end(values);
	put_item(page, tone, slice_from_string(line));
}

/* ---- what comes from a message ----------------------------------------- */

/* shown as it is, or with what is no ASCII written out. */
static void
put_ascii(struct text *text, struct slice shown)
{
	size_t at = 0;

	while (at < shown.size)
		if (shown.data[at] < 0x80)
			text_put_byte(text, (char)shown.data[at++]);
		else
			text_printf(
			    text, "<U+%04" PRIX32 ">", utf8_next(shown, &at));
}

void
page_item_text(struct page *page, enum tone tone, const struct text *text)
{
	char buffer[PAGE_ITEM_BYTES];
	struct text ascii = TEXT_OVER(buffer);

	if (!page->style.ascii) {
		put_item(page, tone, text_slice(text));
		return;
	}
	put_ascii(&ascii, text_slice(text));
	put_item(page, tone, text_slice(&ascii));
}

void
page_item_from(struct page *page, enum tone tone, const char *ahead,
    struct slice s, size_t max_bytes, const char *behind)
{
	char buffer[PAGE_ITEM_BYTES];
	struct text text = TEXT_OVER(buffer);

	text_put(&text, slice_from_string(ahead));
	display_put(&text, s, max_bytes);
	text_put(&text, slice_from_string(behind));
	page_item_text(page, display_is_odd(s) ? TONE_ALARM : tone, &text);
}

/* The most of s up to size bytes that does not cut a character. */
static size_t
whole_characters(struct slice s, size_t size)
{
	size_t cut = size;

	if (s.size <= size)
		return s.size;
	while (cut > 0 && size - cut < UTF8_MAX && (s.data[cut] & 0xC0) == 0x80)
		cut--;
	return cut == 0 || size - cut >= UTF8_MAX ? size : cut;
}

static void
put_piece(struct page *page, enum tone tone, struct slice piece)
{
	char buffer[BLOCK_BYTES * SHOWN_MAX], other[BLOCK_BYTES * SHOWN_MAX];
	struct text shown = TEXT_OVER(buffer), ascii = TEXT_OVER(other);

	display_put(&shown, piece, piece.size);
	if (page->style.ascii)
		put_ascii(&ascii, text_slice(&shown));
	put_coloured(
	    page, tone, text_slice(page->style.ascii ? &ascii : &shown));
}

/*
 * Tabs stay: no terminal does anything else with them.  Only as much of the
 * line is looked at as is written next, so that a long one costs no more.
 */
static void
put_block_line(struct page *page, enum tone tone, struct slice line)
{
	while (line.size > 0) {
		size_t size = whole_characters(line, BLOCK_BYTES);

		size = slice_find_byte(slice_sub(line, 0, size), '\t');
		if (size > 0)
			put_piece(page, tone, slice_sub(line, 0, size));
		line = slice_skip(line, size);
		if (size == 0) {
			writer_byte(page->out, '\t');
			line = slice_skip(line, 1);
		}
	}
}

void
page_block(struct page *page, enum tone tone, struct slice s)
{
	while (s.size > 0) {
		struct slice line = slice_sub(s, 0, slice_find_byte(s, '\n'));

		s = slice_skip(s, line.size + 1);
		if (line.size > 0 && line.data[line.size - 1] == '\r')
			line.size--;
		writer_string(page->out, page->margin);
		put_block_line(page, tone, line);
		writer_byte(page->out, '\n');
	}
}

void
page_put_grouped(struct text *text, uint64_t number)
{
	char digits[24];
	int size = snprintf(digits, sizeof(digits), "%" PRIu64, number);

	for (int i = 0; i < size; i++) {
		if (i > 0 && (size - i) % 3 == 0)
			text_put_byte(text, ',');
		text_put_byte(text, digits[i]);
	}
}
