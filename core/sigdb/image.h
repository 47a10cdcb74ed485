/*
 * image - a signature database as one flat file
 *
 *     +--------------------+ 0
 *     | struct image_header|   magic, version, stamps, counts, table of
 *     |                    |   sections, checksum of all before it
 *     +--------------------+ 4096
 *     | STRINGS            |   u16 length, bytes; names point in here
 *     +--------------------+   every section begins on a page and has
 *     | SIGNATURES         |   its own checksum in the header
 *     | PATTERNS  PROGRAMS |
 *     | LITERALS  ENTRIES  |   literal id -> who wants to know
 *     | MATCHERS  IMAGES   |   what the literals were compiled to
 *     | LOGICALS SUBS      |   logical signatures: what they are made of,
 *     | NODES TYPES WAKES  |   their expressions, and which pattern has
 *     | ALWAYS             |   which of them evaluated
 *     | REGEXES  TEXTS     |
 *     | COMPARES           |
 *     | METADATA           |   of members of archives and messages
 *     | PHISHING           |   hosts that links pretend to lead to
 *     | MAGICS  PASSWORDS  |   types of files; what archives are tried with
 *     | YARA  YARA_RULES   |   texts (in TEXTS), signatures of their rules
 *     | SUMS               |   of the sections that are checked when they
 *     |                    |   are read, see image_guard.h
 *     | HASH_...           |   see hashes.h
 *     +--------------------+
 *
 * No pointers: all is indices of 32 bits and offsets from the beginning of a
 * section.  image_open.c checks the checksums and that every index is inside
 * what it indexes, so whoever reads an open image does not check again; but for
 * names and hashes, which image_signature() and image_owners() answer for.  The
 * pattern programs themselves are checked where they are made.
 *
 * For core/sigdb and core/scan only; everybody else uses sigdb.h.
 */
#ifndef CORE_SIGDB_IMAGE_H
#define CORE_SIGDB_IMAGE_H

#include <stdatomic.h>

#include "core/logic/cltype.h"
#include "core/logic/compare.h"
#include "core/logic/expression.h"
#include "core/logic/magic.h"
#include "core/logic/metadata.h"
#include "core/logic/password.h"
#include "core/logic/phishing.h"
#include "core/logic/regex.h"
#include "core/sigdb/hashes.h"
#include "core/sigdb/rules.h"
#include "core/sigdb/sigdb.h"
#include "core/yara/yara.h"
#include "simd/matcher.h"

#define IMAGE_PAGE 4096u
#define IMAGE_MAGIC "CGPFsig\n"
/* Goes up with every change of this layout or of the pattern programs. */
#define IMAGE_VERSION 11u
#define IMAGE_BYTE_ORDER UINT32_C(0x01020304)
/* Pattern programs begin at multiples of this. */
#define IMAGE_PROGRAM_ALIGN 8u

enum image_section {
	IMAGE_STRINGS,
	IMAGE_SIGNATURES, /* struct image_signature */
	IMAGE_PATTERNS,   /* struct image_pattern */
	IMAGE_PROGRAMS,
	IMAGE_LITERALS, /* struct image_literal */
	IMAGE_ENTRIES,  /* struct image_entry */
	IMAGE_MATCHERS, /* struct image_matcher */
	IMAGE_MATCHER_IMAGES,
	IMAGE_LOGICALS,   /* struct image_logical */
	IMAGE_SUBS,       /* struct image_sub */
	IMAGE_NODES,      /* struct expression_node */
	IMAGE_TYPES,      /* uint32_t, enum cltype: intermediates */
	IMAGE_WAKES,      /* uint32_t: logicals */
	IMAGE_ALWAYS,     /* uint32_t: logicals that need no hit */
	IMAGE_REGEXES,    /* struct image_regex */
	IMAGE_TEXTS,      /* of regular expressions */
	IMAGE_COMPARES,   /* struct compare */
	IMAGE_METADATA,   /* struct image_metadata */
	IMAGE_PHISHING,   /* struct image_phishing */
	IMAGE_MAGICS,     /* struct image_magic */
	IMAGE_PASSWORDS,  /* struct image_password */
	IMAGE_YARA,       /* struct image_yara */
	IMAGE_YARA_RULES, /* uint32_t: signatures, or IMAGE_NONE */
	IMAGE_SUMS,       /* uint64_t */
	/* One table for each enum hash_kind: behind its sizes one section for
	 * each algorithm, thrice. */
	IMAGE_HASH_SIZES,
	IMAGE_HASH_FIRST,
	IMAGE_HASH_DIGESTS = IMAGE_HASH_FIRST + DIGEST_ALGORITHMS,
	IMAGE_HASH_OWNERS = IMAGE_HASH_DIGESTS + DIGEST_ALGORITHMS,
	IMAGE_HASH_END = IMAGE_HASH_OWNERS + DIGEST_ALGORITHMS,
	IMAGE_HASH_TABLE = IMAGE_HASH_END - IMAGE_HASH_SIZES,
	IMAGE_SECTIONS = IMAGE_HASH_SIZES + HASH_KINDS * IMAGE_HASH_TABLE,
};

struct image_signature {
	uint32_t name;   /* offset of a string */
	uint32_t source; /* the same: the file it came from */
	uint32_t allow;  /* 1: an allow-list hash */
};

enum image_pattern_flag {
	/* The buffer has at most 128 bytes, and blanks behind the match. */
	IMAGE_PATTERN_ALONE = 1 << 0,
	/* It has an offset, so it depends on where a part begins or ends; or a
	 * logical signature that it wakes does. */
	IMAGE_PATTERN_BOUND = 1 << 1,
};

/* No signature, no pattern. */
#define IMAGE_NONE UINT32_MAX

/*
 * A pattern that was found is a finding, if it has a signature, and has the
 * logical signatures evaluated that it wakes.  One with neither is a part of
 * logical signatures that others wake; it is in no matcher.
 */
struct image_pattern {
	uint32_t signature; /* IMAGE_NONE: none */
	uint32_t program;   /* offset / IMAGE_PROGRAM_ALIGN */
	uint32_t program_size;
	uint32_t length_min;
	uint32_t first_range; /* sum of range_count before it */
	uint32_t range_count; /* pattern_range_count() */
	uint32_t first_wake;
	uint32_t wake_count;
	uint16_t target;
	uint16_t flags; /* enum image_pattern_flag */
};

enum image_sub_kind { IMAGE_SUB_BODY, IMAGE_SUB_REGEX, IMAGE_SUB_COMPARE };

/* A sub-signature: one or two patterns (the other one is the wide form), a
 * regular expression, a comparison. */
struct image_sub {
	uint32_t kind;
	uint32_t item;  /* index of a pattern, regex or compare */
	uint32_t other; /* pattern; IMAGE_NONE: none */
};

enum image_logical_flag {
	/* Its truth depends on where the buffer begins or ends, so it may hold
	 * for a part when it does not for the message. */
	IMAGE_LOGICAL_BOUND = 1 << 0,
	IMAGE_LOGICAL_CONTAINER = 1 << 1,
	/* No finding: the buffer is scanned as what handler says, too. */
	IMAGE_LOGICAL_HANDLER = 1 << 2,
	/* The buffer is a program, whose entry and sections are asked for. */
	IMAGE_LOGICAL_EXECUTABLE = 1 << 3,
};

struct image_logical {
	uint32_t signature;
	uint32_t first_sub;
	uint32_t first_node;
	uint32_t node_count;
	uint32_t size_min; /* of the buffer */
	uint32_t size_max;
	uint32_t entry_min; /* offset in the file */
	uint32_t entry_max;
	uint32_t sections_min; /* their number */
	uint32_t sections_max;
	uint32_t first_type; /* intermediates */
	uint16_t type_count;
	uint16_t sub_count;
	uint16_t target;
	uint16_t flags;     /* enum image_logical_flag */
	uint16_t container; /* enum cltype */
	uint16_t handler;
};

/* Branches of a regular expression that are told apart. */
#define IMAGE_BRANCHES_MAX 8u

struct image_regex {
	uint32_t text; /* in IMAGE_TEXTS */
	uint32_t text_size;
	uint32_t first_node; /* its trigger */
	uint32_t node_count;
	/* Patterns of which one is in whatever it matches; 0: unknown. */
	uint32_t required_count;
	uint32_t required[IMAGE_BRANCHES_MAX];
	struct regex_place place;
};

/* See core/logic/metadata.h; METADATA_ANY likewise. */
struct image_metadata {
	struct metadata_range container_size;
	struct metadata_range packed;
	struct metadata_range size;
	uint64_t position;
	uint64_t crc32;
	uint32_t signature;
	uint32_t regex; /* IMAGE_NONE: any name */
	uint16_t container;
	uint16_t encrypted; /* 0, 1; 2: either */
	uint32_t zero;
};

/* See core/logic/phishing.h.  By kind; hosts among themselves by their bytes in
 * lower case. */
struct image_phishing {
	uint32_t kind;  /* enum phishing_kind */
	uint32_t first; /* a string, or a regular expression over all of it */
	uint32_t second;
};

/* See core/logic/magic.h. */
struct image_magic {
	uint32_t offset;
	uint32_t type; /* enum cltype */
	uint32_t size;
	uint8_t bytes[MAGIC_MAX];
	uint8_t masks[MAGIC_MAX];
};

/* See core/logic/password.h. */
struct image_password {
	uint32_t word; /* in IMAGE_TEXTS */
	uint32_t word_size;
	uint32_t container; /* enum cltype */
};

/*
 * A text of YARA rules; the numbers of its rules follow those of the texts
 * before it.  Compiled when the image is opened, not kept compiled: nobody can
 * check a program of libyara's, and few texts are long.
 */
struct image_yara {
	uint32_t text; /* in IMAGE_TEXTS */
	uint32_t text_size;
	uint32_t rule_count;
};

/* What a link is that pretends to lead elsewhere. */
enum image_phishing_name {
	IMAGE_PHISHING_DOMAIN,
	IMAGE_PHISHING_SSL, /* shown as https, and is http */
	IMAGE_PHISHING_NAMES,
};

/* Entries [first_entry, first_entry + entry_count) have this literal as their
 * anchor.  The index of a literal is its id in the matcher. */
struct image_literal {
	uint32_t first_entry;
	uint32_t entry_count;
};

struct image_entry {
	uint32_t pattern;
	uint16_t anchor;
	uint16_t member;
};

struct image_matcher {
	uint64_t offset; /* in IMAGE_MATCHER_IMAGES */
	uint64_t size;
	uint32_t longest; /* literal, in bytes */
	uint32_t literals;
};

/* Matchers [first, first + count). */
struct image_range {
	uint32_t first;
	uint32_t count;
};

struct image_span {
	uint64_t offset; /* in the file */
	uint64_t size;
	uint64_t checksum; /* 0 where IMAGE_SUMS stands for it */
};

struct image_header {
	char magic[8];
	uint32_t version;
	uint32_t byte_order;
	char program[32]; /* version of the program that built it */
	uint64_t file_size;
	struct sigdb_info info;
	struct image_span sections[IMAGE_SECTIONS];
	/* What to run over a buffer of each target type (any-type patterns
	 * included), and over a part whose bytes were matched as part of a
	 * mail before: only what has an offset in it. */
	struct image_range kinds[RULES_TARGETS];
	struct image_range bound;
	/* Signatures of phishing links, where there are such hosts. */
	uint32_t phishing[IMAGE_PHISHING_NAMES];
	uint64_t checksum;
};

/* ---- reading ----------------------------------------------------------- */

struct sigdb {
	const struct image_header *header;
	const uint8_t *base;
	const struct image_signature *signatures;
	const struct image_pattern *patterns;
	const uint8_t *programs;
	const struct image_literal *literals;
	const struct image_entry *entries;
	const struct image_matcher *matcher_records;
	struct matcher **matchers; /* by the same index */
	const struct image_logical *logicals;
	const struct image_sub *subs;
	const struct expression_node *nodes;
	const uint32_t *types;
	const uint32_t *wakes;
	const uint32_t *always;
	const struct image_regex *regex_records;
	_Atomic(struct regex *) *regexes; /* by the same index; NULL: not yet */
	const struct compare *compares;
	const struct image_metadata *metadata;
	const struct image_phishing *phishing;
	/* Those of kind k: [phishing_first[k], phishing_first[k + 1]). */
	uint32_t phishing_first[PHISHING_KINDS + 1];
	const uint8_t *texts;
	const struct image_magic *magics;
	const struct image_password *passwords;
	const struct image_yara *yara_texts;
	const uint32_t *yara_signatures; /* by number of the rule */
	struct yara_rules *yara;         /* NULL: there are none */
	struct hash_table hashes[HASH_KINDS];
	uint32_t magic_count;
	uint32_t password_count;
	uint32_t yara_text_count;
	uint32_t signature_count;
	uint32_t pattern_count;
	uint32_t matcher_count;
	uint32_t logical_count;
	uint32_t always_count;
	uint32_t regex_count;
	uint32_t metadata_count;
	uint32_t range_count; /* of all patterns together */
	size_t size;
	bool mapped; /* else malloc'ed */
	struct image_guard *guard;
};

/* The string at offset.  False: what stands there is not what was written, and
 * *string_r is left alone. */
bool image_string(
    const struct sigdb *sigdb, uint32_t offset, struct slice *string_r);

/* What a finding says of its signature. */
struct image_names {
	struct slice name;
	struct slice source;
	bool allow;
};

/* False: what stands there is not what was written; the names are made up. */
bool image_signature(
    const struct sigdb *sigdb, uint32_t signature, struct image_names *names_r);

/*
 * The signatures of a hash: *owners_r of the entries in range with this digest,
 * which come back as a range.  False: what stands there is not what was
 * written.
 */
bool image_owners(const struct sigdb *sigdb, enum hash_kind kind,
    enum digest_algorithm algorithm, struct hash_range range,
    const uint8_t *digest, struct hash_range *found_r) MUST_USE;

/*
 * Compiled when first asked for, or by sigdb_check_rest().  NULL: no memory,
 * or damage.
 */
const struct regex *image_regex(const struct sigdb *sigdb, uint32_t index);

const void *image_program(
    const struct sigdb *sigdb, const struct image_pattern *pattern);

/* Takes over bytes (from image_copy()) in any case. */
enum sigdb_result image_open_memory(uint8_t *bytes, size_t size,
    struct sigdb **sigdb_r, struct text *error_r) MUST_USE;

/* ---- writing ----------------------------------------------------------- */

struct image_draft {
	struct image_header header; /* info, kinds and bound set by the caller
				     */
	struct slice sections[IMAGE_SECTIONS];
	uint64_t *sums; /* of image_seal() */
};

/* Fill in the rest of the header, and IMAGE_SUMS.  False: no memory. */
bool image_seal(struct image_draft *draft) MUST_USE;
void image_draft_fini(struct image_draft *draft);

/* Written aside, synced, renamed over path. */
enum sigdb_result image_write(const struct image_draft *draft, const char *path,
    struct text *error_r) MUST_USE;
/* The same into a file in memory that is open already. */
enum sigdb_result image_write_into(
    const struct image_draft *draft, int fd, struct text *error_r) MUST_USE;

/* The whole image in memory of its own; NULL: none left. */
uint8_t *image_copy(const struct image_draft *draft) MUST_USE;

#endif
