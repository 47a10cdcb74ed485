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

	/* Of a tree that is full: there is something that finds no place. */
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

/* Is a letter of ASCII in bytes of that charset itself? */
static bool
keeps_ascii(struct slice label)
{
	static const struct slice families[] = {
	    SLICE("utf-8"),
	    SLICE("us-ascii"),
	    SLICE("windows-"),
	    SLICE("iso-8859-"),
	    SLICE("koi8-"),
	    SLICE("gb"),
	    SLICE("big5"),
	    SLICE("euc-"),
	    SLICE("shift_jis"),
	};
	const char *name = label.size == 0 ? NULL : charset_name(label);

	if (name == NULL)
		return true;
	for (size_t i = 0; i < sizeof(families) / sizeof(families[0]); i++)
		if (slice_starts_with(slice_from_string(name), families[i]))
			return true;
	return false;
}

/*
 * Reading HTML costs more than all the rest, so that is done only where a data:
 * URL can be.  The letters of a URL may be written as numeric references, the
 * colon by its name too; in UTF-7 all looks different, and in UTF-16, of which
 * a NUL tells.
 */
static bool
may_hold_data_url(const struct part *part)
{
	struct slice bytes = part->body;

	return has_data_colon(bytes) || has_disguise(bytes) ||
	       slice_find_byte(bytes, 0) < bytes.size ||
	       !keeps_ascii(render_charset(part));
}

/* What decoding one takes from the arena besides twice its size. */
#define DATA_URL_ROOM 256u

void
unpack_data_urls(struct job *job, struct part *part)
{
	const struct part_text *text;
	struct data_url data;

	if (!render_is_page(part) || !may_hold_data_url(part))
		return;
	text = render_part(&job->renderer, part);
	if (text == NULL || text->html == NULL)
		return;
	for (size_t i = 0; i < text->html->link_count; i++) {
		struct slice url = text->html->links[i].url;
		struct part *child;

		if (!slice_starts_with_nocase(url, SLICE("data:")))
			continue;
		if (url.size > job_bytes_left(job) ||
		    2 * url.size + DATA_URL_ROOM > arena_free(job->arena)) {
			job_cut(job, part, LIMIT_DECODED_BYTES);
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
		job_cut(job, child, LIMIT_DECODED_BYTES);
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
