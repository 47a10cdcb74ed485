/*
 * feedback_forward - what was believed here, sent on to the authority
 *
 * Collected while reports are learnt, put into the store with what was learnt
 * of them, and handed to the server as mails once that is certain.  What the
 * server does not take now it gets with the next run; a crash in between may
 * send one twice, which the authority hears once.
 *
 * Threads: one.
 */
#ifndef THREADS_COMMAND_FEEDBACK_FEEDBACK_FORWARD_H
#define THREADS_COMMAND_FEEDBACK_FEEDBACK_FORWARD_H

#include "core/feedback/bundle.h"
#include "threads/command/learn/lesson.h"

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

/* All of it, signed, into a store that was begun.  *why_r is empty, or says
 * what found no room. */
void forward_keep(
    struct forward *forward, struct store *store, struct text *why_r);

/*
 * What waits in the store goes to the server's directory.  How many messages;
 * *why_r is empty, or says why others wait on.
 */
size_t forward_send(struct store *store, const struct gateways *gateways,
    const char *directory, struct text *why_r);

#endif
