/*
 * matcher - which back end works behind the door
 *
 * Limits are checked here, once for all back ends, and headers in
 * matcher_image.c, so that a back end sees only literals and images that it can
 * handle.
 */
#include "simd/matcher.h"

#include <stdlib.h>

#include "simd/matcher_backend.h"

const char *
matcher_result_text(enum matcher_result result)
{
	switch (result) {
	case MATCHER_OK:
		return "no error";
	case MATCHER_REFUSED:
		return "a literal is empty or too long, or there are too many";
	case MATCHER_NO_MEMORY:
		return "out of memory";
	case MATCHER_UNSUPPORTED:
		return "this matcher is not in this build or not for this CPU";
	case MATCHER_FOREIGN:
		return "compiled by another version or for another CPU";
	case MATCHER_DAMAGED:
		return "the compiled matcher is damaged";
	}
	return "unknown result";
}

/* ---- back ends --------------------------------------------------------- */

static const struct matcher_ops *
ops_of(enum matcher_backend backend)
{
	switch (backend) {
	case MATCHER_PORTABLE:
		return &matcher_portable_ops;
	case MATCHER_HYPERSCAN:
#ifdef HAVE_HYPERSCAN
		return matcher_hs_ops.usable() ? &matcher_hs_ops : NULL;
#else
		return NULL;
#endif
	case MATCHER_MIXED:
#ifdef HAVE_HYPERSCAN
		return matcher_mixed_ops.usable() ? &matcher_mixed_ops : NULL;
#else
		return NULL;
#endif
	case MATCHER_TWOFOLD:
#ifdef HAVE_HYPERSCAN
		return matcher_twofold_ops.usable() ? &matcher_twofold_ops
						    : NULL;
#else
		return NULL;
#endif
	case MATCHER_BEST:
		break;
	}
	return NULL;
}

static const struct matcher_ops *
choose(enum matcher_backend backend)
{
	const struct matcher_ops *ops;

	if (backend != MATCHER_BEST)
		return ops_of(backend);
	ops = ops_of(MATCHER_HYPERSCAN);
	return ops != NULL ? ops : &matcher_portable_ops;
}

/* The best for these literals. */
static const struct matcher_ops *
choose_for(enum matcher_backend backend, const struct matcher_literal *literals,
    size_t count)
{
#ifdef HAVE_HYPERSCAN
	if (backend == MATCHER_BEST && ops_of(MATCHER_MIXED) != NULL &&
	    matcher_mixed_pays(literals, count))
		return &matcher_mixed_ops;
	if (backend == MATCHER_BEST && ops_of(MATCHER_TWOFOLD) != NULL &&
	    matcher_twofold_pays(literals, count))
		return &matcher_twofold_ops;
#else
	(void)literals;
	(void)count;
#endif
	return choose(backend);
}

const char *
matcher_describe(enum matcher_backend backend)
{
	const struct matcher_ops *ops = choose(backend);

	return ops != NULL ? ops->describe() : "not available";
}

const char *
matcher_missing(void)
{
#ifdef HAVE_HYPERSCAN
	return matcher_hs_missing();
#else
	return NULL;
#endif
}

/* ---- compile ----------------------------------------------------------- */

static bool
within_limits(const struct matcher_literal *literals, size_t count)
{
	if (count > MATCHER_LITERALS_MAX)
		return false;
	for (size_t i = 0; i < count; i++) {
		if (literals[i].size == 0 || literals[i].bytes == NULL ||
		    literals[i].size > MATCHER_LITERAL_MAX)
			return false;
	}
	return true;
}

enum matcher_result
matcher_compile(enum matcher_backend backend,
    const struct matcher_literal *literals, size_t count, void **image_r,
    size_t *image_size_r)
{
	const struct matcher_ops *ops;
	struct matcher_header *image = NULL;
	enum matcher_result result = MATCHER_OK;

	if (choose(backend) == NULL)
		return MATCHER_UNSUPPORTED;
	if (!within_limits(literals, count))
		return MATCHER_REFUSED;
	ops = choose_for(backend, literals, count);

	if (count > 0) {
		result = ops->compile(literals, count, &image);
	} else {
		image = matcher_image_create(ops, 0, 0);
		if (image == NULL)
			result = MATCHER_NO_MEMORY;
	}
	if (result != MATCHER_OK)
		return result;
	*image_r = image;
	*image_size_r = (size_t)image->image_size;
	return MATCHER_OK;
}

/* ---- open -------------------------------------------------------------- */

/* *ops_r: its back end. */
static enum matcher_result
check_image(const struct matcher_header *header, size_t image_size,
    const struct matcher_ops **ops_r)
{
	enum matcher_result result = matcher_image_check(header, image_size);

	if (result != MATCHER_OK)
		return result;
	if (header->backend != MATCHER_PORTABLE &&
	    header->backend != MATCHER_HYPERSCAN &&
	    header->backend != MATCHER_MIXED &&
	    header->backend != MATCHER_TWOFOLD)
		return MATCHER_DAMAGED;
	*ops_r = ops_of((enum matcher_backend)header->backend);
	if (*ops_r == NULL)
		return MATCHER_UNSUPPORTED;
	return matcher_image_check_body(header, *ops_r);
}

enum matcher_result
matcher_open(const void *image, size_t image_size, struct matcher **matcher_r)
{
	const struct matcher_ops *ops = NULL;
	enum matcher_result result = check_image(image, image_size, &ops);
	struct matcher *matcher;

	if (result != MATCHER_OK)
		return result;
	matcher = malloc(sizeof(*matcher));
	if (matcher == NULL)
		return MATCHER_NO_MEMORY;
	matcher->header = image;
	matcher->ops = ops;
	*matcher_r = matcher;
	return MATCHER_OK;
}

void
matcher_close(struct matcher **matcher)
{
	free(*matcher);
	*matcher = NULL;
}

enum matcher_backend
matcher_backend_of(const struct matcher *matcher)
{
	return matcher->ops->backend;
}

/* ---- scan -------------------------------------------------------------- */

enum matcher_result
matcher_scratch_grow(
    struct matcher_scratch **scratch, const struct matcher *matcher)
{
	struct matcher_scratch *grown = *scratch;
	enum matcher_result result;

	if (grown == NULL)
		grown = calloc(1, sizeof(*grown));
	if (grown == NULL)
		return MATCHER_NO_MEMORY;
	result = MATCHER_OK;
	if (matcher->header->literal_count > 0)
		result = matcher->ops->grow(grown, matcher);
	if (result == MATCHER_OK)
		*scratch = grown;
	else if (*scratch == NULL)
		free(grown);
	return result;
}

void
matcher_scratch_free(struct matcher_scratch **scratch)
{
	if (*scratch == NULL)
		return;
#ifdef HAVE_HYPERSCAN
	matcher_hs_ops.release(*scratch);
#endif
	free(*scratch);
	*scratch = NULL;
}

bool
matcher_scan(const struct matcher *matcher, struct matcher_scratch *scratch,
    const uint8_t *data, size_t size, matcher_on_match *on_match, void *owner)
{
	if (size == 0 || matcher->header->literal_count == 0)
		return true;
	return matcher->ops->scan(
	    matcher, scratch, data, size, on_match, owner);
}
