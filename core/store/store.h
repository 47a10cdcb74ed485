/*
 * store - what learning must remember between its runs
 *
 *     learnt      digest of a message -> as what, when, in which update
 *     exact       digest of a print   -> reports, excuses, days
 *     alike       the same of shingles
 *     reporters   who reported        -> how often others agreed
 *     claims      digest of a message or a print -> who said what of it
 *     steps       digest of a message -> what learning it did, to take it back
 *     sisters, mails   in order       -> what others were not told yet
 *     numbers     a few counts
 *
 * An LMDB environment: a directory that several processes may have open, one of
 * them writing, which a crash at any moment leaves as it was at the last
 * commit.  What a scan needs of it goes into the cartridge; no scan reads it.
 *
 * Threads: a handle by one at a time.  Blocks: on the disk, and store_begin()
 * for writing on another writer.
 */
#ifndef CORE_STORE_STORE_H
#define CORE_STORE_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/check.h"
#include "core/base/slice.h"
#include "core/base/text.h"

#define STORE_DIGEST_BYTES 16u
#define STORE_PRINT_BYTES 32u
/* The file grows to no more than this. */
#define STORE_BYTES_MAX (UINT64_C(4) << 30)

enum store_result {
	STORE_OK,
	STORE_IO,
	STORE_DAMAGED,
	STORE_FULL, /* the disk, or STORE_BYTES_MAX */
	STORE_NO_MEMORY,
};

struct store;

/*
 * The directory is made if need be.  What is damaged, or of another format, is
 * told in *note_r, set aside as PATH.damaged (one of them is kept), and begun
 * anew: STORE_OK.  Else *note_r is empty, or says what failed and what to do.
 */
enum store_result store_open(
    const char *path, struct store **store_r, struct text *note_r) MUST_USE;
/* NULL is allowed; what was not committed is undone. */
void store_close(struct store **store);

/*
 * Everything below happens between a begin and its end.  With write, others
 * that want to write wait.
 */
enum store_result store_begin(struct store *store, bool write) MUST_USE;
/* On the disk, all or nothing; the first failure since the begin, if any. */
enum store_result store_commit(struct store *store) MUST_USE;
void store_abort(struct store *store);

/* The first failure since the begin; later calls do nothing. */
enum store_result store_failure(const struct store *store);
const char *store_result_text(enum store_result result);

/* ---- numbers ----------------------------------------------------------- */

enum store_number {
	STORE_UPDATE, /* of the cartridge that the last commit went with */
	STORE_HAM,    /* messages learnt, less those unlearnt */
	STORE_SPAM,
	STORE_AGED, /* day of the last store_age() */
	/* Of users' reports, since the store began: */
	STORE_REPORTS,       /* mails */
	STORE_REPORTS_EMPTY, /* ... without a message attached */
	STORE_CLAIMS_SPAM,   /* messages that somebody reported as that */
	STORE_CLAIMS_PHISHING,
	STORE_CLAIMS_LEGIT,
	STORE_CLAIMS_REPEATED, /* ... the same by the same reporter once more */
	STORE_CLAIMS_OVER,     /* ... beyond a reporter's share of the day */
	STORE_CLAIMS_TAKEN,    /* ... that made a message be learnt */
	STORE_CLAIMS_REFUSED,  /* ... that the guard mail spoke against */
	STORE_UNPROVED_DAY,    /* the day that the next one is of */
	STORE_UNPROVED, /* claims of that day whose reporter proved nothing */
	/* Of sister gateways: the mark up to which they were read. */
	STORE_SISTER_MS,
	STORE_SISTER_NUMBER,
	STORE_OUTBOX, /* the key of the last entry of the outbox */
	/* Of learning, since the store began: */
	STORE_LEARNT_SPAM, /* messages */
	STORE_LEARNT_PHISHING,
	STORE_LEARNT_LEGIT,
	STORE_CHANGED, /* ... of these, learnt before as something else */
	STORE_UNLEARNT,
	STORE_CLAIMS_HELD,   /* of reports: that wait for others to agree */
	STORE_GUARD_REFUSED, /* runs of LEARN that the guard mail was against */
	STORE_PRINTS_ADDED,  /* prints that were not reported before */
	STORE_PRINTS_EXCUSED, /* ... that were not excused before */
	/* Of the outbox: that went unsent, since too many waited. */
	STORE_UNSENT_SISTERS,   /* claims */
	STORE_UNSENT_AUTHORITY, /* mails */
	STORE_WRITER, /* the process that left the cartridge of STORE_UPDATE */
	STORE_NUMBERS
};

uint64_t store_number(struct store *store, enum store_number number);
void store_set_number(
    struct store *store, enum store_number number, uint64_t value);
/* So many more of it. */
void store_count(struct store *store, enum store_number number, uint64_t more);

/* ---- messages ---------------------------------------------------------- */

enum store_class { STORE_LEGIT, STORE_IS_SPAM, STORE_IS_PHISHING };

/* Beside a class: only its prints were there to be learnt. */
#define STORE_PRINTS_ONLY 0x80u

struct store_learnt {
	uint8_t class;  /* enum store_class, STORE_PRINTS_ONLY */
	uint8_t weight; /* /255; 0: left out, only remembered */
	uint16_t day;   /* since 1970 */
	uint32_t update;
};

/* False: not there. */
bool store_learnt_find(
    struct store *store, const uint8_t *digest, struct store_learnt *learnt_r);
void store_learnt_put(struct store *store, const uint8_t *digest,
    const struct store_learnt *learnt);
void store_learnt_remove(struct store *store, const uint8_t *digest);

/*
 * What learning it did, as bytes of whoever learns; it goes with the message.
 * False: nothing of this size is known.
 */
#define STORE_STEP_BYTES_MAX 256u
void store_step_put(struct store *store, const uint8_t *digest, uint16_t day,
    struct slice bytes);
bool store_step_find(
    struct store *store, const uint8_t *digest, void *step_r, size_t size);

/*
 * Those of later updates than this one, whose cartridge never came to be, or
 * was put back to an earlier one.  How many.
 */
size_t store_learnt_forget_after(struct store *store, uint64_t update);

/* ---- prints ------------------------------------------------------------ */

struct store_print {
	uint32_t reports;   /* as spam or phishing */
	uint32_t phishing;  /* of these */
	uint32_t excuses;   /* as legitimate */
	uint32_t trust;     /* sum over reports, in 1/255 */
	uint32_t reporters; /* a bit for each that reported, by its hash */
	uint16_t first_day, last_day;
	uint8_t kind;
};

/* size 16: exact; 32: alike. */
struct store_print_key {
	uint8_t digest[STORE_PRINT_BYTES];
	size_t size;
};

bool store_print_find(struct store *store, const struct store_print_key *key,
    struct store_print *print_r);
/* One without reports and excuses is removed. */
void store_print_put(struct store *store, const struct store_print_key *key,
    const struct store_print *print);

/* In the order of digests, exact ones first.  False: the callback's. */
bool store_prints_each(struct store *store,
    bool (*each)(void *owner, const struct store_print_key *key,
	const struct store_print *print),
    void *owner);
size_t store_print_count(struct store *store);
size_t store_reporter_count(struct store *store);

/* ---- reporters --------------------------------------------------------- */

struct store_reporter {
	uint32_t agreed, disagreed;   /* later evidence */
	uint16_t today, agreed_today; /* of last_day: claims, agreements */
	uint16_t first_day, last_day;
};

/* key: a hash of who it is; no address is kept. */
bool store_reporter_find(
    struct store *store, const uint8_t *key, struct store_reporter *reporter_r);
void store_reporter_put(struct store *store, const uint8_t *key,
    const struct store_reporter *reporter);

/*
 * What reporters said of a message, or of messages with a print, until it is
 * long ago: it is the evidence on which reports are believed.
 */
struct store_claim {
	uint8_t reporter[STORE_DIGEST_BYTES];
	uint8_t class;   /* enum store_class */
	uint8_t proof;   /* the reporter's enum report_by */
	uint8_t settled; /* 1: counted as agreed, 2: as not */
	/* 1: an UNLEARN said that it was a mistake; it counts no more, and is
	 * not heard again. */
	uint8_t taken_back;
};
/* Of one digest; later ones find no room. */
#define STORE_CLAIMS_MAX 32u
struct store_claims {
	uint16_t last_day;
	uint16_t count;
	struct store_claim items[STORE_CLAIMS_MAX];
};

/* False: nobody said anything; *claims_r is empty. */
bool store_claims_find(
    struct store *store, const uint8_t *digest, struct store_claims *claims_r);
/* Without any they are removed. */
void store_claims_put(struct store *store, const uint8_t *digest,
    const struct store_claims *claims);

/*
 * What others have not been told yet, oldest first.  Where there are more than
 * STORE_CLAIMS_WAITING_MAX or STORE_MAILS_WAITING_MAX the oldest go, and are
 * counted in STORE_UNSENT_*.
 */
enum store_queue {
	STORE_TO_SISTERS,   /* claims */
	STORE_TO_AUTHORITY, /* bundles, see core/feedback/bundle.h */
};
#define STORE_CLAIMS_WAITING_MAX 100000u
#define STORE_MAILS_WAITING_MAX 64u
void store_outbox_put(
    struct store *store, enum store_queue queue, struct slice bytes);
/* Those that send() takes are removed; it ends where that says false. */
void store_outbox_send(struct store *store, enum store_queue queue,
    bool (*send)(void *owner, struct slice bytes), void *owner);
size_t store_outbox_count(struct store *store, enum store_queue queue);

/* ---- bounds ------------------------------------------------------------ */

struct store_bounds {
	uint32_t learnt_days, print_days, excuse_days, reporter_days,
	    claim_days;
	size_t prints_max;
};
extern const struct store_bounds store_bounds_default;

/*
 * Remove what was not seen for so many days (excuse_days: prints that nobody
 * reported as spam), then the prints seen longest ago that are over
 * prints_max.  How many went.
 */
size_t store_age(
    struct store *store, uint16_t today, const struct store_bounds *bounds);

#endif
