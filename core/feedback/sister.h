/*
 * sister - what gateways of one site tell each other, through a Redis server
 *
 * Each claim of a reporter is an entry of one stream, with the prints of the
 * message that it is about; each gateway reads those of the others and hears
 * them as if they had been made here.  A claim is known by its reporter and its
 * message, so one that comes twice is heard once; and trust in reporters
 * follows from claims, so it need not be sent.
 *
 * Numbers lie in one hash, each gateway's own as they are, so that writing them
 * twice changes nothing.
 *
 * The server is never waited for longer than SISTER_WAIT_MS, for all of a
 * session together, what is done in between not counted: one that is away, slow
 * or full is a result.
 *
 * Threads: a session by one at a time.  Blocks: on the network.
 */
#ifndef CORE_FEEDBACK_SISTER_H
#define CORE_FEEDBACK_SISTER_H

#include "core/feedback/gateways.h"
#include "core/store/store.h"

#define SISTER_WAIT_MS 3000u
/* Entries that are kept for gateways that were away. */
#define SISTER_ENTRIES_MAX "100000"

struct sister;

/* NULL: *why_r says what is wrong with the server. */
struct sister *sister_open(
    const struct gateways *gateways, struct text *why_r) MUST_USE;
/* NULL is allowed. */
void sister_close(struct sister **sister);

/* After a failure everything else fails, too; *why_r is what was first. */
bool sister_works(const struct sister *sister);

struct sister_claim {
	uint8_t reporter[STORE_DIGEST_BYTES];
	uint8_t proof;       /* enum report_by */
	struct slice bundle; /* of one message, by its prints; not signed */
};

bool sister_send(struct sister *sister, const struct sister_claim *claim,
    struct text *why_r) MUST_USE;

/* Up to where the stream was read. */
struct sister_mark {
	uint64_t ms, number;
};

/*
 * All claims behind *mark that others made, oldest first; *mark moves on.  What
 * is not a claim is passed over.  False: the server failed, or take() did
 * (memory); what was taken is taken.
 */
bool sister_read(struct sister *sister, struct sister_mark *mark,
    bool (*take)(void *owner, const struct sister_claim *claim), void *owner,
    struct text *why_r) MUST_USE;

struct sister_number {
	const char *name;
	uint64_t value;
};

bool sister_put_numbers(struct sister *sister,
    const struct sister_number *numbers, size_t count,
    struct text *why_r) MUST_USE;
/* value_r of each: the sum over all gateways. */
bool sister_sum_numbers(struct sister *sister, struct sister_number *numbers,
    size_t count, struct text *why_r) MUST_USE;

/*
 * Days, as bytes of whoever counts: one of each gateway and date, which another
 * takes the place of.  They are kept for SISTER_DAY_SECONDS.
 */
#define SISTER_DAY_SECONDS "3456000"
bool sister_put_day(struct sister *sister, struct slice date,
    struct slice bytes, struct text *why_r) MUST_USE;
/* Those of the others. */
bool sister_read_day(struct sister *sister, struct slice date,
    void (*take)(void *owner, struct slice bytes), void *owner,
    struct text *why_r) MUST_USE;

#endif
