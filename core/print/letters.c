/*
 * letters - a text without all that varies between copies of it
 */
#include "core/print/letters.h"

/* Of what is at a byte: nothing, or a letter of ASCII, or one byte of another
 * letter. */
static const uint8_t is_letter[256] = {
    ['a'] = 1,
    ['b'] = 1,
    ['c'] = 1,
    ['d'] = 1,
    ['e'] = 1,
    ['f'] = 1,
    ['g'] = 1,
    ['h'] = 1,
    ['i'] = 1,
    ['j'] = 1,
    ['k'] = 1,
    ['l'] = 1,
    ['m'] = 1,
    ['n'] = 1,
    ['o'] = 1,
    ['p'] = 1,
    ['q'] = 1,
    ['r'] = 1,
    ['s'] = 1,
    ['t'] = 1,
    ['u'] = 1,
    ['v'] = 1,
    ['w'] = 1,
    ['x'] = 1,
    ['y'] = 1,
    ['z'] = 1,
    [0x80 ... 0xff] = 1,
};

/* Begins a letter of a script without blanks: Thai and its neighbours (U+0E00
 * to U+0FFF), kana, Han (U+3000 to U+9FFF), Han beyond (U+20000 on). */
static bool
begins_dense(const uint8_t *at)
{
	return (at[0] >= 0xe3 && at[0] <= 0xe9) || at[0] == 0xf0 ||
	       (at[0] == 0xe0 && at[1] >= 0xb8);
}

/* Fills letters with one start a word; returns the number of bytes that belong
 * to letters of dense scripts. */
static size_t
take_words(struct slice text, uint8_t *bytes, uint32_t *starts,
    struct letters *letters_r)
{
	size_t size = 0, count = 0, dense = 0;
	uint8_t before = 0;

	for (size_t i = 0; i < text.size; i++) {
		uint8_t c = text.data[i], here = is_letter[c];

		bytes[size] = c;
		starts[count] = (uint32_t)size;
		count += (size_t)(here & ~before);
		size += here;
		before = here;
		if (c >= 0xe0 && i + 2 < text.size)
			dense += begins_dense(text.data + i) ? 3 : 0;
	}
	starts[count] = (uint32_t)size;
	letters_r->bytes = (struct slice){bytes, size};
	letters_r->starts = starts;
	letters_r->count = count;
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
	/* One byte more than the text: where no letter is, it is written all
	 * the same. */
	uint8_t *bytes = arena_alloc(arena, text.size + 1);
	uint32_t *starts =
	    arena_alloc_array(arena, text.size + 2, sizeof(*starts));
	size_t dense;

	*letters_r = (struct letters){.count = 0};
	if (bytes == NULL || starts == NULL || text.size >= UINT32_MAX)
		return false;
	dense = take_words(text, bytes, starts, letters_r);
	if (dense > letters_r->bytes.size / 2)
		cut_into_letters(letters_r, starts);
	return true;
}
