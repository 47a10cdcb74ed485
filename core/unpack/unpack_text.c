/*
 * unpack_text - files in the middle of texts, in HTML, and in winmail.dat
 */
#include <string.h>

#include "core/encoded/encoded.h"
#include "core/encoded/tnef.h"
#include "core/unpack/job.h"

/* ---- uuencode and the like --------------------------------------------- */

/* False: no room for more. */
static bool
add_encoded(struct job *job, struct part *part, const struct encoded_file *file)
{
	struct part *child;

	job_take_bytes(job, file->body.size);
	if (file->flags & ENCODED_CUT)
		limits_mark(&job->message->reached, LIMIT_DECODED_BYTES);
	child = job_add(job, part, PART_FROM_ENCODED, file->body);
	if (child == NULL)
		return false;
	child->raw = file->raw;
	if (file->flags & ENCODED_CUT)
		child->flags |= PART_CUT;
	if (file->flags & ENCODED_NO_END)
		child->flags |= PART_NO_END;
	if (file->flags & ENCODED_BAD)
		child->flags |= PART_BAD_ENCODING;
	job_name(
	    job, child, file->name, SLICE(""), encoded_kind_name(file->kind));
	if (file->resource.size == 0)
		return true;
	job_take_bytes(job, file->resource.size);
	return job_add(job, part, PART_FROM_ENCODED, file->resource) != NULL;
}

void
unpack_encoded(struct job *job, struct part *part)
{
	struct encoded_file file;
	size_t at = 0;

	while (encoded_next(part->body, &at, (size_t)job_bytes_left(job),
		   job->arena, job->budget, &file) &&
	       add_encoded(job, part, &file))
		;
}

/* ---- data: URLs -------------------------------------------------------- */

/* "data" ahead of a colon, tabs and line ends between them passed over, since
 * browsers take those out. */
static bool
is_data_colon(struct slice bytes, size_t colon)
{
	static const char word[] = "atad";
	size_t at = colon;

	for (size_t i = 0; i < 4; i++) {
		uint8_t c;

		do {
			if (at == 0 || colon - at > 64)
				return false;
			c = bytes.data[--at];
		} while (c == '\t' || c == '\n' || c == '\r' || c == 0);
		if ((c | 0x20) != word[i])
			return false;
	}
	return true;
}

/* A reference that may stand for a letter or a colon: "&#", "&colon;". */
static bool
has_disguise(struct slice bytes)
{
	for (size_t at = 0;; at++) {
		struct slice rest;

		at += slice_find_byte(slice_skip(bytes, at), '&');
		if (at >= bytes.size)
			return false;
		rest = slice_sub(bytes, at + 1, 5);
		if (rest.size > 0 &&
		    (rest.data[0] == '#' || slice_equal(rest, SLICE("colon"))))
			return true;
	}
}

static bool
has_data_colon(struct slice bytes)
{
	for (size_t at = 0;; at++) {
		at += slice_find_byte(slice_skip(bytes, at), ':');
		if (at >= bytes.size)
			return false;
		if (is_data_colon(bytes, at))
			return true;
	}
}

/*
 * Reading HTML costs more than all the rest, so that is done only where a data:
 * URL can be.  The letters of a URL may be written as numeric references, the
 * colon by its name too; a NUL says UTF-16, where all looks different.
 */
static bool
may_hold_data_url(struct slice bytes)
{
	struct slice head = slice_sub(bytes, 0, 1024);

	return slice_find_byte(head, 0) < head.size || has_data_colon(bytes) ||
	       has_disguise(bytes);
}

void
unpack_data_urls(struct job *job, struct part *part)
{
	const struct part_text *text;
	struct data_url data;

	if (!may_hold_data_url(part->body))
		return;
	text = render_part(&job->renderer, part);
	if (text == NULL || text->html == NULL)
		return;
	for (size_t i = 0; i < text->html->link_count; i++) {
		struct slice url = text->html->links[i].url;
		struct part *child;

		if (!slice_starts_with_nocase(url, SLICE("data:")))
			continue;
		if (url.size > job_bytes_left(job)) {
			limits_mark(
			    &job->message->reached, LIMIT_DECODED_BYTES);
			return;
		}
		if (!data_url_decode(url, job->arena, &data) ||
		    data.body.size == 0)
			continue;
		job_take_bytes(job, data.body.size);
		child = job_add(job, part, PART_FROM_DATA_URL, data.body);
		if (child == NULL)
			return;
		child->media_type = data.media_type;
	}
}

/* ---- TNEF -------------------------------------------------------------- */

/* False: no room for more. */
static bool
add_tnef(struct job *job, struct part *part, const struct tnef_file *file)
{
	struct part *child = job_add(job, part, PART_FROM_TNEF, file->body);

	if (child == NULL)
		return false;
	/* What is borrowed costs nothing, but a little archive must not come
	 * to any number of large parts. */
	job_take_bytes(job, file->body.size);
	if (file->media_type.size > 0)
		child->media_type = file->media_type;
	child->charset = file->charset;
	if (file->flags & TNEF_CUT)
		child->flags |= PART_CUT;
	if (file->flags & TNEF_BAD)
		child->flags |= PART_DAMAGED;
	if (file->kind == TNEF_EMBEDDED)
		child->type = FILETYPE_TNEF;
	job_name(job, child, file->name,
	    file->name_charset.size > 0 ? file->name_charset : SLICE("utf-8"),
	    "winmail.dat");
	return true;
}

void
unpack_tnef(struct job *job, struct part *part)
{
	struct tnef tnef;
	struct tnef_file file;

	if (!tnef_begin(&tnef, part->body)) {
		part->flags |= PART_DAMAGED;
		return;
	}
	part->kind = PART_ARCHIVE;
	while (tnef_next(&tnef, (size_t)job_bytes_left(job), job->arena,
		   job->budget, &file) &&
	       add_tnef(job, part, &file))
		;
}
