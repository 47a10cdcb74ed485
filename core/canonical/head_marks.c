/*
 * head_marks - facts about the fields of a header, and how they fit together
 */
#include "core/canonical/head.h"

#include <string.h>

#include "core/base/ascii.h"
#include "core/canonical/domain.h"
#include "core/header/address.h"
#include "core/header/date.h"
#include "core/header/parameter.h"
#include "core/header/received.h"

/* ---- the subject --------------------------------------------------------- */

struct letters {
	size_t small, capital, digits, signs, wide;
};

static struct letters
count_letters(struct slice s)
{
	struct letters count = {0, 0, 0, 0, 0};

	for (size_t i = 0; i < s.size; i++) {
		uint8_t c = s.data[i];

		if (c >= 0x80)
			count.wide++;
		else if (ascii_is_digit(c))
			count.digits++;
		else if (ascii_is_letter(c))
			(c & 0x20) != 0 ? count.small++ : count.capital++;
		else if (c != ' ')
			count.signs++;
	}
	return count;
}

static void
mark_subject(struct head *head)
{
	struct slice subject = head_value(head, SLICE("subject"));
	struct letters count = count_letters(subject);

	if (subject.size == 0) {
		mark(head->marks, "subject-none");
		return;
	}
	mark_count(head->marks, "subject-size", subject.size);
	if (count.capital > 5 && count.small == 0)
		mark(head->marks, "subject-capitals");
	if (count.digits > 4 && ascii_is_digit(subject.data[subject.size - 1]))
		mark(head->marks, "subject-number");
	if (count.signs > count.small + count.capital + count.wide)
		mark(head->marks, "subject-signs");
	if (slice_find_byte(subject, '!') < subject.size)
		mark(head->marks, "subject-exclaims");
	if (slice_find_byte(subject, '?') < subject.size)
		mark(head->marks, "subject-asks");
	if (slice_find_byte(subject, '$') < subject.size)
		mark(head->marks, "subject-money");
	if (slice_starts_with_nocase(subject, SLICE("re:")))
		mark(head->marks, "subject-re");
	if (slice_starts_with_nocase(subject, SLICE("fw:")) ||
	    slice_starts_with_nocase(subject, SLICE("fwd:")))
		mark(head->marks, "subject-forward");
}

/* ---- who writes to whom -------------------------------------------------- */

static const struct header_field *
field_of(const struct message *message, const char *name)
{
	return header_find(&message->top->header, slice_from_string(name), 0);
}

/* What somebody registered of a host; empty: none. */
static struct slice
registered(struct slice host, uint8_t room[DOMAIN_HOST_MAX])
{
	struct slice lower = domain_lower(host, room);
	struct slice domain = domain_of(lower);

	return domain.size > 0 ? domain : lower;
}

/* Does the domain of another field agree with that of From? */
static void
mark_agreement(struct head *head, const char *kind, struct slice host)
{
	uint8_t room[DOMAIN_HOST_MAX];
	struct slice domain = registered(host, room);

	if (domain.size > 0 && head->from_domain.size > 0)
		mark_value(head->marks, kind,
		    slice_equal(domain, head->from_domain) ? SLICE("same")
							   : SLICE("other"));
}

/* A name that is an address, or shows another one than it has. */
static void
mark_name(struct head *head, const struct address *from)
{
	struct slice name = from->name;
	size_t at = slice_find_byte(name, '@');

	if (name.size == 0) {
		mark(head->marks, "from-no-name");
	} else if (at < name.size) {
		name = slice_skip(name, at + 1);
		mark(head->marks, slice_starts_with_nocase(name, from->domain)
				      ? "from-name-address"
				      : "from-name-other-address");
	}
}

static void
mark_from(struct head *head)
{
	const struct people *from = &head->people[PERSON_FROM];
	size_t digits;

	if (from->count == 0) {
		mark(head->marks, "from-none");
		return;
	}
	mark_name(head, &from->first);
	head->from_domain = registered(from->first.domain, head->domain_room);
	digits = count_letters(from->first.local).digits;
	if (digits > 2)
		mark_count(head->marks, "from-digits", digits);
	for (enum person i = PERSON_REPLY_TO; i <= PERSON_SENDER; i++)
		if (head->people[i].count > 0)
			mark_agreement(
			    head, head_person(i), head->people[i].first.domain);
	mark_agreement(head, "envelope", head->return_domain);
}

/* How many are written to, and what is the same in all of them. */
static void
mark_recipients(struct head *head, enum person person)
{
	const struct people *people = &head->people[person];
	const char *name = head_person(person);

	if (!people->seen) {
		mark_value(head->marks, name, SLICE("absent"));
		return;
	}
	mark_count(head->marks, name, people->count);
	mark_agreement(head, name, people->first.domain);
	if (people->no_address)
		mark_value(head->marks, name, SLICE("no-address"));
	if (people->name_is_local)
		mark_value(head->marks, name, SLICE("name-is-local"));
	if (people->named == 0)
		mark_value(head->marks, name, SLICE("no-names"));
}

/* ---- when ---------------------------------------------------------------- */

#define HOUR INT64_C(3600)

/* Date against the newest Received line, which our own server wrote. */
static void
mark_date(struct head *head, const struct message *message)
{
	const struct header_field *field = field_of(message, "date");
	const struct header_field *hop = field_of(message, "received");
	struct date date, arrived;
	size_t semicolon;
	int64_t late;

	if (field == NULL)
		mark(head->marks, "date-none");
	if (field == NULL || hop == NULL || !date_parse(field->value, &date))
		return;
	semicolon = hop->value.size;
	while (semicolon > 0 && hop->value.data[semicolon - 1] != ';')
		semicolon--;
	if (!date_parse(slice_skip(hop->value, semicolon), &arrived))
		return;
	late = arrived.seconds - date.seconds;
	if (late < -HOUR)
		mark(head->marks,
		    late < -48 * HOUR ? "date-far-ahead" : "date-ahead");
	else if (late > 6 * HOUR)
		mark(head->marks,
		    late > 96 * HOUR ? "date-long-ago" : "date-ago");
}

/* ---- the whole ----------------------------------------------------------- */

static void
mark_absent(struct head *head, const struct message *message)
{
	static const char *const names[] = {
	    "message-id", "mime-version", "content-type", "x-mailer"};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (field_of(message, names[i]) == NULL)
			mark_value(
			    head->marks, "absent", slice_from_string(names[i]));
}

/* Who signed it; not whether that holds. */
static void
mark_signature(struct head *head, const struct message *message)
{
	const struct header_field *field = field_of(message, "dkim-signature");
	struct parameter domain = {.name = SLICE("d")};

	if (field == NULL)
		return;
	parameters_read(slice_sub(field->value, 0, CANONICAL_VALUE_MAX),
	    head->arena, &domain, 1);
	mark_agreement(head, "dkim", domain.value);
}

void
head_mark(struct head *head, const struct message *message)
{
	mark_subject(head);
	mark_from(head);
	mark_recipients(head, PERSON_TO);
	mark_recipients(head, PERSON_CC);
	mark_date(head, message);
	mark_absent(head, message);
	mark_signature(head, message);
	if (message->top->header.odd != 0)
		mark(head->marks, "header-odd");
}
