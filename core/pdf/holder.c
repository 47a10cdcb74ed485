/*
 * holder - objects that stand in streams (ISO 32000-2, 7.5.7)
 *
 *     N pairs of numbers: that of an object, and where it begins, counted from
 *     First; then the objects
 */
#include "core/pdf/document.h"

/* What was found in all of them. */
struct found {
	struct pdf_object *list;
	size_t count, room;
};

/* ---- the objects of one ------------------------------------------------ */

static bool
add(struct found *found, uint32_t number, struct slice bytes)
{
	if (found->count == found->room)
		return false;
	found->list[found->count++] = (struct pdf_object){
	    .number = number,
	    .bytes = bytes,
	    .own = bytes.size,
	    .endstream = bytes.size,
	    .flags = PDF_OBJECT_HELD,
	};
	return true;
}

static void
take_objects(struct pdf_document *document, const struct pdf_object *holder,
    struct found *found)
{
	struct pdf_lexer lexer = {holder->body, 0, &document->work};
	struct pdf_dict dict;
	int64_t first, count;

	pdf_dict_read(
	    pdf_object_text(document, holder), &document->work, &dict);
	first = pdf_number(document, dict.value[PDF_KEY_FIRST], 0);
	count = pdf_number(document, dict.value[PDF_KEY_N], INT64_MAX);
	for (; count > 0; count--) {
		struct pdf_token number = pdf_next_token(&lexer);
		struct pdf_token at = pdf_next_token(&lexer);

		if (number.kind != PDF_NUMBER || at.kind != PDF_NUMBER)
			return;
		if (number.number < 0 || number.number >= PDF_TRAILER ||
		    at.number < 0 || first < 0 ||
		    at.number > INT64_MAX - first ||
		    (uint64_t)(at.number + first) >= holder->body.size)
			continue;
		if (!add(found, (uint32_t)number.number,
			slice_skip(
			    holder->body, (size_t)(at.number + first)))) {
			pdf_cut(document, LIMIT_DOCUMENT_OBJECTS);
			return;
		}
	}
}

/* ---- all of them ------------------------------------------------------- */

static void
decode(struct pdf_document *document, struct pdf_object *object)
{
	struct pdf_stream stream;
	struct member member;

	pdf_stream_open(document, object, &stream);
	pdf_stream_decode(document, &stream, true, &member);
	object->body = member.body;
	if (member.flags & MEMBER_CUT)
		pdf_cut(document, member.limit);
}

static bool
decode_all(struct pdf_document *document, size_t *bytes_r)
{
	const unsigned holder = PDF_OBJECT_HOLDER | PDF_OBJECT_STREAM;
	bool any = false;

	*bytes_r = 0;
	for (size_t i = 0; i < document->objects.count; i++) {
		struct pdf_object *object = &document->objects.list[i];

		if ((object->flags & holder) != holder)
			continue;
		if (pdf_late(document))
			break;
		decode(document, object);
		*bytes_r += object->body.size;
		any = true;
	}
	return any;
}

/* The smallest object takes four bytes in the list and two of its own. */
#define BYTES_OF_ONE 4u

static bool
open_found(struct pdf_document *document, struct found *found, size_t bytes)
{
	size_t left = document->options.objects_max - document->objects.count;

	found->room = bytes / BYTES_OF_ONE + 1;
	if (found->room > left)
		found->room = left;
	found->list = arena_alloc_array(
	    document->arena, found->room, sizeof(*found->list));
	return found->list != NULL;
}

void
pdf_holders_open(struct pdf_document *document)
{
	struct found found = {0};
	size_t bytes;

	if (!decode_all(document, &bytes))
		return;
	if (!open_found(document, &found, bytes)) {
		pdf_cut(document, LIMIT_DECODED_BYTES);
		return;
	}
	for (size_t i = 0; i < document->objects.count; i++)
		if (document->objects.list[i].body.size > 0)
			take_objects(
			    document, &document->objects.list[i], &found);
	CHECK(arena_resize_last(
	    document->arena, found.list, found.count * sizeof(*found.list)));
	for (size_t i = 0; i < found.count && !pdf_late(document); i++)
		pdf_survey(document, &found.list[i]);
	if (!pdf_objects_add(
		&document->objects, found.list, found.count, document->arena))
		pdf_cut(document, LIMIT_DECODED_BYTES);
}
