/*
 * sister - what gateways of one site tell each other, through a Redis server
 *
 * hiredis composes and parses; waiting is done here, since its own time-outs
 * are for each read(), and a server that sends a byte a second never meets
 * them.
 */
#include "core/feedback/sister.h"

#include <errno.h>
#include <inttypes.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <hiredis/hiredis.h>

#include "core/base/clock.h"
#include "core/feedback/feedback_mail.h"

#define STREAM "cgpfilter:reports"
#define NUMBERS "cgpfilter:numbers"
#define DAY "cgpfilter:day:"
/* Entries of one answer, and answers of one reading. */
#define ENTRIES_AT_ONCE 256u
#define ANSWERS_MAX 400u
#define ARGUMENTS_MAX 40u
#define NAME_BYTES (GATEWAY_NAME_MAX + 64u)

struct sister {
	redisContext *redis;
	uint64_t deadline_ns;
	struct slice self;
	bool failed;
	char place[300];
};

/* A command as hiredis wants it. */
struct command {
	const char *words[ARGUMENTS_MAX];
	size_t sizes[ARGUMENTS_MAX];
	int count;
};

static void
add(struct command *command, struct slice word)
{
	CHECK(command->count < (int)ARGUMENTS_MAX);
	command->words[command->count] = (const char *)word.data;
	command->sizes[command->count++] = word.size;
}

static void
add_text(struct command *command, const char *word)
{
	add(command, slice_from_string(word));
}

/* ---- asking -----------------------------------------------------------------
 */

static void
fail(struct sister *sister, const char *what, struct text *why_r)
{
	sister->failed = true;
	text_printf(why_r, "Redis %s: ", sister->place);
	text_put_printable(why_r, slice_from_string(what), 200);
}

/* False: not before the deadline. */
static bool
wait_for(struct sister *sister, short events)
{
	struct pollfd poll_fd = {.fd = sister->redis->fd, .events = events};
	uint64_t now_ns;
	int ready;

	do {
		now_ns = clock_now_ns();
		if (now_ns >= sister->deadline_ns)
			return false;
		ready = poll(&poll_fd, 1,
		    (int)((sister->deadline_ns - now_ns) / NS_PER_MS) + 1);
	} while (ready < 0 && errno == EINTR);
	return ready > 0;
}

static const char *
error_of(const struct sister *sister)
{
	return sister->redis->err != 0 ? sister->redis->errstr
				       : "no answer in time";
}

static bool
write_all(struct sister *sister)
{
	int done = 0;

	while (!done)
		if (!wait_for(sister, POLLOUT) ||
		    redisBufferWrite(sister->redis, &done) != REDIS_OK)
			return false;
	return true;
}

static redisReply *
read_reply(struct sister *sister)
{
	void *reply = NULL;

	while (reply == NULL)
		if (redisGetReplyFromReader(sister->redis, &reply) !=
			REDIS_OK ||
		    (reply == NULL &&
			(!wait_for(sister, POLLIN) ||
			    redisBufferRead(sister->redis) != REDIS_OK)))
			return NULL;
	return reply;
}

/* NULL: *why_r, also where the server answers with an error. */
static redisReply *
ask(struct sister *sister, struct command *command, struct text *why_r)
{
	redisReply *reply = NULL;

	if (sister->failed)
		return NULL;
	if (redisAppendCommandArgv(sister->redis, command->count,
		command->words, command->sizes) == REDIS_OK &&
	    write_all(sister))
		reply = read_reply(sister);
	if (reply == NULL)
		fail(sister, error_of(sister), why_r);
	else if (reply->type == REDIS_REPLY_ERROR) {
		fail(sister, reply->str, why_r);
		freeReplyObject(reply);
		reply = NULL;
	}
	return reply;
}

static bool
obey(struct sister *sister, struct command *command, struct text *why_r)
{
	redisReply *reply = ask(sister, command, why_r);

	if (reply == NULL)
		return false;
	freeReplyObject(reply);
	return true;
}

/* ---- open and close
 * ----------------------------------------------------------- */

static bool
log_in(struct sister *sister, const struct meeting *meeting, struct text *why_r)
{
	struct command command = {.count = 0};

	if (meeting->password[0] == '\0')
		return true;
	add_text(&command, "AUTH");
	add_text(&command, meeting->password);
	return obey(sister, &command, why_r);
}

static bool
connect_to(
    struct sister *sister, const struct meeting *meeting, struct text *why_r)
{
	sister->redis =
	    meeting->port == 0
		? redisConnectUnixNonBlock(meeting->host)
		: redisConnectNonBlock(meeting->host, meeting->port);
	if (sister->redis == NULL) {
		text_put(why_r, SLICE("no memory to talk to Redis"));
		return false;
	}
	if (sister->redis->err == 0)
		return log_in(sister, meeting, why_r);
	fail(sister, sister->redis->errstr, why_r);
	return false;
}

struct sister *
sister_open(const struct gateways *gateways, struct text *why_r)
{
	const struct meeting *meeting = &gateways->meeting;
	struct sister *sister = calloc(1, sizeof(*sister));

	if (sister == NULL) {
		text_put(why_r, SLICE("no memory to talk to Redis"));
		return NULL;
	}
	sister->self = gateways->self.name;
	sister->deadline_ns =
	    clock_now_ns() + (uint64_t)SISTER_WAIT_MS * NS_PER_MS;
	snprintf(sister->place, sizeof(sister->place),
	    meeting->port == 0 ? "%s" : "%s:%u", meeting->host,
	    (unsigned)meeting->port);
	if (!connect_to(sister, meeting, why_r))
		sister_close(&sister);
	return sister;
}

void
sister_close(struct sister **sister)
{
	if (*sister == NULL)
		return;
	if ((*sister)->redis != NULL)
		redisFree((*sister)->redis);
	free(*sister);
	*sister = NULL;
}

bool
sister_works(const struct sister *sister)
{
	return sister != NULL && !sister->failed;
}

/* ---- claims -----------------------------------------------------------------
 */

bool
sister_send(
    struct sister *sister, const struct sister_claim *claim, struct text *why_r)
{
	struct command command = {.count = 0};
	uint8_t proof = (uint8_t)('0' + claim->proof);

	add_text(&command, "XADD");
	add_text(&command, STREAM);
	add_text(&command, "MAXLEN");
	add_text(&command, "~");
	add_text(&command, SISTER_ENTRIES_MAX);
	add_text(&command, "*");
	add_text(&command, "gateway");
	add(&command, sister->self);
	add_text(&command, "reporter");
	add(&command, (struct slice){claim->reporter, STORE_DIGEST_BYTES});
	add_text(&command, "proof");
	add(&command, (struct slice){&proof, 1});
	add_text(&command, "bundle");
	add(&command, claim->bundle);
	return obey(sister, &command, why_r);
}

static struct slice
string_of(const redisReply *reply)
{
	if (reply->type != REDIS_REPLY_STRING)
		return (struct slice){NULL, 0};
	return (struct slice){(const uint8_t *)reply->str, reply->len};
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
			if (slice_equal(string_of(fields->element[i]),
				slice_from_string(name)))
				return string_of(fields->element[i + 1]);
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
	    !read_mark(string_of(entry->element[0]), mark) ||
	    !read_claim(sister, entry->element[1], &claim))
		return true;
	return take(owner, &claim);
}

static redisReply *
ask_for_more(
    struct sister *sister, const struct sister_mark *mark, struct text *why_r)
{
	struct command command = {.count = 0};
	char id[64], count[16];

	snprintf(
	    id, sizeof(id), "%" PRIu64 "-%" PRIu64, mark->ms, mark->number);
	snprintf(count, sizeof(count), "%u", ENTRIES_AT_ONCE);
	add_text(&command, "XREAD");
	add_text(&command, "COUNT");
	add_text(&command, count);
	add_text(&command, "STREAMS");
	add_text(&command, STREAM);
	add_text(&command, id);
	return ask(sister, &command, why_r);
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

/* ---- numbers ----------------------------------------------------------------
 */

/* "NAME of GATEWAY" */
static bool
put_number(struct sister *sister, const struct sister_number *number,
    struct text *why_r)
{
	struct command command = {.count = 0};
	char buffer[NAME_BYTES + 8], value[24];
	struct text field = TEXT_OVER(buffer);

	text_printf(&field, "%s of ", number->name);
	text_put(&field, sister->self);
	snprintf(value, sizeof(value), "%" PRIu64, number->value);
	add_text(&command, "HSET");
	add_text(&command, NUMBERS);
	add(&command, text_slice(&field));
	add_text(&command, value);
	return obey(sister, &command, why_r);
}

bool
sister_put_numbers(struct sister *sister, const struct sister_number *numbers,
    size_t count, struct text *why_r)
{
	for (size_t i = 0; i < count; i++)
		if (!put_number(sister, &numbers[i], why_r))
			return false;
	return true;
}

static void
add_number(struct sister_number *number, const redisReply *reply)
{
	number->value = 0;
	if (reply->type != REDIS_REPLY_ARRAY)
		return;
	for (size_t i = 0; i + 1 < reply->elements; i += 2) {
		struct slice field = string_of(reply->element[i]);
		struct slice name = slice_from_string(number->name);
		uint64_t value;

		if (slice_starts_with(field, name) &&
		    slice_starts_with(
			slice_skip(field, name.size), SLICE(" of ")) &&
		    slice_to_u64(string_of(reply->element[i + 1]), &value))
			number->value += value;
	}
}

bool
sister_sum_numbers(struct sister *sister, struct sister_number *numbers,
    size_t count, struct text *why_r)
{
	struct command command = {.count = 0};
	redisReply *reply;

	add_text(&command, "HGETALL");
	add_text(&command, NUMBERS);
	reply = ask(sister, &command, why_r);
	if (reply == NULL)
		return false;
	for (size_t i = 0; i < count; i++)
		add_number(&numbers[i], reply);
	freeReplyObject(reply);
	return true;
}

/* ---- days -------------------------------------------------------------------
 */

/* "cgpfilter:day:2026-11-28", a hash: gateway -> bytes */
struct day_key {
	char bytes[64];
	struct text text;
};

static void
name_day(struct day_key *key, struct slice date)
{
	key->text = text_over(key->bytes, sizeof(key->bytes));
	text_put(&key->text, SLICE(DAY));
	text_put(&key->text, date);
}

bool
sister_put_day(struct sister *sister, struct slice date, struct slice bytes,
    struct text *why_r)
{
	struct command put = {.count = 0}, expire = {.count = 0};
	struct day_key key;

	name_day(&key, date);
	add_text(&put, "HSET");
	add(&put, text_slice(&key.text));
	add(&put, sister->self);
	add(&put, bytes);
	add_text(&expire, "EXPIRE");
	add(&expire, text_slice(&key.text));
	add_text(&expire, SISTER_DAY_SECONDS);
	return obey(sister, &put, why_r) && obey(sister, &expire, why_r);
}

bool
sister_read_day(struct sister *sister, struct slice date,
    void (*take)(void *owner, struct slice bytes), void *owner,
    struct text *why_r)
{
	struct command command = {.count = 0};
	struct day_key key;
	redisReply *reply;

	name_day(&key, date);
	add_text(&command, "HGETALL");
	add(&command, text_slice(&key.text));
	reply = ask(sister, &command, why_r);
	if (reply == NULL)
		return false;
	for (size_t i = 0;
	     reply->type == REDIS_REPLY_ARRAY && i + 1 < reply->elements;
	     i += 2)
		if (!slice_equal(string_of(reply->element[i]), sister->self))
			take(owner, string_of(reply->element[i + 1]));
	freeReplyObject(reply);
	return true;
}
