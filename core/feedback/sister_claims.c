/*
 * sister_claims - what reporters said at one gateway, to the others
 */
#include "core/feedback/sister.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "core/feedback/feedback_mail.h"
#include "core/feedback/sister_link.h"

#define STREAM "cgpfilter:reports"
/* Entries of one answer, and answers of one reading. */
#define ENTRIES_AT_ONCE 256u
#define ANSWERS_MAX 400u

bool
sister_send(
    struct sister *sister, const struct sister_claim *claim, struct text *why_r)
{
	struct link_command command = {.count = 0};
	uint8_t proof = (uint8_t)('0' + claim->proof);

	link_add_text(&command, "XADD");
	link_add_text(&command, STREAM);
	link_add_text(&command, "MAXLEN");
	link_add_text(&command, "~");
	link_add_text(&command, SISTER_ENTRIES_MAX);
	link_add_text(&command, "*");
	link_add_text(&command, "gateway");
	link_add(&command, sister->self);
	link_add_text(&command, "reporter");
	link_add(&command, (struct slice){claim->reporter, STORE_DIGEST_BYTES});
	link_add_text(&command, "proof");
	link_add(&command, (struct slice){&proof, 1});
	link_add_text(&command, "bundle");
	link_add(&command, claim->bundle);
	return link_obey(sister, &command, why_r);
}

/* "1700000000000-0" */
static bool
read_mark(struct slice id, struct sister_mark *mark_r)
{
	size_t dash = slice_find_byte(id, '-');

	return slice_to_u64(slice_sub(id, 0, dash), &mark_r->ms) &&
	       slice_to_u64(slice_skip(id, dash + 1), &mark_r->number);
}

/* The value of a field; empty: there is none. */
static struct slice
value_of(const redisReply *fields, const char *name)
{
	if (fields->type == REDIS_REPLY_ARRAY)
		for (size_t i = 0; i + 1 < fields->elements; i += 2)
			if (slice_equal(link_string(fields->element[i]),
				slice_from_string(name)))
				return link_string(fields->element[i + 1]);
	return (struct slice){NULL, 0};
}

/* False: not a claim, or one of ours. */
static bool
read_claim(const struct sister *sister, const redisReply *fields,
    struct sister_claim *claim_r)
{
	struct slice gateway = value_of(fields, "gateway");
	struct slice reporter = value_of(fields, "reporter");
	struct slice proof = value_of(fields, "proof");

	claim_r->bundle = value_of(fields, "bundle");
	if (gateway.size == 0 || slice_equal(gateway, sister->self) ||
	    reporter.size != STORE_DIGEST_BYTES || proof.size != 1 ||
	    proof.data[0] < '0' + REPORT_BY_SENDER ||
	    proof.data[0] > '0' + REPORT_BY_TRUSTED)
		return false;
	memcpy(claim_r->reporter, reporter.data, STORE_DIGEST_BYTES);
	claim_r->proof = (uint8_t)(proof.data[0] - '0');
	return true;
}

/* The array of entries in [[stream, [entry, ...]]]; NULL: nothing new. */
static const redisReply *
entries_of(const redisReply *reply)
{
	const redisReply *stream;

	if (reply->type != REDIS_REPLY_ARRAY || reply->elements != 1)
		return NULL;
	stream = reply->element[0];
	if (stream->type != REDIS_REPLY_ARRAY || stream->elements != 2 ||
	    stream->element[1]->type != REDIS_REPLY_ARRAY)
		return NULL;
	return stream->element[1];
}

/* [id, fields]; false: take() failed. */
static bool
take_entry(const struct sister *sister, const redisReply *entry,
    struct sister_mark *mark,
    bool (*take)(void *owner, const struct sister_claim *claim), void *owner)
{
	struct sister_claim claim;

	if (entry->type != REDIS_REPLY_ARRAY || entry->elements != 2 ||
	    !read_mark(link_string(entry->element[0]), mark) ||
	    !read_claim(sister, entry->element[1], &claim))
		return true;
	return take(owner, &claim);
}

static redisReply *
ask_for_more(
    struct sister *sister, const struct sister_mark *mark, struct text *why_r)
{
	struct link_command command = {.count = 0};
	char id[64], count[16];

	snprintf(
	    id, sizeof(id), "%" PRIu64 "-%" PRIu64, mark->ms, mark->number);
	snprintf(count, sizeof(count), "%u", ENTRIES_AT_ONCE);
	link_add_text(&command, "XREAD");
	link_add_text(&command, "COUNT");
	link_add_text(&command, count);
	link_add_text(&command, "STREAMS");
	link_add_text(&command, STREAM);
	link_add_text(&command, id);
	return link_ask(sister, &command, why_r);
}

bool
sister_read(struct sister *sister, struct sister_mark *mark,
    bool (*take)(void *owner, const struct sister_claim *claim), void *owner,
    struct text *why_r)
{
	for (unsigned answers = 0; answers < ANSWERS_MAX; answers++) {
		redisReply *reply = ask_for_more(sister, mark, why_r);
		const redisReply *entries;
		size_t count = 0;
		bool good = reply != NULL;

		if (!good)
			return false;
		entries = entries_of(reply);
		if (entries != NULL)
			count = entries->elements;
		for (size_t i = 0; i < count && good; i++)
			good = take_entry(
			    sister, entries->element[i], mark, take, owner);
		freeReplyObject(reply);
		if (!good)
			text_put(why_r, SLICE("no memory"));
		if (!good || count < ENTRIES_AT_ONCE)
			return good;
	}
	return true;
}
