/*
 * text_marks - facts about a text: its size, its scripts, its shouting
 */
#include "core/canonical/texts.h"

#include <string.h>

#include "core/base/ascii.h"
#include "core/text/utf8.h"

/* Bytes of a text that are counted. */
#define COUNTED_MAX ((size_t)8 << 10)

struct counted {
	uint32_t kind[256]; /* bytes, by value */
	size_t wide;        /* characters beyond ASCII */
	size_t cyrillic, greek, hebrew, arabic, kana, han, hangul, thai, latin;
};

static void
count_wide(struct counted *counted, uint32_t c)
{
	counted->wide++;
	if (c < 0x250)
		counted->latin++;
	else if (c >= 0x370 && c < 0x400)
		counted->greek++;
	else if (c >= 0x400 && c < 0x530)
		counted->cyrillic++;
	else if (c >= 0x590 && c < 0x600)
		counted->hebrew++;
	else if (c >= 0x600 && c < 0x780)
		counted->arabic++;
	else if (c >= 0xE00 && c < 0xE80)
		counted->thai++;
	else if (c >= 0x3040 && c < 0x3100)
		counted->kana++;
	else if (c >= 0x3400 && c < 0xA000)
		counted->han++;
	else if (c >= 0xAC00 && c < 0xD7A4)
		counted->hangul++;
}

static void
count(struct slice text, struct counted *counted_r)
{
	size_t at = 0, wide = 0;

	*counted_r = (struct counted){.wide = 0};
	for (size_t i = 0; i < text.size; i++)
		counted_r->kind[text.data[i]]++;
	for (size_t c = 0x80; c < 256; c++)
		wide += counted_r->kind[c];
	while (wide > 0 && at < text.size)
		if (text.data[at] < 0x80)
			at++;
		else
			count_wide(counted_r, utf8_next(text, &at));
}

static size_t
sum(const struct counted *counted, uint8_t first, uint8_t last)
{
	size_t sum = 0;

	for (size_t c = first; c <= last; c++)
		sum += counted->kind[c];
	return sum;
}

static void
mark_scripts(const struct counted *counted, size_t letters, struct marks *marks)
{
	const struct {
		size_t count;
		const char *name;
	} scripts[] = {
	    {letters, "ascii"},
	    {counted->latin, "latin"},
	    {counted->greek, "greek"},
	    {counted->cyrillic, "cyrillic"},
	    {counted->hebrew, "hebrew"},
	    {counted->arabic, "arabic"},
	    {counted->thai, "thai"},
	    {counted->kana, "kana"},
	    {counted->han, "han"},
	    {counted->hangul, "hangul"},
	};
	size_t all = letters + counted->wide;

	for (size_t i = 0; i < sizeof(scripts) / sizeof(*scripts); i++)
		if (scripts[i].count > all / 16)
			mark_value(marks, "script",
			    slice_from_string(scripts[i].name));
}

void
texts_mark_text(struct slice text, struct marks *marks)
{
	struct counted counted;
	size_t capital, letters;

	mark_count(marks, "text-size", text.size);
	text = slice_sub(text, 0, COUNTED_MAX);
	count(text, &counted);
	capital = sum(&counted, 'A', 'Z');
	letters = capital + sum(&counted, 'a', 'z');
	mark_scripts(&counted, letters, marks);
	if (letters > 40 && capital > letters / 2)
		mark(marks, "text-capitals");
	mark_count(marks, "exclaims", counted.kind['!']);
	mark_count(marks, "dollars", counted.kind['$']);
	mark_count(marks, "quotes", counted.kind['>']);
	if (text.size > 0)
		mark_count(marks, "digits-percent",
		    sum(&counted, '0', '9') * 100 / text.size);
}
