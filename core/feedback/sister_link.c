/*
 * sister_link - a session with a Redis server that ends in time
 *
 * hiredis composes and parses; waiting is done here, since its own time-outs
 * are for each read(), and a server that sends a byte a second never meets
 * them.
 */
#include "core/feedback/sister_link.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/clock.h"

void
link_add(struct link_command *command, struct slice word)
{
	CHECK(command->count < (int)LINK_ARGUMENTS_MAX);
	command->words[command->count] = (const char *)word.data;
	command->sizes[command->count++] = word.size;
}

void
link_add_text(struct link_command *command, const char *word)
{
	link_add(command, slice_from_string(word));
}

/* ---- asking -------------------------------------------------------------- */

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

/* In the time that is left; what is done between two questions takes none. */
static redisReply *
ask(struct sister *sister, struct link_command *command)
{
	redisReply *reply = NULL;
	uint64_t now_ns = clock_now_ns();

	sister->deadline_ns = now_ns + sister->left_ns;
	if (redisAppendCommandArgv(sister->redis, command->count,
		command->words, command->sizes) == REDIS_OK &&
	    write_all(sister))
		reply = read_reply(sister);
	now_ns = clock_now_ns();
	sister->left_ns =
	    now_ns < sister->deadline_ns ? sister->deadline_ns - now_ns : 0;
	return reply;
}

redisReply *
link_ask(
    struct sister *sister, struct link_command *command, struct text *why_r)
{
	redisReply *reply;

	if (sister->failed)
		return NULL;
	reply = ask(sister, command);
	if (reply == NULL)
		fail(sister, error_of(sister), why_r);
	else if (reply->type == REDIS_REPLY_ERROR) {
		fail(sister, reply->str, why_r);
		freeReplyObject(reply);
		reply = NULL;
	}
	return reply;
}

bool
link_obey(
    struct sister *sister, struct link_command *command, struct text *why_r)
{
	redisReply *reply = link_ask(sister, command, why_r);

	if (reply == NULL)
		return false;
	freeReplyObject(reply);
	return true;
}

/* ---- open and close ------------------------------------------------------ */

static bool
log_in(struct sister *sister, const struct meeting *meeting, struct text *why_r)
{
	struct link_command command = {.count = 0};

	if (meeting->password[0] == '\0')
		return true;
	link_add_text(&command, "AUTH");
	link_add_text(&command, meeting->password);
	return link_obey(sister, &command, why_r);
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
	sister->left_ns = (uint64_t)SISTER_WAIT_MS * NS_PER_MS;
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

struct slice
link_string(const redisReply *reply)
{
	if (reply->type != REDIS_REPLY_STRING)
		return (struct slice){NULL, 0};
	return (struct slice){(const uint8_t *)reply->str, reply->len};
}
