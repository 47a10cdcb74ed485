/*
 * matcher_sets - sets of literals, compiled by each back end of this build, and
 * what they find
 *
 * Include after cmocka.h.
 */
#ifndef TESTS_SUPPORT_MATCHER_SETS_H
#define TESTS_SUPPORT_MATCHER_SETS_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "simd/matcher.h"
#include "simd/matcher_backend.h"
#include "tests/support/slow_matcher.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define LITERAL(text, id_, nocase_)                                            \
	{                                                                      \
		.bytes = (const uint8_t *)(text), .size = sizeof(text) - 1,    \
		.id = (id_), .nocase = (nocase_)                               \
	}

/* ---- the back ends of this build --------------------------------------- */

static enum matcher_backend backends[4] = {MATCHER_PORTABLE};
static size_t backend_count = 1;

static inline void
find_backends(void)
{
	void *image;
	size_t size;

	if (matcher_compile(MATCHER_HYPERSCAN, NULL, 0, &image, &size) ==
	    MATCHER_OK) {
		backends[backend_count++] = MATCHER_HYPERSCAN;
		backends[backend_count++] = MATCHER_MIXED;
		backends[backend_count++] = MATCHER_TWOFOLD;
		free(image);
	}
}

/* A compiled set, open, with a scratch of its own. */
struct set {
	void *image;
	size_t image_size;
	struct matcher *matcher;
	struct matcher_scratch *scratch;
};

static inline void
set_init(struct set *set, enum matcher_backend backend,
    const struct matcher_literal *literals, size_t count)
{
	*set = (struct set){0};
	assert_int_equal(matcher_compile(backend, literals, count, &set->image,
			     &set->image_size),
	    MATCHER_OK);
	assert_int_equal(
	    matcher_open(set->image, set->image_size, &set->matcher),
	    MATCHER_OK);
	assert_int_equal(
	    matcher_scratch_grow(&set->scratch, set->matcher), MATCHER_OK);
}

static inline void
set_fini(struct set *set)
{
	matcher_close(&set->matcher);
	assert_null(set->matcher);
	matcher_scratch_free(&set->scratch);
	assert_null(set->scratch);
	free(set->image);
}

static inline bool
has_one_literal(
    uint32_t id, const struct matcher_literal *literals, size_t count)
{
	size_t found = 0;

	for (size_t i = 0; i < count; i++)
		found += literals[i].id == id;
	return found == 1;
}

/* What one literal's matches must obey: ends never go back. */
static inline void
assert_ends_in_order(const struct sightings *findings,
    const struct matcher_literal *literals, size_t count)
{
	for (size_t i = 1; i < findings->count; i++) {
		for (size_t k = i; k-- > 0 && i - k < 8;) {
			if (findings->at[k].id == findings->at[i].id &&
			    has_one_literal(
				findings->at[i].id, literals, count))
				assert_true(
				    findings->at[k].end <= findings->at[i].end);
		}
	}
}

static inline void
assert_set_finds(const struct set *set, const struct matcher_literal *literals,
    size_t count, const uint8_t *data, size_t size)
{
	struct sightings found = {0};
	struct sightings truth = {0};

	assert_true(matcher_scan(
	    set->matcher, set->scratch, data, size, sightings_add, &found));
	assert_ends_in_order(&found, literals, count);
	slow_matcher_scan(literals, count, data, size, &truth);
	assert_int_equal(found.count, truth.count);
	assert_true(sightings_equal(&found, &truth));
	sightings_fini(&found);
	sightings_fini(&truth);
}

/* Both back ends find in a copy of exactly size bytes what the slow search
 * finds. */
static inline void
assert_all_find(const struct matcher_literal *literals, size_t count,
    const uint8_t *data, size_t size)
{
	uint8_t *copy = malloc(size == 0 ? 1 : size);

	assert_non_null(copy);
	memcpy(copy, data, size);
	for (size_t i = 0; i < backend_count; i++) {
		struct set set;

		set_init(&set, backends[i], literals, count);
		assert_set_finds(&set, literals, count, copy, size);
		set_fini(&set);
	}
	free(copy);
}

static inline void
assert_text(
    const struct matcher_literal *literals, size_t count, const char *text)
{
	assert_all_find(literals, count, (const uint8_t *)text, strlen(text));
}

static uint64_t random_state = 0x2545f4914f6cdd1d;

static inline uint32_t
random_below(uint32_t n)
{
	random_state ^= random_state << 13;
	random_state ^= random_state >> 7;
	random_state ^= random_state << 17;
	return (uint32_t)(random_state >> 33) % n;
}

static const struct matcher_literal image_literals[] = {
    LITERAL("sample", 1, false), LITERAL("AMP", 2, true),
    LITERAL("samples of text", 3, false), LITERAL("s", 4, false)};
static const uint8_t image_text[] = "Some samples of text, SAMPLES of text.";

static inline enum matcher_result
open_result(const void *image, size_t size)
{
	struct matcher *matcher = NULL;
	enum matcher_result result = matcher_open(image, size, &matcher);

	if (result == MATCHER_OK)
		matcher_close(&matcher);
	else
		assert_null(matcher);
	return result;
}

/*
 * Of an image that holds two (MATCHER_MIXED, MATCHER_TWOFOLD): a bit changed in
 * what says where they lie, or in the header of either, and it is refused; as
 * it was it is good again.
 */
static inline void
assert_damaged_pair_is_refused(struct set *set)
{
	enum { BODY = 128, FIRST = BODY + 64 };
	static const size_t places[] = {BODY, BODY + 7, BODY + 8, BODY + 15,
	    BODY + 16, BODY + 23, FIRST, FIRST + 16, FIRST + 24, FIRST + 32};
	uint8_t *image = set->image;
	uint64_t second;

	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		image[places[i]] ^= 64;
		assert_int_equal(
		    open_result(set->image, set->image_size), MATCHER_DAMAGED);
		image[places[i]] ^= 64;
	}
	memcpy(&second, image + BODY + 8, sizeof(second));
	image[BODY + second] ^= 64;
	assert_int_equal(
	    open_result(set->image, set->image_size), MATCHER_DAMAGED);
	image[BODY + second] ^= 64;
	assert_int_equal(open_result(set->image, set->image_size), MATCHER_OK);
}

#endif
