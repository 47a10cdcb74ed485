/*
 * pdf - the files, scripts, links and streams of a PDF (ISO 32000-2)
 */
#include "core/pdf/document.h"

#include <string.h>

#include "core/base/checksum.h"
#include "core/base/text.h"

/* Tokens may be read so many times on the whole, and for a start.  An honest
 * file takes three times at most. */
#define WORK_FACTOR 8u
#define WORK_FREE ((uint64_t)64 << 10)
#define REACH_FACTOR 4u

/* ---- begin ------------------------------------------------------------- */

static void
publish(struct pdf *pdf)
{
	struct pdf_document *document = pdf->document;

	if (document->unpacking.ended)
		pdf_cut(document, document->unpacking.limit);
	if (document->work == 0)
		pdf_cut(document, LIMIT_DOCUMENT_OBJECTS);
	pdf->flags = 0;
	if (document->encrypted && !document->open)
		pdf->flags |= PDF_ENCRYPTED;
	if (document->password)
		pdf->flags |= PDF_PASSWORD;
	if (document->cut) {
		pdf->flags |= PDF_CUT;
		pdf->limit = document->limit;
	}
	pdf->object_count = (uint32_t)document->objects.count;
	pdf->written = document->unpacking.written;
}

static void
survey_all(struct pdf_document *document)
{
	for (size_t i = 0; i < document->objects.count; i++) {
		if (pdf_late(document))
			return;
		pdf_survey(document, &document->objects.list[i]);
	}
}

static void
init(struct pdf_document *document, struct slice bytes,
    const struct pdf_options *options, struct arena *arena,
    struct budget *budget)
{
	memset(document, 0, sizeof(*document));
	document->file = bytes;
	document->options = *options;
	document->arena = arena;
	document->budget = budget;
	document->unpacking = (struct unpacking){
	    .archives = options->archives,
	    .options = &document->options.shared,
	    .bytes = bytes,
	    .type = FILETYPE_PDF,
	    .arena = arena,
	    .budget = budget,
	};
	document->work = WORK_FACTOR * (uint64_t)bytes.size + WORK_FREE;
	document->work_near = document->work / 2;
	document->reach = REACH_FACTOR * (uint64_t)bytes.size;
	document->last_note = &document->notes;
}

void
pdf_begin(struct pdf *pdf, struct slice bytes,
    const struct pdf_options *options, struct arena *arena,
    struct budget *budget)
{
	struct pdf_document *document = arena_alloc(arena, sizeof(*document));

	*pdf = (struct pdf){.document = document};
	if (document == NULL) {
		pdf->flags = PDF_CUT;
		pdf->limit = LIMIT_DECODED_BYTES;
		return;
	}
	init(document, bytes, options, arena, budget);
	if (!pdf_objects_scan(&document->objects, bytes, options->objects_max,
		arena, budget)) {
		pdf_cut(document, LIMIT_DECODED_BYTES);
		document->phase = PDF_PHASE_END;
	} else {
		if (document->objects.cut && !pdf_late(document))
			pdf_cut(document, LIMIT_DOCUMENT_OBJECTS);
		survey_all(document);
		pdf_security_begin(document);
	}
	publish(pdf);
}

bool
pdf_wants_password(const struct pdf *pdf)
{
	return (pdf->flags & PDF_ENCRYPTED) != 0;
}

void
pdf_try_passwords(struct pdf *pdf, const struct slice *passwords, size_t count)
{
	struct pdf_document *document = pdf->document;

	for (size_t i = 0; i < count && !document->open; i++)
		if (pdf_security_try(document, passwords[i]) ||
		    pdf_late(document))
			break;
	publish(pdf);
}

/* ---- what the notes say of objects ------------------------------------- */

static struct pdf_object *
first_of(const struct pdf_document *document, struct pdf_object *object)
{
	return &document->objects.list[object->same];
}

#define STEPS_MAX 16u

/* All objects of that number, and of the one they refer to. */
static void
mark(struct pdf_document *document, struct pdf_token value, unsigned flag,
    struct slice name)
{
	int64_t number = value.number;

	for (unsigned i = 0; i < STEPS_MAX; i++) {
		struct pdf_object *newest =
		    pdf_objects_newest(&document->objects, number);
		struct pdf_object *first;

		if (newest == NULL)
			return;
		first = first_of(document, newest);
		first->flags |= flag;
		if (name.size > 0)
			first->name = name;
		if (newest->alias == 0)
			return;
		number = newest->alias;
	}
}

/* The name of a file, best first (ISO 32000-2, 7.11.3). */
static struct slice
name_of(struct pdf_document *document, const struct pdf_note *note,
    const struct pdf_dict *dict)
{
	static const enum pdf_key keys[] = {
	    PDF_KEY_UF, PDF_KEY_F, PDF_KEY_UNIX, PDF_KEY_DOS, PDF_KEY_MAC};
	struct slice name;

	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		if (pdf_security_text(
			document, dict->value[keys[i]], note->place, &name))
			return name;
	return SLICE("");
}

static void
mark_files(struct pdf_document *document, const struct pdf_note *note)
{
	struct pdf_dict dict;
	struct pdf_pairs pairs;
	struct pdf_pair pair;
	struct pdf_token files;
	struct slice name;

	pdf_dict_read(note->value.text, &document->work, &dict);
	name = name_of(document, note, &dict);
	files = pdf_resolve(document, dict.value[PDF_KEY_EF]);
	if (files.kind != PDF_DICT)
		return;
	pdf_pairs_begin(&pairs, files.text, &document->work);
	while (pdf_pairs_next(&pairs, &pair))
		if (pair.value.kind == PDF_REFERENCE)
			mark(document, pair.value, PDF_OBJECT_FILE, name);
}

static void
mark_all(struct pdf_document *document)
{
	for (const struct pdf_note *note = document->notes;
	     note != NULL && !pdf_late(document); note = note->next) {
		if (note->kind == PDF_NOTE_FILE)
			mark_files(document, note);
		else if (note->kind == PDF_NOTE_SCRIPT &&
			 note->value.kind == PDF_REFERENCE)
			mark(document, note->value, PDF_OBJECT_SCRIPT,
			    SLICE(""));
	}
}

/* ---- items ------------------------------------------------------------- */

/* False: these bytes came before, or there are none.  Without room to remember
 * them they come again. */
static bool
is_new(struct pdf_document *document, struct slice body)
{
	uint64_t sum;
	struct pdf_seen **bucket, *seen;

	if (body.size == 0)
		return false;
	sum = checksum64(body.data, body.size, 0);
	bucket = &document->seen[sum % PDF_SEEN_BUCKETS];
	for (seen = *bucket; seen != NULL; seen = seen->next)
		if (seen->sum == sum && slice_equal(seen->body, body))
			return false;
	seen = arena_alloc(document->arena, sizeof(*seen));
	if (seen != NULL) {
		*seen = (struct pdf_seen){*bucket, sum, body};
		*bucket = seen;
	}
	return true;
}

/* Bytes that cost nothing to get at, but must not come to any number. */
static bool
take_body(
    struct pdf_document *document, struct slice body, struct pdf_item *item)
{
	struct member member = {0};

	if (!is_new(document, body))
		return false;
	(void)!unpacking_lend(&document->unpacking, body, &member);
	item->body = member.body;
	item->flags |= member.flags;
	item->limit = member.limit;
	return item->body.size > 0;
}

static bool
script_of(struct pdf_document *document, struct pdf_token value,
    struct pdf_place place, struct pdf_item *item)
{
	struct slice text;

	*item = (struct pdf_item){.kind = PDF_ITEM_SCRIPT};
	return pdf_security_text(document, value, place, &text) &&
	       take_body(document, text, item);
}

/* Scripts that are strings where they are named. */
static bool
next_note(struct pdf_document *document, struct pdf_item *item)
{
	while (document->note != NULL) {
		const struct pdf_note *note = document->note;

		document->note = note->next;
		if (note->kind == PDF_NOTE_SCRIPT &&
		    note->value.kind != PDF_REFERENCE &&
		    script_of(document, note->value, note->place, item))
			return true;
	}
	return false;
}

/*
 * A URL is printable (RFC 3986), and may be UTF-8 in practice.  What the wrong
 * key made of one is neither.
 */
static bool
is_readable(struct slice s)
{
	size_t at = 0;

	while (at < s.size) {
		uint8_t c = s.data[at];
		size_t length = text_utf8_length(slice_skip(s, at));

		if (c < ' ' || c == 0x7F || (c >= 0x80 && length == 0))
			return false;
		at += c < 0x80 ? 1 : length;
	}
	return s.size > 0;
}

/* Links in one text, a line each. */
static bool
all_links(struct pdf_document *document, struct pdf_item *item)
{
	size_t size = 0, at = 0;
	uint8_t *lines;

	*item = (struct pdf_item){.kind = PDF_ITEM_LINKS};
	for (struct pdf_note *note = document->notes; note != NULL;
	     note = note->next)
		if (note->kind == PDF_NOTE_LINK &&
		    pdf_security_text(
			document, note->value, note->place, &note->text)) {
			if (!is_readable(note->text))
				note->text.size = 0;
			else
				size += note->text.size + 1;
		}
	if (size == 0)
		return false;
	lines = arena_alloc(document->arena, size);
	if (lines == NULL) {
		pdf_cut(document, LIMIT_DECODED_BYTES);
		return false;
	}
	for (const struct pdf_note *note = document->notes; note != NULL;
	     note = note->next) {
		if (note->text.size == 0)
			continue;
		memcpy(lines + at, note->text.data, note->text.size);
		at += note->text.size;
		lines[at++] = '\n';
	}
	return take_body(document, (struct slice){lines, size}, item);
}

/* ---- streams ----------------------------------------------------------- */

static unsigned
marks_of(struct pdf_document *document, struct pdf_object *object)
{
	return first_of(document, object)->flags &
	       (PDF_OBJECT_FILE | PDF_OBJECT_SCRIPT);
}

/* Colours are of no use to anybody, packed or not; ClamAV passes over them,
 * too. */
static bool
is_worth(const struct pdf_stream *stream, unsigned marks)
{
	if (marks != 0 || pdf_stream_has(stream, PDF_JPEG))
		return true;
	return (stream->object->flags & PDF_OBJECT_PICTURE) == 0 &&
	       !pdf_stream_has(stream, PDF_PIXELS);
}

/* May it be packed by its first filter as it stands, without being decrypted?
 * Those of ASCII find out by themselves; of runs any bytes may be some. */
static bool
may_be_plain(const struct pdf_stream *stream)
{
	struct slice raw = stream->raw;

	if (stream->filters.count == 0 || raw.size < 2)
		return false;
	switch (stream->filters.filter[0].kind) {
	case PDF_FLATE:
		return (raw.data[0] & 0x0F) == 8 &&
		       (raw.data[0] * 256 + raw.data[1]) % 31 == 0;
	case PDF_LZW:
		/* The table is cleared first. */
		return raw.data[0] == 0x80 && raw.data[1] < 0x80;
	case PDF_ASCII85:
	case PDF_ASCII_HEX:
		return true;
	default:
		return false;
	}
}

/* What the stream becomes; false: nothing that is to be looked at. */
static bool
decode_stream(struct pdf_document *document, const struct pdf_stream *stream,
    bool decrypted, struct pdf_item *item)
{
	const struct pdf_object *object = stream->object;
	struct member member = {.body = object->body};
	bool doubtful = !decrypted && document->encrypted;
	bool borrowed;

	if (doubtful && !may_be_plain(stream))
		return false;
	/* What came out of a stream of objects is there. */
	if (!decrypted || object->body.size == 0)
		pdf_stream_decode(document, stream, decrypted, &member);
	borrowed = member.body.data == stream->raw.data;
	if (doubtful && (member.flags & MEMBER_DAMAGED) != 0)
		return false;
	item->flags = member.flags & (MEMBER_CUT | MEMBER_DAMAGED);
	item->limit = member.limit;
	if (borrowed)
		return take_body(document, member.body, item);
	item->body = member.body;
	return is_new(document, member.body);
}

static bool
stream_of(struct pdf_document *document, struct pdf_object *object,
    unsigned marks, struct pdf_item *item)
{
	struct pdf_stream stream;
	bool decrypted =
	    !document->again && (!document->encrypted || document->open);

	pdf_stream_open(document, object, &stream);
	document->again = !document->again && document->open;
	if (!is_worth(&stream, marks))
		return false;
	*item = (struct pdf_item){.kind = PDF_ITEM_STREAM};
	if (marks & PDF_OBJECT_SCRIPT)
		item->kind = PDF_ITEM_SCRIPT;
	if (marks & PDF_OBJECT_FILE) {
		item->kind = PDF_ITEM_FILE;
		item->name = first_of(document, object)->name;
	}
	return decode_stream(document, &stream, decrypted, item);
}

/* The item of one object; document->again: it has another. */
static bool
item_of(struct pdf_document *document, struct pdf_object *object,
    struct pdf_item *item)
{
	unsigned marks = marks_of(document, object);

	if ((document->phase == PDF_PHASE_MARKED) != (marks != 0))
		return false;
	if (object->flags & PDF_OBJECT_STREAM)
		return stream_of(document, object, marks, item);
	return (marks & PDF_OBJECT_SCRIPT) != 0 &&
	       script_of(document, pdf_object_value(document, object),
		   pdf_place_of(object), item);
}

static bool
next_object(struct pdf_document *document, struct pdf_item *item)
{
	while (document->at < document->objects.count) {
		size_t at = document->at;
		bool found;

		if (pdf_late(document))
			return false;
		found = item_of(document, &document->objects.list[at], item);
		if (!document->again)
			document->at++;
		if (found)
			return true;
	}
	return false;
}

/* ---- the next item ----------------------------------------------------- */

/* False: the phase has no more. */
static bool
next_in_phase(struct pdf_document *document, struct pdf_item *item)
{
	switch (document->phase) {
	case PDF_PHASE_HOLDERS:
		pdf_holders_open(document);
		mark_all(document);
		document->note = document->notes;
		return false;
	case PDF_PHASE_NOTES:
		return next_note(document, item);
	case PDF_PHASE_LINKS:
		document->phase = PDF_PHASE_MARKED;
		return all_links(document, item);
	default:
		return next_object(document, item);
	}
}

bool
pdf_next(struct pdf *pdf, struct pdf_item *item_r)
{
	struct pdf_document *document = pdf->document;
	bool found = false;

	if (document == NULL)
		return false;
	while (!found && document->phase != PDF_PHASE_END) {
		enum pdf_phase phase = document->phase;

		found = next_in_phase(document, item_r);
		if (!found && document->phase == phase) {
			document->phase = phase + 1;
			document->at = 0;
			document->again = false;
		}
	}
	publish(pdf);
	return found;
}
