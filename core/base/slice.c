/*
 * slice - a borrowed run of bytes
 */
#include "core/base/slice.h"

#include <string.h>

struct slice
slice_trim(struct slice s)
{
	while (s.size > 0 && ascii_is_space(s.data[s.size - 1]))
		s.size--;
	while (s.size > 0 && ascii_is_space(s.data[0]))
		s = slice_skip(s, 1);
	return s;
}

#define EACH UINT64_C(0x0101010101010101)

/* Eight bytes, capital letters as small ones. */
static inline uint64_t
lower(uint64_t bytes)
{
	uint64_t seven, letters;

	seven = bytes & EACH * 0x7F;
	/* The high bit of each: from 'A' on, but not from behind 'Z' on. */
	letters = (seven + EACH * (0x80 - 'A')) ^ (seven + EACH * (0x7F - 'Z'));
	return bytes | (letters & ~bytes & EACH * 0x80) >> 2;
}

static inline uint64_t
load_lower(const uint8_t *at)
{
	uint64_t bytes;

	memcpy(&bytes, at, sizeof(bytes));
	return lower(bytes);
}

/* The first and the last four of 4 to 8 bytes. */
static inline uint64_t
load_lower_short(const uint8_t *at, size_t size)
{
	uint32_t first, last;

	memcpy(&first, at, sizeof(first));
	memcpy(&last, at + size - sizeof(last), sizeof(last));
	return lower((uint64_t)first << 32 | last);
}

bool
slice_same_letters(const uint8_t *a, const uint8_t *b, size_t size)
{
	if (size < 4) {
		for (size_t i = 0; i < size; i++)
			if (ascii_lower(a[i]) != ascii_lower(b[i]))
				return false;
		return true;
	}
	if (size < 8)
		return load_lower_short(a, size) == load_lower_short(b, size);
	for (size_t i = 0; i + 8 < size; i += 8)
		if (load_lower(a + i) != load_lower(b + i))
			return false;
	return load_lower(a + size - 8) == load_lower(b + size - 8);
}

size_t
slice_find(struct slice haystack, struct slice needle)
{
	const uint8_t *at;

	if (needle.size == 0)
		return 0;
	if (haystack.size < needle.size)
		return haystack.size;
	at = memmem(haystack.data, haystack.size, needle.data, needle.size);
	return at == NULL ? haystack.size : (size_t)(at - haystack.data);
}

size_t
slice_find_nocase(struct slice haystack, struct slice needle)
{
	uint8_t first;

	if (needle.size == 0)
		return 0;
	first = ascii_lower(needle.data[0]);
	for (size_t i = 0; needle.size <= haystack.size - i; i++)
		if (ascii_lower(haystack.data[i]) == first &&
		    slice_starts_with_nocase(slice_skip(haystack, i), needle))
			return i;
	return haystack.size;
}

bool
slice_to_u64(struct slice s, uint64_t *value_r)
{
	uint64_t value = 0;

	if (s.size == 0)
		return false;
	for (size_t i = 0; i < s.size; i++) {
		uint64_t digit = (uint64_t)s.data[i] - '0';

		if (digit > 9 || value > (UINT64_MAX - digit) / 10)
			return false;
		value = value * 10 + digit;
	}
	*value_r = value;
	return true;
}

bool
slice_to_u32(struct slice s, uint32_t *value_r)
{
	uint64_t value;

	if (!slice_to_u64(s, &value) || value > UINT32_MAX)
		return false;
	*value_r = (uint32_t)value;
	return true;
}
