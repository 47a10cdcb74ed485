/*
 * document - what of a PDF is where
 */
#include "core/pdf/document.h"

/* References to references are followed so far. */
#define STEPS_MAX 16u

void
pdf_cut(struct pdf_document *document, enum limit limit)
{
	if (document->cut)
		return;
	document->cut = true;
	document->limit = limit;
}

bool
pdf_late(struct pdf_document *document)
{
	if (document->unpacking.ended) {
		pdf_cut(document, document->unpacking.limit);
		return true;
	}
	if (document->budget == NULL || !budget_spent(document->budget))
		return false;
	pdf_cut(document, LIMIT_COUNT);
	return true;
}

struct slice
pdf_object_text(
    const struct pdf_document *document, const struct pdf_object *object)
{
	if (document->work >= document->work_near)
		return object->bytes;
	return slice_sub(object->bytes, 0, object->own);
}

struct pdf_place
pdf_place_of(const struct pdf_object *object)
{
	return (struct pdf_place){object->number, object->generation,
	    (object->flags & PDF_OBJECT_HELD) != 0};
}

struct pdf_token
pdf_object_value(struct pdf_document *document, const struct pdf_object *object)
{
	struct pdf_lexer lexer = {
	    pdf_object_text(document, object), 0, &document->work};

	return pdf_next_value(&lexer);
}

struct pdf_token
pdf_resolve(struct pdf_document *document, struct pdf_token value)
{
	for (unsigned i = 0; i < STEPS_MAX; i++) {
		const struct pdf_object *object;

		if (value.kind != PDF_REFERENCE)
			return value;
		object = pdf_objects_newest(&document->objects, value.number);
		if (object == NULL)
			break;
		value = pdf_object_value(document, object);
	}
	return (struct pdf_token){.kind = PDF_END};
}

int64_t
pdf_number(
    struct pdf_document *document, struct pdf_token value, int64_t preset)
{
	value = pdf_resolve(document, value);
	return value.kind == PDF_NUMBER ? value.number : preset;
}
