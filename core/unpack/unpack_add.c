/*
 * unpack_add - what documents hold becomes parts
 */
#include "core/unpack/unpack_add.h"

struct part *
unpack_add_file(
    struct job *job, struct part *part, struct slice body, unsigned flags)
{
	uint64_t left = job_bytes_left(job);
	struct part *child;

	if (body.size > left) {
		body = slice_sub(body, 0, (size_t)left);
		flags |= DOCUMENT_CUT;
	}
	/* What is borrowed costs nothing, but few bytes must not come to any
	 * number of large parts. */
	job_take_bytes(job, body.size);
	child = job_add(job, part, PART_FROM_DOCUMENT, body);
	if (child == NULL)
		return NULL;
	if ((flags & DOCUMENT_DAMAGED) != 0)
		child->flags |= PART_DAMAGED;
	if ((flags & DOCUMENT_CUT) != 0)
		job_cut(job, child, LIMIT_DECODED_BYTES);
	return child;
}

struct archive_options
unpack_stream_options(const struct job *job)
{
	return (struct archive_options){
	    .limits = job->limits,
	    .bytes_max = job_bytes_left(job),
	    .members_max = 1,
	};
}

bool
unpack_add_member(
    struct job *job, struct part *part, const struct member *member)
{
	struct part *child;

	if (member->body.size == 0 && (member->flags & MEMBER_CUT) != 0)
		job_cut(job, part, member->limit);
	if (member->body.size == 0)
		return (member->flags & MEMBER_CUT) == 0;
	child = unpack_add_file(job, part, member->body,
	    (member->flags & MEMBER_DAMAGED) != 0 ? DOCUMENT_DAMAGED : 0);
	if (child == NULL)
		return false;
	if ((member->flags & MEMBER_CUT) != 0)
		job_cut(job, child, member->limit);
	return true;
}

bool
unpack_add_deflated(struct job *job, struct part *part, enum zlib_kind kind,
    struct slice packed)
{
	struct archive_options options = unpack_stream_options(job);
	struct member member = zlib_stream_read_kind(job->unpacker->archives,
	    kind, packed, &options, job->arena, job->budget);

	return unpack_add_member(job, part, &member);
}

void
unpack_add_object(
    struct job *job, struct part *part, const struct ole_object *object)
{
	struct part *child = unpack_add_file(
	    job, part, object->body, object->bad ? DOCUMENT_DAMAGED : 0);

	if (child != NULL)
		job_name(job, child, object->name, SLICE(""), "package");
}
