/*
 * unpack_vobject - files in calendars and contacts become parts
 *
 * What ATTACH has in an invitation a calendar program shows as an attachment,
 * and saves.  One HTML tag in a description makes a calendar a page by its
 * bytes, so the beginning is looked at here, and what the part claims to be.
 */
#include "core/base/ascii.h"
#include "core/encoded/vobject.h"
#include "core/unpack/job.h"

static bool
is_vobject_type(enum filetype type)
{
	return type == FILETYPE_CALENDAR || type == FILETYPE_VCARD;
}

/* Parts of a text's types that claim it; few parts have other types than text
 * and HTML. */
static bool
claims_vobject(const struct part *part)
{
	if (!slice_equal(part->media_type, SLICE("text/plain")) &&
	    !slice_equal(part->media_type, SLICE("text/html")) &&
	    is_vobject_type(filetype_of_media_type(part->media_type)))
		return true;
	for (uint16_t i = 0; i < part->name_count; i++)
		if (is_vobject_type(filetype_of_name(part->names[i].text)))
			return true;
	return false;
}

static bool
may_be_vobject(const struct part *part)
{
	switch (filetype_class(part->type)) {
	case FILECLASS_TEXT:
	case FILECLASS_HTML:
	case FILECLASS_MAIL:
	case FILECLASS_OTHER:
		return vobject_is(part->body) || claims_vobject(part);
	default:
		return false;
	}
}

/* name lies in what the next file is read into. */
static void
name_child(struct job *job, struct part *child, struct slice name)
{
	struct slice copy;

	if (name.size > 0 && arena_copy(job->arena, name, &copy))
		job_name(job, child, copy, SLICE("utf-8"), "calendar");
}

/* False: no room for more. */
static bool
add_url(struct job *job, struct part *part, const struct vobject_file *file)
{
	struct slice url = file->value;
	struct data_url data;
	struct part *child;
	uint8_t *room = NULL;

	if (url.size <= job_bytes_left(job) &&
	    url.size + DATA_URL_ROOM(url.size) <= arena_free(job->arena))
		room = arena_alloc(job->arena, url.size);
	if (room == NULL) {
		job_cut(job, part, LIMIT_DECODED_BYTES);
		return false;
	}
	url = slice_trim((struct slice){room, vobject_unfold(url, room)});
	if (!data_url_decode(url, job->arena, &data) || data.body.size == 0)
		return true;
	job_take_bytes(job, data.body.size);
	child = job_add(job, part, PART_FROM_DATA_URL, data.body);
	if (child == NULL)
		return false;
	child->media_type = data.media_type;
	name_child(job, child, file->name);
	return true;
}

/* In lower case, as all media types are; what is none says nothing. */
static void
set_media_type(struct job *job, struct part *child, struct slice type)
{
	uint8_t *lower;

	for (size_t i = 0; i < type.size; i++)
		if (type.data[i] <= ' ' || type.data[i] >= 0x7F)
			return;
	lower = type.size == 0 ? NULL : arena_alloc(job->arena, type.size);
	if (lower == NULL)
		return;
	for (size_t i = 0; i < type.size; i++)
		lower[i] = ascii_lower(type.data[i]);
	child->media_type = (struct slice){lower, type.size};
}

/* False: no room for more. */
static bool
add_base64(struct job *job, struct part *part, const struct vobject_file *file)
{
	struct part *child =
	    job_add_base64(job, part, PART_FROM_ENCODED, file->value);

	if (child == NULL)
		return false;
	set_media_type(job, child, file->media_type);
	name_child(job, child, file->name);
	return true;
}

static bool
add_file(struct job *job, struct part *part, const struct vobject_file *file)
{
	return file->kind == VOBJECT_URL ? add_url(job, part, file)
					 : add_base64(job, part, file);
}

void
unpack_vobject(struct job *job, struct part *part)
{
	struct vobject vobject;
	struct vobject_file file;

	if (!may_be_vobject(part))
		return;
	vobject_begin(&vobject, part->body);
	if (!vobject_next(&vobject, &file) || !job_may_open(job, part))
		return;
	while (add_file(job, part, &file) && vobject_next(&vobject, &file))
		;
}
