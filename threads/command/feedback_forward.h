/*
 * feedback_forward - what was believed here, sent on to the authority
 *
 * Collected while reports are learnt, and handed to the server as a mail once
 * that is certain.  A crash in between loses the mail; nothing is sent twice.
 *
 * Threads: one.
 */
#ifndef THREADS_COMMAND_FEEDBACK_FORWARD_H
#define THREADS_COMMAND_FEEDBACK_FORWARD_H

#include "core/feedback/bundle.h"
#include "threads/command/lesson.h"

/* Mails that one go may become. */
#define FORWARD_BUNDLES_MAX 64u

struct forward {
	const struct gateways *gateways;
	struct bundle_writer bundles[FORWARD_BUNDLES_MAX];
	size_t count;
	size_t left_out; /* messages that found no room */
};

/* Nothing is collected where gateways names no authority. */
void forward_init(struct forward *forward, const struct gateways *gateways);
void forward_fini(struct forward *forward);

/* original: as it was attached. */
void forward_add(struct forward *forward, const struct lesson *lesson,
    struct slice original, enum store_class class);

/* How many messages went to the server; *why_r is empty, or says why others did
 * not. */
size_t forward_send(
    struct forward *forward, const char *directory, struct text *why_r);

#endif
