/*
 * collection - the rules of all source files, on their way into an image
 *
 * Files are added one after the other and parsed at once; their rules borrow
 * the file's bytes, which the collection keeps.  collection_settle() then takes
 * out what ignore lists name and what stands there twice, and gives every rule
 * that is left its signature.
 *
 * No line is ever fatal: it is skipped, counted under its reason, and the
 * first ones of each file are reported.
 *
 * Threads: one at a time.
 */
#ifndef CORE_SIGDB_COLLECTION_H
#define CORE_SIGDB_COLLECTION_H

#include "core/sigdb/blob.h"
#include "core/sigdb/digest.h"
#include "core/sigdb/hashes.h"
#include "core/sigdb/rules.h"

/* Skipped lines of one file that are reported one by one. */
#define REPORTED_LINES 20u

struct source_file {
	char name[192]; /* "phish.ndb", "daily.cvd/daily.ndb" */
	struct rules_type type;
	bool official; /* out of a container whose signature holds */
	uint64_t taken;
	uint64_t skipped[SIGDB_SKIPS];
	uint64_t lines; /* neither empty nor comments */
	uint32_t reported;
	uint32_t string; /* its name in the image */
};

struct pattern_rule {
	struct slice text; /* the whole line */
	struct slice name;
	struct slice offset;
	struct slice hexsig;
	uint32_t target;
	uint32_t file;
	uint32_t line; /* 0 once it was taken out */
	uint32_t signature;
	bool alone; /* see IMAGE_PATTERN_ALONE */
};

/* Of logical signatures, .cdb, .pdb, .wdb, .pwdb and .ftm, and YARA files
 * whole: the line is taken apart once more when it is compiled.  Names are
 * empty where the format has none. */
struct line_rule {
	struct slice text; /* the whole line */
	struct slice name;
	uint32_t file;
	uint32_t line; /* 0 once it was taken out */
};

struct hash_rule {
	struct slice text; /* the whole line */
	struct slice name;
	uint32_t size;
	uint32_t algorithm;
	uint32_t file;
	uint32_t line; /* 0 once it was taken out */
	uint8_t digest[DIGEST_MAX];
	bool allow;
	enum hash_kind kind;
};

struct ignore_rule {
	struct slice name;
	bool has_digest;
	uint8_t digest[DIGEST_MAX]; /* MD5 of the line; else zeros */
};

struct collection {
	const struct sigdb_options *options;
	struct digester *digester;
	struct blob files;     /* struct source_file */
	struct blob patterns;  /* struct pattern_rule */
	struct blob logicals;  /* struct line_rule */
	struct blob metadata;  /* the same */
	struct blob phishing;  /* the same, without names */
	struct blob magics;    /* the same */
	struct blob yara;      /* the same; the text is a file */
	struct blob passwords; /* struct line_rule */
	struct blob hashes;    /* struct hash_rule */
	struct blob ignores;   /* struct ignore_rule */
	struct blob owned;     /* void *, freed at the end */
	/* Filled by collection_settle() and what comes after it. */
	struct blob strings;
	struct blob signatures; /* struct image_signature */
};

bool collection_init(struct collection *collection,
    const struct sigdb_options *options) MUST_USE;
void collection_fini(struct collection *collection);

/* Free memory with the collection. */
void collection_own(struct collection *collection, void *memory);

/*
 * Parse bytes, which must live as long as the collection.  At most
 * UINT32_MAX files, rules and lines; what lies past that is not seen.
 */
void collection_add_file(struct collection *collection, const char *name,
    struct rules_type type, bool official, struct slice bytes);

/* EICAR's test file, which every image knows. */
void collection_add_eicar(struct collection *collection);

/* Take out ignored and repeated rules.  False: no memory. */
bool collection_settle(struct collection *collection) MUST_USE;

/* The signature of a rule that is used; its index. */
uint32_t collection_add_signature(struct collection *collection,
    struct slice name, uint32_t file, bool allow);

/* A string for the image; its offset. */
uint32_t collection_put_string(
    struct collection *collection, struct slice string, const char *suffix);

/* Count a rule of this file under skip instead of under taken. */
void collection_take_out(
    struct collection *collection, uint32_t file, enum sigdb_skip skip);

/* Skip a rule after all, and say so. */
void collection_skip(struct collection *collection, uint32_t file,
    uint32_t line, enum sigdb_skip skip, const char *reason);

/* A line for each file, once everything is counted. */
void collection_report(const struct collection *collection);

/* Is name on an ignore list, whatever the line?  Slow. */
bool collection_ignores(const struct collection *collection, struct slice name);

/* Any blob that ran out of memory. */
bool collection_failed(const struct collection *collection);

#endif
