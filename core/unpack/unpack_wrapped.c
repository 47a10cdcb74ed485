/*
 * unpack_wrapped - what is put around one message or file: S/MIME, Mac files
 */
#include "core/archive/stream/zlib_stream.h"
#include "core/encoded/cms.h"
#include "core/encoded/macfile.h"
#include "core/text/utf8.h"
#include "core/unpack/job.h"

/* ---- S/MIME ------------------------------------------------------------ */

static bool
is_name_byte(uint8_t c)
{
	uint8_t low = c | 0x20;

	return (low >= 'a' && low <= 'z') || (c >= '0' && c <= '9') ||
	       c == '-' || c == '_';
}

/*
 * Clients take whatever is signed for an entity.  But people sign files, too,
 * and those are to stay what they are: so it has to begin with a field or with
 * the empty line behind no fields.
 */
bool
unpack_is_entity(const struct part *part)
{
	struct slice line = slice_sub(part->body, 0, 128);
	size_t name = 0;

	if ((part->origin != PART_FROM_SIGNED &&
		part->origin != PART_FROM_OPENPGP) ||
	    part->type == FILETYPE_PKCS7)
		return false;
	while (name < line.size && is_name_byte(line.data[name]))
		name++;
	if (name == 0)
		return slice_starts_with(line, SLICE("\n")) ||
		       slice_starts_with(line, SLICE("\r\n"));
	line = slice_trim(slice_skip(line, name));
	return slice_starts_with(line, SLICE(":"));
}

/* A name that says what this is; empty: there is none. */
static struct slice
signed_name(const struct part *part)
{
	for (uint16_t i = 0; i < part->name_count; i++)
		if (filetype_of_name(part->names[i].text) == FILETYPE_PKCS7)
			return part->names[i].text;
	return SLICE("");
}

/* "invoice.pdf.p7m" is what it is called signed: "invoice.pdf" is inside. */
static struct slice
unsigned_name(const struct part *part)
{
	static const size_t extension = 4;
	struct slice name = signed_name(part), stem;

	if (name.size <= extension)
		return SLICE("");
	stem = slice_sub(name, 0, name.size - extension);
	return slice_find_byte(stem, '.') < stem.size ? stem : SLICE("");
}

static void
add_content(
    struct job *job, struct part *part, struct slice content, unsigned flags)
{
	struct part *child;

	job_take_bytes(job, content.size);
	child = job_add(job, part, PART_FROM_SIGNED, content);
	if (child == NULL)
		return;
	child->flags |= (uint16_t)flags;
	job_name(job, child, unsigned_name(part), SLICE("utf-8"), "p7m");
	part->kind = PART_ARCHIVE;
}

static void
add_compressed(struct job *job, struct part *part, struct slice packed)
{
	struct archive_options options = {
	    .limits = job->limits,
	    .bytes_max = job_bytes_left(job),
	    .members_max = 1,
	};
	struct member member = zlib_stream_read(
	    job->unpacker->archives, packed, &options, job->arena, job->budget);
	unsigned flags = 0;

	if (member.flags & MEMBER_DAMAGED)
		flags |= PART_DAMAGED;
	if (member.flags & MEMBER_CUT) {
		flags |= PART_CUT;
		limits_mark(&job->message->reached, member.limit);
	}
	part->flags |= (uint16_t)flags;
	if (member.body.size > 0)
		add_content(job, part, member.body, flags);
}

static bool
claims_cms(const struct part *part)
{
	return signed_name(part).size > 0 ||
	       filetype_of_media_type(part->media_type) == FILETYPE_PKCS7;
}

/* By its bytes, or by what it says it is. */
static bool
may_be_cms(const struct part *part)
{
	return part->type == FILETYPE_PKCS7 ||
	       (part->body.data[0] == 0x30 && claims_cms(part));
}

void
unpack_cms(struct job *job, struct part *part)
{
	struct cms cms;
	unsigned flags = 0;

	if (!may_be_cms(part) ||
	    !cms_read(part->body, (size_t)job_bytes_left(job), job->arena,
		job->budget, &cms))
		return;
	if (cms.kind == CMS_ENCRYPTED)
		part->flags |= PART_ENCRYPTED;
	if (cms.flags & CMS_BAD)
		part->flags |= PART_DAMAGED;
	if (cms.flags & CMS_CUT) {
		flags |= PART_CUT;
		limits_mark(&job->message->reached, LIMIT_DECODED_BYTES);
	}
	part->flags |= (uint16_t)flags;
	if (cms.content.size == 0 || !job_may_open(job, part))
		return;
	if (cms.kind == CMS_COMPRESSED)
		add_compressed(job, part, cms.content);
	else
		add_content(job, part, cms.content, flags);
}

/* ---- S/MIME in text ---------------------------------------------------- */

/* What stands between "-----BEGIN PKCS7-----" or the like and its end.  Empty:
 * there is none. */
static struct slice
between_marks(struct slice text)
{
	static const struct slice begin[] = {
	    SLICE("-----BEGIN PKCS7-----"),
	    SLICE("-----BEGIN CMS-----"),
	    SLICE("-----BEGIN PKCS #7 SIGNED DATA-----"),
	};

	for (size_t i = 0; i < sizeof(begin) / sizeof(begin[0]); i++) {
		size_t at = slice_find(text, begin[i]);
		struct slice rest = slice_skip(text, at + begin[i].size);

		if (at < text.size)
			return slice_sub(
			    rest, 0, slice_find(rest, SLICE("-----END ")));
	}
	return SLICE("");
}

/* Looked for where a file says that it is S/MIME, or begins like PEM: no client
 * opens it in the middle of a letter. */
static struct slice
armoured(const struct part *part)
{
	struct slice text = slice_trim(part->body), inside;
	bool claims = claims_cms(part);

	if (!claims && !slice_starts_with(text, SLICE("-----BEGIN ")))
		return SLICE("");
	inside = between_marks(text);
	if (inside.size > 0)
		return inside;
	/* A sequence (0x30) begins so in base64. */
	return claims && slice_starts_with(text, SLICE("M")) ? text : SLICE("");
}

void
unpack_armour(struct job *job, struct part *part)
{
	struct slice raw = armoured(part);
	struct part *child;

	if (raw.size == 0 || !job_may_open(job, part))
		return;
	child = job_add_base64(job, part, PART_FROM_ENCODED, raw);
	if (child == NULL)
		return;
	job_name(job, child, signed_name(part), SLICE("utf-8"), "armour");
}

/* ---- Mac files --------------------------------------------------------- */

/* False: no room for more. */
static bool
add_fork(struct job *job, struct part *part, const struct macfile *macfile,
    const struct macfile_fork *fork)
{
	size_t left = (size_t)job_bytes_left(job);
	struct part *child = job_add(
	    job, part, PART_FROM_MACFILE, slice_sub(fork->body, 0, left));

	if (child == NULL)
		return false;
	job_take_bytes(job, child->body.size);
	if (fork->bad)
		child->flags |= PART_DAMAGED;
	if (fork->body.size > left) {
		child->flags |= PART_CUT;
		limits_mark(&job->message->reached, LIMIT_DECODED_BYTES);
	}
	job_name(job, child, macfile->name,
	    utf8_valid(macfile->name) ? SLICE("utf-8") : SLICE("macintosh"),
	    "macfile");
	return true;
}

void
unpack_macfile(struct job *job, struct part *part)
{
	struct macfile macfile;
	struct macfile_fork fork;

	if (part->body.data[0] != 0 || !macfile_begin(&macfile, part->body) ||
	    !job_may_open(job, part))
		return;
	while (macfile_next(&macfile, &fork) &&
	       add_fork(job, part, &macfile, &fork))
		;
}
