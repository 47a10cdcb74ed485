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

struct slice
slice_from_string(const char *string)
{
	return (struct slice){(const uint8_t *)string, strlen(string)};
}

bool
slice_same_letters(const uint8_t *a, const uint8_t *b, size_t size)
{
	for (size_t i = 0; i < size; i++)
		if (ascii_lower(a[i]) != ascii_lower(b[i]))
			return false;
	return true;
}

size_t
slice_find_byte(struct slice s, uint8_t byte)
{
	const uint8_t *at;

	if (s.size == 0)
		return 0;
	at = memchr(s.data, byte, s.size);
	return at == NULL ? s.size : (size_t)(at - s.data);
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
