/*
 * text_marks - facts about a text: its size, its scripts, its shouting
 */
#include "core/canonical/texts.h"

#include "core/base/ascii.h"

/* Bytes of a text that are counted. */
#define COUNTED_MAX ((size_t)2 << 10)

struct counted {
	uint32_t kind[256]; /* bytes, by value */
};

static void
count(struct slice text, struct counted *counted_r)
{
	*counted_r = (struct counted){{0}};
#pragma GCC unroll 8
	for (size_t i = 0; i < text.size; i++)
		counted_r->kind[text.data[i]]++;
}

static size_t
sum(const struct counted *counted, uint8_t first, uint8_t last)
{
	size_t sum = 0;

	for (size_t c = first; c <= last; c++)
		sum += counted->kind[c];
	return sum;
}

/* The first bytes of UTF-8 that letters of a script have, nearly. */
static const struct {
	uint8_t first, last;
	const char *name;
} scripts[] = {
    {0xC3, 0xC9, "latin"},
    {0xCE, 0xCF, "greek"},
    {0xD0, 0xD4, "cyrillic"},
    {0xD5, 0xD5, "armenian"},
    {0xD6, 0xD7, "hebrew"},
    {0xD8, 0xDB, "arabic"},
    {0xE0, 0xE0, "indian"},
    {0xE3, 0xE3, "kana"},
    {0xE4, 0xE9, "han"},
    {0xEA, 0xED, "hangul"},
    {0xF0, 0xF4, "astral"},
};

static void
mark_scripts(const struct counted *counted, size_t letters, struct marks *marks)
{
	size_t all = letters + sum(counted, 0xC2, 0xF4);

	if (letters > all / 16)
		mark_value(marks, "script", SLICE("ascii"));
	for (size_t i = 0; i < sizeof(scripts) / sizeof(*scripts); i++) {
		size_t count_of =
		    sum(counted, scripts[i].first, scripts[i].last);

		/* Chinese has the full stop of kana, too. */
		if (count_of > all / (scripts[i].first == 0xE3 ? 4 : 16))
			mark_value(marks, "script",
			    slice_from_string(scripts[i].name));
	}
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
