/*
 * matcher_twofold - what is not ASCII is not looked for in ASCII
 *
 * Most mail is ASCII from end to end, and a literal with a byte from 0x80 on
 * cannot stand in it.  Where nearly all literals of a set are of that kind, the
 * few others are compiled once more, into an image of their own, and buffers of
 * ASCII are matched against that alone: a few literals are found by shuffles,
 * several bytes at a time, and thousands by a table look-up for each byte.
 *
 * The body of an image:
 *
 *     0     struct twofold_body
 *     64    an image of all literals, Hyperscan's
 *     ...   an image of those of ASCII, Hyperscan's
 */
#include <stdlib.h>
#include <string.h>

#include "simd/bytes.h"
#include "simd/matcher_backend.h"

struct twofold_body {
	uint64_t all_size;
	uint64_t ascii_offset; /* from the body */
	uint64_t ascii_size;   /* 0: there are none */
	uint64_t reserved[5];
};

_Static_assert(
    sizeof(struct twofold_body) == MATCHER_ALIGN, "keeps the images aligned");

static const struct twofold_body *
body_of(const struct matcher_header *image)
{
	return (const void *)matcher_body(image);
}

static struct matcher
all_of(const struct matcher_header *image)
{
	const uint8_t *at = matcher_body(image) + sizeof(struct twofold_body);

	return (struct matcher){(const void *)at, &matcher_hs_ops};
}

static bool
has_ascii(const struct matcher_header *image)
{
	return body_of(image)->ascii_size != 0;
}

static struct matcher
ascii_of(const struct matcher_header *image)
{
	const uint8_t *at = matcher_body(image) + body_of(image)->ascii_offset;

	return (struct matcher){(const void *)at, &matcher_hs_ops};
}

/* ---- which literals ---------------------------------------------------- */

/* So many are found several bytes at a time.  With more of them, most of the
 * time goes into what looks like one, and the others add little to it: with
 * 1,200 of 2,200 it was a quarter, with 2,200 of 3,300 nothing. */
#define ASCII_MAX 64u
/* With fewer others all are found that way. */
#define OTHERS_MIN 500u

static bool
is_ascii(const struct matcher_literal *literal)
{
	return bytes_are_ascii(literal->bytes, literal->size);
}

bool
matcher_twofold_pays(const struct matcher_literal *literals, size_t count)
{
	size_t ascii = 0;

	if (count < OTHERS_MIN + ASCII_MAX)
		return false;
	for (size_t i = 0; i < count && ascii <= ASCII_MAX; i++)
		ascii += is_ascii(&literals[i]);
	return ascii <= ASCII_MAX;
}

/* ---- compile ----------------------------------------------------------- */

/* Those of ASCII; NULL in *image_r when there are none. */
static enum matcher_result
compile_ascii(const struct matcher_literal *literals, size_t count,
    struct matcher_header **image_r)
{
	struct matcher_literal *kept = calloc(count, sizeof(*kept));
	enum matcher_result result = MATCHER_OK;
	size_t kept_count = 0;

	*image_r = NULL;
	if (kept == NULL)
		return MATCHER_NO_MEMORY;
	for (size_t i = 0; i < count; i++)
		if (is_ascii(&literals[i]))
			kept[kept_count++] = literals[i];
	if (kept_count > 0)
		result = matcher_hs_ops.compile(kept, kept_count, image_r);
	free(kept);
	return result;
}

static enum matcher_result
join(const struct matcher_header *all, const struct matcher_header *ascii,
    struct matcher_header **image_r)
{
	struct twofold_body body = {
	    .all_size = all->image_size,
	    .ascii_offset = sizeof(body) + all->image_size,
	    .ascii_size = ascii == NULL ? 0 : ascii->image_size,
	};
	struct matcher_header *image =
	    matcher_image_create(&matcher_twofold_ops, all->literal_count,
		(size_t)(body.ascii_offset + body.ascii_size));
	uint8_t *bytes;

	if (image == NULL)
		return MATCHER_NO_MEMORY;
	bytes = (uint8_t *)(image + 1);
	memcpy(bytes, &body, sizeof(body));
	memcpy(bytes + sizeof(body), all, (size_t)body.all_size);
	if (ascii != NULL)
		memcpy(
		    bytes + body.ascii_offset, ascii, (size_t)body.ascii_size);
	*image_r = image;
	return MATCHER_OK;
}

static enum matcher_result
twofold_compile(const struct matcher_literal *literals, size_t count,
    struct matcher_header **image_r)
{
	struct matcher_header *all = NULL, *ascii = NULL;
	enum matcher_result result =
	    matcher_hs_ops.compile(literals, count, &all);

	if (result == MATCHER_OK)
		result = compile_ascii(literals, count, &ascii);
	if (result == MATCHER_OK)
		result = join(all, ascii, image_r);
	free(all);
	free(ascii);
	return result;
}

/* ---- open and scan ----------------------------------------------------- */

static enum matcher_result
twofold_check(const struct matcher_header *image)
{
	const struct twofold_body *body = body_of(image);
	size_t size = matcher_body_size(image);
	enum matcher_result result;

	if (size < sizeof(*body) || body->all_size % MATCHER_ALIGN != 0 ||
	    body->all_size > size - sizeof(*body) ||
	    body->ascii_offset != sizeof(*body) + body->all_size ||
	    body->ascii_size > size - body->ascii_offset)
		return MATCHER_DAMAGED;
	result = matcher_check_inner(
	    all_of(image).header, (size_t)body->all_size, &matcher_hs_ops);
	if (result == MATCHER_OK && has_ascii(image))
		result = matcher_check_inner(ascii_of(image).header,
		    (size_t)body->ascii_size, &matcher_hs_ops);
	if (result == MATCHER_OK &&
	    image->literal_count != all_of(image).header->literal_count)
		return MATCHER_DAMAGED;
	return result;
}

static void
twofold_stamp(char stamp[MATCHER_STAMP_SIZE])
{
	matcher_hs_ops.stamp(stamp);
}

static enum matcher_result
twofold_grow(struct matcher_scratch *scratch, const struct matcher *matcher)
{
	const struct matcher all = all_of(matcher->header);
	const struct matcher ascii = ascii_of(matcher->header);
	enum matcher_result result = matcher_hs_ops.grow(scratch, &all);

	if (result == MATCHER_OK && has_ascii(matcher->header))
		result = matcher_hs_ops.grow(scratch, &ascii);
	return result;
}

static bool
twofold_scan(const struct matcher *matcher, struct matcher_scratch *scratch,
    const uint8_t *data, size_t size, matcher_on_match *on_match, void *owner)
{
	struct matcher inner = all_of(matcher->header);

	if (bytes_are_ascii(data, size)) {
		if (!has_ascii(matcher->header))
			return true;
		inner = ascii_of(matcher->header);
	}
	return matcher_hs_ops.scan(
	    &inner, scratch, data, size, on_match, owner);
}

static bool
twofold_usable(void)
{
	return matcher_hs_ops.usable();
}

static const char *
twofold_describe(void)
{
	return matcher_hs_ops.describe();
}

static void
twofold_release(struct matcher_scratch *scratch)
{
	matcher_hs_ops.release(scratch);
}

const struct matcher_ops matcher_twofold_ops = {
    .backend = MATCHER_TWOFOLD,
    .usable = twofold_usable,
    .describe = twofold_describe,
    .stamp = twofold_stamp,
    .compile = twofold_compile,
    .check = twofold_check,
    .grow = twofold_grow,
    .release = twofold_release,
    .scan = twofold_scan,
};
