/*
 * feedback_mail - what a user's report holds
 *
 * One walk over the tree of parts, in the order of the message and without
 * recursion; of several readings of a part the first one counts, since that is
 * what most mail programs show.
 */
#include "core/feedback/feedback_mail.h"

#include "core/header/address.h"
#include "core/header/received.h"

static bool
has_type(const struct part *part, struct slice type)
{
	return slice_equal_nocase(part->media_type, type);
}

static struct slice
field_of(const struct part *part, struct slice name)
{
	const struct header_field *field = header_find(&part->header, name, 0);

	return field == NULL ? (struct slice){NULL, 0} : field->value;
}

/* ---- who ---------------------------------------------------------------- */

/* The newest hop.  False: there is none. */
static bool
newest_hop(const struct part *top, struct received *hop_r)
{
	struct slice value = field_of(top, SLICE("Received"));

	return value.size > 0 && received_parse(value, hop_r);
}

/* local@domain of the first address, as it stands in the field. */
static struct slice
address_in(struct slice value, struct arena *arena)
{
	struct address_list list;
	struct address address;
	uint8_t *whole;

	address_begin(value, &list);
	while (address_next(&list, arena, &address)) {
		size_t size = address.local.size + 1 + address.domain.size;

		if (address.local.size == 0 || address.domain.size == 0)
			continue;
		whole = arena_alloc(arena, size);
		if (whole == NULL)
			break;
		memcpy(whole, address.local.data, address.local.size);
		whole[address.local.size] = '@';
		memcpy(whole + address.local.size + 1, address.domain.data,
		    address.domain.size);
		return (struct slice){whole, size};
	}
	return (struct slice){NULL, 0};
}

static struct slice
sender_of(const struct message *message, struct arena *arena)
{
	static const struct slice names[] = {
	    SLICE("Return-Path"), SLICE("Sender"), SLICE("From")};
	struct slice who = message->envelope.return_path;

	for (size_t i = 0;
	     who.size == 0 && i < sizeof(names) / sizeof(names[0]); i++)
		who = address_in(field_of(message->top, names[i]), arena);
	return who;
}

static void
find_reporter(const struct message *message, struct arena *arena,
    struct feedback_mail *report)
{
	const struct envelope *envelope = &message->envelope;
	struct received hop;

	report->by = REPORT_BY_ACCOUNT;
	if (envelope_is_authenticated(envelope)) {
		report->who = envelope->account;
		return;
	}
	/* With an envelope that names none, the server has spoken. */
	if (!envelope->present && newest_hop(message->top, &hop) &&
	    hop.authenticated && hop.user.size > 0) {
		report->who = hop.user;
		return;
	}
	report->who = sender_of(message, arena);
	report->by = report->who.size > 0 ? REPORT_BY_SENDER : REPORT_BY_NOBODY;
}

/* ---- which messages ------------------------------------------------------ */

/* The content of an attached message: its first reading. */
static const struct part *
content_of(const struct part *part)
{
	return part->first_child;
}

/* It was never on its way from outside: no hop, or one of somebody known. */
static bool
is_from_inside(const struct part *content)
{
	struct received hop;

	if (field_of(content, SLICE("Received")).size == 0)
		return true;
	return newest_hop(content, &hop) && hop.authenticated;
}

static size_t
text_under(const struct part *part)
{
	size_t size = 0;

	if (part->kind == PART_LEAF)
		return part->body.size;
	for (const struct part *child = part->first_child; child != NULL;
	     child = child->next)
		if (child->kind == PART_LEAF &&
		    (child->flags & PART_READING) == 0)
			size += child->body.size;
	return size;
}

static bool
is_text(const struct part *part)
{
	return (part->kind == PART_LEAF &&
		   slice_starts_with_nocase(
		       part->media_type, SLICE("text/"))) ||
	       has_type(part, SLICE("multipart/alternative"));
}

/* Messages, and next to nothing else. */
static bool
holds_messages_only(const struct part *content)
{
	size_t messages = 0, text = 0;

	for (const struct part *child = content->first_child; child != NULL;
	     child = child->next) {
		if ((child->flags & PART_READING) != 0)
			continue;
		if (child->kind == PART_MESSAGE)
			messages++;
		else if (is_text(child))
			text += text_under(child);
		else
			return false;
	}
	return messages > 0 && text <= REPORT_WRAPPER_TEXT_MAX;
}

static bool
is_wrapper(const struct part *part)
{
	const struct part *content = content_of(part);

	if (content == NULL || !is_from_inside(content))
		return false;
	if (content->kind == PART_MESSAGE)
		return true;
	return (has_type(content, SLICE("multipart/mixed")) ||
		   has_type(content, SLICE("multipart/digest"))) &&
	       holds_messages_only(content);
}

static unsigned
wrappers_around(const struct part *part)
{
	unsigned count = 0;

	for (part = part->parent; part != NULL; part = part->parent)
		count += part->kind == PART_MESSAGE ? 1 : 0;
	return count;
}

static void
take(struct feedback_mail *report, struct slice bytes)
{
	if (bytes.size == 0 || report->count == REPORT_MESSAGES_MAX)
		report->left_out++;
	else
		report->messages[report->count++] = bytes;
}

/* Look at part.  True: what is in it is looked at as well. */
static bool
look_at(struct feedback_mail *report, const struct part *part)
{
	if ((part->flags & PART_READING) != 0)
		return false;
	if (part->kind == PART_MESSAGE) {
		/* A copy in the text is not what was sent. */
		if (slice_starts_with_nocase(
			part->media_type, SLICE("text/")) &&
		    part->name_count == 0)
			return false;
		if (wrappers_around(part) < REPORT_WRAPPERS_MAX &&
		    is_wrapper(part))
			return true;
		take(report, part->body);
		return false;
	}
	/* A leaf's own parts are what the program has opened: of these only
	 * winmail.dat stands for the mail itself. */
	return part->kind == PART_MULTIPART ||
	       (part->first_child != NULL &&
		   part->first_child->origin == PART_FROM_TNEF);
}

/* The part that comes behind part and all that is in it; NULL: none. */
static const struct part *
behind(const struct part *part)
{
	while (part != NULL && part->next == NULL)
		part = part->parent;
	return part == NULL ? NULL : part->next;
}

/* "multipart/report" is a bounce, unless it is a report of abuse (RFC 5965). */
static bool
is_bounce(const struct part *top)
{
	struct slice type = field_of(top, SLICE("Content-Type"));

	return has_type(top, SLICE("multipart/report")) &&
	       slice_find_nocase(type, SLICE("feedback-report")) == type.size;
}

void
feedback_mail_read(const struct message *message, struct arena *arena,
    struct feedback_mail *report_r)
{
	const struct part *part = message->top;

	report_r->count = 0;
	report_r->left_out = 0;
	find_reporter(message, arena, report_r);
	report_r->is_bounce = is_bounce(message->top);
	if (report_r->is_bounce)
		return;
	while (part != NULL)
		part = look_at(report_r, part) && part->first_child != NULL
			   ? part->first_child
			   : behind(part);
}
