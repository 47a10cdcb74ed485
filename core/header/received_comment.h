/*
 * received_comment - what servers write into the comments of Received (private
 * to received*.c)
 *
 * Threads: any.  Memory: slices borrow the text.
 */
#ifndef CORE_HEADER_RECEIVED_COMMENT_H
#define CORE_HEADER_RECEIVED_COMMENT_H

#include "core/base/slice.h"

/* Empty, or false: nothing of it was met. */
struct received_comments {
	struct slice helo;
	struct slice address;
	struct slice reverse;
	struct slice user;
	bool authenticated;
	bool encrypted;
	bool local;
};

/*
 * Read the inside of one comment.  of_from: it stands behind "from", so that
 * names and addresses in it are the client's.  The first of a kind counts.
 */
void received_comment(
    struct slice text, bool of_from, struct received_comments *comments);

/*
 * The address in a word: "192.0.2.1", "[192.0.2.1]:25", "[IPv6:2001:db8::1]",
 * "user@192.0.2.1", "name[192.0.2.1]".  *name_r is what stands ahead of a
 * bracket.  False: none; *name_r is the word then.
 */
bool received_address(
    struct slice word, struct slice *address_r, struct slice *name_r);

#endif
