/*
 * addresses - who gets mail from us, from the configuration
 *
 * "ann@example.net", also behind a name: "Ann Lee <ann@example.net>", or ahead
 * of one: "ann@example.net (Ann Lee)".  An account of the server's main domain
 * needs no domain: "postmaster".
 */
#ifndef CORE_CONFIG_ADDRESSES_H
#define CORE_CONFIG_ADDRESSES_H

#include <stdbool.h>

#include "core/base/check.h"
#include "core/base/slice.h"
#include "core/base/text.h"

/* Up to the first comma that is in no quotes: "\"Lee, Ann\" <a@b>, c@d". */
struct slice addresses_first(struct slice addresses);

/*
 * One mail address, or several with commas between, or none?  Mail may leave
 * for what is good; what the server has an account for, it knows.
 */
bool addresses_check(struct slice s, bool several, struct text *why) MUST_USE;

#endif
