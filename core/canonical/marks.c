/*
 * marks - facts about a message's shape as words
 */
#include "core/canonical/marks.h"

#include <string.h>

#include "core/base/ascii.h"
#include "core/base/slice_hash.h"

#define VALUE_MAX 48u
#define WORD_MAX 80u

void
marks_begin(struct marks *marks, struct arena *arena)
{
	*marks = (struct marks){.out = arena_alloc(arena, CANONICAL_MARKS_MAX)};
	marks->cut = marks->out == NULL;
}

/* The word that begins at at is that one. */
static bool
is_word(const struct marks *marks, size_t at, struct slice word)
{
	struct slice rest =
	    slice_skip((struct slice){marks->out, marks->size}, at);

	return slice_starts_with(rest, word) &&
	       (rest.size == word.size || rest.data[word.size] == ' ');
}

/* The slot of a word, or the free one for it. */
static uint16_t *
find_slot(struct marks *marks, struct slice word)
{
	size_t slot = slice_hash(word) % MARKS_SLOTS;

	while (marks->slots[slot] != 0 &&
	       !is_word(marks, marks->slots[slot] - 1u, word))
		slot = (slot + 1) % MARKS_SLOTS;
	return &marks->slots[slot];
}

static void
add(struct marks *marks, struct slice word)
{
	uint16_t *slot = find_slot(marks, word);

	if (*slot != 0)
		return;
	if (marks->out == NULL || marks->count == MARKS_COUNT_MAX ||
	    word.size + 1 > CANONICAL_MARKS_MAX - marks->size) {
		marks->cut = true;
		return;
	}
	if (marks->count++ > 0)
		marks->out[marks->size++] = ' ';
	*slot = (uint16_t)(marks->size + 1);
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
