/*
 * envelope - what CommuniGate Pro wrote ahead of a queued message
 *
 * A queue file begins with lines of one capital letter and a blank (return
 * path P, recipients R, source S, options O, domain A, others), in any order,
 * then an empty line, then the message.  A plain RFC 5322 file has none of
 * this; an mbox "From " line and a UTF-8 byte order mark ahead of it are passed
 * over.  The test for which is which: the run of such lines ends at an empty
 * line and holds at least one P, R or S.
 *
 * All slices borrow the bytes given to envelope_parse(), except recipients,
 * which lies in the arena.
 */
#ifndef CORE_MESSAGE_ENVELOPE_H
#define CORE_MESSAGE_ENVELOPE_H

#include <stdbool.h>

#include "core/base/arena.h"
#include "core/base/slice.h"
#include "core/message/limits.h"

struct envelope {
	bool present; /* false: a plain message, all else is empty */
	bool has_return_path;
	struct slice return_path; /* between < and >; empty for <> */
	struct slice *recipients; /* addresses, in the order of the file */
	size_t recipient_count;   /* of those kept */
	size_t recipients_seen;   /* all */
	struct slice account;     /* S <account> TAG [ip]: authenticated as */
	struct slice source_tag;  /* "SMTP", "DSN", ... */
	struct slice source_ip;   /* text inside the brackets, v4 or v6 */
	struct slice domain;      /* A line */
	struct slice options;     /* O line */
};

/*
 * Parse what stands ahead of the message in file; *content_r is the message
 * itself (all of file but the envelope, mbox line and mark).  Never fails:
 * what is no envelope is a message.
 */
void envelope_parse(struct slice file, const struct limits *limits,
    struct arena *arena, struct limits_reached *reached,
    struct envelope *envelope_r, struct slice *content_r);

/* True: submitted by a client that proved who it is (S line has an account). */
bool envelope_is_authenticated(const struct envelope *envelope);

#endif
