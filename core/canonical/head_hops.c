/*
 * head_hops - how a message came
 *
 * The topmost Received lines were written by our own servers, and say the same
 * of all mail.  The first of them that names a client outside is where it came
 * in: what that line says of the client is worth most, since we wrote it.  What
 * stands below was written by the sender's servers, or by the sender.
 */
#include "core/canonical/head.h"

#include <string.h>

#include "core/base/ascii.h"
#include "core/base/text.h"
#include "core/canonical/client.h"
#include "core/header/received.h"

/* Received lines that are read, and hops behind the first that are written. */
#define RECEIVED_MAX 16u
#define HOPS_MAX 6u
/* Bytes of one line that are read, and that are written. */
#define LINE_MAX ((size_t)2 << 10)
#define HOP_MAX 512u

/* ---- what is written ----------------------------------------------------- */

/*
 * Names, programs and their ways of writing, without what is different in every
 * message: digits become zeros, but for the first three numbers of addresses.
 */
static void
put_hop(struct text *line, struct slice s)
{
	bool inside = false; /* of a number, or of several with dots */
	size_t at = 0;

	/* An address becomes no longer than it is, so one look is enough. */
	if (s.size > line->capacity - 1 - line->size)
		s.size = line->capacity - 1 - line->size;
	while (at < s.size) {
		uint8_t c = s.data[at];
		size_t address = 0;

		if (!ascii_is_digit(c)) {
			inside = inside && c == '.';
			line->data[line->size++] = (char)c;
			at++;
			continue;
		}
		if (!inside)
			address = client_address_at(s, at);
		inside = true;
		if (address == 0) {
			line->data[line->size++] = '0';
			at++;
		} else {
			text_put(
			    line, client_network(slice_sub(s, at, address)));
			at += address;
		}
	}
}

/* Where " by " or " for " begins, at its word; s.size: nowhere. */
static size_t
clause_begin(struct slice s, struct slice word)
{
	for (size_t at = 1; at + word.size < s.size; at++)
		if (s.data[at] == word.data[0] &&
		    ascii_is_space(s.data[at - 1]) &&
		    ascii_is_space(s.data[at + word.size]) &&
		    slice_equal(slice_sub(s, at, word.size), word))
			return at;
	return s.size;
}

/* What the server that we trust wrote of the client. */
static void
add_client(struct head *head, const struct received *hop, struct slice value,
    struct slice address)
{
	char room[HOP_MAX];
	struct text line = TEXT_OVER(room);

	put_hop(&line, slice_sub(value, 0, clause_begin(value, SLICE("by"))));
	head_add(head, "client", text_slice(&line));
	if (address.size > 0)
		head_add(head, "address", client_network(address));
	client_mark(head->marks, hop);
}

/* What a server of the sender wrote, or the sender; but not for whom. */
static void
add_hop(struct head *head, struct slice value)
{
	char room[HOP_MAX];
	struct text line = TEXT_OVER(room);
	size_t whom = clause_begin(value, SLICE("for"));
	struct slice rest = slice_skip(value, whom);

	put_hop(&line, slice_sub(value, 0, whom));
	rest = slice_skip(rest, SLICE("for ").size);
	while (rest.size > 0 && rest.data[0] != ';' &&
	       !ascii_is_space(rest.data[0]))
		rest = slice_skip(rest, 1);
	put_hop(&line, rest);
	head_add(head, "received", text_slice(&line));
}

/* ---- all of it ----------------------------------------------------------- */

static void
add_return_path(struct head *head, struct slice path)
{
	if (path.size == 0)
		mark(head->marks, "return-path-empty");
	else
		head_add(head, "envelope-from", path);
	head->return_domain = slice_skip(path, slice_find_byte(path, '@') + 1);
}

static void
add_envelope(struct head *head, const struct message *message)
{
	const struct envelope *envelope = &message->envelope;
	const struct header_field *field =
	    header_find(&message->top->header, SLICE("return-path"), 0);

	if (envelope->source_tag.size > 0)
		mark_value(head->marks, "src", envelope->source_tag);
	if (envelope_is_authenticated(envelope))
		mark(head->marks, "auth");
	if (envelope->has_return_path) {
		add_return_path(head, envelope->return_path);
	} else if (field != NULL && !envelope->present) {
		/* The same, written at delivery into a mailbox. */
		struct slice path = slice_trim(field->value);

		if (slice_starts_with(path, SLICE("<")))
			path = slice_skip(path, 1);
		add_return_path(
		    head, slice_sub(path, 0, slice_find_byte(path, '>')));
	}
}

/* The line names the client of the envelope, or one that is none of ours. */
static bool
is_outside(
    const struct message *message, struct slice value, struct received *hop_r)
{
	struct slice source = message->envelope.source_ip;

	/* Without its date, which takes longest. */
	value = slice_sub(value, 0, slice_find_byte(value, ';'));
	if (!received_parse(value, hop_r) || hop_r->address.size == 0)
		return false;
	if (source.size > 0 && slice_equal(source, hop_r->address))
		return true;
	return !hop_r->local && !client_is_inside(hop_r->address);
}

void
head_hops(struct head *head, const struct message *message)
{
	const struct header *header = &message->top->header;
	struct slice address = message->envelope.source_ip;
	size_t outside = 0, count = 0;

	add_envelope(head, message);
	for (size_t i = 0; i < header->count && count < RECEIVED_MAX; i++) {
		const struct header_field *field = &header->fields[i];
		struct slice value = slice_sub(field->value, 0, LINE_MAX);
		struct received hop;

		if (!slice_equal_nocase(field->name, SLICE("received")))
			continue;
		count++;
		if (outside > 0) {
			if (outside++ <= HOPS_MAX)
				add_hop(head, value);
		} else if (is_outside(message, value, &hop)) {
			add_client(head, &hop, value,
			    address.size > 0 ? address : hop.address);
			outside = 1;
		}
	}
	mark_count(head->marks, "hops", outside);
	if (count > 0 && outside == 0)
		mark(head->marks, "from-inside");
}
