/*
 * unicode_scalar - UTF-8 checked and made, for any processor
 *
 * Eight bytes of ASCII are passed in one step, by their high bits.
 */
#include "simd/unicode_kernels.h"

#define HIGH_BITS UINT64_C(0x8080808080808080)

static inline bool
eight_are_ascii(const uint8_t *data)
{
	uint64_t word;

	memcpy(&word, data, sizeof(word));
	return (word & HIGH_BITS) == 0;
}

size_t
unicode_ascii_run_scalar(const uint8_t *data, size_t size)
{
	size_t i = 0;

	while (size - i >= 8 && eight_are_ascii(data + i))
		i += 8;
	while (i < size && data[i] < 0x80)
		i++;
	return i;
}

static inline bool
is_trail(uint8_t byte)
{
	return (byte & 0xC0) == 0x80;
}

/* RFC 3629, section 4. */
size_t
unicode_utf8_length(const uint8_t *data, size_t size, size_t i)
{
	size_t left = size - i;
	uint8_t lead = data[i];
	uint8_t second = left > 1 ? data[i + 1] : 0;

	if (lead < 0x80)
		return 1;
	if (!is_trail(second) || lead < 0xC2 || lead > 0xF4)
		return 0;
	if (lead < 0xE0)
		return 2;
	if (left < 3 || !is_trail(data[i + 2]))
		return 0;
	if (lead < 0xF0) {
		if ((lead == 0xE0 && second < 0xA0) ||
		    (lead == 0xED && second > 0x9F))
			return 0;
		return 3;
	}
	if (left < 4 || !is_trail(data[i + 3]) ||
	    (lead == 0xF0 && second < 0x90) || (lead == 0xF4 && second > 0x8F))
		return 0;
	return 4;
}

size_t
unicode_utf8_run_from(const uint8_t *data, size_t size, size_t from)
{
	size_t i = from;

	/* Back to the lead of what is cut off. */
	while (i > 0 && from - i < 3 && is_trail(data[i - 1]))
		i--;
	if (i > 0 && data[i - 1] >= 0xC0)
		i--;
	while (i < size) {
		size_t length;

		if (data[i] < 0x80) {
			if (size - i >= 8 && eight_are_ascii(data + i))
				i += 8;
			else
				i++;
			continue;
		}
		length = unicode_utf8_length(data, size, i);
		if (length == 0)
			return i;
		i += length;
	}
	return size;
}

static size_t
utf8_run(const uint8_t *data, size_t size)
{
	return unicode_utf8_run_from(data, size, 0);
}

size_t
unicode_from_single_scalar(const struct unicode_single *charset,
    const uint8_t *data, size_t size, uint8_t *out)
{
	uint8_t *o = out;
	size_t i = 0;

	for (; size - i >= 8; i += 8) {
		if (eight_are_ascii(data + i)) {
			memcpy(o, data + i, 8);
			o += 8;
			continue;
		}
		for (size_t k = 0; k < 8; k++)
			o = unicode_put_packed(charset->packed[data[i + k]], o);
	}
	for (; i < size; i++)
		o = unicode_put_packed(charset->packed[data[i]], o);
	return (size_t)(o - out);
}

/* One, two or three bytes: code_point is below 0x10000. */
static inline uint8_t *
put_unit(uint32_t code_point, uint8_t *o)
{
	if (code_point < 0x80) {
		*o++ = (uint8_t)code_point;
	} else if (code_point < 0x800) {
		*o++ = (uint8_t)(0xC0 | code_point >> 6);
		*o++ = (uint8_t)(0x80 | (code_point & 0x3F));
	} else {
		*o++ = (uint8_t)(0xE0 | code_point >> 12);
		*o++ = (uint8_t)(0x80 | (code_point >> 6 & 0x3F));
		*o++ = (uint8_t)(0x80 | (code_point & 0x3F));
	}
	return o;
}

void
unicode_single_make(
    struct unicode_single *charset, const uint16_t code_points[128])
{
	for (size_t i = 0; i < 128; i++) {
		uint8_t bytes[3] = {0};
		uint8_t size =
		    (uint8_t)(put_unit(code_points[i], bytes) - bytes);

		charset->first[i] = bytes[0];
		charset->second[i] = bytes[1];
		charset->third[i] = bytes[2];
		memcpy(charset->packed[0x80 + i], bytes, 3);
		charset->packed[0x80 + i][3] = size;
		memcpy(
		    charset->packed[i], (uint8_t[4]){(uint8_t)i, 0, 0, 1}, 4);
	}
}

static inline uint8_t *
put_pair(uint32_t high, uint32_t low, uint8_t *o)
{
	uint32_t c = 0x10000 + ((high & 0x3FF) << 10 | (low & 0x3FF));

	*o++ = (uint8_t)(0xF0 | c >> 18);
	*o++ = (uint8_t)(0x80 | (c >> 12 & 0x3F));
	*o++ = (uint8_t)(0x80 | (c >> 6 & 0x3F));
	*o++ = (uint8_t)(0x80 | (c & 0x3F));
	return o;
}

static inline bool
is_surrogate(uint32_t unit, uint32_t first)
{
	return (unit & 0xFC00) == first;
}

struct unicode_result
unicode_utf16_stretch(const uint8_t *data, size_t count, bool big_endian,
    size_t *at, size_t until, uint8_t *out)
{
	struct unicode_result r = {0};
	uint8_t *o = out;
	size_t i = *at;

	while (i < until) {
		uint32_t unit = unicode_unit(data, i, big_endian);
		uint32_t low;

		i++;
		if ((unit & 0xF800) != 0xD800) {
			o = put_unit(unit, o);
			continue;
		}
		low = i < count ? unicode_unit(data, i, big_endian) : 0;
		if (is_surrogate(unit, 0xD800) && is_surrogate(low, 0xDC00)) {
			o = put_pair(unit, low, o);
			i++;
			continue;
		}
		o = put_unit(0xFFFD, o);
		r.replaced++;
	}
	*at = i;
	r.written = (size_t)(o - out);
	return r;
}

static struct unicode_result
from_utf16(const uint8_t *data, size_t count, bool big_endian, uint8_t *out)
{
	size_t at = 0;

	return unicode_utf16_stretch(data, count, big_endian, &at, count, out);
}

const struct unicode_kernels unicode_scalar = {
    .ascii_run = unicode_ascii_run_scalar,
    .utf8_run = utf8_run,
    .from_single = unicode_from_single_scalar,
    .from_utf16 = from_utf16,
};
