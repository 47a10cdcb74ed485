/*
 * alike - how much of one text is in another
 */
#include "core/canonical/alike.h"

#include "core/base/ascii.h"
#include "core/base/fnv.h"

/* Bits of a set of words, of which ALIKE_MAX bytes hold some hundreds. */
#define SET_BITS 8192u

struct words {
	uint64_t set[SET_BITS / 64];
};

static bool
is_word(uint8_t c)
{
	return ascii_is_letter(c) || ascii_is_digit(c) || c >= 0x80;
}

/* The next word's place in the set; false: no more. */
static bool
next_word(struct slice s, size_t *at, size_t *bit_r)
{
	uint32_t hash = FNV_BEGIN;
	size_t from;

	while (*at < s.size && !is_word(s.data[*at]))
		(*at)++;
	from = *at;
	while (*at < s.size && is_word(s.data[*at]))
		hash = fnv_step(hash, s.data[(*at)++]);
	*bit_r = fnv_end(hash) % SET_BITS;
	return *at > from;
}

unsigned
alike_percent(struct slice text, struct slice other)
{
	struct words words = {{0}};
	size_t at = 0, bit, count = 0, found = 0;

	other = slice_sub(other, 0, ALIKE_MAX);
	text = slice_sub(text, 0, ALIKE_MAX);
	while (next_word(other, &at, &bit))
		words.set[bit / 64] |= UINT64_C(1) << bit % 64;
	at = 0;
	while (next_word(text, &at, &bit)) {
		count++;
		found += words.set[bit / 64] >> bit % 64 & 1;
	}
	return count == 0 ? 100 : (unsigned)(found * 100 / count);
}
