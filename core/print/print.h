/*
 * print - fingerprints of a message, and the table of those that are known
 *
 * A print is 16 bytes that two messages share when something of them is the
 * same: the letters of the text, a link's domain, an attachment.  The print of
 * a text's shingles (MinHash) is 32 bytes that two messages share in part when
 * their texts are alike.  Prints of what people reported lie in a sorted table
 * in the cartridge.
 *
 * Prints are the same on every machine and in every process, so that gateways
 * can exchange them.
 *
 * Threads: any.  Memory: the arena; nothing here calls malloc but
 * prints_build().
 */
#ifndef CORE_PRINT_PRINT_H
#define CORE_PRINT_PRINT_H

#include "core/base/arena.h"
#include "core/base/slice.h"
#include "core/base/text.h"

struct canonical;

enum print_kind {
	PRINT_TEXT,       /* letters and digits of the text, exactly */
	PRINT_SHINGLES,   /* MinHash of three words, or five CJK letters */
	PRINT_DOMAIN,     /* registrable domain of a link */
	PRINT_PATH,       /* that and the first part of the path */
	PRINT_SKELETON,   /* the tags of the page */
	PRINT_ATTACHMENT, /* the bytes of an attached file */
	PRINT_IMAGE,      /* the bytes of an image */
	PRINT_ADDRESS,    /* a mail address in the text */
	PRINT_PHONE,
	PRINT_WALLET,
	PRINT_KINDS
};

/* "text", "shingles", ...: for reasons, files and options. */
const char *print_kind_name(enum print_kind kind);

/* PRINT_SHINGLES uses all of digest, the others 16 bytes and zeros. */
#define PRINT_BYTES 32u
#define PRINT_EXACT_BYTES 16u

struct print {
	enum print_kind kind;
	uint8_t digest[PRINT_BYTES];
	struct slice of; /* what it was made of, where that is short */
};

struct prints {
	struct print *items;
	size_t count;
};

/* More than these are not made of one message. */
#define PRINTS_MAX 96u

/*
 * The prints of a message, each once, at most PRINTS_MAX.  of borrows
 * canonical.  No memory: fewer, perhaps none.
 */
void prints_make(const struct canonical *canonical, struct arena *arena,
    struct prints *prints_r);

/*
 * 16 bytes for the message itself: copies of it in a queue, a mailbox or a
 * report have the same, whatever fields servers have added.
 */
void prints_identity(const struct canonical *canonical,
    const struct prints *prints, uint8_t digest_r[PRINT_EXACT_BYTES]);

/* ---- what is known ----------------------------------------------------- */

enum print_category {
	PRINT_SPAM,
	PRINT_PHISHING,
	PRINT_LEGITIMATE /* wanted bulk mail: excuses, never accuses */
};

struct print_entry {
	uint8_t digest[PRINT_BYTES];
	uint8_t kind;     /* enum print_kind */
	uint8_t category; /* enum print_category */
	uint8_t weight;   /* /255: how much a print of its kind may say */
	uint8_t trust;    /* /255: of those who reported it */
	uint32_t reports; /* as spam or phishing */
	uint32_t excuses; /* reports as legitimate */
	uint32_t first_day, last_day; /* since 1970 */
};

/*
 * A table of entries in the order of their digests, for the cartridge.  Of
 * equal digests the later one stays.  Entries are reordered.  *table_r is
 * malloc()ed.  False: no memory.
 */
bool prints_build(struct print_entry *entries, size_t count, uint8_t **table_r,
    size_t *size_r) MUST_USE;

/* A whole one, in whose entries every index holds?  The empty slice is one. */
bool prints_check(struct slice table);
size_t prints_count(struct slice table);

/* Entry number index < prints_count(). */
void prints_entry(
    struct slice table, size_t index, struct print_entry *entry_r);

struct print_hit {
	const struct print *print;
	struct print_entry entry;
	unsigned same;     /* PRINT_SHINGLES: of 32; else 32 */
	double confidence; /* 0..1 that the message is what category says */
};

#define PRINT_HITS_MAX 16u

struct print_score {
	/* 1 - product(1 - confidence) of what accuses: 0..1. */
	double spam;
	/* The share of it that stands for phishing. */
	double phishing;
	/* The same for what is legitimate. */
	double legitimate;
	/* Strongest first. */
	struct print_hit hits[PRINT_HITS_MAX];
	size_t hit_count;
};

/* Of a checked table. */
void prints_score(struct slice table, const struct prints *prints,
    struct print_score *score_r);

/* "domain example.com, reported 12 times" */
void print_hit_put(struct text *text, const struct print_hit *hit);

#endif
