/*
 * unpack_compound - the streams of a compound file become parts
 *
 * Each stream is a part, under its path; what a stream holds in a form of
 * Office's own (macros, packages, objects of PowerPoint, bodies of Outlook) is
 * a child of that.  Anything else is opened in its turn, by its bytes.
 */
#include "core/unpack/unpack_add.h"

#include <string.h>

#include "core/archive/stream/zlib_stream.h"
#include "core/document/cfb.h"
#include "core/document/hangul.h"
#include "core/document/office_lock.h"
#include "core/document/ole_object.h"
#include "core/document/outlook.h"
#include "core/document/ovba.h"
#include "core/document/powerpoint.h"
#include "core/document/vba.h"
#include "core/document/vba_text.h"
#include "core/encoded/lzfu.h"

/* Modules of which the text is put together. */
#define MODULES_MAX 1000u

struct module {
	struct slice name;
	struct slice text;
};

/* One compound file being opened. */
struct compound {
	struct job *job;
	struct part *part;
	struct cfb cfb;
	struct vba vba;
	struct outlook outlook;
	unsigned hangul; /* enum hangul_flag */
	struct module modules[MODULES_MAX];
	size_t module_count;
};

/* Behind the last slash. */
static struct slice
last_name(struct slice path)
{
	size_t at = path.size;

	while (at > 0 && path.data[at - 1] != '/')
		at--;
	return slice_skip(path, at);
}

static void
note_flags(struct job *job, struct part *part, unsigned flags)
{
	if ((flags & CFB_DAMAGED) != 0)
		part->flags |= PART_DAMAGED;
	if ((flags & CFB_CUT) != 0)
		job_cut(job, part, LIMIT_DECODED_BYTES);
	if ((flags & CFB_LATE) != 0)
		job_cut(job, part, LIMIT_COUNT);
}

/* ---- macros ------------------------------------------------------------ */

static void
name_module(struct job *job, struct part *child, struct slice path)
{
	static const struct slice extension = SLICE(".vba");
	struct slice name = last_name(path);
	uint8_t *out = arena_alloc(job->arena, name.size + extension.size);

	if (out == NULL)
		return;
	memcpy(out, name.data, name.size);
	memcpy(out + name.size, extension.data, extension.size);
	job_name(job, child, (struct slice){out, name.size + extension.size},
	    SLICE("utf-8"), "vba");
}

static unsigned
flags_of_source(const struct vba_source *source)
{
	return ((source->flags & OVBA_DAMAGED) != 0 ? DOCUMENT_DAMAGED : 0) |
	       ((source->flags & OVBA_CUT) != 0 ? DOCUMENT_CUT : 0);
}

static void
add_sources(struct compound *compound, struct part *stream, uint32_t index,
    struct slice path)
{
	struct job *job = compound->job;
	struct vba_source sources[VBA_SOURCES];
	size_t count = vba_read(&compound->vba, &compound->cfb, index,
	    stream->body, (size_t)job_bytes_left(job), sources);

	for (size_t i = 0; i < count; i++) {
		struct part *child = unpack_add_file(
		    job, stream, sources[i].text, flags_of_source(&sources[i]));

		if (child == NULL)
			return;
		child->type = FILETYPE_VBA;
		name_module(job, child, path);
		if (compound->module_count < MODULES_MAX)
			compound->modules[compound->module_count++] =
			    (struct module){last_name(path), sources[i].text};
	}
}

/* Signatures for macros are written for the text of all modules. */
static void
add_joined(struct compound *compound)
{
	struct job *job = compound->job;
	struct sink sink = sink_open(job->arena, (size_t)job_bytes_left(job));
	struct part *child;

	if (compound->module_count == 0)
		return;
	for (size_t i = 0; i < compound->module_count; i++)
		vba_text_put(&sink, compound->modules[i].name,
		    compound->modules[i].text);
	child = unpack_add_file(job, compound->part, sink_close(&sink),
	    sink.cut ? DOCUMENT_CUT : 0);
	if (child == NULL)
		return;
	child->type = FILETYPE_VBA;
	job_name(job, child, SLICE("macros.vba"), SLICE("utf-8"), "vba");
}

/* ---- what is in a stream ----------------------------------------------- */

static void
add_native(struct job *job, struct part *stream)
{
	struct ole_object object;

	if (ole_native_read(stream->body, &object))
		unpack_add_object(job, stream, &object);
}

static void
add_slides(struct job *job, struct part *stream)
{
	struct powerpoint powerpoint = {stream->body, 0};
	struct powerpoint_object object;
	bool room = true;

	while (room && powerpoint_next(&powerpoint, &object)) {
		if (object.compressed)
			room = unpack_add_deflated(
			    job, stream, ZLIB_STREAM, object.body);
		else
			room = unpack_add_file(job, stream, object.body,
				   object.bad ? DOCUMENT_DAMAGED : 0) != NULL;
	}
}

/* ---- messages of Outlook ----------------------------------------------- */

static void
add_rtf_body(struct job *job, struct part *stream)
{
	struct sink sink = sink_open(job->arena, (size_t)job_bytes_left(job));
	struct part *child;
	bool bad;

	lzfu_decode(stream->body, &sink, job->budget, &bad);
	child = unpack_add_file(job, stream, sink_close(&sink),
	    (bad ? DOCUMENT_DAMAGED : 0) | (sink.cut ? DOCUMENT_CUT : 0));
	if (child != NULL)
		child->media_type = SLICE("text/rtf");
}

static void
name_attachment(struct compound *compound, struct part *stream,
    const struct outlook_stream *property)
{
	unsigned flags;
	struct slice name;

	if (property->name == CFB_NONE)
		return;
	name = cfb_read(&compound->cfb, property->name, 4096, &flags);
	job_name(compound->job, stream, name,
	    property->name_wide ? SLICE("utf-16le") : SLICE(""), "msg");
}

static void
take_property(struct compound *compound, struct part *stream,
    const struct outlook_stream *property)
{
	switch (property->kind) {
	case OUTLOOK_ATTACHMENT:
		name_attachment(compound, stream, property);
		return;
	case OUTLOOK_TEXT:
		stream->media_type = SLICE("text/plain");
		break;
	case OUTLOOK_HTML:
		stream->media_type = SLICE("text/html");
		break;
	case OUTLOOK_RTF:
		add_rtf_body(compound->job, stream);
		return;
	case OUTLOOK_OTHER:
		return;
	}
	if (property->wide)
		stream->charset = SLICE("utf-16le");
}

/* ---- streams ----------------------------------------------------------- */

static bool
is_hangul_locked(const struct compound *compound, struct slice path)
{
	return (compound->hangul & HANGUL_ENCRYPTED) != 0 &&
	       slice_equal(path, SLICE("FileHeader"));
}

static void
look_into(struct compound *compound, struct part *stream, uint32_t index,
    struct slice path)
{
	struct job *job = compound->job;
	struct slice name = last_name(path);
	struct outlook_stream property;

	if (office_lock_is(name, stream->body) ||
	    is_hangul_locked(compound, path))
		stream->flags |= PART_ENCRYPTED;
	if (slice_equal_nocase(name, SLICE("\1Ole10Native")))
		add_native(job, stream);
	else if (slice_equal_nocase(name, SLICE("PowerPoint Document")))
		add_slides(job, stream);
	else if (outlook_stream(&compound->outlook, index, &property))
		take_property(compound, stream, &property);
	if ((compound->hangul & HANGUL_COMPRESSED) != 0 &&
	    hangul_is_deflated(path))
		(void)unpack_add_deflated(job, stream, ZLIB_RAW, stream->body);
	add_sources(compound, stream, index, path);
	if (stream->first_child != NULL)
		stream->kind = PART_ARCHIVE;
}

/* False: no room for more. */
static bool
add_stream(struct compound *compound, uint32_t index)
{
	struct job *job = compound->job;
	struct cfb_entry entry;
	struct part *stream;
	struct slice body, path;
	unsigned flags;

	if (!cfb_entry(&compound->cfb, index, &entry) ||
	    entry.type != CFB_STREAM || entry.size == 0)
		return true;
	body = cfb_read(&compound->cfb, index, job_bytes_left(job), &flags);
	if (body.size == 0) {
		note_flags(job, compound->part, flags);
		return (flags & CFB_CUT) == 0;
	}
	path = cfb_path(&compound->cfb, index);
	stream = unpack_add_file(job, compound->part, body,
	    ((flags & CFB_DAMAGED) != 0 ? DOCUMENT_DAMAGED : 0) |
		((flags & CFB_CUT) != 0 ? DOCUMENT_CUT : 0));
	if (stream == NULL)
		return false;
	job_name(job, stream, path, SLICE("utf-8"), "ole2");
	look_into(compound, stream, index, path);
	return true;
}

/* What the whole of it is, so that its streams can be understood. */
static void
take_header(struct compound *compound)
{
	struct cfb *cfb = &compound->cfb;
	unsigned hangul, flags;

	for (uint32_t i = 0; i < cfb->entry_count; i++) {
		struct cfb_entry entry;

		if (!cfb_entry(cfb, i, &entry) || entry.parent != 0 ||
		    !slice_equal(
			entry.name, SLICE("F\0i\0l\0e\0H\0e\0a\0d\0e\0r\0")) ||
		    !hangul_header(SLICE("FileHeader"),
			cfb_read(cfb, i, 256, &flags), &hangul))
			continue;
		compound->hangul = hangul;
		return;
	}
}

void
unpack_compound(struct job *job, struct part *part)
{
	struct compound *compound = arena_alloc(job->arena, sizeof(*compound));

	if (compound == NULL) {
		job_cut(job, part, LIMIT_DECODED_BYTES);
		return;
	}
	*compound = (struct compound){.job = job, .part = part};
	if (!cfb_open(&compound->cfb, part->body, job->arena, job->budget) ||
	    !vba_open(&compound->vba, &compound->cfb) ||
	    !outlook_open(&compound->outlook, &compound->cfb)) {
		compound->cfb.flags |=
		    part->body.size < CFB_HEADER_BYTES ? CFB_DAMAGED : CFB_CUT;
		note_flags(job, part, compound->cfb.flags);
		return;
	}
	take_header(compound);
	for (uint32_t i = 0; i < compound->cfb.entry_count; i++)
		if ((compound->cfb.flags & CFB_LATE) != 0 ||
		    !add_stream(compound, i))
			break;
	add_joined(compound);
	note_flags(job, part, compound->cfb.flags);
	if (part->first_child != NULL)
		part->kind = PART_ARCHIVE;
}
