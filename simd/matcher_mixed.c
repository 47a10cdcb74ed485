/*
 * matcher_mixed - windows for long literals, Hyperscan for all others
 *
 * Hyperscan's first filter looks at the ends of literals through a few thousand
 * buckets.  That holds for any number of random bytes, but thousands of
 * addresses and phrases share their ends with what stands in every mail, and
 * the filter says "perhaps" all the time.  A window of the portable back end is
 * twelve bytes of text, which few mails have in common with any literal, so
 * those go there, and a few hundred short ones remain for Hyperscan.
 *
 * The body of an image:
 *
 *     0     struct mixed_body
 *     64    a portable image, of windows alone
 *     ...   an image of Hyperscan's
 */
#include <stdlib.h>
#include <string.h>

#include "simd/matcher_portable_compile.h"
#include "simd/matcher_portable_tables.h"

struct mixed_body {
	uint64_t windows_size;
	uint64_t rest_offset; /* from the body */
	uint64_t rest_size;   /* 0: there is none */
	uint64_t reserved[5];
};

_Static_assert(
    sizeof(struct mixed_body) == MATCHER_ALIGN, "keeps the images aligned");

static const struct matcher_header *
windows_of(const struct matcher_header *image)
{
	return (const void *)(matcher_body(image) + sizeof(struct mixed_body));
}

static const struct matcher_header *
rest_of(const struct matcher_header *image)
{
	const struct mixed_body *body = (const void *)matcher_body(image);

	return (const void *)(matcher_body(image) + body->rest_offset);
}

static bool
has_rest(const struct matcher_header *image)
{
	const struct mixed_body *body = (const void *)matcher_body(image);

	return body->rest_size != 0;
}

/* ---- which literals ---------------------------------------------------- */

/* With fewer, a second pass costs more than it takes from the first. */
#define TEXTS_MIN 1000u

static bool
is_text(const struct matcher_literal *literal)
{
	for (uint32_t i = 0; i < literal->size; i++) {
		uint8_t byte = literal->bytes[i];

		if ((byte < ' ' && byte != '\t' && byte != '\r' &&
			byte != '\n') ||
		    byte > '~')
			return false;
	}
	return true;
}

static bool
is_for_windows(const struct matcher_literal *literal)
{
	return literal->size >= PORTABLE_WINDOW_SIZE_MIN;
}

bool
matcher_mixed_pays(const struct matcher_literal *literals, size_t count)
{
	size_t texts = 0;

	for (size_t i = 0; i < count && texts < TEXTS_MIN; i++)
		texts += is_for_windows(&literals[i]) && is_text(&literals[i]);
	return texts == TEXTS_MIN;
}

/* ---- compile ----------------------------------------------------------- */

/* A set taken apart, and the images of its two halves. */
struct halves {
	struct matcher_literal *longs;
	struct matcher_literal *rest;
	size_t long_count;
	size_t rest_count;
	struct matcher_header *windows;
	struct matcher_header *others;
};

static void
halves_fini(struct halves *halves)
{
	free(halves->longs);
	free(halves->rest);
	free(halves->windows);
	free(halves->others);
}

static bool
halves_init(
    struct halves *halves, const struct matcher_literal *literals, size_t count)
{
	*halves = (struct halves){
	    .longs = calloc(count, sizeof(*literals)),
	    .rest = calloc(count, sizeof(*literals)),
	};
	if (halves->longs == NULL || halves->rest == NULL)
		return false;
	for (size_t i = 0; i < count; i++)
		if (is_for_windows(&literals[i]))
			halves->longs[halves->long_count++] = literals[i];
		else
			halves->rest[halves->rest_count++] = literals[i];
	return true;
}

static enum matcher_result
compile_halves(struct halves *halves)
{
	enum matcher_result result = MATCHER_OK;
	size_t more = 0;

	if (halves->long_count > 0)
		result = portable_compile_windows(halves->longs,
		    halves->long_count, halves->rest + halves->rest_count,
		    &more, &halves->windows);
	halves->rest_count += more;
	if (result == MATCHER_OK && halves->rest_count > 0)
		result = matcher_hs_ops.compile(
		    halves->rest, halves->rest_count, &halves->others);
	return result;
}

static enum matcher_result
join(const struct halves *halves, size_t count, struct matcher_header **image_r)
{
	struct mixed_body body = {
	    .windows_size = halves->windows->image_size,
	    .rest_offset = sizeof(body) + halves->windows->image_size,
	    .rest_size =
		halves->others == NULL ? 0 : halves->others->image_size,
	};
	struct matcher_header *image = matcher_image_create(&matcher_mixed_ops,
	    count, (size_t)(body.rest_offset + body.rest_size));
	uint8_t *bytes;

	if (image == NULL)
		return MATCHER_NO_MEMORY;
	bytes = (uint8_t *)(image + 1);
	memcpy(bytes, &body, sizeof(body));
	memcpy(
	    bytes + sizeof(body), halves->windows, (size_t)body.windows_size);
	if (halves->others != NULL)
		memcpy(bytes + body.rest_offset, halves->others,
		    (size_t)body.rest_size);
	*image_r = image;
	return MATCHER_OK;
}

/* A set without anything for windows is Hyperscan's alone. */
static enum matcher_result
mixed_compile(const struct matcher_literal *literals, size_t count,
    struct matcher_header **image_r)
{
	enum matcher_result result = MATCHER_NO_MEMORY;
	struct halves halves;

	if (halves_init(&halves, literals, count))
		result = compile_halves(&halves);
	if (result == MATCHER_OK && halves.windows != NULL)
		result = join(&halves, count, image_r);
	else if (result == MATCHER_OK) {
		*image_r = halves.others;
		halves.others = NULL;
	}
	halves_fini(&halves);
	return result;
}

/* ---- open and scan ----------------------------------------------------- */

static uint32_t
count_all(const struct matcher_header *image)
{
	return windows_of(image)->literal_count +
	       (has_rest(image) ? rest_of(image)->literal_count : 0);
}

static enum matcher_result
mixed_check(const struct matcher_header *image)
{
	const struct mixed_body *body = (const void *)matcher_body(image);
	size_t size = matcher_body_size(image);
	enum matcher_result result;

	if (size < sizeof(*body) || body->windows_size % MATCHER_ALIGN != 0 ||
	    body->windows_size > size - sizeof(*body) ||
	    body->rest_offset != sizeof(*body) + body->windows_size ||
	    body->rest_size > size - body->rest_offset)
		return MATCHER_DAMAGED;
	result = matcher_check_inner(windows_of(image),
	    (size_t)body->windows_size, &matcher_portable_ops);
	if (result == MATCHER_OK && has_rest(image))
		result = matcher_check_inner(
		    rest_of(image), (size_t)body->rest_size, &matcher_hs_ops);
	if (result == MATCHER_OK && image->literal_count != count_all(image))
		return MATCHER_DAMAGED;
	return result;
}

static void
mixed_stamp(char stamp[MATCHER_STAMP_SIZE])
{
	matcher_hs_ops.stamp(stamp);
}

static enum matcher_result
mixed_grow(struct matcher_scratch *scratch, const struct matcher *matcher)
{
	const struct matcher rest = {rest_of(matcher->header), &matcher_hs_ops};

	return has_rest(matcher->header) ? matcher_hs_ops.grow(scratch, &rest)
					 : MATCHER_OK;
}

static bool
mixed_scan(const struct matcher *matcher, struct matcher_scratch *scratch,
    const uint8_t *data, size_t size, matcher_on_match *on_match, void *owner)
{
	const struct matcher windows = {
	    windows_of(matcher->header), &matcher_portable_ops};
	const struct matcher rest = {rest_of(matcher->header), &matcher_hs_ops};

	return matcher_portable_ops.scan(
		   &windows, scratch, data, size, on_match, owner) &&
	       (!has_rest(matcher->header) ||
		   matcher_hs_ops.scan(
		       &rest, scratch, data, size, on_match, owner));
}

static bool
mixed_usable(void)
{
	return matcher_hs_ops.usable();
}

static const char *
mixed_describe(void)
{
	return matcher_hs_ops.describe();
}

static void
mixed_release(struct matcher_scratch *scratch)
{
	matcher_hs_ops.release(scratch);
}

const struct matcher_ops matcher_mixed_ops = {
    .backend = MATCHER_MIXED,
    .usable = mixed_usable,
    .describe = mixed_describe,
    .stamp = mixed_stamp,
    .compile = mixed_compile,
    .check = mixed_check,
    .grow = mixed_grow,
    .release = mixed_release,
    .scan = mixed_scan,
};
