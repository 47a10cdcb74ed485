/*
 * host - the name or address in a URL, as one text however it was written
 */
#include "core/canonical/host.h"

#include <stdio.h>
#include <string.h>

#include "core/base/ascii.h"
#include "core/base/percent.h"
#include "core/canonical/compose.h"
#include "core/canonical/normal.h"
#include "core/canonical/punycode.h"
#include "core/text/utf8.h"

/* Bytes of a host that are looked at: escapes and letters beyond ASCII make it
 * longer than it is. */
#define WRITTEN_MAX 1024u

/* ---- names -----------------------------------------------------------------
 */

static bool
is_name_byte(uint8_t c)
{
	return ascii_is_letter(c) || ascii_is_digit(c) || c == '-' ||
	       c == '_' || c == '.';
}

/* Plain ASCII in small letters; 0: something else is in it. */
static size_t
put_ascii(struct slice s, uint8_t out[DOMAIN_HOST_MAX])
{
	if (s.size > DOMAIN_HOST_MAX)
		return 0;
	for (size_t i = 0; i < s.size; i++) {
		if (!is_name_byte(s.data[i]))
			return 0;
		out[i] = ascii_lower(s.data[i]);
	}
	return s.size;
}

static size_t
to_lower(struct slice s, uint8_t *out)
{
	size_t at = 0, size = 0;

	while (at < s.size) {
		uint32_t c = compose_lower(utf8_next(s, &at));

		/* UTS 46, section 2.3: full stops of CJK part labels. */
		size += utf8_put(c == 0x3002 ? '.' : c, out + size);
	}
	return size;
}

/* Letters beyond ASCII as UTS 46 and browsers map them, nearly: NFKC, small,
 * and what is invisible left out. */
static size_t
put_international(struct slice s, uint8_t out[DOMAIN_HOST_MAX])
{
	uint8_t mapped[WRITTEN_MAX + NORMAL_SLACK], small[WRITTEN_MAX * 2];
	struct normal normal;
	struct slice rest, label;
	size_t size = 0, puny;
	uint8_t ascii[PUNYCODE_LABEL_MAX];

	normal_begin(&normal, mapped, WRITTEN_MAX);
	normal_put(&normal, s);
	rest.data = small;
	rest.size = to_lower(normal_text(&normal), small);
	while (rest.size > 0) {
		bool plain = true;

		label = slice_sub(rest, 0, slice_find_byte(rest, '.'));
		rest = slice_skip(rest, label.size);
		for (size_t i = 0; i < label.size; i++)
			plain &= label.data[i] < 0x80;
		puny = plain ? label.size : punycode_encode(label, ascii);
		if ((puny == 0 && label.size > 0) ||
		    puny + 1 > DOMAIN_HOST_MAX - size)
			return 0;
		memcpy(out + size, plain ? label.data : ascii, puny);
		size += puny;
		if (rest.size > 0)
			out[size++] = '.';
		rest = slice_skip(rest, 1);
	}
	for (size_t i = 0; i < size; i++)
		if (!is_name_byte(out[i]))
			return 0;
	return size;
}

/* ---- addresses --------------------------------------------------------------
 */

/* "0x7f", "0177" or "127"; false: no number (WHATWG, IPv4 number parser). */
static bool
number_read(struct slice s, uint64_t *value_r, bool *odd)
{
	unsigned base = 10;
	uint64_t value = 0;

	if (s.size >= 2 && s.data[0] == '0') {
		base = (s.data[1] | 0x20) == 'x' ? 16 : 8;
		s = slice_skip(s, base == 16 ? 2 : 1);
		*odd = true;
	} else if (s.size == 0) {
		return false;
	}
	for (size_t i = 0; i < s.size; i++) {
		int digit = ascii_hex_value(s.data[i]);

		if (digit < 0 || (unsigned)digit >= base)
			return false;
		value = value * base + (unsigned)digit;
		if (value > UINT32_MAX)
			return false;
	}
	*value_r = value;
	return true;
}

/* One to four numbers, the last of which fills the rest. */
static bool
address_read(struct slice host, uint32_t *address_r, bool *odd)
{
	uint64_t part[4];
	size_t count = 0;
	uint64_t address;

	while (host.size > 0) {
		size_t dot = slice_find_byte(host, '.');

		if (count == 4 ||
		    !number_read(slice_sub(host, 0, dot), &part[count++], odd))
			return false;
		host = slice_skip(host, dot + 1);
	}
	if (count == 0)
		return false;
	*odd |= count < 4;
	if (part[count - 1] >> (8 * (5 - count)) != 0)
		return false;
	address = part[count - 1];
	for (size_t i = 0; i + 1 < count; i++) {
		if (part[i] > 255)
			return false;
		address |= part[i] << (24 - 8 * i);
	}
	*address_r = (uint32_t)address;
	return true;
}

static size_t
put_address(uint32_t address, uint8_t *out)
{
	return (size_t)snprintf((char *)out, 16, "%u.%u.%u.%u", address >> 24,
	    address >> 16 & 255, address >> 8 & 255, address & 255);
}

/* IPv6, in its brackets: small letters, otherwise as written. */
static size_t
put_bracketed(struct slice s, uint8_t out[DOMAIN_HOST_MAX])
{
	size_t end = slice_find_byte(s, ']');

	if (end == s.size || end > 64)
		return 0;
	for (size_t i = 0; i <= end; i++) {
		uint8_t c = ascii_lower(s.data[i]);

		if (i > 0 && i < end && c != ':' && c != '.' &&
		    ascii_hex_value(c) < 0)
			return 0;
		out[i] = c;
	}
	return end + 1;
}

/* ---- the whole --------------------------------------------------------------
 */

static size_t
drop_dots(const uint8_t *host, size_t size)
{
	while (size > 0 && host[size - 1] == '.')
		size--;
	return size;
}

size_t
host_normal(struct slice written, uint8_t out[DOMAIN_HOST_MAX], unsigned *odd_r)
{
	uint8_t plain[WRITTEN_MAX];
	struct slice s = {plain, 0};
	uint32_t address;
	bool odd = false;
	size_t size;

	*odd_r = 0;
	if (written.size > WRITTEN_MAX)
		return 0;
	if (slice_starts_with(written, SLICE("["))) {
		*odd_r = HOST_ADDRESS;
		return put_bracketed(written, out);
	}
	s.size = percent_decode(written, plain);
	if (s.size < written.size)
		*odd_r |= HOST_ESCAPED;
	size = put_ascii(s, out);
	if (size == 0) {
		size = put_international(s, out);
		*odd_r |= HOST_PUNYCODE;
	}
	size = drop_dots(out, size);
	if (size > 0 &&
	    address_read((struct slice){out, size}, &address, &odd)) {
		*odd_r |= HOST_ADDRESS | (odd ? HOST_ODD_ADDRESS : 0);
		size = put_address(address, out);
	}
	return size;
}
