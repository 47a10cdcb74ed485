/*
 * client - who brought a message, by its name and address
 */
#include "core/canonical/client.h"

#include "core/base/ascii.h"
#include "core/base/ipv4.h"
#include "core/canonical/domain.h"

/* Groups of an IPv6 address that a network has. */
#define NETWORK_GROUPS 4u

/* ---- addresses ----------------------------------------------------------- */

size_t
client_address_at(struct slice s, size_t at)
{
	uint8_t octet[4];
	size_t size = ipv4_read(slice_skip(s, at), octet);
	size_t end = at + size;

	/* "1.2.3.4.5" is none. */
	if (size == 0 || (end < s.size && ascii_is_digit(s.data[end])) ||
	    (s.size - end > 1 && s.data[end] == '.' &&
		ascii_is_digit(s.data[end + 1])))
		return 0;
	return size;
}

bool
client_is_inside(struct slice address)
{
	uint8_t o[4];

	if (ipv4_read(address, o) == 0)
		return slice_equal(address, SLICE("::1")) ||
		       slice_starts_with_nocase(address, SLICE("fe80:")) ||
		       slice_starts_with_nocase(address, SLICE("fc")) ||
		       slice_starts_with_nocase(address, SLICE("fd"));
	return o[0] == 10 || o[0] == 127 || o[0] == 0 ||
	       (o[0] == 172 && o[1] >= 16 && o[1] < 32) ||
	       (o[0] == 192 && o[1] == 168) || (o[0] == 169 && o[1] == 254) ||
	       (o[0] == 100 && o[1] >= 64 && o[1] < 128);
}

struct slice
client_network(struct slice address)
{
	size_t at = address.size, groups = 0;
	uint8_t octet[4];

	if (ipv4_read(address, octet) > 0) {
		while (at > 0 && address.data[at - 1] != '.')
			at--;
		return slice_sub(address, 0, at);
	}
	for (at = 0; at < address.size && groups < NETWORK_GROUPS; at++)
		groups += address.data[at] == ':';
	return slice_sub(address, 0, at);
}

/* ---- names --------------------------------------------------------------- */

/* Three numbers of an address, or one and a provider's word for such names. */
static bool
looks_dynamic(struct slice name)
{
	static const char *const words[] = {"dsl", "dyn", "dial", "cable",
	    "pool", "ppp", "dhcp", "client", "cust", "broadband"};
	size_t runs = 0;

	for (size_t i = 0; i < name.size; i++)
		if (ascii_is_digit(name.data[i]) &&
		    (i == 0 || !ascii_is_digit(name.data[i - 1])))
			runs++;
	if (runs >= 3)
		return true;
	for (size_t i = 0; runs > 0 && i < sizeof(words) / sizeof(*words); i++)
		if (slice_find_nocase(name, slice_from_string(words[i])) <
		    name.size)
			return true;
	return false;
}

static void
mark_helo(struct marks *marks, struct slice helo)
{
	if (helo.size == 0)
		mark(marks, "helo-none");
	else if (helo.data[0] == '[')
		mark(marks, "helo-literal");
	else if (client_address_at(helo, 0) > 0)
		mark(marks, "helo-address");
	else if (slice_find_byte(helo, '.') == helo.size)
		mark(marks, "helo-bare");
	else if (looks_dynamic(helo))
		mark(marks, "helo-dynamic");
}

static void
mark_reverse(struct marks *marks, struct slice helo, struct slice reverse)
{
	uint8_t room[2][DOMAIN_HOST_MAX];
	struct slice a = domain_lower(helo, room[0]);
	struct slice b = domain_lower(reverse, room[1]);

	if (reverse.size == 0)
		mark(marks, "reverse-none");
	else if (looks_dynamic(reverse))
		mark(marks, "reverse-dynamic");
	if (reverse.size > 0 && helo.size > 0 && !slice_equal(a, b))
		mark(marks, slice_equal(domain_of(a), domain_of(b))
				? "helo-other-host"
				: "helo-other-domain");
}

void
client_mark(struct marks *marks, const struct received *hop)
{
	mark_helo(marks, hop->from);
	mark_reverse(marks, hop->from, hop->reverse);
	if (hop->with.size > 0)
		mark_value(marks, "with", hop->with);
	if (hop->encrypted)
		mark(marks, "encrypted-hop");
}
