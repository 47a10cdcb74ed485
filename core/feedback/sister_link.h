/*
 * sister_link - a session with a Redis server that ends in time (private to
 * this folder)
 */
#ifndef CORE_FEEDBACK_SISTER_LINK_H
#define CORE_FEEDBACK_SISTER_LINK_H

#include <hiredis/hiredis.h>

#include "core/feedback/sister.h"

#define LINK_ARGUMENTS_MAX 40u

struct sister {
	redisContext *redis;
	uint64_t left_ns;     /* for all that is still asked */
	uint64_t deadline_ns; /* of what is being asked */
	struct slice self;
	bool failed;
	char place[300];
};

/* A command as hiredis wants it; its words stay the caller's. */
struct link_command {
	const char *words[LINK_ARGUMENTS_MAX];
	size_t sizes[LINK_ARGUMENTS_MAX];
	int count;
};

/* At most LINK_ARGUMENTS_MAX. */
void link_add(struct link_command *command, struct slice word);
void link_add_text(struct link_command *command, const char *word);

/* NULL: *why_r, also where the server answers with an error.  To be freed by
 * freeReplyObject(). */
redisReply *link_ask(struct sister *sister, struct link_command *command,
    struct text *why_r) MUST_USE;
/* The same for who does not care for the answer. */
bool link_obey(struct sister *sister, struct link_command *command,
    struct text *why_r) MUST_USE;

/* Empty: it is no string. */
struct slice link_string(const redisReply *reply);

#endif
