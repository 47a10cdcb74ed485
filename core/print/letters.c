/*
 * letters - a text without all that varies between copies of it
 */
#include "core/print/letters.h"

#include "simd/bytes.h"
#include "simd/letters.h"

/* Begins a letter of a script without blanks: Thai and its neighbours (U+0E00
 * to U+0FFF), kana, Han (U+3000 to U+9FFF), Han beyond (U+20000 on). */
static bool
begins_dense(const uint8_t *at)
{
	return (at[0] >= 0xe3 && at[0] <= 0xe9) || at[0] == 0xf0 ||
	       (at[0] == 0xe0 && at[1] >= 0xb8);
}

/* The number of bytes that belong to letters of dense scripts. */
static size_t
count_dense(struct slice text)
{
	size_t dense = 0;

	if (bytes_are_ascii(text.data, text.size))
		return 0;
	for (size_t i = 0; i + 2 < text.size; i++)
		dense += begins_dense(text.data + i) ? 3 : 0;
	return dense;
}

static void
cut_into_letters(struct letters *letters, uint32_t *starts)
{
	size_t count = 0;

	for (size_t i = 0; i < letters->bytes.size; i++)
		if ((letters->bytes.data[i] & 0xc0) != 0x80)
			starts[count++] = (uint32_t)i;
	starts[count] = (uint32_t)letters->bytes.size;
	letters->count = count;
	letters->dense = true;
}

bool
letters_take(struct slice text, struct arena *arena, struct letters *letters_r)
{
	uint8_t *bytes = arena_alloc(arena, text.size + LETTERS_ROOM);
	uint32_t *starts = arena_alloc_array(
	    arena, text.size + LETTERS_STARTS_ROOM, sizeof(*starts));

	*letters_r = (struct letters){.count = 0};
	if (bytes == NULL || starts == NULL || text.size >= UINT32_MAX)
		return false;
	letters_r->bytes =
	    (struct slice){bytes, letters_copy(text.data, text.size, bytes,
				      starts, &letters_r->count)};
	letters_r->starts = starts;
	if (count_dense(text) > letters_r->bytes.size / 2)
		cut_into_letters(letters_r, starts);
	return true;
}
