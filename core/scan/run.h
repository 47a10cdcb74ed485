/*
 * run - one message being scanned: what the files of this folder share
 *
 * Only core/scan includes this.
 */
#ifndef CORE_SCAN_RUN_H
#define CORE_SCAN_RUN_H

#include "core/scan/scan.h"
#include "core/scan/verify.h"
#include "core/sigdb/digest.h"
#include "core/sigdb/image.h"

/* What is remembered of one pattern from hit to hit, for one buffer at a time:
 * the serial numbers say for which. */
struct pattern_state {
	uint32_t done;  /* it matched, once a buffer is enough; or gave up */
	uint32_t tried; /* its steps, and its ranges searched in vain, hold */
	uint32_t first_range;
	int64_t steps; /* that it may still take */
};

struct scanner {
	const struct sigdb *sigdb;
	struct matcher_scratch *scratch;
	struct digester *digester;
	struct pattern_state *states; /* by pattern, and one behind the last */
	struct verify_range *ranges;  /* see pattern_verify() */
	uint32_t serial;              /* of the buffer in hand */
};

enum allow_state { ALLOW_UNKNOWN, ALLOW_NO, ALLOW_YES };

struct run {
	struct scanner *scanner;
	const struct message *message;
	const struct scan_options *options;
	struct budget *budget;
	struct findings *findings;
	size_t findings_max;
	int64_t steps;       /* left for verifying */
	int64_t steps_floor; /* what each buffer may take even so */
	uint64_t bytes_left; /* that may still be matched */

	const struct part *original; /* the last that was no further reading */

	/* The buffer in hand: its findings so far, in the order of offsets. */
	struct finding *pending;
	size_t pending_count;
	size_t pending_max;
	/* By part index, the raw message behind the last: enum allow_state. */
	uint8_t *allow;
};

/* ---- findings.c -------------------------------------------------------- */

/* False: the arena is full; no findings can be kept. */
bool findings_begin(
    struct run *run, const struct limits *limits, struct arena *arena) MUST_USE;

/* signature was found in the buffer in hand. */
void findings_add(struct run *run, uint32_t signature, const struct part *part,
    enum finding_kind kind, uint64_t offset);

/* Move what the buffer has to the message's findings, unless allowed. */
void findings_end_buffer(struct run *run, const struct part *part);

/* Nothing that could still be found would be kept. */
bool findings_complete(const struct run *run);

/* ---- scan_hash.c ------------------------------------------------------- */

/* Look bytes up among the hashes; part NULL is the raw message. */
void scan_hash(struct run *run, const struct part *part, struct slice bytes);

/* part, or something that it lies in, is on an allow list. */
bool scan_allowed(struct run *run, const struct part *part);

/* ---- scan_buffer.c ----------------------------------------------------- */

/*
 * Match bytes against the patterns of any type and of target with matchers.
 * False: the budget is spent.
 */
bool scan_buffer(struct run *run, const struct part *part, struct slice bytes,
    uint32_t target, struct image_range matchers) MUST_USE;

#endif
