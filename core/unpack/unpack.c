/*
 * unpack - everything that stands inside of the parts of a message
 */
#include "core/unpack/job.h"

#include <stdlib.h>
#include <string.h>

#include "core/message/mime.h"

struct unpacker *
unpacker_create(void)
{
	struct unpacker *unpacker = calloc(1, sizeof(*unpacker));

	if (unpacker == NULL)
		return NULL;
	unpacker->charsets = charsets_create();
	unpacker->archives = archives_create();
	unpacker->ciphers = pdf_ciphers_create();
	if (unpacker->charsets == NULL || unpacker->archives == NULL ||
	    unpacker->ciphers == NULL)
		unpacker_destroy(&unpacker);
	return unpacker;
}

bool
unpacker_prepare(struct unpacker *unpacker)
{
	return archives_prepare(unpacker->archives) &&
	       pdf_ciphers_prepare(unpacker->ciphers);
}

void
unpacker_destroy(struct unpacker **unpacker)
{
	if (*unpacker == NULL)
		return;
	charsets_destroy(&(*unpacker)->charsets);
	archives_destroy(&(*unpacker)->archives);
	pdf_ciphers_destroy(&(*unpacker)->ciphers);
	free(*unpacker);
	*unpacker = NULL;
}

void
unpacker_use(struct unpacker *unpacker, const struct sigdb *sigdb)
{
	unpacker->sigdb = sigdb;
}

struct charsets *
unpacker_charsets(struct unpacker *unpacker)
{
	return unpacker->charsets;
}

/* ---- one part ---------------------------------------------------------- */

/*
 * Text that begins like a header is shown as text, by any client: "Date: ...",
 * "URL: ..." head many a letter.  With a name it is an attachment, which who
 * opens it may find to be a message.  What says that it is the header of one
 * (RFC 6522, section 3) may be all of it.
 */
static bool
is_only_text(const struct part *part)
{
	return part->name_count == 0 && part->origin == PART_FROM_MIME &&
	       slice_starts_with(part->media_type, SLICE("text/")) &&
	       !slice_equal(part->media_type, SLICE("text/rfc822-headers"));
}

/* A message that was sent, or packed, as something else. */
static void
open_message(struct job *job, struct part *part)
{
	if (mime_walk_inside(job->message, part, job->limits, job->arena,
		job->budget) == MESSAGE_NO_MEMORY)
		part->flags |= PART_CUT;
}

static void
open_archive(struct job *job, struct part *part)
{
	if (!job_may_open(job, part))
		return;
	if (part->type == FILETYPE_TNEF)
		unpack_tnef(job, part);
	else
		unpack_archive(job, part);
}

/* By what the bytes are on the whole. */
static void
open_by_type(struct job *job, struct part *part)
{
	switch (filetype_class(part->type)) {
	case FILECLASS_MAIL:
		if (is_only_text(part))
			unpack_encoded(job, part);
		else if (job_may_open(job, part))
			open_message(job, part);
		break;
	case FILECLASS_TEXT:
		unpack_encoded(job, part);
		unpack_armour(job, part);
		break;
	case FILECLASS_HTML:
		unpack_encoded(job, part);
		break;
	case FILECLASS_ARCHIVE:
		open_archive(job, part);
		break;
	case FILECLASS_PE:
	case FILECLASS_ELF:
	case FILECLASS_MACHO:
		unpack_executable(job, part);
		break;
	case FILECLASS_OTHER:
		if (slice_starts_with(part->media_type, SLICE("text/")) ||
		    part->encoding == ENCODING_UNKNOWN || unpack_is_yenc(part))
			unpack_encoded(job, part);
		break;
	default:
		break;
	}
}

/* Other wrappings are known by their first bytes alone, in which there is room
 * for what something else has further behind. */
static void
open_leaf(struct job *job, struct part *part)
{
	if (unpack_is_entity(part)) {
		if (job_may_open(job, part))
			open_message(job, part);
		return;
	}
	unpack_cms(job, part);
	unpack_macfile(job, part);
	unpack_vobject(job, part);
	unpack_dropper(job, part);
	unpack_script_encoded(job, part);
	unpack_openpgp(job, part);
	unpack_wide(job, part);
	unpack_document(job, part);
	unpack_pdf(job, part);
	open_by_type(job, part);
}

/* One file may be several, to programs that look at it differently. */
static void
open_in_all_ways(struct job *job, struct part *part)
{
	/* Ahead of all that makes more of part than a leaf. */
	unpack_page(job, part);
	open_leaf(job, part);
	unpack_inside(job, part);
}

/*
 * Bodies are looked through from end to end, and may lie in each other:
 * readings of a message have the same bytes, as do messages in messages.  All
 * of them together may be as many as if each byte of the message, and each
 * decoded one, were in one body only; so an honest message never comes here.
 * What was found inside of a body (4 times at most) is counted with that.
 */
static bool
may_look(struct job *job, struct part *part)
{
	const int64_t *max = job->limits->max;
	uint64_t most = (uint64_t)max[LIMIT_MESSAGE_BYTES] +
			(uint64_t)max[LIMIT_DECODED_BYTES];

	if (part->origin == PART_FROM_INSIDE)
		return true;
	if (part->body.size > most - job->looked_at) {
		limits_mark(&job->message->reached, LIMIT_DECODED_BYTES);
		part->flags |= PART_CUT;
		return false;
	}
	job->looked_at += part->body.size;
	return true;
}

/* What a part counts in bytes, however short it is. */
#define PART_COST 1024u

static bool
is_spent(struct job *job, const struct part *part)
{
	return budget_takes(job->budget, part->body.size + PART_COST);
}

void
unpack_message(struct unpacker *unpacker, struct message *message,
    const struct limits *limits, struct arena *arena, struct budget *budget)
{
	struct job job = {
	    .unpacker = unpacker,
	    .message = message,
	    .limits = limits,
	    .arena = arena,
	    .budget = budget,
	    .renderer = renderer_for(
		message, unpacker->charsets, limits, arena, budget),
	    .members_left = (uint32_t)limits->max[LIMIT_MEMBERS],
	    .objects_left = (uint32_t)limits->max[LIMIT_DOCUMENT_OBJECTS],
	    .aes_tries_left = ARCHIVE_AES_TRIES,
	    .key_work_left = ARCHIVE_KEY_WORK,
	};

	tree_init(&job.tree, message, limits, arena);
	/* part_count grows on the way: what is found is opened in its turn. */
	for (size_t i = 0; i < message->part_count; i++) {
		struct part *part = message->parts[i];

		unpack_names(&job, part);
		if (part->kind != PART_LEAF || part->body.size == 0)
			continue;
		if (is_spent(&job, part))
			return;
		if (may_look(&job, part))
			open_in_all_ways(&job, part);
	}
}

/* Text is kept as it was, as UTF-8, and as HTML takes it apart. */
#define TEXT_FACTOR 9
#define NAME_BYTES 256

size_t
unpack_arena_bytes(const struct limits *limits)
{
	return message_arena_bytes(limits) +
	       SEEN_BUCKETS * sizeof(struct seen *) +
	       TEXT_FACTOR * (size_t)limits->max[LIMIT_TEXT_BYTES] +
	       (size_t)limits->max[LIMIT_LINKS] * sizeof(struct html_link) +
	       (size_t)limits->max[LIMIT_PARTS] *
		   (sizeof(struct member) + sizeof(struct part_name) +
		       sizeof(struct seen) + NAME_BYTES);
}
