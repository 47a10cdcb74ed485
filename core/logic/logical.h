/*
 * logical - one line of a .ldb file, taken apart
 *
 *     Name;Engine:81-255,Target:4,FileSize:1-5000;0&(1|2);6162;...;0/re/i
 *
 * A line is judged by itself: fields, conditions and the form of each
 * sub-signature.  Expression, patterns and regular expressions are not looked
 * into (expression.h, core/pattern, regex.h do that).
 *
 * Grammar and quirks: the ClamAV signature manual, and clamscan 1.4.6 as
 * measured.  A semicolon within /.../ does not end a field.
 *
 * Lifetime: slices borrow the line.  Threads: any.
 */
#ifndef CORE_LOGIC_LOGICAL_H
#define CORE_LOGIC_LOGICAL_H

#include "core/logic/cltype.h"
#include "core/logic/compare.h"
#include "core/logic/expression.h"

/* As many types as Intermediates may name. */
#define LOGICAL_INTERMEDIATES 16u

/* What a buffer must be besides; 0 and UINT32_MAX where nothing is asked. */
struct logical_conditions {
	uint32_t target;
	uint32_t level_min, level_max;
	uint32_t size_min, size_max;         /* FileSize, in bytes */
	uint32_t entry_min, entry_max;       /* EntryPoint */
	uint32_t sections_min, sections_max; /* NumberOfSections */
	bool asks_entry, asks_sections;
	bool has_container, has_handler;
	enum cltype container; /* CLTYPE_ANY: nothing but the message */
	enum cltype handler;
	enum cltype intermediates[LOGICAL_INTERMEDIATES]; /* outermost first */
	uint32_t intermediate_count;
};

struct logical {
	struct slice name;
	struct logical_conditions conditions;
	struct slice expression;
	struct slice subs[EXPRESSION_IDS];
	uint32_t sub_count;
};

enum logical_result {
	LOGICAL_OK,
	LOGICAL_MALFORMED,   /* clamscan would refuse it too */
	LOGICAL_UNSUPPORTED, /* valid, or may be, but not for us */
	LOGICAL_TARGET,      /* a target type that nobody knows */
};

/* *reason_r is a sentence in static storage unless the result is OK.  Levels
 * are handed out, not judged. */
enum logical_result logical_parse(struct slice line, struct logical *logical_r,
    const char **reason_r) MUST_USE;

/* ---- sub-signatures ---------------------------------------------------- */

enum subsig_kind { SUBSIG_BODY, SUBSIG_REGEX, SUBSIG_COMPARE };

enum subsig_flag {
	SUBSIG_NOCASE = 1 << 0, /* i */
	SUBSIG_WIDE = 1 << 1,   /* w */
	SUBSIG_ASCII = 1 << 2,  /* a: besides the wide form, if any */
	SUBSIG_WORD = 1 << 3,   /* f */
};

struct subsig {
	enum subsig_kind kind;
	struct slice offset; /* "*" where none is given */
	/* SUBSIG_BODY */
	struct slice hexsig;
	unsigned flags; /* enum subsig_flag */
	/* SUBSIG_REGEX */
	struct slice trigger; /* an expression over those before it */
	struct slice regex;
	struct slice options;
	/* SUBSIG_COMPARE */
	struct compare compare;
};

enum logical_result subsig_parse(
    struct slice text, struct subsig *subsig_r, const char **reason_r) MUST_USE;

#endif
