/*
 * regex - regular expressions of logical signatures
 *
 * The only door to PCRE2.  Compiled when an image is opened; where the
 * processor has it, to machine code.
 *
 * A match has bounds: on the steps back that it may take, on the depth, and on
 * the memory.  Reaching one is a result.
 *
 * Threads: a compiled expression is immutable, any number may match with it,
 * each with a scratch of its own.  Matching allocates nothing where it runs as
 * machine code; elsewhere PCRE2 may, once, for the scratch.
 */
#ifndef CORE_LOGIC_REGEX_H
#define CORE_LOGIC_REGEX_H

#include <stdint.h>

#include "core/base/check.h"
#include "core/base/slice.h"

/* Of one match, as clamscan has them by default. */
#define REGEX_STEPS_MAX 100000u
#define REGEX_DEPTH_MAX 2000u
/* Bytes of a buffer that are searched: clamscan passes over larger ones. */
#define REGEX_SUBJECT_MAX ((size_t)100 << 20)

enum regex_option {
	REGEX_NOCASE = 1 << 0,     /* i */
	REGEX_DOTALL = 1 << 1,     /* s */
	REGEX_MULTILINE = 1 << 2,  /* m */
	REGEX_EXTENDED = 1 << 3,   /* x */
	REGEX_ANCHORED = 1 << 4,   /* A */
	REGEX_DOLLAR_END = 1 << 5, /* E */
	REGEX_UNGREEDY = 1 << 6,   /* U */
	REGEX_GLOBAL = 1 << 7,     /* g: every match counts */
	REGEX_ROLLING = 1 << 8,    /* r: anywhere behind the offset */
	REGEX_WITHIN = 1 << 9,     /* e: ends within the shift, too */
	REGEX_OPTIONS = (1 << 10) - 1,
};

enum regex_origin {
	REGEX_ANYWHERE,
	REGEX_FROM_START,
	REGEX_FROM_END,
	REGEX_ORIGINS,
};

/* Where it may match. */
struct regex_place {
	uint32_t options; /* enum regex_option */
	uint32_t origin;  /* enum regex_origin */
	uint32_t offset;
	uint32_t shift; /* 0: none */
};

/* "sig".  False: an option that is not known. */
bool regex_options_parse(struct slice text, uint32_t *options_r) MUST_USE;

/* "*", "n", "n,shift", "EOF-n[,shift]".  False: another kind of offset. */
bool regex_offset_parse(
    struct slice offset, struct regex_place *place) MUST_USE;

/* Longest run that is told of. */
#define REGEX_RUN_MAX 64u

typedef void regex_on_run(void *owner, uint32_t branch, struct slice run);

/*
 * An expression is one branch, or several: what | parts on its own level.  Tell
 * of runs of bytes of which each one stands in whatever that branch matches (in
 * either case with REGEX_NOCASE).  Returns how many branches there are, counted
 * from 0, and has told of nothing where that cannot be said: 0.  A branch may
 * have no runs.  text must be one that regex_compile() takes.
 */
uint32_t regex_find_required(struct slice text, const struct regex_place *place,
    regex_on_run *on_run, void *owner);

struct regex;

/* NULL: *reason_r, a sentence in static storage or in the calling thread's,
 * says what is wrong with it; or that there is no memory. */
struct regex *regex_compile(struct slice text, const struct regex_place *place,
    const char **reason_r) MUST_USE;
void regex_destroy(struct regex **regex);

struct regex_scratch;

struct regex_scratch *regex_scratch_create(void) MUST_USE;
void regex_scratch_destroy(struct regex_scratch **scratch);

enum regex_result { REGEX_DONE, REGEX_LIMIT };

/*
 * How often does it match, up to wanted?  REGEX_LIMIT: a bound was reached, and
 * *count_r is what was counted by then.
 */
enum regex_result regex_count(const struct regex *regex,
    const struct regex_place *place, struct regex_scratch *scratch,
    struct slice buffer, uint32_t wanted, uint32_t *count_r);

#endif
