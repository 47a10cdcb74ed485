/*
 * fuzz_matcher - the back ends agree with the slow search, whatever the set
 *
 * The input: a byte of mode, a byte of literal count, then for each literal a
 * byte of flags (bit 0: nocase, the rest: id) and one of size with that many
 * bytes; what is left is the text.  In the other mode, the first bytes of the
 * text change bytes of a portable image, which must then be refused or scanned
 * within its bounds.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/check.h"
#include "simd/matcher.h"
#include "tests/support/slow_matcher.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { LITERALS_MAX = 64, TEXT_MAX = 4096, CHANGE = 4, CHANGES_MAX = 8 };

struct input {
	struct matcher_literal literals[LITERALS_MAX];
	size_t count;
	const uint8_t *text;
	size_t text_size;
	bool damage;
};

/* False: too short. */
static bool
split(const uint8_t *data, size_t size, struct input *input)
{
	size_t at = 2;
	size_t count;

	*input = (struct input){.count = 0};
	if (size < at)
		return false;
	input->damage = (data[0] & 3) == 3;
	count = data[1] % (LITERALS_MAX + 1);
	while (input->count < count && size - at >= 2) {
		uint32_t length = data[at + 1];

		if (length == 0 || length > size - at - 2)
			break;
		input->literals[input->count++] = (struct matcher_literal){
		    data + at + 2, length, data[at] >> 1, data[at] & 1};
		at += 2 + length;
	}
	input->text = data + at;
	input->text_size = size - at < TEXT_MAX ? size - at : TEXT_MAX;
	return true;
}

static void
compare(enum matcher_backend backend, const struct input *input,
    struct sightings *truth)
{
	struct sightings found = {0};
	struct matcher *matcher;
	struct matcher_scratch *scratch = NULL;
	void *image;
	size_t image_size;

	CHECK(matcher_compile(backend, input->literals, input->count, &image,
		  &image_size) == MATCHER_OK);
	CHECK(matcher_open(image, image_size, &matcher) == MATCHER_OK);
	CHECK(matcher_scratch_grow(&scratch, matcher) == MATCHER_OK);
	CHECK(matcher_scan(matcher, scratch, input->text, input->text_size,
	    sightings_add, &found));
	CHECK(sightings_equal(&found, truth));
	matcher_scratch_free(&scratch);
	matcher_close(&matcher);
	free(image);
	sightings_fini(&found);
}

static bool
ends_inside(void *owner, uint32_t id, uint64_t end)
{
	const struct input *input = owner;

	(void)id;
	CHECK(end >= 1 && end <= input->text_size);
	return false;
}

/* Each change: three bytes of place, one of value. */
static void
scan_damaged(struct input *input)
{
	struct matcher *matcher;
	uint8_t *image;
	size_t image_size;
	void *made;

	CHECK(matcher_compile(MATCHER_PORTABLE, input->literals, input->count,
		  &made, &image_size) == MATCHER_OK);
	image = made;
	for (unsigned i = 0; i < CHANGES_MAX && input->text_size >= CHANGE;
	     i++) {
		size_t place = (size_t)input->text[0] |
			       (size_t)input->text[1] << 8 |
			       (size_t)input->text[2] << 16;

		image[place % image_size] = input->text[3];
		input->text += CHANGE;
		input->text_size -= CHANGE;
	}
	if (matcher_open(image, image_size, &matcher) == MATCHER_OK) {
		CHECK(matcher_scan(matcher, NULL, input->text, input->text_size,
		    ends_inside, input));
		matcher_close(&matcher);
	}
	free(image);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct sightings truth = {0};
	struct input input;

	if (!split(data, size, &input))
		return 0;
	if (input.damage) {
		scan_damaged(&input);
		return 0;
	}
	slow_matcher_scan(
	    input.literals, input.count, input.text, input.text_size, &truth);
	compare(MATCHER_PORTABLE, &input, &truth);
	/* The portable one again where there is no other. */
	compare(MATCHER_BEST, &input, &truth);
#ifdef HAVE_HYPERSCAN
	compare(MATCHER_MIXED, &input, &truth);
	compare(MATCHER_TWOFOLD, &input, &truth);
#endif
	sightings_fini(&truth);
	return 0;
}
