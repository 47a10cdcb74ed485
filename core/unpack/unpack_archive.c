/*
 * unpack_archive - the members of an archive become parts
 */
#include "core/unpack/job.h"

static bool
may_want_password(enum filetype type)
{
	return filetype_is_zip(type) || type == FILETYPE_SEVENZIP ||
	       type == FILETYPE_RAR || type == FILETYPE_RAR5 ||
	       type == FILETYPE_ARJ;
}

static unsigned
part_flags_of(const struct member *member)
{
	unsigned flags = 0;

	if (member->flags & (MEMBER_DAMAGED | MEMBER_UNSUPPORTED))
		flags |= PART_DAMAGED;
	if (member->flags & MEMBER_ENCRYPTED)
		flags |= PART_ENCRYPTED;
	if ((member->flags & MEMBER_OVERLAP) && member->body.size == 0)
		flags |= PART_REPEATED;
	return flags;
}

/* False: no room for more. */
static bool
add_member(struct job *job, struct part *part, const struct member *member)
{
	struct member *copy;
	struct part *child;

	job_take_bytes(job, member->body.size);
	if (job->members_left > 0)
		job->members_left--;
	child = job_add(job, part, PART_FROM_ARCHIVE, member->body);
	if (child == NULL)
		return false;
	if (member->flags & MEMBER_CUT)
		job_cut(job, child, member->limit);
	copy = arena_alloc(job->arena, sizeof(*copy));
	if (copy == NULL) {
		job_cut(job, part, LIMIT_DECODED_BYTES);
		return false;
	}
	*copy = *member;
	child->member = copy;
	child->flags |= (uint16_t)part_flags_of(member);
	job_name_member(job, child, member);
	return true;
}

static void
note_archive(struct job *job, struct part *part, const struct archive *archive)
{
	if (archive->flags & (ARCHIVE_DAMAGED | ARCHIVE_UNSUPPORTED))
		part->flags |= PART_DAMAGED;
	if (archive->flags & ARCHIVE_ENCRYPTED)
		part->flags |= PART_ENCRYPTED;
	if (archive->flags & ARCHIVE_CUT)
		job_cut(job, part, archive->limit);
}

void
unpack_archive(struct job *job, struct part *part)
{
	struct archive_options options = {
	    .limits = job->limits,
	    .bytes_max = job_bytes_left(job),
	    .members_max = job->members_left,
	    .aes_tries_left = &job->aes_tries_left,
	    .key_work_left = &job->key_work_left,
	};
	struct archive archive;
	struct member member;

	if (may_want_password(part->type)) {
		unpack_passwords_for(job, part->type, &options.passwords,
		    &options.password_count);
	}
	archive_begin(&archive, job->unpacker->archives, part->body, part->type,
	    &options, job->arena, job->budget);
	while (
	    archive_next(&archive, &member) && add_member(job, part, &member))
		;
	archive_end(&archive);
	note_archive(job, part, &archive);
	if (part->first_child != NULL)
		part->kind = PART_ARCHIVE;
}
