/*
 * drafting - from collected rules to the sections of an image
 *
 * Threads: one at a time.  Takes time and memory: seconds and hundreds of
 * megabytes for whole databases, which is why it runs in a process of its own.
 */
#ifndef CORE_SIGDB_DRAFTING_H
#define CORE_SIGDB_DRAFTING_H

#include "core/base/arena.h"
#include "core/sigdb/collection.h"
#include "core/sigdb/image.h"
#include "core/pattern/pattern.h"

/* A literal shorter than this stands everywhere; such ones are looked for by a
 * matcher of their own, so that they do not slow down the others. */
#define DRAFT_LITERAL_MIN 4u

/* Finds a pattern of logical signatures by its program; open addressing. */
struct pattern_index {
	struct {
		uint64_t key;
		uint32_t pattern; /* index + 1; 0 is free */
	} * slots;
	size_t mask;
	size_t count;
};

/* PE, ELF, Mach-O: patterns for others have no offsets within a program. */
static inline bool
target_is_executable(uint32_t target)
{
	return target == 1 || target == 6 || target == 9;
}

struct drafting {
	struct collection *collection;
	struct arena *arena;  /* programs and literals while compiling */
	struct blob patterns; /* struct image_pattern */
	struct blob compiled; /* struct pattern, by the same index */
	struct blob users;    /* uint32_t: signatures that have it */
	struct blob choices;  /* struct anchor_choice, by the same index */
	struct blob programs;
	struct pattern_index known; /* while logical signatures are compiled */
	struct blob logicals;       /* struct image_logical */
	struct blob subs;           /* struct image_sub */
	struct blob nodes;          /* struct expression_node */
	struct blob types;          /* uint32_t */
	struct blob wakes;          /* uint32_t */
	struct blob always;         /* uint32_t */
	struct blob regexes;        /* struct image_regex */
	struct blob texts;
	struct blob compares;   /* struct compare */
	struct blob metadata;   /* struct image_metadata */
	struct blob phishing;   /* struct image_phishing */
	struct blob magics;     /* struct image_magic */
	struct blob passwords;  /* struct image_password */
	struct blob yara;       /* struct image_yara */
	struct blob yara_rules; /* uint32_t: signatures */
	uint32_t phishing_names[IMAGE_PHISHING_NAMES];
	struct blob literals; /* struct image_literal */
	struct blob entries;  /* struct image_entry */
	struct blob matchers; /* struct image_matcher */
	struct blob images;
	struct hash_blobs hashes[HASH_KINDS];
	struct image_range kinds[RULES_TARGETS];
	struct image_range bound;
	uint32_t range_count; /* of all patterns */
	uint64_t body_count;  /* patterns that are signatures by themselves */
	uint64_t yara_count;  /* rules that are signatures */
	uint64_t hash_count;
	uint64_t allow_count;
};

/* Which anchor of a pattern is looked for, and how well that tells it from
 * mail: the higher the better, comparable between patterns. */
struct anchor_choice {
	uint8_t anchor;
	int32_t worth;
};

/* Keep a compiled pattern; its index. */
uint32_t draft_pattern(struct drafting *drafting, const struct pattern *pattern,
    uint32_t signature, uint32_t target, unsigned flags);

/* Compile the patterns that are left in the collection and give each a
 * signature.  False: no memory. */
bool draft_patterns(struct drafting *drafting) MUST_USE;

/* The same for logical signatures; patterns of theirs may be shared. */
bool draft_logicals(struct drafting *drafting) MUST_USE;

/* And for those of members of archives and messages. */
bool draft_metadata(struct drafting *drafting) MUST_USE;

/* And hosts that are imitated, links that may. */
bool draft_phishing(struct drafting *drafting) MUST_USE;

/* Types of files, and passwords of archives. */
bool draft_magics(struct drafting *drafting) MUST_USE;
bool draft_passwords(struct drafting *drafting) MUST_USE;

/* The texts of YARA that compile, and a signature for each rule. */
bool draft_yara(struct drafting *drafting) MUST_USE;

/* A regular expression for the image; its index. */
uint32_t draft_regex(struct drafting *drafting, struct slice text,
    const struct image_regex *record);

/* Choose which patterns wake each logical signature; behind draft_anchors(). */
bool draft_triggers(struct drafting *drafting) MUST_USE;

/* Choose the anchor of each pattern. */
bool draft_anchors(struct drafting *drafting) MUST_USE;

/* Make the matchers of every kind of buffer. */
enum sigdb_result draft_matchers(
    struct drafting *drafting, struct text *error_r) MUST_USE;

bool draft_hashes(struct drafting *drafting) MUST_USE;

/* Give back all that was drafted. */
void drafting_fini(struct drafting *drafting);

#endif
