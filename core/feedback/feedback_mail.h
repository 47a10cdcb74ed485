/*
 * feedback_mail - what a user's report holds: who says it, of which messages
 *
 * A report is a mail with the messages it is about as attachments
 * (message/rfc822, however encoded, or a file that is a message).  What is
 * attached is given as its bytes were before it was attached.  A mail that only
 * wraps messages, as when a help desk forwards reports, is looked into, if it
 * did not come from outside: else any sender could have a message of his choice
 * learnt in place of the one that is reported.
 *
 * Who reports: the account that the server says the sender proved to be, in the
 * envelope of a queue file or in the newest Received field, which the server
 * itself has written.  Return path and From are anybody's to write; they name
 * somebody, and prove nothing.
 *
 * Threads: any.  Memory: slices borrow the message and the arena.
 */
#ifndef CORE_FEEDBACK_FEEDBACK_MAIL_H
#define CORE_FEEDBACK_FEEDBACK_MAIL_H

#include "core/message/message.h"

enum report_by {
	REPORT_BY_NOBODY,  /* no address at all */
	REPORT_BY_SENDER,  /* not proved */
	REPORT_BY_ACCOUNT, /* authenticated */
	REPORT_BY_TRUSTED, /* the operator vouches; never of
			      feedback_mail_read() */
};

/* Messages of one report that are taken; further ones are counted. */
#define REPORT_MESSAGES_MAX 64u
/* Wrappers inside of wrappers that are looked into. */
#define REPORT_WRAPPERS_MAX 4u
/* Bytes of text that one who wraps messages may have written. */
#define REPORT_WRAPPER_TEXT_MAX 2048u

struct feedback_mail {
	enum report_by by;
	struct slice who; /* an address, as written */
	struct slice messages[REPORT_MESSAGES_MAX];
	size_t count;
	size_t left_out; /* over REPORT_MESSAGES_MAX, or empty */
	bool is_bounce;  /* a notice of non-delivery, and so no report */
};

/* Of a message that was parsed, and unpacked or not. */
void feedback_mail_read(const struct message *message, struct arena *arena,
    struct feedback_mail *report_r);

#endif
