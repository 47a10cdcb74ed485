/*
 * matcher_backend - what a back end of the matcher is (private to matcher*.c)
 *
 * An image, every offset from its start, which is aligned to MATCHER_ALIGN:
 *
 *     0     struct matcher_header        written by matcher_image.c
 *     128   the back end's body          absent when there are no literals
 *
 * Everything is in the byte order of the machine that compiled it: images are
 * caches, rebuilt where they are foreign, and never travel.
 */
#ifndef SIMD_MATCHER_BACKEND_H
#define SIMD_MATCHER_BACKEND_H

#include "simd/matcher.h"

#define MATCHER_STAMP_SIZE 80u
#define MATCHER_FORMAT 1u
#define MATCHER_BYTE_ORDER UINT32_C(0x01020304)

struct matcher_header {
	uint8_t magic[8];       /* MATCHER_MAGIC, no NUL */
	uint32_t byte_order;    /* MATCHER_BYTE_ORDER as its maker stores it */
	uint32_t format;        /* MATCHER_FORMAT: layout of all that follows */
	uint32_t backend;       /* enum matcher_backend, never MATCHER_BEST */
	uint32_t pointer_size;  /* sizeof(void *) of its maker */
	uint64_t image_size;    /* header and body */
	uint32_t literal_count; /* 0: no body */
	uint32_t reserved[3];   /* 0 */
	char stamp[MATCHER_STAMP_SIZE]; /* library and CPU, NUL-padded */
};

_Static_assert(sizeof(struct matcher_header) == 128,
    "the header has no padding and keeps the body aligned");
_Static_assert(sizeof(struct matcher_header) % MATCHER_ALIGN == 0,
    "the body starts on the image's alignment");

struct matcher {
	const struct matcher_header *header; /* start of the image */
	const struct matcher_ops *ops;
};

struct matcher_scratch {
	void *hyperscan; /* hs_scratch_t, NULL until a matcher needs one */
};

struct matcher_ops {
	enum matcher_backend backend;

	/* Can it run on this CPU?  Nothing else is called before a true. */
	bool (*usable)(void);

	/* For people; a constant. */
	const char *(*describe)(void);

	/* Everything an image of it depends on, NUL-padded by the caller. */
	void (*stamp)(char stamp[MATCHER_STAMP_SIZE]);

	/* Limits are checked and count is not 0; the image comes from
	 * matcher_image_create().  Nothing is left behind on failure. */
	enum matcher_result (*compile)(const struct matcher_literal *literals,
	    size_t count, struct matcher_header **image_r);

	/* Does the body hold together?  Its size may be anything. */
	enum matcher_result (*check)(const struct matcher_header *image);

	enum matcher_result (*grow)(
	    struct matcher_scratch *scratch, const struct matcher *matcher);
	void (*release)(struct matcher_scratch *scratch);

	/* size is not 0; false when the callback said stop. */
	bool (*scan)(const struct matcher *matcher,
	    struct matcher_scratch *scratch, const uint8_t *data, size_t size,
	    matcher_on_match *on_match, void *owner);
};

extern const struct matcher_ops matcher_portable_ops;
#ifdef HAVE_HYPERSCAN
extern const struct matcher_ops matcher_hs_ops;

/* Why its library cannot be loaded; NULL: it is. */
const char *matcher_hs_missing(void);

/* Longest run of bytes given to Hyperscan at once; its lengths are unsigned
 * int.  A test makes it small to see literals cross a cut. */
extern size_t matcher_hs_slice_bytes;
#define MATCHER_HS_SLICE_BYTES ((size_t)1 << 30)

extern const struct matcher_ops matcher_mixed_ops;

/* Is the mixed back end faster than Hyperscan alone for these? */
bool matcher_mixed_pays(const struct matcher_literal *literals, size_t count);

extern const struct matcher_ops matcher_twofold_ops;

/* Are nearly all of these such as cannot stand in ASCII? */
bool matcher_twofold_pays(const struct matcher_literal *literals, size_t count);
#endif

/* ---- matcher_image.c --------------------------------------------------- */

/* What does not depend on the back end, in the order in which it can be read:
 * a field means something only when those before it are right. */
enum matcher_result matcher_image_check(
    const struct matcher_header *image, size_t image_size);

/* The rest, of an image whose back end that is, and can run here. */
enum matcher_result matcher_image_check_body(
    const struct matcher_header *image, const struct matcher_ops *ops);

/* All of that for an image within an image, which must be of that back end and
 * hold something. */
enum matcher_result matcher_check_inner(const struct matcher_header *image,
    size_t size, const struct matcher_ops *expected);

/* A zeroed image with its header filled in.  NULL: no memory. */
struct matcher_header *matcher_image_create(
    const struct matcher_ops *ops, size_t literal_count, size_t body_size);

static inline const uint8_t *
matcher_body(const struct matcher_header *image)
{
	return (const uint8_t *)image + sizeof(*image);
}

static inline size_t
matcher_body_size(const struct matcher_header *image)
{
	return (size_t)image->image_size - sizeof(*image);
}

#endif
