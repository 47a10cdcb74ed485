/*
 * unpack_pdf - files, scripts, links and streams of a PDF
 */
#include "core/pdf/pdf.h"
#include "core/unpack/job.h"

static bool
has_mark(const struct part *part)
{
	struct slice head = slice_sub(part->body, 0, FILETYPE_PDF_LOOK);

	/* As was seen when it was decoded. */
	return (part->lacks & FILETYPE_LACKS_PDF) == 0 &&
	       filetype_find_pdf(head) < head.size;
}

static bool
claims_pdf(const struct part *part)
{
	if (filetype_of_media_type(part->media_type) == FILETYPE_PDF)
		return true;
	for (uint16_t i = 0; i < part->name_count; i++)
		if (filetype_of_name(part->names[i].text) == FILETYPE_PDF)
			return true;
	return false;
}

/* By its bytes, or by what it says it is: there is room for the magic of
 * another type ahead of the mark. */
static bool
may_be_pdf(const struct part *part)
{
	return part->type == FILETYPE_PDF || claims_pdf(part) || has_mark(part);
}

static struct slice
media_type_of(enum pdf_item_kind kind)
{
	switch (kind) {
	case PDF_ITEM_SCRIPT:
		return SLICE("application/javascript");
	case PDF_ITEM_LINKS:
		return SLICE("text/uri-list");
	default:
		return SLICE("application/octet-stream");
	}
}

/* False: no room for more. */
static bool
add_item(struct job *job, struct part *part, const struct pdf_item *item)
{
	struct part *child = job_add(job, part, PART_FROM_DOCUMENT, item->body);

	if (child == NULL)
		return false;
	child->media_type = media_type_of(item->kind);
	if (item->kind == PDF_ITEM_LINKS)
		child->charset = SLICE("utf-8");
	if (item->flags & MEMBER_CUT)
		job_cut(job, child, item->limit);
	if (item->flags & MEMBER_DAMAGED)
		child->flags |= PART_DAMAGED;
	job_name(job, child, item->name, SLICE("utf-8"), "pdf");
	return true;
}

static void
note_pdf(struct job *job, struct part *part, const struct pdf *pdf)
{
	if (pdf->flags & PDF_ENCRYPTED)
		part->flags |= PART_ENCRYPTED;
	if (pdf->flags & PDF_PASSWORD)
		part->flags |= PART_ENCRYPTED | PART_PASSWORD;
	if (pdf->flags & PDF_CUT)
		job_cut(job, part, pdf->limit);
	job->objects_left -= pdf->object_count;
	job_take_bytes(job, pdf->written);
}

void
unpack_pdf(struct job *job, struct part *part)
{
	struct pdf_options options = {
	    .archives = job->unpacker->archives,
	    .ciphers = job->unpacker->ciphers,
	    .shared = {.limits = job->limits,
		.bytes_max = job_bytes_left(job),
		.aes_tries_left = &job->aes_tries_left},
	    .objects_max = job->objects_left,
	};
	struct pdf pdf;
	struct pdf_item item;

	if (!may_be_pdf(part) || !job_may_open(job, part))
		return;
	pdf_begin(&pdf, part->body, &options, job->arena, job->budget);
	if (pdf_wants_password(&pdf)) {
		unpack_find_passwords(job);
		pdf_try_passwords(&pdf, job->passwords, job->password_count);
	}
	while (pdf_next(&pdf, &item) && add_item(job, part, &item))
		;
	note_pdf(job, part, &pdf);
}
