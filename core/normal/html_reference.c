/*
 * html_reference - what begins with "&": in text, in scripts and in values
 *
 * The byte behind one that fails is looked at anew.
 */
#include "core/normal/page.h"

#include <string.h>

#include "core/normal/entity.h"

void
page_reference(struct page *page)
{
	page->name.size = 0;
	page->number = 0;
	page->base = 10;
	page->state = PAGE_NAMED;
	if (*page->at != '#')
		return;
	page->state = PAGE_NUMBER;
	page->at++;
}

/* In a value it is kept too, in a script or text it is no word of notags. */
static void
write_byte(struct page *page, uint8_t shown, uint8_t kept)
{
	*page->nocomment++ = shown;
	if (page->back == PAGE_VALUE)
		page_keep(&page->value, kept);
}

static void
write_code(struct page *page, uint16_t code)
{
	static const char digits[] = "0123456789abcdef";

	if (code == 0)
		return;
	if (page->back == PAGE_VALUE)
		page_keep(&page->value, (uint8_t)code);
	if (code < 0xFF) {
		*page->nocomment++ = (uint8_t)code;
		return;
	}
	memcpy(page->nocomment, "&#x", 3);
	for (int i = 0; i < 4; i++)
		page->nocomment[3 + i] =
		    (uint8_t)digits[code >> (12 - 4 * i) & 15];
	page->nocomment[7] = ';';
	page->nocomment += 8;
}

/* ---- names ------------------------------------------------------------- */

static bool
is_name_byte(uint8_t c)
{
	return (uint8_t)(page_lower(c) - 'a') < 26 || (uint8_t)(c - '0') < 11 ||
	       c == '-' || c == '_';
}

/* It is nothing that we know: it stays, but for its case. */
static void
write_name(struct page *page)
{
	write_byte(page, '&', '&');
	for (size_t i = 0; i < page->name.size; i++)
		write_byte(page, page_lower(page->name.bytes[i]),
		    page_lower(page->name.bytes[i]));
}

static uint16_t
find_name(const struct page *page)
{
	return entity_find((struct slice){page->name.bytes, page->name.size});
}

void
page_named(struct page *page)
{
	uint16_t code;

	while (page->at < page->end && is_name_byte(*page->at) &&
	       page->name.size < PAGE_KEPT_MAX)
		page->name.bytes[page->name.size++] = *page->at++;
	if (page->at == page->end || *page->at == 0 || *page->at == '\r')
		return;
	page->state = page->back;
	code = *page->at == ';' ? find_name(page) : 0;
	if (code != 0) {
		write_code(page, code);
		page->at++;
		return;
	}
	write_name(page);
	if (*page->at == ';') {
		write_byte(page, ';', ';');
		page->at++;
	}
}

void
page_named_end(struct page *page)
{
	uint16_t code = find_name(page);

	if (code != 0)
		write_code(page, code);
	else
		write_name(page);
}

/* ---- numbers ----------------------------------------------------------- */

static unsigned
digit_of(uint8_t c)
{
	if ((uint8_t)(c - '0') < 10)
		return c - '0';
	c = page_lower(c);
	return (uint8_t)(c - 'a') < 6 ? c - 'a' + 10u : 16;
}

static void
write_number(struct page *page)
{
	uint32_t number = page->number;

	if (number >= 0x80)
		write_code(page, (uint16_t)number);
	else
		write_byte(page, page_lower((uint8_t)number), (uint8_t)number);
}

void
page_number(struct page *page)
{
	uint8_t c = *page->at;
	unsigned digit = digit_of(c);

	if (page->number == 0 && page_lower(c) == 'x') {
		page->base = 16;
		page->at++;
		return;
	}
	if (digit < page->base) {
		page->number = page->number * page->base + digit;
		page->at++;
		return;
	}
	page->state = page->back;
	if (c == ';') {
		write_number(page);
		page->at++;
	} else {
		*page->nocomment++ = (uint8_t)page->number;
	}
}
