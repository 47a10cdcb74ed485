/*
 * rules - one line of a ClamAV-format signature file
 *
 *     .db          Name=hexsig
 *     .ndb .ndu    Name:target:offset:hexsig[:least level[:greatest level]]
 *     .ldb .ldu    Name;conditions;expression;sub-signature;...
 *     .cdb         Name:container:...     (core/logic/metadata.h)
 *     .pdb .wdb    hosts and links        (core/logic/phishing.h)
 *     .pwdb        passwords of archives  (core/logic/password.h)
 *     .ftm         types of files         (core/logic/magic.h)
 *     .yar .yara   not lines at all       (core/yara/yara.h)
 *     .hdb .hsb    hash:size:Name[:least level[:greatest level]]
 *     .hdu .hsu    the same
 *     .mdb .msb    size:hash:Name[:...] of a section of a PE; also .mdu .msu
 *     .imp         as .hdb, of what a PE imports
 *     .fp .sfp     the same, but an allow list
 *     .ign2        Name[:MD5 of the line that is meant]
 *     .ign         database:line:Name
 *
 * Files ending in u hold signatures of possibly unwanted applications.  A hash
 * is MD5, SHA-1 or SHA-256 by its length, in any of these files.  Which file is
 * which is told by the end of its name, in either case of letters.
 *
 * A line is judged by itself; the body pattern is not looked into.  Slices of a
 * rule borrow the line.  Threads: any.
 */
#ifndef CORE_SIGDB_RULES_H
#define CORE_SIGDB_RULES_H

#include "core/sigdb/digest.h"
#include "core/sigdb/sigdb.h"

/* The functionality level we claim (ClamAV 1.5); lines for others are passed
 * over. */
#define RULES_LEVEL 230u
/* A size of `*` is understood from this level on, and must say so. */
#define RULES_LEVEL_ANY_SIZE 73u
/* Longest name of a signature, and longest line. */
#define RULES_NAME_MAX 255u
#define RULES_LINE_MAX ((size_t)1 << 20)
/* Sizes are below this; it stands for `*`. */
#define RULES_ANY_SIZE UINT32_MAX
/* Target types are 0 .. RULES_TARGETS - 1. */
#define RULES_TARGETS 15u

enum rules_format {
	RULES_NONE,        /* not a signature file */
	RULES_UNSUPPORTED, /* one that we cannot use yet */
	RULES_BODY_OLD,
	RULES_BODY,
	RULES_LOGICAL,
	RULES_METADATA,
	RULES_PHISHING,       /* .pdb */
	RULES_PHISHING_ALLOW, /* .wdb */
	RULES_PASSWORD,
	RULES_MAGIC,
	RULES_YARA, /* the whole file is one text */
	RULES_HASH,
	RULES_SECTION,
	RULES_IMPORTS,
	RULES_ALLOW,
	RULES_IGNORE,
	RULES_IGNORE_OLD,
	RULES_CVD, /* containers */
	RULES_CLD,
	RULES_CUD,
};

struct rules_type {
	enum rules_format format;
	bool pua;
};

struct rules_type rules_type_of(struct slice file_name);

struct rule {
	struct slice name;
	/* RULES_BODY and RULES_BODY_OLD */
	struct slice offset;
	struct slice hexsig;
	uint32_t target;
	/* RULES_HASH, _SECTION, _IMPORTS and _ALLOW */
	uint32_t size;
	enum digest_algorithm algorithm;
	/* RULES_IGNORE: only the line with this MD5 */
	bool has_digest;
	uint8_t digest[DIGEST_MAX];
};

enum rules_result {
	RULES_TAKEN,
	RULES_BLANK,   /* empty, or a comment */
	RULES_SKIPPED, /* *skip_r says why, *reason_r in words */
};

enum rules_result rules_parse(enum rules_format format, struct slice line,
    struct rule *rule_r, enum sigdb_skip *skip_r,
    const char **reason_r) MUST_USE;

/*
 * Take one line off the front of *rest, without its LF or CRLF; the last one
 * may have neither.  False: nothing is left.
 */
bool rules_next_line(struct slice *rest, struct slice *line_r);

#endif
