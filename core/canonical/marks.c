/*
 * marks - facts about a message's shape as words
 */
#include "core/canonical/marks.h"

#include <string.h>

#include "core/base/ascii.h"

#define VALUE_MAX 48u
#define WORD_MAX 80u

void
marks_begin(struct marks *marks, struct arena *arena)
{
	*marks = (struct marks){.out = arena_alloc(arena, CANONICAL_MARKS_MAX)};
	marks->cut = marks->out == NULL;
}

/* FNV-1a; never 0. */
static uint32_t
hash(struct slice word)
{
	uint32_t h = 0x811C9DC5u;

	for (size_t i = 0; i < word.size; i++)
		h = (h ^ word.data[i]) * 0x01000193u;
	return h == 0 ? 1 : h;
}

/* True: it was not there. */
static bool
is_new(struct marks *marks, struct slice word)
{
	uint32_t h = hash(word);
	size_t slot = (h ^ h >> 16) % MARKS_SLOTS;

	while (marks->slots[slot] != 0) {
		if (marks->slots[slot] == h)
			return false;
		slot = (slot + 1) % MARKS_SLOTS;
	}
	if (marks->out == NULL || marks->count == MARKS_COUNT_MAX ||
	    word.size + 1 > CANONICAL_MARKS_MAX - marks->size) {
		marks->cut = true;
		return false;
	}
	marks->slots[slot] = h;
	marks->count++;
	return true;
}

static void
add(struct marks *marks, struct slice word)
{
	if (!is_new(marks, word))
		return;
	if (marks->size > 0)
		marks->out[marks->size++] = ' ';
	memcpy(marks->out + marks->size, word.data, word.size);
	marks->size += word.size;
}

void
mark(struct marks *marks, const char *word)
{
	add(marks, slice_from_string(word));
}

void
mark_value(struct marks *marks, const char *kind, struct slice value)
{
	uint8_t word[WORD_MAX];
	size_t size = strnlen(kind, WORD_MAX - VALUE_MAX - 1);

	memcpy(word, kind, size);
	word[size++] = ':';
	value = slice_sub(value, 0, VALUE_MAX);
	for (size_t i = 0; i < value.size; i++) {
		uint8_t c = ascii_lower(value.data[i]);

		if (!ascii_is_letter(c) && !ascii_is_digit(c) &&
		    memchr("+-./_()", c, 7) == NULL)
			c = '_';
		word[size++] = c;
	}
	add(marks, (struct slice){word, size});
}

/* Decimal digits ahead of end; where they begin. */
static uint8_t *
put_number(uint8_t *end, uint64_t number)
{
	do
		*--end = (uint8_t)('0' + number % 10);
	while ((number /= 10) > 0);
	return end;
}

void
mark_count(struct marks *marks, const char *kind, uint64_t count)
{
	uint8_t room[VALUE_MAX], *end = room + sizeof(room), *at;
	uint64_t least = 2;

	if (count <= 2) {
		at = put_number(end, count);
	} else {
		while (least <= UINT64_MAX / 2 && count > least * 2)
			least *= 2;
		at = put_number(end, least * 2);
		*--at = '-';
		at = put_number(at, least + 1);
	}
	mark_value(marks, kind, (struct slice){at, (size_t)(end - at)});
}
