/*
 * matcher_hs - Hyperscan behind matcher.h; the only file that includes hs.h
 *
 * The body of an image, offsets from the body's start:
 *
 *     0     struct hs_body
 *     64    uint32_t id[literal_count], padded to 64
 *     ...   the database as hs_deserialize_database_at() lays it out
 *
 * The database is used where it lies, in memory that may be read-only and
 * shared: Hyperscan writes to its scratch only.  It aligns its bytecode to 64
 * relative to the address it was laid out at, which holds as long as images
 * start at multiples of MATCHER_ALIGN.
 *
 * Literals go in as regular expressions of escaped bytes.  The literal API,
 * hs_compile_lit_multi(), would save the escaping, but up to 5.4.0 (Debian 12)
 * it compiles some sets into databases whose hs_scan() gives up with
 * HS_UNKNOWN_ERROR on hostile input (Hyperscan issues 303 and 353; long runs of
 * one byte bring it about).  Rates and database sizes are the same.
 */
#include "simd/matcher_backend.h"

#include <hs/hs.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "simd/shared_library.h"

#ifndef SONAME
#define SONAME "libhs.so.5"
#endif

/* It brings libstdc++ along, for which a start looks up 4,000 symbols. */
#define HYPERSCAN(X)                                                           \
	X(hs_alloc_scratch)                                                    \
	X(hs_clone_scratch)                                                    \
	X(hs_compile_multi)                                                    \
	X(hs_database_size)                                                    \
	X(hs_deserialize_database_at)                                          \
	X(hs_free_compile_error)                                               \
	X(hs_free_database)                                                    \
	X(hs_free_scratch)                                                     \
	X(hs_populate_platform)                                                \
	X(hs_scan)                                                             \
	X(hs_serialize_database)                                               \
	X(hs_serialized_database_size)                                         \
	X(hs_valid_platform)                                                   \
	X(hs_version)

SHARED_LIBRARY_DECLARE(hyperscan, HYPERSCAN);
SHARED_LIBRARY_DEFINE(hyperscan, HYPERSCAN, SONAME, "libhyperscan5");

struct hs_body {
	uint64_t database_offset; /* from the body; a multiple of 64 */
	uint64_t database_size;
	uint64_t reserved[6];
};

_Static_assert(sizeof(struct hs_body) == 64, "keeps the sections aligned");

size_t matcher_hs_slice_bytes = MATCHER_HS_SLICE_BYTES;

static const uint32_t *
ids_of(const struct matcher_header *image)
{
	return (const uint32_t *)(const void *)(matcher_body(image) +
						sizeof(struct hs_body));
}

static const hs_database_t *
database_of(const struct matcher_header *image)
{
	const struct hs_body *body = (const void *)matcher_body(image);

	return (const void *)(matcher_body(image) + body->database_offset);
}

static uint64_t
database_offset(uint64_t literal_count)
{
	uint64_t end = sizeof(struct hs_body) + literal_count * 4;

	return (end + MATCHER_ALIGN - 1) / MATCHER_ALIGN * MATCHER_ALIGN;
}

/* ---- this CPU and library ---------------------------------------------- */

static pthread_once_t platform_once = PTHREAD_ONCE_INIT;
static bool platform_usable;
static hs_platform_info_t platform;
static char description[64];

static const char *
instruction_set(unsigned long long features)
{
	if (features & HS_CPU_FEATURES_AVX512VBMI)
		return "avx512vbmi";
	if (features & HS_CPU_FEATURES_AVX512)
		return "avx512";
	if (features & HS_CPU_FEATURES_AVX2)
		return "avx2";
	return "sse4.2";
}

static void
find_platform(void)
{
	const char *version; /* "5.4.0 2022-12-04" */

	if (!shared_library_load(&hyperscan_library))
		return;
	version = hyperscan.hs_version();
	platform_usable =
	    hyperscan.hs_valid_platform() == HS_SUCCESS &&
	    hyperscan.hs_populate_platform(&platform) == HS_SUCCESS;
	snprintf(description, sizeof(description), "hyperscan %.*s (%s)",
	    (int)strcspn(version, " "), version,
	    instruction_set(platform.cpu_features));
}

static bool
hs_usable(void)
{
	pthread_once(&platform_once, find_platform);
	return platform_usable;
}

const char *
matcher_hs_missing(void)
{
	return shared_library_load(&hyperscan_library)
		   ? NULL
		   : shared_library_reason(&hyperscan_library);
}

static const char *
hs_describe(void)
{
	return description;
}

/* A database is bound to the library's build and to the CPU's features. */
static void
hs_stamp(char stamp[MATCHER_STAMP_SIZE])
{
	snprintf(stamp, MATCHER_STAMP_SIZE, "hyperscan %.32s t%x f%llx",
	    hyperscan.hs_version(), platform.tune, platform.cpu_features);
}

/* ---- compile ----------------------------------------------------------- */

/* The set as hs_compile_multi() wants it; one allocation each. */
struct expressions {
	const char **text;
	unsigned *flags;
	unsigned *index; /* the matcher's own ids: one for each literal */
	char *bytes;     /* what text points into */
};

static void
expressions_fini(struct expressions *expressions)
{
	free(expressions->text);
	free(expressions->flags);
	free(expressions->index);
	free(expressions->bytes);
}

static char *
escape(const struct matcher_literal *literal, char *out)
{
	static const char digits[] = "0123456789abcdef";

	for (uint32_t i = 0; i < literal->size; i++) {
		*out++ = '\\';
		*out++ = 'x';
		*out++ = digits[literal->bytes[i] >> 4];
		*out++ = digits[literal->bytes[i] & 15];
	}
	*out++ = '\0';
	return out;
}

/* Sizes cannot overflow: at most 200,000 literals of 4 * 255 + 1 bytes. */
static bool
expressions_init(struct expressions *expressions,
    const struct matcher_literal *literals, size_t count)
{
	size_t bytes = 0;
	char *out;

	for (size_t i = 0; i < count; i++)
		bytes += (size_t)literals[i].size * 4 + 1;
	expressions->text = malloc(count * sizeof(*expressions->text));
	expressions->flags = malloc(count * sizeof(*expressions->flags));
	expressions->index = malloc(count * sizeof(*expressions->index));
	expressions->bytes = malloc(bytes);
	if (expressions->text == NULL || expressions->flags == NULL ||
	    expressions->index == NULL || expressions->bytes == NULL) {
		expressions_fini(expressions);
		return false;
	}

	out = expressions->bytes;
	for (size_t i = 0; i < count; i++) {
		expressions->text[i] = out;
		expressions->flags[i] =
		    literals[i].nocase ? HS_FLAG_CASELESS : 0;
		expressions->index[i] = (unsigned)i;
		out = escape(&literals[i], out);
	}
	return true;
}

/* Hyperscan tells a shortage of memory from a bad pattern in words only. */
static enum matcher_result
compile_result(hs_error_t error, const hs_compile_error_t *why)
{
	if (error == HS_SUCCESS)
		return MATCHER_OK;
	if (error == HS_NOMEM ||
	    (why != NULL && strstr(why->message, "memory") != NULL))
		return MATCHER_NO_MEMORY;
	return MATCHER_REFUSED;
}

static enum matcher_result
compile_serialized(const struct matcher_literal *literals, size_t count,
    char **bytes_r, size_t *size_r)
{
	struct expressions expressions;
	hs_database_t *database = NULL;
	hs_compile_error_t *why = NULL;
	enum matcher_result result;
	hs_error_t error;

	if (!expressions_init(&expressions, literals, count))
		return MATCHER_NO_MEMORY;
	error = hyperscan.hs_compile_multi(expressions.text, expressions.flags,
	    expressions.index, (unsigned)count, HS_MODE_BLOCK, &platform,
	    &database, &why);
	result = compile_result(error, why);
	hyperscan.hs_free_compile_error(why);
	expressions_fini(&expressions);
	if (result != MATCHER_OK)
		return result;

	error = hyperscan.hs_serialize_database(database, bytes_r, size_r);
	hyperscan.hs_free_database(database);
	return error == HS_SUCCESS ? MATCHER_OK : MATCHER_NO_MEMORY;
}

/* Lay the database out at its place; this is what makes opening a no-op. */
static enum matcher_result
image_from_serialized(const struct matcher_literal *literals, size_t count,
    const char *bytes, size_t size, struct matcher_header **image_r)
{
	uint64_t offset = database_offset(count);
	struct matcher_header *image;
	struct hs_body *body;
	uint32_t *ids;
	size_t room;

	if (hyperscan.hs_serialized_database_size(bytes, size, &room) !=
	    HS_SUCCESS)
		return MATCHER_REFUSED;
	image =
	    matcher_image_create(&matcher_hs_ops, count, (size_t)offset + room);
	if (image == NULL)
		return MATCHER_NO_MEMORY;
	body = (struct hs_body *)(image + 1);
	body->database_offset = offset;
	body->database_size = room;
	ids = (uint32_t *)(body + 1);
	for (size_t i = 0; i < count; i++)
		ids[i] = literals[i].id;

	if (hyperscan.hs_deserialize_database_at(bytes, size,
		(hs_database_t *)((char *)body + offset)) != HS_SUCCESS) {
		free(image);
		return MATCHER_REFUSED;
	}
	*image_r = image;
	return MATCHER_OK;
}

static enum matcher_result
hs_compile_image(const struct matcher_literal *literals, size_t count,
    struct matcher_header **image_r)
{
	char *bytes = NULL;
	size_t size = 0;
	enum matcher_result result;

	result = compile_serialized(literals, count, &bytes, &size);
	if (result != MATCHER_OK)
		return result;
	result = image_from_serialized(literals, count, bytes, size, image_r);
	free(bytes);
	return result;
}

/* ---- open -------------------------------------------------------------- */

/* Hyperscan checks its own magic and version; its CRC is not looked at again,
 * since the owner of the image has a checksum over all of it. */
static enum matcher_result
hs_check(const struct matcher_header *image)
{
	const struct hs_body *body = (const void *)matcher_body(image);
	size_t size = matcher_body_size(image);
	size_t database_size;
	uint64_t offset = database_offset(image->literal_count);

	/* hs_database_size() reads a few words at the start, so a database
	 * smaller than that is not even asked. */
	if (size < sizeof(*body) || body->database_offset != offset ||
	    offset > size || body->database_size > size - offset ||
	    body->database_size < MATCHER_ALIGN)
		return MATCHER_DAMAGED;
	if (hyperscan.hs_database_size(database_of(image), &database_size) !=
		HS_SUCCESS ||
	    database_size != body->database_size)
		return MATCHER_DAMAGED;
	return MATCHER_OK;
}

/* ---- scan -------------------------------------------------------------- */

/* Grows a copy: hs_alloc_scratch() destroys the scratch when it fails. */
static enum matcher_result
hs_grow(struct matcher_scratch *scratch, const struct matcher *matcher)
{
	hs_scratch_t *grown = NULL;

	if (scratch->hyperscan != NULL &&
	    hyperscan.hs_clone_scratch(scratch->hyperscan, &grown) !=
		HS_SUCCESS)
		return MATCHER_NO_MEMORY;
	switch (
	    hyperscan.hs_alloc_scratch(database_of(matcher->header), &grown)) {
	case HS_SUCCESS:
		hyperscan.hs_free_scratch(scratch->hyperscan);
		scratch->hyperscan = grown;
		return MATCHER_OK;
	case HS_NOMEM:
		return MATCHER_NO_MEMORY;
	default:
		return MATCHER_DAMAGED;
	}
}

static void
hs_release(struct matcher_scratch *scratch)
{
	if (scratch->hyperscan != NULL)
		hyperscan.hs_free_scratch(scratch->hyperscan);
}

struct hs_job {
	const uint32_t *ids;
	uint64_t base;     /* offset of this slice in the data */
	uint64_t reported; /* matches that end up to here are known */
	matcher_on_match *on_match;
	void *owner;
};

static int
hs_matched(unsigned index, unsigned long long from, unsigned long long to,
    unsigned flags, void *context)
{
	const struct hs_job *job = context;
	uint64_t end = job->base + to;

	(void)from;
	(void)flags;
	if (end <= job->reported)
		return 0;
	return job->on_match(job->owner, job->ids[index], end) ? 1 : 0;
}

/*
 * Hyperscan 5.4.0 reads past the end of short buffers (seen with AVX-512 and
 * lengths of 29 to 31 and 62 to 65), which ends the process where the page
 * behind is not there.  So short ones are scanned as a copy with room behind.
 */
#define HS_SHORT 256u
#define HS_ROOM 64u

static hs_error_t
hs_scan_slice(const hs_database_t *database, const uint8_t *data, size_t size,
    hs_scratch_t *scratch, struct hs_job *job)
{
	uint8_t copy[HS_SHORT + HS_ROOM];

	if (size <= HS_SHORT) {
		if (size > 0)
			memcpy(copy, data, size);
		memset(copy + size, 0, HS_ROOM);
		data = copy;
	}
	return hyperscan.hs_scan(database, (const char *)data, (unsigned)size,
	    0, scratch, hs_matched, job);
}

/*
 * In slices, since Hyperscan counts bytes in unsigned int.  Each one begins
 * MATCHER_LITERAL_MAX - 1 bytes before the last one's end, so that a literal
 * across the cut lies whole in one slice.
 */
static bool
hs_scan_image(const struct matcher *matcher, struct matcher_scratch *scratch,
    const uint8_t *data, size_t size, matcher_on_match *on_match, void *owner)
{
	const hs_database_t *database = database_of(matcher->header);
	struct hs_job job = {
	    .ids = ids_of(matcher->header),
	    .on_match = on_match,
	    .owner = owner,
	};

	for (;;) {
		size_t length = size - (size_t)job.base;
		hs_error_t error;

		if (length > matcher_hs_slice_bytes)
			length = matcher_hs_slice_bytes;
		error = hs_scan_slice(database, data + job.base, length,
		    scratch->hyperscan, &job);
		if (error == HS_SCAN_TERMINATED)
			return false;
		/* A scratch that was not grown or is in use, or memory that was
		 * overwritten.  "No match" would be a lie. */
		if (error != HS_SUCCESS)
			abort();
		job.reported = job.base + length;
		if (job.reported == size)
			return true;
		job.base = job.reported - (MATCHER_LITERAL_MAX - 1);
	}
}

const struct matcher_ops matcher_hs_ops = {
    .backend = MATCHER_HYPERSCAN,
    .usable = hs_usable,
    .describe = hs_describe,
    .stamp = hs_stamp,
    .compile = hs_compile_image,
    .check = hs_check,
    .grow = hs_grow,
    .release = hs_release,
    .scan = hs_scan_image,
};
