/*
 * ipv4 - an IPv4 address as text: four numbers with dots between
 */
#include "core/base/ipv4.h"

#include "core/base/ascii.h"

size_t
ipv4_read(struct slice s, uint8_t octets_r[4])
{
	size_t at = 0;

	for (unsigned i = 0; i < 4; i++) {
		unsigned value = 0;
		size_t from = at;

		while (
		    at < s.size && ascii_is_digit(s.data[at]) && at - from < 3)
			value = value * 10 + (unsigned)(s.data[at++] - '0');
		if (at == from || value > 255)
			return 0;
		octets_r[i] = (uint8_t)value;
		if (i < 3 && (at == s.size || s.data[at++] != '.'))
			return 0;
	}
	return at;
}
