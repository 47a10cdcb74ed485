/*
 * job - one message being unpacked: its limits, its new parts, what was opened
 */
#include "core/unpack/job.h"

#include <string.h>

#include "core/base/checksum.h"
#include "core/message/decode.h"

uint64_t
job_bytes_left(const struct job *job)
{
	uint64_t most = (uint64_t)job->limits->max[LIMIT_DECODED_BYTES];

	return job->message->decoded < most ? most - job->message->decoded : 0;
}

void
job_take_bytes(struct job *job, uint64_t bytes)
{
	job->message->decoded += bytes;
}

void
job_cut(struct job *job, struct part *part, enum limit limit)
{
	part->flags |= PART_CUT;
	/* What the time has cut the budget tells. */
	if (limit != LIMIT_COUNT)
		limits_mark(&job->message->reached, limit);
}

/* Files around part that are no MIME containers. */
static int64_t
nesting_of(const struct part *part)
{
	int64_t nesting = 0;

	for (; part != NULL; part = part->parent)
		nesting += part->origin != PART_FROM_MIME;
	return nesting;
}

/* False: part may have no children, and says why. */
static bool
may_nest(struct job *job, struct part *part)
{
	if (nesting_of(part) < job->limits->max[LIMIT_NESTING])
		return true;
	job_cut(job, part, LIMIT_NESTING);
	return false;
}

struct part *
job_add(struct job *job, struct part *part, enum part_origin origin,
    struct slice body)
{
	struct part *child = NULL;

	if (may_nest(job, part))
		child = tree_add(&job->tree, part);
	if (child == NULL) {
		part->flags |= PART_CUT;
		return NULL;
	}
	child->kind = PART_LEAF;
	child->origin = origin;
	child->media_type = SLICE("application/octet-stream");
	child->raw = body;
	child->body = body;
	child->type = filetype_look(body, &child->lacks);
	return child;
}

struct part *
job_add_base64(struct job *job, struct part *part, enum part_origin origin,
    struct slice raw)
{
	struct decoder decoder = {job->arena, &job->message->reached,
	    (size_t)job_bytes_left(job), job->budget};
	struct part *child = job_add(job, part, origin, raw);

	if (child == NULL)
		return NULL;
	child->encoding = ENCODING_BASE64;
	decode_part(&decoder, child);
	child->type = filetype_look(child->body, &child->lacks);
	job_take_bytes(job, child->body.size);
	return child;
}

void
job_name(struct job *job, struct part *part, struct slice raw,
    struct slice charset, const char *source)
{
	struct part_name *name;

	if (raw.size == 0)
		return;
	name = arena_alloc(job->arena, sizeof(*name));
	if (name == NULL)
		return;
	*name = (struct part_name){
	    .raw = raw, .charset = charset, .source = source};
	part->name = raw;
	part->names = name;
	part->name_count = 1;
}

void
job_name_member(struct job *job, struct part *part, const struct member *member)
{
	size_t count = (size_t)member->more_count + 1;
	struct part_name *names;

	if (member->more_count == 0) {
		job_name(job, part, member->name, SLICE(""), "archive");
		return;
	}
	names = arena_alloc(job->arena, count * sizeof(*names));
	if (names == NULL) {
		job_cut(job, part, LIMIT_DECODED_BYTES);
		return;
	}
	for (size_t i = 0; i < count; i++)
		names[i] = (struct part_name){
		    .raw = i == 0 ? member->name : member->more_names[i - 1],
		    .source = "archive"};
	part->name = member->name;
	part->names = names;
	part->name_count = (uint16_t)count;
}

/* ---- what was opened before -------------------------------------------- */

/*
 * The part that had the same bytes opened as the same type, or NULL: 16 copies
 * of one archive in each of 16 archives come to one of each, and one that
 * contains itself comes to an end.
 */
static const struct part *
opened_before(const struct job *job, const struct part *part, uint64_t sum)
{
	const struct seen *seen = NULL;

	if (job->seen != NULL)
		seen = job->seen[sum % SEEN_BUCKETS];
	for (; seen != NULL; seen = seen->next)
		if (seen->sum == sum && seen->type == part->type &&
		    slice_equal(seen->part->body, part->body))
			return seen->part;
	return NULL;
}

/* Most messages have nothing to open, and no use for the buckets. */
static bool
have_buckets(struct job *job)
{
	if (job->seen != NULL)
		return true;
	job->seen =
	    arena_alloc_array(job->arena, SEEN_BUCKETS, sizeof(*job->seen));
	if (job->seen == NULL)
		return false;
	memset(job->seen, 0, SEEN_BUCKETS * sizeof(*job->seen));
	return true;
}

/* False: no room, and none for what is inside either. */
static bool
keep_opened(struct job *job, const struct part *part, uint64_t sum)
{
	struct seen *seen = arena_alloc(job->arena, sizeof(*seen));
	struct seen **bucket;

	if (seen == NULL || !have_buckets(job))
		return false;
	bucket = &job->seen[sum % SEEN_BUCKETS];
	*seen = (struct seen){*bucket, sum, part, part->type};
	*bucket = seen;
	return true;
}

bool
job_may_open(struct job *job, struct part *part)
{
	const struct part *before;
	uint64_t sum;

	if (!may_nest(job, part))
		return false;
	sum = checksum64(part->body.data, part->body.size, 0);
	before = opened_before(job, part, sum);
	if (before == part)
		return true;
	if (before != NULL) {
		part->flags |= PART_REPEATED;
		return false;
	}
	if (!keep_opened(job, part, sum)) {
		job_cut(job, part, LIMIT_DECODED_BYTES);
		return false;
	}
	return true;
}
