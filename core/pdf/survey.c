/*
 * survey - one look through each object: what it is, and what it tells of
 * others
 */
#include "core/pdf/document.h"

/* ---- notes ------------------------------------------------------------- */

static void
note(struct pdf_document *document, const struct pdf_object *object,
    enum pdf_note_kind kind, struct pdf_token value)
{
	struct pdf_note *note = arena_alloc(document->arena, sizeof(*note));

	if (note == NULL) {
		pdf_cut(document, LIMIT_DECODED_BYTES);
		return;
	}
	*note = (struct pdf_note){
	    .kind = kind,
	    .value = value,
	    .place = pdf_place_of(object),
	};
	*document->last_note = note;
	document->last_note = &note->next;
}

static bool
has_text(const struct pdf_token *value)
{
	return value->kind == PDF_STRING || value->kind == PDF_HEX ||
	       value->kind == PDF_REFERENCE;
}

/* F is a file of many kinds of action, among them those on the network. */
static bool
is_address(const struct pdf_token *value)
{
	return value->kind == PDF_STRING &&
	       (slice_starts_with_nocase(value->text, SLICE("http:")) ||
		   slice_starts_with_nocase(value->text, SLICE("https:")) ||
		   slice_starts_with_nocase(value->text, SLICE("ftp:")));
}

static void
look_at_pair(struct pdf_document *document, const struct pdf_object *object,
    const struct pdf_pair *pair)
{
	switch (pair->key) {
	case PDF_KEY_JS:
		if (has_text(&pair->value))
			note(document, object, PDF_NOTE_SCRIPT, pair->value);
		break;
	case PDF_KEY_URI:
		if (has_text(&pair->value))
			note(document, object, PDF_NOTE_LINK, pair->value);
		break;
	case PDF_KEY_F:
		if (is_address(&pair->value))
			note(document, object, PDF_NOTE_LINK, pair->value);
		break;
	case PDF_KEY_EF:
		note(document, object, PDF_NOTE_FILE,
		    (struct pdf_token){PDF_DICT, pair->dict, 0});
		break;
	case PDF_KEY_ENCRYPT:
		if (pair->depth == 1)
			note(document, object, PDF_NOTE_ENCRYPT, pair->value);
		break;
	case PDF_KEY_ID:
		if (pair->depth == 1)
			note(document, object, PDF_NOTE_ID, pair->value);
		break;
	default:
		break;
	}
}

/* ---- what it is -------------------------------------------------------- */

static bool
names(const struct pdf_token *value, struct slice meant)
{
	return value->kind == PDF_NAME && pdf_name_is(value->text, meant);
}

static void
classify(struct pdf_object *object, const struct pdf_pair *pair)
{
	if (pair->depth != 1)
		return;
	if (pair->key == PDF_KEY_TYPE && names(&pair->value, SLICE("ObjStm")))
		object->flags |= PDF_OBJECT_HOLDER;
	if (pair->key == PDF_KEY_SUBTYPE && names(&pair->value, SLICE("Image")))
		object->flags |= PDF_OBJECT_PICTURE;
}

/* Behind the word: a line end, or what some write for one. */
static size_t
data_begin(struct slice bytes, size_t at)
{
	size_t line = at;

	while (line < bytes.size &&
	       (bytes.data[line] == ' ' || bytes.data[line] == '\t'))
		line++;
	if (line < bytes.size &&
	    (bytes.data[line] == '\r' || bytes.data[line] == '\n'))
		at = line;
	if (slice_starts_with(slice_skip(bytes, at), SLICE("\r\n")))
		return at + 2;
	if (at < bytes.size &&
	    (bytes.data[at] == '\r' || bytes.data[at] == '\n'))
		return at + 1;
	return at;
}

/* at: behind the dictionary. */
static void
look_for_stream(struct pdf_object *object, size_t at)
{
	const struct slice word = SLICE("stream");

	at = pdf_skip_blanks(object->bytes, at);
	if (!slice_starts_with(slice_skip(object->bytes, at), word))
		return;
	object->flags |= PDF_OBJECT_STREAM;
	object->data = data_begin(object->bytes, at + word.size);
}

void
pdf_survey(struct pdf_document *document, struct pdf_object *object)
{
	struct slice text = pdf_object_text(document, object);
	struct pdf_token value = pdf_object_value(document, object);
	struct pdf_pairs pairs;
	struct pdf_pair pair;

	if (value.kind == PDF_REFERENCE && value.number > 0 &&
	    value.number < PDF_TRAILER)
		object->alias = (uint32_t)value.number;
	if (value.kind != PDF_DICT && value.kind != PDF_ARRAY)
		return;
	pdf_pairs_begin(&pairs, text, &document->work);
	while (pdf_pairs_next(&pairs, &pair)) {
		look_at_pair(document, object, &pair);
		classify(object, &pair);
	}
	if (pairs.cut)
		pdf_cut(document, LIMIT_DOCUMENT_OBJECTS);
	if ((object->flags & PDF_OBJECT_HELD) == 0)
		look_for_stream(object, pairs.lexer.at);
}
