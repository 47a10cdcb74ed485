/*
 * whitelist_match - does the site let this message pass?
 *
 * Whoever sends a message can write any From into it; entries of headers and
 * bodies are as good as their secrecy.  What cannot be forged from outside are
 * the address that the server talked to, and a name that the server itself
 * looked up.
 */
#include <string.h>

#include "core/header/received.h"
#include "core/header/words.h"
#include "core/list/whitelist_entry.h"

struct matching {
	const struct whitelist *list;
	const struct whitelist_subject *subject;
	struct regex_scratch *scratch;
	/* Where the message came from, by what the own server says. */
	bool has_address;
	struct host_address address;
	struct slice name; /* that the server looked up; or empty */
	struct slice helo;
};

static bool
is_spent(const struct matching *matching)
{
	return budget_spent(matching->subject->renderer->budget);
}

static bool
finds(const struct matching *matching, const struct whitelist_entry *entry,
    struct slice value)
{
	uint32_t count;

	/* A bound that is reached is a match that was not found. */
	(void)regex_count(entry->regex, &whitelist_place, matching->scratch,
	    value, 1, &count);
	return count > 0;
}

/* ---- where it came from ------------------------------------------------ */

/*
 * CommuniGate writes "from NAME ([IP] verified)" of a name that it has looked
 * up, and "from [IP] (HELO NAME)" of one that it was only told.
 */
static bool
is_verified(struct slice value)
{
	size_t end = slice_find(value, SLICE("]"));

	return slice_starts_with(slice_skip(value, end), SLICE("] verified)"));
}

static void
read_hop(struct matching *matching, struct slice value)
{
	struct received hop;

	if (!received_parse(value, &hop))
		return;
	matching->helo = hop.from;
	if (!matching->has_address)
		matching->has_address =
		    host_address_read(hop.address, &matching->address);
	matching->name = is_verified(value) ? hop.from : hop.reverse;
}

static void
find_origin(struct matching *matching)
{
	const struct whitelist_subject *subject = matching->subject;
	const struct message *message = subject->message;
	const struct header_field *field =
	    header_find(&message->top->header, SLICE("Received"), 0);

	if (subject->ip_from_envelope)
		matching->has_address = host_address_read(
		    message->envelope.source_ip, &matching->address);
	if (field != NULL)
		read_hop(matching, field->value);
}

/* ---- each type --------------------------------------------------------- */

static bool
host_matches(
    const struct matching *matching, const struct whitelist_entry *entry)
{
	return matching->subject->use_ip &&
	       host_pattern_matches(&entry->host,
		   matching->has_address ? &matching->address : NULL,
		   matching->name);
}

/* Expressions were written for addresses with and without their brackets. */
static bool
address_matches(const struct matching *matching,
    const struct whitelist_entry *entry, struct slice address)
{
	char room[512];
	struct text text = TEXT_OVER(room);

	if (finds(matching, entry, address))
		return true;
	text_put_byte(&text, '<');
	text_put(&text, address);
	text_put_byte(&text, '>');
	return !text.truncated && finds(matching, entry, text_slice(&text));
}

static bool
recipient_matches(
    const struct matching *matching, const struct whitelist_entry *entry)
{
	const struct envelope *envelope = &matching->subject->message->envelope;

	for (size_t i = 0; i < envelope->recipient_count; i++) {
		if (i % 64 == 63 && is_spent(matching))
			return false;
		if (address_matches(matching, entry, envelope->recipients[i]))
			return true;
	}
	return false;
}

/* A value as its reader sees it and, where that differs, as it is written. */
struct value {
	struct slice shown, written;
	bool made;
};

static bool
value_matches(const struct matching *matching,
    const struct whitelist_entry *entry, struct value *value)
{
	const struct renderer *renderer = matching->subject->renderer;

	if (!value->made) {
		struct words words = words_decode(value->written,
		    matching->subject->message->top->charset,
		    renderer->charsets, renderer->arena);

		value->shown = slice_sub(words.text, 0, WHITELIST_VALUE_MAX);
		value->made = true;
	}
	return finds(matching, entry, value->shown) ||
	       (!slice_equal(value->shown, value->written) &&
		   finds(matching, entry, value->written));
}

/* All entries for this field, so that its value is decoded once. */
static unsigned
match_field(const struct matching *matching, const struct header_field *field,
    unsigned *fields_left)
{
	const struct whitelist *list = matching->list;
	struct value value = {
	    .written = slice_sub(field->value, 0, WHITELIST_VALUE_MAX)};

	for (size_t i = list->starts[WHITELIST_HEADER];
	     i < list->starts[WHITELIST_HEADER + 1]; i++) {
		const struct whitelist_entry *entry = &list->entries[i];

		if (!slice_equal_nocase(field->name, entry->field))
			continue;
		if (!value.made && (*fields_left)-- == 0)
			return 0;
		if (value_matches(matching, entry, &value))
			return entry->line;
		if (is_spent(matching))
			return 0;
	}
	return 0;
}

static unsigned
match_header(const struct matching *matching)
{
	const struct header *header = &matching->subject->message->top->header;
	unsigned fields_left = WHITELIST_FIELDS_MAX, line = 0;

	if (matching->list->starts[WHITELIST_HEADER] ==
	    matching->list->starts[WHITELIST_HEADER + 1])
		return 0;
	for (size_t i = 0; i < header->count && line == 0 && fields_left > 0;
	     i++)
		line = match_field(matching, &header->fields[i], &fields_left);
	return line;
}

/* Window by window; *left is what may still be looked at. */
static bool
text_matches(const struct matching *matching,
    const struct whitelist_entry *entry, struct slice text, size_t *left)
{
	text = slice_sub(text, 0, *left);
	*left -= text.size;
	for (;;) {
		if (is_spent(matching))
			return false;
		if (finds(
			matching, entry, slice_sub(text, 0, WHITELIST_WINDOW)))
			return true;
		if (text.size <= WHITELIST_WINDOW)
			return false;
		text = slice_skip(text, WHITELIST_WINDOW - WHITELIST_OVERLAP);
	}
}

static bool
body_matches(
    const struct matching *matching, const struct whitelist_entry *entry)
{
	const struct message *message = matching->subject->message;
	size_t left = WHITELIST_BODY_MAX;

	for (size_t i = 0; i < message->part_count && left > 0; i++) {
		struct part *part = message->parts[i];
		const struct part_text *text;

		if (part->kind != PART_LEAF || !render_is_text(part))
			continue;
		text = render_part(matching->subject->renderer, part);
		if (text_matches(matching, entry,
			text != NULL ? text->source.text : part->body, &left))
			return true;
	}
	return false;
}

static bool
entry_matches(
    const struct matching *matching, const struct whitelist_entry *entry)
{
	const struct envelope *envelope = &matching->subject->message->envelope;

	switch (entry->type) {
	case WHITELIST_HOST:
		return host_matches(matching, entry);
	case WHITELIST_HELO:
		return matching->helo.size > 0 &&
		       finds(matching, entry, matching->helo);
	case WHITELIST_MAIL_FROM:
		return envelope->has_return_path &&
		       address_matches(matching, entry, envelope->return_path);
	case WHITELIST_RCPT_TO:
		return recipient_matches(matching, entry);
	case WHITELIST_BODY:
		return body_matches(matching, entry);
	case WHITELIST_HEADER: /* match_header() has them all at once */
	case WHITELIST_TYPES:
		break;
	}
	CHECK(false);
	return false;
}

/* The entries of the types from first up to last, not included. */
static unsigned
match_types(const struct matching *matching, enum whitelist_type first,
    enum whitelist_type last)
{
	const struct whitelist *list = matching->list;

	for (size_t i = list->starts[first]; i < list->starts[last]; i++) {
		if (i % 64 == 63 && is_spent(matching))
			return 0;
		if (entry_matches(matching, &list->entries[i]))
			return list->entries[i].line;
	}
	return 0;
}

unsigned
whitelist_match(const struct whitelist *whitelist,
    const struct whitelist_subject *subject, struct regex_scratch *scratch)
{
	struct matching matching = {
	    .list = whitelist, .subject = subject, .scratch = scratch};
	unsigned line;

	if (whitelist->count == 0)
		return 0;
	find_origin(&matching);
	line = match_types(&matching, WHITELIST_HOST, WHITELIST_HEADER);
	if (line == 0)
		line = match_header(&matching);
	if (line == 0)
		line = match_types(&matching, WHITELIST_BODY, WHITELIST_TYPES);
	return line;
}
