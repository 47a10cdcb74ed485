/*
 * unpack_document - streams and objects of documents become parts
 */
#include "core/unpack/unpack_add.h"

#include "core/archive/stream/swf.h"
#include "core/document/active_mime.h"
#include "core/document/office_xml.h"
#include "core/document/onenote.h"
#include "core/document/plist.h"
#include "core/document/rtf.h"
#include "core/document/shortcut.h"

/* ---- RTF --------------------------------------------------------------- */

/* The data of an object with all that is put around it; what that holds, as a
 * child of it.  False: no room for more. */
static bool
add_rtf_object(
    struct job *job, struct part *part, const struct rtf_object *object)
{
	struct part *child = unpack_add_file(job, part, object->body, 0);
	struct ole_object ole;

	if (child == NULL)
		return false;
	if (object->kind != RTF_OBJECT || child->type == FILETYPE_OLE2 ||
	    !ole1_read(object->body, &ole))
		return true;
	unpack_add_object(job, child, &ole);
	if (child->first_child != NULL)
		child->kind = PART_ARCHIVE;
	return true;
}

static void
open_rtf(struct job *job, struct part *part)
{
	struct rtf rtf;
	struct rtf_object object;

	rtf_begin(&rtf, part->body);
	while (rtf_next(&rtf, (size_t)job_bytes_left(job), job->arena,
		   job->budget, &object) &&
	       add_rtf_object(job, part, &object))
		;
	if (rtf.cut)
		job_cut(job, part,
		    job->budget->state == BUDGET_OK ? LIMIT_DECODED_BYTES
						    : LIMIT_COUNT);
}

/* ---- OneNote ----------------------------------------------------------- */

static void
open_onenote(struct job *job, struct part *part)
{
	struct onenote_file file;
	size_t at = 0;

	while (onenote_next(part->body, &at, &file))
		if (file.body.size > 0 &&
		    unpack_add_file(job, part, file.body,
			file.bad ? DOCUMENT_DAMAGED : 0) == NULL)
			return;
}

/* ---- Flash ------------------------------------------------------------- */

static void
open_film(struct job *job, struct part *part)
{
	struct archive_options options = unpack_stream_options(job);
	struct member member;

	if (!swf_is_packed(part->body))
		return;
	member = swf_read(job->unpacker->archives, part->body, &options,
	    job->arena, job->budget);
	(void)unpack_add_member(job, part, &member);
}

/* ---- ActiveMime -------------------------------------------------------- */

/* What breaks off may have been no stream: then the next one is tried too. */
static void
open_active_mime(struct job *job, struct part *part)
{
	for (unsigned tries = 0; part->last_child == NULL ||
				 (part->last_child->flags & PART_DAMAGED) != 0;
	     tries++) {
		size_t at = active_mime_stream(part->body, tries);

		if (at >= part->body.size ||
		    !unpack_add_deflated(
			job, part, ZLIB_STREAM, slice_skip(part->body, at)))
			return;
	}
}

/* ---- XML --------------------------------------------------------------- */

/* False: no room for more. */
static bool
add_xml_file(
    struct job *job, struct part *part, const struct office_xml_file *file)
{
	struct part *child =
	    job_add_base64(job, part, PART_FROM_DOCUMENT, file->base64);

	if (child == NULL)
		return false;
	job_name(job, child, file->name, SLICE("utf-8"), "xml");
	return true;
}

static void
open_xml(struct job *job, struct part *part)
{
	struct office_xml xml;
	struct office_xml_file file;

	if (office_xml_begin(&xml, part->body, job->arena) &&
	    office_xml_next(&xml, job->arena, &file) && job_may_open(job, part))
		while (add_xml_file(job, part, &file) &&
		       office_xml_next(&xml, job->arena, &file))
			;
	if (xml.cut)
		job_cut(job, part, LIMIT_DECODED_BYTES);
}

/* An OpenDocument keeps its files in a zip that says nothing of encryption; the
 * list beside them does. */
static void
note_locked_list(struct part *part)
{
	if (part->parent != NULL && part->parent->type == FILETYPE_ODF &&
	    slice_equal(part->name, SLICE("META-INF/manifest.xml")) &&
	    slice_find(part->body, SLICE(":encryption-data")) < part->body.size)
		part->flags |= PART_ENCRYPTED;
}

static void
open_plist(struct job *job, struct part *part)
{
	struct plist plist;
	struct slice data;

	if (!plist_begin(&plist, part->body))
		return;
	while (plist_next(&plist, &data) &&
	       job_add(job, part, PART_FROM_DOCUMENT, data) != NULL)
		;
	if (plist.bad)
		part->flags |= PART_DAMAGED;
}

static bool
is_plist(const struct part *part)
{
	return slice_starts_with(part->body, SLICE("bplist"));
}

/* ---- shortcuts --------------------------------------------------------- */

/* What it runs is a line of cmd's, or goes to a shell of its own. */
static void
open_shortcut(struct job *job, struct part *part)
{
	struct shortcut shortcut;
	struct part *child;
	uint8_t *command;
	size_t size;

	if (!shortcut_read(part->body, &shortcut))
		return;
	size = shortcut.path.size + shortcut.arguments.size + 1;
	command =
	    size <= job_bytes_left(job) ? arena_alloc(job->arena, size) : NULL;
	if (command == NULL) {
		job_cut(job, part, LIMIT_DECODED_BYTES);
		return;
	}
	size = shortcut_command(&shortcut, command);
	child = unpack_add_file(job, part, (struct slice){command, size}, 0);
	if (child != NULL)
		job_name(
		    job, child, SLICE("command.cmd"), SLICE(""), "shortcut");
}

/* ---- by type ----------------------------------------------------------- */

static void
open_typed(struct job *job, struct part *part)
{
	switch (part->type) {
	case FILETYPE_OLE2:
		unpack_compound(job, part);
		break;
	case FILETYPE_RTF:
		open_rtf(job, part);
		break;
	case FILETYPE_ONENOTE:
		open_onenote(job, part);
		break;
	case FILETYPE_SWF:
		open_film(job, part);
		break;
	case FILETYPE_SHORTCUT:
		open_shortcut(job, part);
		break;
	default:
		if (is_plist(part))
			open_plist(job, part);
		else
			open_active_mime(job, part);
		break;
	}
}

void
unpack_document(struct job *job, struct part *part)
{
	switch (part->type) {
	case FILETYPE_OLE2:
	case FILETYPE_RTF:
	case FILETYPE_ONENOTE:
	case FILETYPE_SWF:
	case FILETYPE_SHORTCUT:
		break;
	case FILETYPE_TEXT:
	case FILETYPE_HTML:
		note_locked_list(part);
		open_xml(job, part);
		return;
	default:
		if (!active_mime_is(part->body) && !is_plist(part))
			return;
		break;
	}
	if (!job_may_open(job, part))
		return;
	open_typed(job, part);
	/* Of a list all but the end may be a text, which people read. */
	if (part->first_child != NULL &&
	    !(is_plist(part) && render_is_text(part)))
		part->kind = PART_ARCHIVE;
}
