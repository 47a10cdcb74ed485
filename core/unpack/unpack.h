/*
 * unpack - everything that stands inside of the parts of a message
 *
 * Goes over the parts that message_parse() made, in their order, and over those
 * it makes itself: members of archives, files in the middle of texts, TNEF,
 * data: URLs, archives inside of programs, S/MIME, Mac files, messages that
 * were sent as something else.  Each becomes a child of the part it stands in;
 * so the parts nearest to the top come first, whatever a deep one costs.  Bytes
 * that an ancestor has as well are not opened again (PART_REPEATED), which ends
 * an archive that contains itself.
 *
 * An encrypted member is tried with the words of the message's text that look
 * like a password, nearest first, and with "infected", "1234" and the like.
 *
 * The file names of all parts are decoded on the way (part->names).
 *
 * Threads: one at a time for each unpacker.
 * Memory: the arena; libraries for archives allocate on their own, within
 * MaxArchiveMemory.  A message without archives causes no malloc.
 */
#ifndef CORE_UNPACK_UNPACK_H
#define CORE_UNPACK_UNPACK_H

#include "core/base/text.h"
#include "core/message/message.h"
#include "core/text/charset.h"

struct unpacker;

/* NULL: no memory. */
struct unpacker *unpacker_create(void) MUST_USE;

/* Now what the first encrypted archive or PDF would do, for who has many
 * messages to come.  False: no memory, or no libcrypto. */
bool unpacker_prepare(struct unpacker *unpacker) MUST_USE;

void unpacker_destroy(struct unpacker **unpacker);

struct sigdb; /* core/sigdb/sigdb.h */

/*
 * Whose passwords and types of files are used from now on; NULL: none.  It must
 * live until this is called again, or unpack_message() no more.
 */
void unpacker_use(struct unpacker *unpacker, const struct sigdb *sigdb);

/* For whoever decodes text of the same message in the same thread. */
struct charsets *unpacker_charsets(struct unpacker *unpacker);

/*
 * Add to the tree what its parts hold.  Never fails: limits are marked in
 * message->reached, a spent budget leaves the rest unopened.
 */
void unpack_message(struct unpacker *unpacker, struct message *message,
    const struct limits *limits, struct arena *arena, struct budget *budget);

/*
 * What stayed closed: parts that are encrypted and that no password opened.
 * Their names go to names, ", " between them.  Returns how many there are;
 * *opened_r is how many others a password did open.
 */
size_t unpack_count_encrypted(
    const struct message *message, struct text *names, size_t *opened_r);

/* What is counted of the parts of a message, beside limits. */
enum unpack_kind {
	UNPACK_PROGRAMS, /* that were packed */
	UNPACK_NSIS,
	UNPACK_INSTALLSHIELD,
	UNPACK_AUTOIT,
	UNPACK_DAMAGED, /* of any kind: read only in part */
	UNPACK_KINDS,
};

/* How many parts of each kind were opened. */
void unpack_count(
    const struct message *message, uint32_t counts_r[UNPACK_KINDS]);

/*
 * Arena bytes with which it is the limits that bound a message, what
 * message_parse() takes included.
 */
size_t unpack_arena_bytes(const struct limits *limits);

#endif
