/*
 * matcher - many literals at once: patterns in, (id, end) out
 *
 * The only door to Hyperscan (matcher_hs.c), to the portable back end that
 * takes its place where Hyperscan does not exist (matcher_portable.c), to both
 * at once (matcher_mixed.c), which is faster for thousands of phrases, and to
 * Hyperscan twice over (matcher_twofold.c), which is faster for thousands of
 * literals that cannot stand in ASCII.  All report the same matches; tests hold
 * them against each other and against a slow plain search.
 *
 * A compiled matcher is a flat image: position-independent, without pointers,
 * so that it can be a section of a file that several processes map.  It is
 * bound to the back end and platform that made it, which matcher_open() checks.
 *
 * Threads: compiling and opening, one at a time for one object.  An open
 * matcher is immutable; any number of threads may scan with it, each with a
 * scratch of its own.  matcher_scan() neither locks nor allocates.
 */
#ifndef SIMD_MATCHER_H
#define SIMD_MATCHER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* simd includes nothing of ours, so it says this itself. */
#define MUST_USE_MATCHER __attribute__((warn_unused_result))

enum matcher_backend {
	MATCHER_BEST,      /* Hyperscan, or mixed or twofold where that is
			      faster; where it is not built in or the CPU has no
			      SSE4.2: portable */
	MATCHER_PORTABLE,  /* plain C, any byte order, any alignment */
	MATCHER_HYPERSCAN, /* refused where it is not built in */
	MATCHER_MIXED,     /* long literals portable, the others by
			      Hyperscan; refused where that is */
	MATCHER_TWOFOLD,   /* Hyperscan, in ASCII for literals of ASCII
			      alone; refused where that is */
};

struct matcher_literal {
	const uint8_t *bytes;
	uint32_t size; /* 1 .. MATCHER_LITERAL_MAX; may hold NUL */
	uint32_t id;   /* reported with each match; need not be unique */
	bool nocase;   /* ASCII letters match in either case */
};

#define MATCHER_LITERAL_MAX 255u
/* Compile memory grows quadratically; callers shard beyond this. */
#define MATCHER_LITERALS_MAX 200000u
/* Images start at addresses with this alignment. */
#define MATCHER_ALIGN 64u

enum matcher_result {
	MATCHER_OK,
	MATCHER_REFUSED, /* a literal or a set is outside the limits */
	MATCHER_NO_MEMORY,
	MATCHER_UNSUPPORTED, /* back end not in this build or CPU */
	MATCHER_FOREIGN,     /* image made by another build, CPU, byte order */
	MATCHER_DAMAGED,     /* image does not hold together */
};

/* A sentence for a person. */
const char *matcher_result_text(enum matcher_result result);

/*
 * Compile count literals to an image, malloc'ed, aligned to MATCHER_ALIGN; the
 * caller frees it with free().  count may be 0: such a matcher never matches.
 * Anything but MATCHER_OK leaves nothing behind, and *image_r as it was.
 */
enum matcher_result matcher_compile(enum matcher_backend backend,
    const struct matcher_literal *literals, size_t count, void **image_r,
    size_t *image_size_r) MUST_USE_MATCHER;

struct matcher;

/*
 * Use an image in place: it stays the caller's, must be aligned to
 * MATCHER_ALIGN, and must outlive the matcher.  It may lie in read-only memory,
 * at another address than before, and with padding behind it.  The image is
 * trusted as far as a checksum by its owner goes; sizes and stamps are checked
 * here.  (A portable image is checked whole and can do no harm; Hyperscan's
 * bytecode cannot be.)
 */
enum matcher_result matcher_open(const void *image, size_t image_size,
    struct matcher **matcher_r) MUST_USE_MATCHER;
void matcher_close(struct matcher **matcher);

enum matcher_backend matcher_backend_of(const struct matcher *matcher);

/* "hyperscan 5.4.0 (avx512vbmi)", "portable"; "not available". */
const char *matcher_describe(enum matcher_backend backend);

/* Why MATCHER_BEST is not the best of this build: its library is not installed.
 * NULL: nothing is missing. */
const char *matcher_missing(void);

struct matcher_scratch;

/*
 * Make *scratch (NULL at first) large enough for matcher too.  One scratch
 * serves all matchers that it was grown for, of either back end, one scan at a
 * time.  On failure it still serves those that it served before.
 */
enum matcher_result matcher_scratch_grow(struct matcher_scratch **scratch,
    const struct matcher *matcher) MUST_USE_MATCHER;
void matcher_scratch_free(struct matcher_scratch **scratch);

/*
 * Called for each match; end is the offset one past its last byte.  The ends of
 * one literal come in rising order; across literals the order is the back
 * end's, also where they share an id.  Return true to stop the scan.  Must not
 * scan with the same scratch.
 */
typedef bool matcher_on_match(void *owner, uint32_t id, uint64_t end);

/*
 * Report every occurrence of every literal in data, overlapping ones too: once
 * for each literal and place.  Literals that share an id, equal in their bytes
 * or ending alike, so report one (id, end) several times.  False: stopped by
 * the callback.
 *
 * Aborts when the scratch was not grown for this matcher or is in use, or the
 * image was overwritten: silence would mean "no match".
 */
bool matcher_scan(const struct matcher *matcher,
    struct matcher_scratch *scratch, const uint8_t *data, size_t size,
    matcher_on_match *on_match, void *owner);

#endif
