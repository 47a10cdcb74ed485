/*
 * unpack_text - files in the middle of texts, and in winmail.dat
 */
#include <string.h>

#include "core/encoded/encoded.h"
#include "core/encoded/tnef.h"
#include "core/unpack/job.h"
#include "simd/bytes.h"

/* ---- yEnc under another name -------------------------------------------- */

/* Lines of text may stand ahead of its first one; to look through all of what
 * is not known would be a pass more over each attached file. */
#define YENC_LOOK 1024u

bool
unpack_is_yenc(const struct part *part)
{
	struct slice head = slice_sub(part->body, 0, YENC_LOOK);

	for (size_t at = 0;; at++) {
		at += slice_find_byte(slice_skip(head, at), '=');
		if (at >= head.size)
			return false;
		if (slice_starts_with(slice_skip(head, at), SLICE("=ybegin ")))
			return true;
	}
}

/* ---- yEnc in several pieces -------------------------------------------- */

/* Of all files of one message; each is compared with these. */
#define PIECES_MAX 256u

/* False: no room, and the file is not put together. */
static bool
keep_piece(struct job *job, const struct encoded_file *file)
{
	struct piece **place = &job->pieces, *piece;

	if (job->piece_count == PIECES_MAX)
		return false;
	piece = arena_alloc(job->arena, sizeof(*piece));
	if (piece == NULL)
		return false;
	while (*place != NULL && (*place)->from <= file->piece_from)
		place = &(*place)->next;
	*piece = (struct piece){
	    *place, file->name, file->piece_from, file->whole_size, file->body};
	*place = piece;
	job->piece_count++;
	return true;
}

static bool
is_piece_of(const struct piece *piece, const struct encoded_file *file)
{
	return piece->whole_size == file->whole_size &&
	       slice_equal(piece->name, file->name);
}

/* The pieces of file one behind the other, into out unless that is NULL; the
 * size of what is there without a gap. */
static uint64_t
put_together(
    const struct job *job, const struct encoded_file *file, uint8_t *out)
{
	uint64_t size = 0;

	for (struct piece *piece = job->pieces; piece != NULL;
	     piece = piece->next) {
		if (!is_piece_of(piece, file) || piece->from != size ||
		    piece->body.size > file->whole_size - size)
			continue;
		if (out != NULL && piece->body.size > 0)
			memcpy(out + size, piece->body.data, piece->body.size);
		size += piece->body.size;
	}
	return size;
}

/* False: no room for more. */
static bool
add_piece(struct job *job, struct part *part, const struct encoded_file *file)
{
	uint64_t size = file->whole_size;
	struct part *child;
	uint8_t *whole = NULL;

	if (size == 0)
		return true;
	if (!keep_piece(job, file)) {
		job_cut(job, part, LIMIT_MEMBERS);
		return true;
	}
	if (put_together(job, file, NULL) != size)
		return true;
	if (size <= job_bytes_left(job))
		whole = arena_alloc(job->arena, (size_t)size);
	if (whole == NULL) {
		job_cut(job, part, LIMIT_DECODED_BYTES);
		return false;
	}
	CHECK(put_together(job, file, whole) == size);
	job_take_bytes(job, size);
	child = job_add(
	    job, part, PART_FROM_ENCODED, (struct slice){whole, (size_t)size});
	if (child == NULL)
		return false;
	job_name(job, child, file->name, SLICE(""), "yEnc");
	return true;
}

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
	if ((file->flags & ENCODED_PIECE) && !add_piece(job, part, file))
		return false;
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

	/* So its files' lines begin, as was looked for when it was decoded. */
	if (part->lacks & BYTES_LINE)
		return;
	/* Of a tree that is full: there is something that finds no place. */
	while (encoded_next(part->body, &at, (size_t)job_bytes_left(job),
		   job->arena, job->budget, &file) &&
	       add_encoded(job, part, &file))
		;
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
