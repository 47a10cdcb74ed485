/*
 * scan - one decoded message against one signature database
 *
 * The raw message (without its envelope) is matched as mail; each decoded leaf
 * whose bytes differ from the raw message is matched as its file type; hashes
 * are looked up by size first, so that a part no signature has the size of is
 * not even hashed.  An allow-list hash cancels what was found in that part and
 * in the parts inside it.
 *
 * Threads: one scanner a thread; the sigdb may serve many.
 * Memory: findings lie in the arena; nothing on the way calls malloc.
 */
#ifndef CORE_SCAN_SCAN_H
#define CORE_SCAN_SCAN_H

#include "core/base/arena.h"
#include "core/base/budget.h"
#include "core/message/message.h"
#include "core/sigdb/sigdb.h"

enum finding_kind {
	FINDING_PATTERN,
	FINDING_HASH,
	FINDING_METADATA, /* name, sizes and the like of a member */
	FINDING_LINK,     /* that leads elsewhere than it says */
};

struct finding {
	struct slice name;   /* reply name, ".UNOFFICIAL" included where due */
	struct slice source; /* "phish.ndb"; "built-in" */
	const struct part *part; /* NULL: the raw message */
	uint64_t offset;         /* of the match in that part or message */
	enum finding_kind kind;
};

/* A finding that an allow list cancelled. */
struct cancelled {
	struct finding finding;
	struct slice name;   /* of the entry */
	struct slice source; /* "local.fp" */
	/* What the entry is the hash of: the part, or what it lies in; NULL:
	 * the message. */
	const struct part *part;
};

struct findings {
	struct finding *items; /* first found first */
	size_t count;
	uint64_t allowed;            /* cancelled by an allow list */
	struct cancelled *cancelled; /* the first of them */
	size_t cancelled_count;
	struct limits_reached reached;
	uint64_t matched; /* bytes that went through a matcher, twice or not */
};

struct scanner;

/*
 * Are all pattern programs of sigdb such that verifying cannot go astray?  For
 * a fresh database before it is put to use; opening does not look into them.
 */
bool scan_check_programs(const struct sigdb *sigdb) MUST_USE;

/* Scratch memory for sigdb, which must outlive the scanner.  NULL: no memory */
struct scanner *scanner_create(const struct sigdb *sigdb) MUST_USE;
void scanner_destroy(struct scanner **scanner);

struct renderer; /* core/render/render.h */

struct scan_options {
	/* Of the same message, for pages; NULL: their links are not looked
	 * at. */
	struct renderer *renderer;
	bool all_matches; /* false: the first finding ends the scan */
};

/*
 * Fill findings_r.  With a spent budget it holds what was found by then
 * (budget->state says why).
 */
void scan_message(struct scanner *scanner, const struct message *message,
    const struct scan_options *options, const struct limits *limits,
    struct arena *arena, struct budget *budget, struct findings *findings_r);

#endif
