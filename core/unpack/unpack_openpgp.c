/*
 * unpack_openpgp - files in messages of OpenPGP that are not encrypted
 *
 * What gpg --store, --sign or -z makes is read by every client that knows
 * OpenPGP, with no key at all.
 */
#include "core/archive/stream/zlib_stream.h"
#include "core/encoded/openpgp.h"
#include "core/unpack/job.h"
#include "simd/base64.h"

/* Compressed packets in each other. */
#define DEPTH_MAX 4u
/* Packets of one sequence. */
#define PACKETS_MAX 64u
/* Messages in the armour of one text. */
#define ARMOUR_MAX 64u

struct reading {
	struct job *job;
	struct part *part;
	bool found; /* a file */
};

static void read_packets(
    struct reading *reading, struct slice bytes, unsigned depth);

static void
add_file(struct reading *reading, const struct openpgp_packet *packet)
{
	struct job *job = reading->job;
	struct slice name, file;
	struct part *child;

	if (!openpgp_literal(packet->body, &name, &file) || file.size == 0)
		return;
	job_take_bytes(job, file.size);
	child = job_add(job, reading->part, PART_FROM_OPENPGP, file);
	if (child == NULL)
		return;
	if (packet->cut)
		child->flags |= PART_DAMAGED;
	job_name(job, child, name, SLICE("utf-8"), "openpgp");
	/* A text is read as one all the same, by people and by us. */
	if (!render_is_text(reading->part))
		reading->part->kind = PART_ARCHIVE;
	reading->found = true;
}

/* ---- compressed -------------------------------------------------------- */

static struct archive_options
options_of(struct job *job)
{
	return (struct archive_options){
	    .limits = job->limits,
	    .bytes_max = job_bytes_left(job),
	    .members_max = 1,
	};
}

static struct member
read_bzip2(struct job *job, struct slice packed)
{
	struct archive_options options = options_of(job);
	struct member member = {.flags = MEMBER_DAMAGED};
	struct archive archive;

	archive_begin(&archive, job->unpacker->archives, packed, FILETYPE_BZIP2,
	    &options, job->arena, job->budget);
	if (!archive_next(&archive, &member))
		member.flags |= MEMBER_DAMAGED;
	archive_end(&archive);
	return member;
}

static struct member
undo_packing(struct job *job, uint8_t packing, struct slice packed)
{
	struct archive_options options = options_of(job);

	if (packing == OPENPGP_STORED)
		return (struct member){.body = packed};
	if (packing == OPENPGP_BZIP2)
		return read_bzip2(job, packed);
	return zlib_stream_read_kind(job->unpacker->archives,
	    packing == OPENPGP_ZLIB ? ZLIB_STREAM : ZLIB_RAW, packed, &options,
	    job->arena, job->budget);
}

static void
open_compressed(struct reading *reading, struct slice body, unsigned depth)
{
	struct job *job = reading->job;
	struct member member;

	if (body.size == 0 || body.data[0] > OPENPGP_BZIP2)
		return;
	member = undo_packing(job, body.data[0], slice_skip(body, 1));
	if (member.flags & MEMBER_CUT)
		job_cut(job, reading->part, member.limit);
	job_take_bytes(job, member.body.size);
	/* What is no such stream was none of these packets. */
	if (!openpgp_begins(member.body))
		return;
	if (member.flags & MEMBER_DAMAGED)
		reading->part->flags |= PART_DAMAGED;
	read_packets(reading, member.body, depth + 1);
}

/* ---- packets ----------------------------------------------------------- */

static void
read_packets(struct reading *reading, struct slice bytes, unsigned depth)
{
	struct job *job = reading->job;
	struct openpgp_packet packet;
	size_t at = 0;

	for (unsigned i = 0; !reading->found && at < bytes.size; i++) {
		if (i == PACKETS_MAX) {
			job_cut(job, reading->part, LIMIT_MEMBERS);
			return;
		}
		if (!openpgp_next(bytes, &at, job->arena, &packet)) {
			if (packet.no_room)
				job_cut(
				    job, reading->part, LIMIT_DECODED_BYTES);
			return;
		}
		if (packet.type == OPENPGP_LITERAL)
			add_file(reading, &packet);
		else if (packet.type != OPENPGP_COMPRESSED)
			continue;
		else if (depth < DEPTH_MAX)
			open_compressed(reading, packet.body, depth);
		else
			job_cut(job, reading->part, LIMIT_NESTING);
	}
}

/* The first byte of a packet is none of ASCII; most parts are texts. */
static bool
may_be_openpgp(const struct part *part)
{
	if ((part->body.data[0] & 0x80) == 0)
		return false;
	return (part->type == FILETYPE_OTHER || part->type == FILETYPE_TEXT ||
		   part->type == FILETYPE_ODD_TEXT) &&
	       openpgp_begins(part->body);
}

/* What is encrypted, and keys, are no packets of these, and stay a text. False:
 * no room for more. */
static bool
open_armour(struct job *job, struct part *part, struct slice raw)
{
	struct reading reading = {.job = job, .part = part};
	struct base64_result result;
	struct slice packets;
	uint8_t *out = NULL;

	if (raw.size <= job_bytes_left(job))
		out = arena_alloc(job->arena, BASE64_ROOM(raw.size));
	if (out == NULL) {
		job_cut(job, part, LIMIT_DECODED_BYTES);
		return false;
	}
	result = base64_decode(raw.data, raw.size, BASE64_PASS_PADDING, out);
	CHECK(arena_resize_last(job->arena, out, result.written));
	packets = (struct slice){out, result.written};
	if (!openpgp_begins(packets))
		return true;
	if (!job_may_open(job, part))
		return false;
	job_take_bytes(job, packets.size);
	read_packets(&reading, packets, 1);
	return true;
}

/* A letter may have words ahead of it, between and behind, and clients read all
 * of what they find. */
static void
open_all_armour(struct job *job, struct part *part)
{
	size_t at = 0;

	for (unsigned i = 0;; i++) {
		struct slice raw = openpgp_armoured(part->body, &at);

		if (raw.size == 0)
			return;
		if (i == ARMOUR_MAX) {
			job_cut(job, part, LIMIT_MEMBERS);
			return;
		}
		if (!open_armour(job, part, raw))
			return;
	}
}

/* Lines like fields may head a letter; a message has texts of its own. */
static bool
is_text(const struct part *part)
{
	switch (filetype_class(part->type)) {
	case FILECLASS_TEXT:
	case FILECLASS_HTML:
		return true;
	case FILECLASS_MAIL:
		return slice_starts_with(part->media_type, SLICE("text/"));
	default:
		return part->type == FILETYPE_ODD_TEXT;
	}
}

void
unpack_openpgp(struct job *job, struct part *part)
{
	struct reading reading = {.job = job, .part = part};

	if (may_be_openpgp(part) && job_may_open(job, part))
		read_packets(&reading, part->body, 1);
	else if (is_text(part))
		open_all_armour(job, part);
}
