/*
 * own_fields - what the program itself writes into messages
 *
 * A message that comes back, from a junk mailbox to be learnt or from a sister
 * gateway, has the verdict of last time in it.  Whoever learns from that learns
 * to believe himself; whoever forges it would be believed.  The default names
 * are never read; this is for the names that a site has given to its own.
 *
 * Threads: any.
 */
#ifndef CORE_SCORE_OWN_FIELDS_H
#define CORE_SCORE_OWN_FIELDS_H

#include "core/config/config.h"
#include "core/message/message.h"

/*
 * Take the names off all fields of the message's header that Header,
 * AlertHeader and the other templates add: nothing finds them from here on.
 */
void own_fields_hide(const struct config *config, struct message *message);

#endif
