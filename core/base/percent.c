/*
 * percent - percent-encoded bytes undone
 */
#include "core/base/percent.h"

#include "core/base/ascii.h"

size_t
percent_decode(struct slice s, uint8_t *out)
{
	size_t size = 0;

	for (size_t at = 0; at < s.size; at++) {
		uint8_t c = s.data[at];

		if (c == '%' && s.size - at > 2 &&
		    ascii_hex_value(s.data[at + 1]) >= 0 &&
		    ascii_hex_value(s.data[at + 2]) >= 0) {
			c = (uint8_t)(ascii_hex_value(s.data[at + 1]) << 4 |
				      ascii_hex_value(s.data[at + 2]));
			at += 2;
		}
		out[size++] = c;
	}
	return size;
}
