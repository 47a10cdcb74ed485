/*
 * head_hops - how a message came
 *
 * The topmost Received lines were written by our own servers, and say the same
 * of all mail.  The first of them that names a client outside is where it came
 * in: what that line says of the client is worth most, since we wrote it.
 */
#include "core/canonical/head.h"

#include <stdio.h>
#include <string.h>

#include "core/base/ascii.h"
#include "core/base/text.h"
#include "core/canonical/domain.h"
#include "core/header/received.h"

/* Received lines that are read, and hops behind the first that are written. */
#define RECEIVED_MAX 16u
#define HOPS_MAX 4u

/* ---- addresses
 * ------------------------------------------------------------------------ */

/* The four numbers of an IPv4 address. */
static bool
octets_of(struct slice address, unsigned octet[4])
{
	size_t at = 0;

	for (unsigned i = 0; i < 4; i++) {
		unsigned value = 0;
		size_t from = at;

		while (at < address.size && ascii_is_digit(address.data[at]) &&
		       at - from < 3)
			value =
			    value * 10 + (unsigned)(address.data[at++] - '0');
		if (at == from || value > 255)
			return false;
		octet[i] = value;
		if (i < 3 && (at == address.size || address.data[at++] != '.'))
			return false;
	}
	return at == address.size;
}

/* Nobody outside has it (RFC 1918, 5735, 6598, 4193). */
static bool
is_inside(struct slice address)
{
	unsigned o[4];

	if (!octets_of(address, o))
		return slice_equal(address, SLICE("::1")) ||
		       slice_starts_with_nocase(address, SLICE("fe80")) ||
		       slice_starts_with_nocase(address, SLICE("fc")) ||
		       slice_starts_with_nocase(address, SLICE("fd"));
	return o[0] == 10 || o[0] == 127 || o[0] == 0 ||
	       (o[0] == 172 && o[1] >= 16 && o[1] < 32) ||
	       (o[0] == 192 && o[1] == 168) || (o[0] == 169 && o[1] == 254) ||
	       (o[0] == 100 && o[1] >= 64 && o[1] < 128);
}

/* ---- the client
 * ------------------------------------------------------------------------ */

/* Two of its address's numbers, or the word of a provider for such names. */
static bool
looks_dynamic(struct slice name)
{
	static const char *const words[] = {"dsl", "dyn", "dial", "cable",
	    "pool", "ppp", "dhcp", "client", "cust", "host", "broadband"};
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
mark_helo(struct head *head, struct slice helo)
{
	unsigned o[4];

	if (helo.size == 0)
		mark(head->marks, "helo-none");
	else if (helo.data[0] == '[')
		mark(head->marks, "helo-literal");
	else if (octets_of(helo, o))
		mark(head->marks, "helo-address");
	else if (slice_find_byte(helo, '.') == helo.size)
		mark(head->marks, "helo-bare");
	else if (looks_dynamic(helo))
		mark(head->marks, "helo-dynamic");
}

/* The first three numbers: its neighbours are of the same kind. */
static struct slice
prefix_of(struct slice address)
{
	unsigned o[4];
	size_t at = address.size, colons = 0;

	if (octets_of(address, o)) {
		while (address.data[at - 1] != '.')
			at--;
		return slice_sub(address, 0, at);
	}
	for (at = 0; at < address.size && colons < 4; at++)
		colons += address.data[at] == ':';
	return slice_sub(address, 0, at);
}

/* Digits say which customer it is, not whose. */
static void
put_name(struct text *line, struct slice name)
{
	name = slice_sub(name, 0, 80);
	for (size_t i = 0; i < name.size; i++)
		text_put_byte(line, ascii_is_digit(name.data[i])
					? '0'
					: (char)ascii_lower(name.data[i]));
}

static void
add_client(struct head *head, const struct received *hop, struct slice address)
{
	char room[256];
	struct text line = TEXT_OVER(room);

	put_name(&line, hop->from);
	text_put_byte(&line, ' ');
	put_name(&line, hop->reverse);
	text_put_byte(&line, ' ');
	text_put(&line, slice_sub(hop->with, 0, 16));
	head_add(head, "client", text_slice(&line));
	if (address.size > 0)
		head_add(head, "address", prefix_of(address));
	mark_helo(head, hop->from);
	if (hop->reverse.size == 0)
		mark(head->marks, "reverse-none");
	else if (looks_dynamic(hop->reverse))
		mark(head->marks, "reverse-dynamic");
}

static void
add_hop(struct head *head, const struct received *hop)
{
	char room[256];
	struct text line = TEXT_OVER(room);

	put_name(&line, hop->from);
	text_put_byte(&line, ' ');
	put_name(&line, hop->by);
	text_put_byte(&line, ' ');
	text_put(&line, slice_sub(hop->with, 0, 16));
	head_add(head, "hop", text_slice(&line));
}

/* ---- all of it
 * -------------------------------------------------------------------------- */

static void
add_envelope(struct head *head, const struct envelope *envelope)
{
	if (!envelope->present)
		return;
	if (envelope->source_tag.size > 0)
		mark_value(head->marks, "src", envelope->source_tag);
	if (envelope_is_authenticated(envelope))
		mark(head->marks, "auth");
	if (envelope->has_return_path && envelope->return_path.size == 0)
		mark(head->marks, "return-path-empty");
	else if (envelope->has_return_path)
		head_add(head, "envelope-from",
		    slice_skip(envelope->return_path,
			slice_find_byte(envelope->return_path, '@')));
}

void
head_hops(struct head *head, const struct message *message)
{
	const struct header *header = &message->top->header;
	const struct header_field *field;
	struct slice address = message->envelope.source_ip;
	size_t outside = 0, count;

	add_envelope(head, &message->envelope);
	for (count = 0; count < RECEIVED_MAX; count++) {
		struct received hop;

		field = header_find(header, SLICE("received"), count);
		if (field == NULL)
			break;
		if (!received_parse(field->value, &hop))
			continue;
		if (outside == 0) {
			if (hop.local || hop.address.size == 0 ||
			    is_inside(hop.address))
				continue;
			add_client(head, &hop,
			    address.size > 0 ? address : hop.address);
			outside = 1;
		} else if (outside++ <= HOPS_MAX) {
			add_hop(head, &hop);
		}
	}
	mark_count(head->marks, "hops", outside);
	if (count > 0 && outside == 0)
		mark(head->marks, "from-inside");
}
