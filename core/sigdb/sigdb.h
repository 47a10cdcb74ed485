/*
 * sigdb - a signature database: built aside, checked, then never changed
 *
 * sigdb_build() reads a directory of ClamAV-format files and writes one flat
 * image file: header, stamps, checksum, page-aligned sections without
 * pointers, matcher images among them.  It runs in a child process of its own
 * (`CGPFilter BUILD`), since compiling takes memory and time.  sigdb_open()
 * maps such a file read-only: milliseconds, shared by all processes.
 *
 * Threads: an open sigdb is immutable; any number of readers.
 * Lifetime: slices from it die with sigdb_close().
 */
#ifndef CORE_SIGDB_SIGDB_H
#define CORE_SIGDB_SIGDB_H

#include <stdint.h>

#include "core/base/check.h"
#include "core/base/slice.h"
#include "core/base/text.h"
#include "core/logic/cltype.h"

enum sigdb_result {
	SIGDB_OK,
	SIGDB_NO_DIRECTORY, /* sources cannot be read */
	SIGDB_REFUSED,      /* a container's signature check failed */
	SIGDB_SHRUNK,       /* too few signatures against the one before */
	SIGDB_NO_MEMORY,
	SIGDB_IO,      /* cannot write or map the image */
	SIGDB_FOREIGN, /* image of another program version, CPU, byte order */
	SIGDB_DAMAGED, /* image does not hold together */
	SIGDB_STALE,   /* image was made from other sources */
	SIGDB_UNFIT,   /* image fails its test: finds too little or too much */
};

const char *sigdb_result_text(enum sigdb_result result);

/* Why a source line was not taken; counted, reported, never fatal. */
#define SIGDB_SKIP_KINDS(X)                                                    \
	X(MALFORMED, "malformed line")                                         \
	X(UNSUPPORTED_FILE, "file type not supported yet")                     \
	X(UNSUPPORTED_PATTERN, "pattern form not supported yet")               \
	X(UNSUPPORTED_TARGET, "target type not known")                         \
	X(NO_LIBRARY, "needs a library that is not built in")                  \
	X(BUILTIN_TYPE, "file type found by other means or not at all")        \
	X(LEVEL, "meant for another functionality level")                      \
	X(IGNORED, "named in an ignore list")                                  \
	X(DUPLICATE, "the same signature again")

enum sigdb_skip {
#define X(id, text) SIGDB_SKIP_##id,
	SIGDB_SKIP_KINDS(X)
#undef X
	    SIGDB_SKIPS,
};

/* The kind in words. */
const char *sigdb_skip_text(enum sigdb_skip skip);

/* What a build or an open found; also kept inside the image. */
struct sigdb_info {
	uint64_t signatures; /* usable ones, built-in EICAR included */
	uint64_t patterns;   /* of them body patterns */
	uint64_t logicals;   /* of them logical ones */
	uint64_t metadata;   /* of members of archives and messages */
	uint64_t hashes;     /* of them whole-part hashes */
	uint64_t allowed;    /* allow-list hashes */
	uint64_t yara;       /* of the signatures YARA rules */
	uint64_t passwords;  /* for archives; no signatures */
	uint64_t types;      /* of files, by their bytes; no signatures */
	uint64_t skipped[SIGDB_SKIPS];
	int64_t newest_s; /* newest source file or container build time */
	int64_t built_s;
	uint64_t stamp; /* names, sizes, dates of the sources */
	uint32_t files; /* source files read */
};

struct sigdb_options {
	const char *directory; /* NULL or missing: EICAR alone */
	bool pua;              /* take .ndu, .hdu and .hsu too */
	bool portable_matcher; /* not Hyperscan, even where it exists */
	uint32_t
	    shrink_percent; /* refuse with that many fewer signatures ... */
	uint64_t previous;  /* ... than this; 0: no comparison */
	/* Certificates that sign files of containers may lead to (a PEM file or
	 * a directory of them).  NULL or nothing there: none. */
	const char *certificates;
	bool no_legacy_signatures; /* only sign files vouch for a container */
	/* Called for each thing worth a line: a skipped line with file, line
	 * number and reason (at most 20 a file), a summary a file unless
	 * report_lines_only.  May be NULL. */
	void (*report)(void *owner, const char *sentence);
	void *report_owner;
	bool report_lines_only;
};

/*
 * Build image_path from the sources: written aside, synced, renamed, so that
 * the name never holds half a database.  error_r says what, where, what to do.
 */
enum sigdb_result sigdb_build(const struct sigdb_options *options,
    const char *image_path, struct sigdb_info *info_r,
    struct text *error_r) MUST_USE;

/* The same into a file that has no name (memfd_create(2)); nobody may map it
 * meanwhile. */
enum sigdb_result sigdb_build_into(const struct sigdb_options *options, int fd,
    struct sigdb_info *info_r, struct text *error_r) MUST_USE;

/* The stamp that an image of these sources would bear now. */
enum sigdb_result sigdb_source_stamp(
    const struct sigdb_options *options, uint64_t *stamp_r) MUST_USE;

struct sigdb;

/*
 * Map an image, check what a scan always needs, and nothing else: names and
 * hashes are checked when a scan asks for them, regular expressions compiled
 * then.  Milliseconds, whatever the size.
 */
enum sigdb_result sigdb_open(const char *image_path, struct sigdb **sigdb_r,
    struct text *error_r) MUST_USE;

/* Names and hashes now, if they are not more than so many bytes.  False:
 * damaged. */
bool sigdb_check_small(const struct sigdb *sigdb, size_t bytes) MUST_USE;

/*
 * All the rest at once, so that no scan has to.  May run while others scan.
 * False: damaged (or no memory), as sigdb_is_damaged() says from then on.
 */
bool sigdb_check_rest(const struct sigdb *sigdb);

/* Something that was read did not hold.  Scans do without it. */
bool sigdb_is_damaged(const struct sigdb *sigdb);

/* EICAR alone, without any file: always works but for memory. */
enum sigdb_result sigdb_open_builtin(struct sigdb **sigdb_r) MUST_USE;

void sigdb_close(struct sigdb **sigdb);

/*
 * The next of the types that .ftm lines tell these bytes to be, from *at (0 at
 * first) on.  False: no more.
 */
bool sigdb_next_type(const struct sigdb *sigdb, struct slice bytes,
    uint32_t *at, enum cltype *type_r);

/* The same for passwords of .pwdb files, and the type of archive that each is
 * for (CLTYPE_ANY: any). */
bool sigdb_next_password(const struct sigdb *sigdb, uint32_t *at,
    struct slice *word_r, enum cltype *container_r);

const struct sigdb_info *sigdb_info(const struct sigdb *sigdb);

#endif
