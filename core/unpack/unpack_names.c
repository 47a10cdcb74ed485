/*
 * unpack_names - file names as a person would read them, and what they claim
 */
#include "core/header/words.h"
#include "core/text/display.h"
#include "core/unpack/job.h"

/*
 * A parameter that RFC 2231 gave a charset holds bytes of that; any other may
 * have RFC 2047 words in it, which are not allowed there but common.
 */
static struct slice
decode_name(
    struct job *job, const struct part *part, const struct part_name *name)
{
	struct charsets *charsets = job->unpacker->charsets;

	if (name->charset.size > 0)
		return charset_decode(
		    charsets, name->raw, name->charset, job->arena, job->budget)
		    .text;
	if (part->origin != PART_FROM_MIME)
		return charset_decode(
		    charsets, name->raw, SLICE(""), job->arena, job->budget)
		    .text;
	return words_decode(name->raw, part->charset, charsets, job->arena)
	    .text;
}

/* Is this text one of the names before it? */
static bool
is_repeated(const struct part *part, uint16_t count, struct slice text)
{
	for (uint16_t i = 0; i < count; i++)
		if (slice_equal(part->names[i].text, text))
			return true;
	return false;
}

static bool
claims_wrongly(const struct part *part)
{
	if (part->kind == PART_MULTIPART || part->kind == PART_MESSAGE ||
	    part->body.size == 0)
		return false;
	if (filetype_mismatch(
		filetype_of_media_type(part->media_type), part->type))
		return true;
	for (uint16_t i = 0; i < part->name_count; i++)
		if (filetype_mismatch(
			filetype_of_name(part->names[i].text), part->type))
			return true;
	return false;
}

void
unpack_names(struct job *job, struct part *part)
{
	uint16_t kept = 0;

	for (uint16_t i = 0; i < part->name_count; i++) {
		struct part_name name = part->names[i];

		if (name.text.size == 0)
			name.text = decode_name(job, part, &name);
		if (name.text.size == 0 || is_repeated(part, kept, name.text))
			continue;
		part->names[kept++] = name;
	}
	part->name_count = kept;
	if (claims_wrongly(part))
		part->flags |= PART_MISMATCH;
}

#define SHOWN_NAME_MAX 80u

/* Encrypted, and nothing of it is known: no bytes, or no members. */
static bool
stayed_closed(const struct part *part)
{
	if ((part->flags & PART_ENCRYPTED) == 0 ||
	    (part->flags & PART_PASSWORD) != 0)
		return false;
	if (part->member != NULL &&
	    (part->member->flags & MEMBER_ENCRYPTED) != 0)
		return part->body.size == 0;
	return part->origin == PART_FROM_DOCUMENT ||
	       part->type == FILETYPE_PDF || part->first_child == NULL;
}

/* A person knows the document, not which stream of it says that it is
 * encrypted. */
static const struct part *
named_part(const struct part *part)
{
	const struct part *parent = part->parent;

	if (parent != NULL && parent->name_count > 0 &&
	    (part->origin == PART_FROM_DOCUMENT ||
		parent->type == FILETYPE_ODF))
		return parent;
	return part;
}

size_t
unpack_count_encrypted(
    const struct message *message, struct text *names, size_t *opened_r)
{
	size_t closed = 0;

	*opened_r = 0;
	for (size_t i = 0; i < message->part_count; i++) {
		const struct part *part = message->parts[i];

		if ((part->flags & PART_PASSWORD) != 0 ||
		    (part->member != NULL &&
			(part->member->flags & MEMBER_PASSWORD) != 0))
			(*opened_r)++;
		if (!stayed_closed(part))
			continue;
		closed++;
		part = named_part(part);
		if (part->name_count == 0)
			continue;
		if (names->size > 0)
			text_put(names, SLICE(", "));
		display_put(names, part->names[0].text, SHOWN_NAME_MAX);
	}
	return closed;
}
