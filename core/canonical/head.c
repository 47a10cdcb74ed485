/*
 * head - the header fields that the sender wrote, in normal form
 */
#include "core/canonical/head.h"

#include <stdio.h>
#include <string.h>

#include "core/base/ascii.h"
#include "core/base/fnv.h"
#include "core/canonical/client.h"
#include "core/canonical/domain.h"
#include "core/canonical/shape.h"
#include "core/canonical/tables.h"
#include "core/header/address.h"
#include "core/header/date.h"
#include "core/header/words.h"

/* Addresses of one field that are written, those that are counted, and the
 * bytes in which they are looked for. */
#define ADDRESSES_MAX 8u
#define COUNTED_MAX 256u
#define ADDRESS_BYTES_MAX CANONICAL_HEAD_MAX
/* Fields without a row that are written, bytes of their names and values. */
#define OTHERS_MAX 24u
#define NAME_MAX 40u
#define OTHER_MAX 256u
/* Bytes of a value that are decoded. */
#define RAW_MAX (CANONICAL_VALUE_MAX * 4)

void
head_begin(struct head *head, struct arena *arena, struct charsets *charsets,
    struct slice charset, struct marks *marks)
{
	*head = (struct head){.arena = arena,
	    .charsets = charsets,
	    .charset = charset,
	    .marks = marks};
	head->fields = arena_alloc_array(
	    arena, CANONICAL_FIELDS_MAX, sizeof(*head->fields));
	head->out = arena_alloc(arena, CANONICAL_HEAD_MAX + NORMAL_SLACK);
	if (head->fields == NULL || head->out == NULL)
		head->cuts = CANONICAL_CUT_MEMORY;
}

/* ---- writing ------------------------------------------------------------- */

/* Room for a line of name; false: nothing more is written. */
static bool
has_room(struct head *head, size_t name)
{
	if ((head->cuts & CANONICAL_CUT_MEMORY) != 0)
		return false;
	if (head->count < CANONICAL_FIELDS_MAX &&
	    head->size + name + 2 < CANONICAL_HEAD_MAX)
		return true;
	head->cuts |= CANONICAL_CUT_HEAD;
	return false;
}

static void
mark_normal(struct head *head, const struct normal *normal)
{
	if ((normal->odd & (NORMAL_ZERO_WIDTH | NORMAL_TAGS | NORMAL_BIDI |
			       NORMAL_SOFT_HYPHEN)) != 0)
		mark(head->marks, "head-invisible");
	if ((normal->odd & NORMAL_STYLED) != 0)
		mark(head->marks, "head-styled");
	if (normal->cut)
		mark(head->marks, "head-long-value");
}

struct slice
head_add(struct head *head, const char *name, struct slice value)
{
	struct slice label = slice_from_string(name);
	struct canonical_field *field;
	struct normal normal;
	size_t left;

	if (!has_room(head, label.size))
		return (struct slice){NULL, 0};
	field = &head->fields[head->count++];
	memcpy(head->out + head->size, label.data, label.size);
	field->name = (struct slice){head->out + head->size, label.size};
	head->size += label.size;
	head->out[head->size++] = ':';
	left = CANONICAL_HEAD_MAX - head->size - 1;
	normal_begin(&normal, head->out + head->size,
	    left < CANONICAL_VALUE_MAX ? left : CANONICAL_VALUE_MAX);
	(void)normal_put(&normal, value);
	mark_normal(head, &normal);
	field->value = normal_text(&normal);
	for (uint8_t *lf = normal.out;
	     (lf = memchr(lf, '\n',
		  field->value.size - (size_t)(lf - normal.out))) != NULL;
	     lf++)
		*lf = ' ';
	head->size += field->value.size;
	head->out[head->size++] = '\n';
	return field->value;
}

struct slice
head_value(const struct head *head, struct slice name)
{
	for (size_t i = 0; i < head->count; i++)
		if (slice_equal(head->fields[i].name, name))
			return head->fields[i].value;
	return (struct slice){NULL, 0};
}

static struct slice
decode(struct head *head, struct slice value, unsigned *flags_r)
{
	struct words words = words_decode(slice_sub(value, 0, RAW_MAX),
	    head->charset, head->charsets, head->arena);

	*flags_r = words.flags;
	if (words.charset.size > 0)
		mark_value(head->marks, "head-charset", words.charset);
	if ((words.flags & WORDS_BAD) != 0)
		mark(head->marks, "head-bad-word");
	if ((words.flags & WORDS_RAW) != 0)
		mark(head->marks, "head-raw");
	return words.text;
}

/* ---- one field ----------------------------------------------------------- */

static void
add_text(struct head *head, const char *name, struct slice value)
{
	unsigned flags;

	head_add(head, name, decode(head, value, &flags));
}

/* What is different in every message, in what was written last. */
static void
zero_digits(struct head *head, struct slice written)
{
	uint8_t *out;

	if (written.size == 0)
		return;
	out = head->out + (written.data - head->out);
	for (size_t i = 0; i < written.size; i++)
		if (ascii_is_digit(out[i]))
			out[i] = '0';
}

static void
add_words(struct head *head, const char *name, struct slice value)
{
	unsigned flags;

	zero_digits(head, head_add(head, name, decode(head, value, &flags)));
}

const char *
head_person(enum person person)
{
	static const char *const names[PERSONS] = {
	    [PERSON_FROM] = "from",
	    [PERSON_REPLY_TO] = "reply-to",
	    [PERSON_SENDER] = "sender",
	    [PERSON_TO] = "to",
	    [PERSON_CC] = "cc",
	};

	return names[person];
}

/* Who is counted under a field of that name; NULL: it is not the first. */
static struct people *
people_of(struct head *head, const char *name)
{
	for (size_t i = 0; i < PERSONS; i++)
		if (strcmp(name, head_person((enum person)i)) == 0)
			return head->people[i].seen ? NULL : &head->people[i];
	return NULL;
}

static void
count_person(struct people *people, const struct address *address)
{
	if (people->count++ == 0)
		people->first = *address;
	people->named += address->name.size > 0;
	people->no_address |= address->domain.size == 0;
	people->name_is_local |=
	    address->domain.size > 0 &&
	    slice_equal_nocase(address->name, address->local);
}

static void
put_person(struct head *head, struct text *line, const struct address *address)
{
	unsigned flags;

	if (line->size > 0)
		text_put(line, SLICE(", "));
	text_put(line, decode(head, address->name, &flags));
	if (address->local.size + address->domain.size == 0) {
		text_put(line, address->group);
		return;
	}
	text_put(line, SLICE(" <"));
	text_put(line, address->local);
	text_put(line, SLICE("@"));
	text_put(line, address->domain);
	text_put(line, SLICE(">"));
}

static void
add_addresses(struct head *head, const char *name, struct slice value)
{
	uint8_t room[CANONICAL_VALUE_MAX];
	struct text line = text_over((char *)room, sizeof(room));
	struct people nobody = {.count = 0}, *people = people_of(head, name);
	struct address_list list;
	struct address address;

	if (people == NULL)
		people = &nobody;
	people->seen = true;
	address_begin(slice_sub(value, 0, ADDRESS_BYTES_MAX), &list);
	while (people->count < COUNTED_MAX &&
	       address_next(&list, head->arena, &address)) {
		if (people->count < ADDRESSES_MAX)
			put_person(head, &line, &address);
		count_person(people, &address);
	}
	head_add(head, name, text_slice(&line));
}

static void
add_id(struct head *head, const char *name, struct slice value)
{
	char room[256];
	struct text line = TEXT_OVER(room);
	size_t at;

	value = slice_trim(slice_sub(value, 0, sizeof(room)));
	if (slice_starts_with(value, SLICE("<")))
		value = slice_skip(value, 1);
	at = slice_find_byte(value, '>');
	value = slice_sub(value, 0, at);
	at = slice_find_byte(value, '@');
	shape_put(&line, slice_sub(value, 0, at));
	text_put(&line, slice_skip(value, at));
	head_add(head, name, text_slice(&line));
}

static void
add_date(struct head *head, const char *name, struct slice value)
{
	char zone[16];
	struct date date;
	int minutes;

	if (!date_parse(value, &date)) {
		mark(head->marks, "date-bad");
		return;
	}
	if (date.obsolete)
		mark(head->marks, "date-obsolete");
	minutes = date.zone_seconds / 60;
	snprintf(zone, sizeof(zone), "%c%02d%02d", minutes < 0 ? '-' : '+',
	    (minutes < 0 ? -minutes : minutes) / 60 % 100,
	    (minutes < 0 ? -minutes : minutes) % 60);
	head_add(head, name,
	    date.zone_known ? slice_from_string(zone) : SLICE("none"));
}

/* Boundaries are different in every message, and tell who made them. */
static void
add_type(struct head *head, const char *name, struct slice value)
{
	unsigned flags;
	struct slice text = head_add(head, name, decode(head, value, &flags));
	size_t at = slice_find_nocase(text, SLICE("boundary="));

	text = slice_skip(text, at);
	zero_digits(head, slice_sub(text, 0, slice_find_byte(text, ';')));
}

enum how {
	TEXT,
	TYPE,
	ADDRESS,
	ID,
	DATE,
	NETWORK,
	WORDS,
	COUNT,
	NOTE,
	NONE,
};

static void
add_as(struct head *head, const char *name, enum how how, struct slice value)
{
	switch (how) {
	case TEXT:
		add_text(head, name, value);
		break;
	case TYPE:
		add_type(head, name, value);
		break;
	case ADDRESS:
		add_addresses(head, name, value);
		break;
	case ID:
		add_id(head, name, value);
		break;
	case DATE:
		add_date(head, name, value);
		break;
	case NETWORK:
		value = slice_trim(value);
		if (slice_starts_with(value, SLICE("[")))
			value = slice_skip(value, 1);
		head_add(head, name,
		    client_network(
			slice_sub(value, 0, client_address_at(value, 0))));
		break;
	case WORDS:
		add_words(head, name, value);
		break;
	case COUNT:
	case NOTE:
		mark_value(head->marks, "field", slice_from_string(name));
		break;
	case NONE:
		break;
	}
}

/* ---- all of them --------------------------------------------------------- */

struct row {
	struct slice name;
	enum how how;
};

/* Names that begin so are of filters and mail boxes. */
static bool
is_verdict(struct slice name)
{
	static const char *const starts[] = {"x-spam", "x-cgpfilter", "x-virus",
	    "x-amavis", "x-rspam", "x-ms-", "x-microsoft-", "x-forefront",
	    "x-mailscan", "x-gm-", "x-google", "x-antispam", "x-barracuda",
	    "x-proofpoint", "x-eop", "x-incoming", "x-sid-", "x-message-",
	    "x-forwarded-", "x-ironport", "x-sophos"};

	if (!slice_starts_with_nocase(name, SLICE("x-")))
		return false;
	for (size_t i = 0; i < sizeof(starts) / sizeof(*starts); i++)
		if (ascii_lower(name.data[name.size > 2 ? 2 : 0]) ==
			(uint8_t)starts[i][2] &&
		    slice_starts_with_nocase(
			name, slice_from_string(starts[i])))
			return true;
	return false;
}

static const struct row *
row_of(struct slice name)
{
	static const struct row rows[] = {
#define FIELD(name, how) {{(const uint8_t *)name, sizeof(name) - 1}, how},
#include "core/canonical/head.def"
#undef FIELD
	};

	uint32_t hash = table_field_seed;
	const struct row *row;
	size_t slot;

	for (size_t i = 0; i < name.size; i++)
		hash = fnv_step(hash, ascii_lower(name.data[i]));
	slot = table_field_slots[fnv_end(hash) % TABLE_FIELD_SLOTS];
	row = slot == 0 ? NULL : &rows[slot - 1];
	return row != NULL && slice_equal_nocase(name, row->name) ? row : NULL;
}

/* A field without a row. */
static void
add_other(struct head *head, const struct header_field *field)
{
	char name[NAME_MAX + 1];
	size_t size = field->name.size;

	mark_value(head->marks, "field", field->name);
	if (size > NAME_MAX || head->others++ >= OTHERS_MAX)
		return;
	for (size_t i = 0; i < size; i++) {
		uint8_t c = field->name.data[i];

		if (c <= ' ' || c >= 0x7F) {
			mark(head->marks, "field-odd");
			return;
		}
		name[i] = (char)ascii_lower(c);
	}
	name[size] = '\0';
	add_words(head, name, slice_sub(field->value, 0, OTHER_MAX));
}

void
head_read(struct head *head, const struct message *message)
{
	const struct header *header = &message->top->header;

	for (size_t i = 0; i < header->count; i++) {
		const struct header_field *field = &header->fields[i];
		const struct row *row = row_of(field->name);

		if (row != NULL)
			add_as(head, (const char *)row->name.data, row->how,
			    field->value);
		else if (field->name.size > 0 && !is_verdict(field->name))
			add_other(head, field);
	}
}
