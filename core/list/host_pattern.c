/*
 * host_pattern - hosts by address, network, or name
 */
#include "core/list/host_pattern.h"

#include <arpa/inet.h>
#include <string.h>

#include "core/base/ascii.h"

#define V4_OFFSET 12u /* of an IPv4 address in its 16 bytes */
#define V4_BITS 96u   /* that all of them share */
#define TEXT_MAX 64u  /* an address is shorter */
#define NAME_MAX_BYTES 255u

static const uint8_t v4_prefix[V4_OFFSET] = {
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};

/* ---- addresses --------------------------------------------------------- */

/*
 * One to four numbers with dots between, one dot more behind them perhaps; the
 * rest is 0.  Returns how many; 0: something else.
 */
static unsigned
read_quad(struct slice text, uint8_t quad[4])
{
	unsigned count = 0;
	size_t at = 0;

	memset(quad, 0, 4);
	while (at < text.size) {
		unsigned value = 0, digits = 0;

		while (at < text.size && digits < 4 &&
		       ascii_is_digit(text.data[at])) {
			value = value * 10 + (unsigned)(text.data[at++] - '0');
			digits++;
		}
		if (digits == 0 || digits > 3 || value > 255 || count == 4)
			return 0;
		quad[count++] = (uint8_t)value;
		if (at < text.size && text.data[at++] != '.')
			return 0;
	}
	return count;
}

static void
set_v4(struct host_address *address, const uint8_t quad[4])
{
	memcpy(address->bytes, v4_prefix, V4_OFFSET);
	memcpy(address->bytes + V4_OFFSET, quad, 4);
}

static bool
read_v6(struct slice text, struct host_address *address)
{
	char room[TEXT_MAX];

	if (text.size >= sizeof(room) || text.size == 0 ||
	    memchr(text.data, 0, text.size) != NULL)
		return false;
	memcpy(room, text.data, text.size);
	room[text.size] = '\0';
	return inet_pton(AF_INET6, room, address->bytes) == 1;
}

bool
host_address_read(struct slice text, struct host_address *address_r)
{
	uint8_t quad[4];

	if (read_quad(text, quad) == 4 && text.data[text.size - 1] != '.') {
		set_v4(address_r, quad);
		return true;
	}
	return read_v6(text, address_r);
}

/* ---- patterns ---------------------------------------------------------- */

static const char *
read_bits(struct slice text, unsigned max, unsigned *bits)
{
	uint64_t number;

	if (!slice_to_u64(text, &number))
		return "a number of bits must stand behind /";
	if (number == 0)
		return "/0 would let everybody pass";
	if (number > max)
		return "there are not that many bits in an address";
	*bits = (unsigned)number;
	return NULL;
}

static void
clear_behind(struct host_address *network, unsigned bits)
{
	for (unsigned i = 0; i < 16; i++) {
		unsigned kept = bits > i * 8 ? bits - i * 8 : 0;

		if (kept < 8)
			network->bytes[i] &= (uint8_t)(0xFF00u >> kept);
	}
}

static const char *
read_v4_pattern(
    struct slice address, struct slice bits, struct host_pattern *pattern)
{
	uint8_t quad[4];
	unsigned count = read_quad(address, quad);
	const char *wrong = NULL;

	if (count == 0)
		return "this is no address";
	pattern->bits = count * 8;
	if (bits.data != NULL)
		wrong = read_bits(bits, 32, &pattern->bits);
	if (wrong != NULL)
		return wrong;
	set_v4(&pattern->network, quad);
	pattern->bits += V4_BITS;
	return NULL;
}

static const char *
read_v6_pattern(
    struct slice address, struct slice bits, struct host_pattern *pattern)
{
	if (!read_v6(address, &pattern->network))
		return "this is no address";
	pattern->bits = 128;
	return bits.data == NULL ? NULL : read_bits(bits, 128, &pattern->bits);
}

static const char *
read_name(struct slice text, struct host_pattern *pattern)
{
	if (text.size > 0 && text.data[0] == '.')
		text = slice_skip(text, 1);
	if (text.size == 0 || text.size > NAME_MAX_BYTES)
		return "an address or the name of a host is wanted";
	for (size_t i = 0; i < text.size; i++) {
		uint8_t c = text.data[i];

		if (!ascii_is_letter(c) && !ascii_is_digit(c) && c != '-' &&
		    c != '_' && (c != '.' || i == 0))
			return "this is neither an address nor the name of a "
			       "host";
	}
	pattern->name = text;
	return NULL;
}

/* Nothing but digits, dots and a slash. */
static bool
looks_like_v4(struct slice text)
{
	for (size_t i = 0; i < text.size; i++)
		if (!ascii_is_digit(text.data[i]) && text.data[i] != '.' &&
		    text.data[i] != '/')
			return false;
	return text.size > 0 && ascii_is_digit(text.data[0]);
}

const char *
host_pattern_read(struct slice text, struct host_pattern *pattern_r)
{
	size_t slash = slice_find_byte(text, '/');
	struct slice address = slice_sub(text, 0, slash), bits = {NULL, 0};
	const char *wrong;

	*pattern_r = (struct host_pattern){.bits = 0};
	if (slash < text.size)
		bits = (struct slice){
		    text.data + slash + 1, text.size - slash - 1};
	if (looks_like_v4(text))
		wrong = read_v4_pattern(address, bits, pattern_r);
	else if (slice_find_byte(text, ':') < text.size)
		wrong = read_v6_pattern(address, bits, pattern_r);
	else
		return read_name(text, pattern_r);
	clear_behind(&pattern_r->network, pattern_r->bits);
	return wrong;
}

/* ---- matching ---------------------------------------------------------- */

static bool
in_network(const struct host_pattern *pattern, const struct host_address *host)
{
	unsigned whole = pattern->bits / 8, rest = pattern->bits % 8;

	if (memcmp(pattern->network.bytes, host->bytes, whole) != 0)
		return false;
	return rest == 0 ||
	       ((pattern->network.bytes[whole] ^ host->bytes[whole]) &
		   (0xFF00u >> rest) & 0xFF) == 0;
}

static bool
in_domain(struct slice domain, struct slice name)
{
	struct slice end;

	if (name.size > 0 && name.data[name.size - 1] == '.')
		name.size--;
	if (domain.data[domain.size - 1] == '.')
		domain.size--;
	if (name.size < domain.size || domain.size == 0)
		return false;
	end = slice_skip(name, name.size - domain.size);
	return slice_equal_nocase(end, domain) &&
	       (end.size == name.size || end.data[-1] == '.');
}

bool
host_pattern_matches(const struct host_pattern *pattern,
    const struct host_address *address, struct slice name)
{
	if (pattern->bits == 0)
		return in_domain(pattern->name, name);
	return address != NULL && in_network(pattern, address);
}
