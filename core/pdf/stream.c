/*
 * stream - the bytes of one stream, decrypted and decoded
 */
#include "core/pdf/document.h"

/* ---- where it ends ----------------------------------------------------- */

/* Does "endstream", which some forget, or "endobj" stand there, with nothing
 * but a line end ahead? */
static bool
ends_at(struct slice bytes, uint64_t at)
{
	if (at > bytes.size)
		return false;
	for (unsigned i = 0;
	     i < 4 && at < bytes.size && pdf_is_blank(bytes.data[at]); i++)
		at++;
	bytes = slice_skip(bytes, (size_t)at);
	return slice_starts_with(bytes, SLICE("endstream")) ||
	       slice_starts_with(bytes, SLICE("endobj"));
}

/* The line end ahead of "endstream" is none of the data. */
static size_t
without_line_end(struct slice bytes, size_t from, size_t end)
{
	if (end > from && bytes.data[end - 1] == '\n')
		end--;
	if (end > from && bytes.data[end - 1] == '\r')
		end--;
	return end;
}

/* The first "endstream" behind from; there may be one in the dictionary. */
static size_t
find_end(struct pdf_document *document, const struct pdf_object *object)
{
	struct slice rest = slice_skip(object->bytes, object->data);
	size_t end;

	if (object->endstream >= object->data)
		return object->endstream;
	/* Each place costs, since many objects may ask for the same. */
	rest = slice_sub(rest, 0,
	    document->work < rest.size ? (size_t)document->work : rest.size);
	end = slice_find(rest, SLICE("endstream"));
	document->work -= end;
	return object->data + end;
}

/* Streams without an end reach into each other: all of them together may take
 * so many bytes, then each ends where the next object begins. */
static size_t
within_reach(
    struct pdf_document *document, const struct pdf_object *object, size_t end)
{
	if (object->own < object->data || end <= object->own)
		return end;
	if (end - object->data > document->reach)
		return object->own;
	document->reach -= end - object->data;
	return end;
}

static struct slice
raw_of(struct pdf_document *document, const struct pdf_object *object,
    const struct pdf_dict *dict)
{
	struct slice bytes = object->bytes;
	int64_t length = pdf_number(document, dict->value[PDF_KEY_LENGTH], -1);
	size_t end;

	if (length >= 0 &&
	    ends_at(bytes, (uint64_t)object->data + (uint64_t)length)) {
		end = object->data + (size_t)length;
	} else {
		end = find_end(document, object);
		if (end < bytes.size)
			end = without_line_end(bytes, object->data, end);
		else if (object->own > object->data)
			end = object->own;
	}
	end = within_reach(document, object, end);
	return slice_sub(bytes, object->data, end - object->data);
}

/* ---- filters ----------------------------------------------------------- */

static void
read_parms(struct pdf_document *document, struct pdf_token value,
    struct pdf_filter *filter)
{
	struct pdf_dict dict;

	value = pdf_resolve(document, value);
	if (value.kind != PDF_DICT)
		return;
	pdf_dict_read(value.text, &document->work, &dict);
	filter->predictor =
	    pdf_number(document, dict.value[PDF_KEY_PREDICTOR], 1);
	filter->colors = pdf_number(document, dict.value[PDF_KEY_COLORS], 1);
	filter->bits = pdf_number(document, dict.value[PDF_KEY_BITS], 8);
	filter->columns = pdf_number(document, dict.value[PDF_KEY_COLUMNS], 1);
	filter->late =
	    pdf_number(document, dict.value[PDF_KEY_EARLY_CHANGE], 1) == 0;
	value = pdf_resolve(document, dict.value[PDF_KEY_NAME]);
	filter->identity = value.kind != PDF_NAME ||
			   pdf_name_is(value.text, SLICE("Identity"));
}

static void
add_filter(struct pdf_document *document, struct pdf_token name,
    struct pdf_token parms, struct pdf_filters *filters)
{
	struct pdf_filter *filter;

	name = pdf_resolve(document, name);
	if (name.kind != PDF_NAME)
		return;
	if (filters->count == PDF_FILTERS_MAX) {
		filters->cut = true;
		return;
	}
	filter = &filters->filter[filters->count++];
	*filter = (struct pdf_filter){.kind = pdf_filter_of(name.text),
	    .predictor = 1,
	    .colors = 1,
	    .bits = 8,
	    .columns = 1,
	    .identity = true};
	read_parms(document, parms, filter);
}

/* One value of an array; of what is none, itself once. */
static struct pdf_token
next_of(struct pdf_lexer *list, bool is_array, struct pdf_token *single)
{
	struct pdf_token value;
	struct pdf_pairs inside;
	struct pdf_pair pair;

	if (!is_array) {
		value = *single;
		single->kind = PDF_END;
		return value;
	}
	value = pdf_next_value(list);
	if (value.kind != PDF_DICT && value.kind != PDF_ARRAY)
		return value;
	/* Pass over what is in it. */
	pdf_pairs_begin(&inside, value.text, list->work);
	while (pdf_pairs_next(&inside, &pair))
		;
	list->at += inside.lexer.at - (value.kind == PDF_DICT ? 2 : 1);
	return value;
}

/* F is Filter in pictures that stand in a page, and some read it anywhere. */
static struct pdf_token
filter_value(struct pdf_document *document, const struct pdf_dict *dict)
{
	struct pdf_token value =
	    pdf_resolve(document, dict->value[PDF_KEY_FILTER]);

	if (value.kind == PDF_END)
		value = pdf_resolve(document, dict->value[PDF_KEY_F]);
	return value;
}

static void
read_filters(struct pdf_document *document, const struct pdf_dict *dict,
    struct pdf_filters *filters)
{
	struct pdf_token names = filter_value(document, dict);
	struct pdf_token parms =
	    pdf_resolve(document, dict->value[PDF_KEY_PARMS]);
	bool many_names = names.kind == PDF_ARRAY;
	bool many_parms = parms.kind == PDF_ARRAY;
	struct pdf_lexer name_list = {
	    slice_skip(names.text, 1), 0, &document->work};
	struct pdf_lexer parms_list = {
	    slice_skip(parms.text, 1), 0, &document->work};

	filters->count = 0;
	filters->cut = false;
	while (!filters->cut) {
		struct pdf_token name = next_of(&name_list, many_names, &names);
		struct pdf_token parm =
		    next_of(&parms_list, many_parms, &parms);

		if (name.kind != PDF_NAME && name.kind != PDF_REFERENCE)
			return;
		add_filter(document, name, parm, filters);
	}
}

/* ---- decryption -------------------------------------------------------- */

static bool
is_type(const struct pdf_dict *dict, struct slice meant)
{
	const struct pdf_token *type = &dict->value[PDF_KEY_TYPE];

	return type->kind == PDF_NAME && pdf_name_is(type->text, meant);
}

/* Tables of objects are never encrypted, metadata may be left out, and a
 * stream may say that it is not. */
static enum pdf_method
method_for(const struct pdf_document *document, const struct pdf_dict *dict,
    const struct pdf_filters *filters)
{
	const struct pdf_crypt *crypt = &document->crypt;

	if (!document->open || is_type(dict, SLICE("XRef")))
		return PDF_PLAIN;
	if (!crypt->metadata && is_type(dict, SLICE("Metadata")))
		return PDF_PLAIN;
	for (unsigned i = 0; i < filters->count; i++)
		if (filters->filter[i].kind == PDF_CRYPT &&
		    filters->filter[i].identity)
			return PDF_PLAIN;
	return crypt->streams;
}

/* False: no room. */
static bool
decrypt(struct pdf_document *document, const struct pdf_stream *stream,
    struct slice *bytes, struct member *member)
{
	size_t room = pdf_crypt_plain_max(stream->method, *bytes), size;
	uint64_t written = document->unpacking.written;
	uint8_t *plain = NULL;
	bool good;

	if (written <= document->options.shared.bytes_max &&
	    room <= document->options.shared.bytes_max - written)
		plain = arena_alloc(document->arena, room);
	if (plain == NULL) {
		unpacking_cut(&document->unpacking, LIMIT_DECODED_BYTES);
		member->flags |= MEMBER_CUT;
		member->limit = LIMIT_DECODED_BYTES;
		return false;
	}
	size = pdf_crypt_undo(&document->crypt, document->options.ciphers,
	    stream->method, stream->object->number, stream->object->generation,
	    *bytes, document->budget, plain, &good);
	if (!good)
		member->flags |= MEMBER_DAMAGED;
	CHECK(arena_resize_last(document->arena, plain, size));
	document->unpacking.written += size;
	*bytes = (struct slice){plain, size};
	return true;
}

/* ---- all of it --------------------------------------------------------- */

void
pdf_stream_open(struct pdf_document *document, const struct pdf_object *object,
    struct pdf_stream *stream_r)
{
	struct pdf_dict dict;

	pdf_dict_read(
	    pdf_object_text(document, object), &document->work, &dict);
	stream_r->object = object;
	read_filters(document, &dict, &stream_r->filters);
	stream_r->raw = raw_of(document, object, &dict);
	stream_r->method = method_for(document, &dict, &stream_r->filters);
}

bool
pdf_stream_has(const struct pdf_stream *stream, enum pdf_filter_kind kind)
{
	for (unsigned i = 0; i < stream->filters.count; i++)
		if (stream->filters.filter[i].kind == kind)
			return true;
	return false;
}

void
pdf_stream_decode(struct pdf_document *document,
    const struct pdf_stream *stream, bool decrypted, struct member *member_r)
{
	struct slice bytes = stream->raw;
	struct member member = member_unknown();

	if (decrypted && stream->method != PDF_PLAIN &&
	    !decrypt(document, stream, &bytes, &member)) {
		*member_r = member;
		return;
	}
	pdf_filters_undo(
	    &stream->filters, bytes, &document->unpacking, member_r);
	member_r->flags |= member.flags;
}
