/*
 * punycode - one label of a host name in ASCII (RFC 3492)
 */
#include "core/canonical/punycode.h"

#include <string.h>

#include "core/text/utf8.h"

/* Section 5. */
#define BASE 36u
#define T_MIN 1u
#define T_MAX 26u
#define SKEW 38u
#define DAMP 700u
#define INITIAL_BIAS 72u
#define INITIAL_N 128u

struct encoder {
	uint32_t points[PUNYCODE_LABEL_MAX];
	size_t count;
	uint8_t *out;
	size_t size;
	uint32_t bias;
	bool full;
};

static void
put(struct encoder *encoder, uint32_t byte)
{
	if (encoder->size == PUNYCODE_LABEL_MAX)
		encoder->full = true;
	else
		encoder->out[encoder->size++] = (uint8_t)byte;
}

/* Section 6.1. */
static uint32_t
adapt(uint32_t delta, uint32_t points, bool first)
{
	uint32_t k = 0;

	delta = first ? delta / DAMP : delta / 2;
	delta += delta / points;
	for (; delta > (BASE - T_MIN) * T_MAX / 2; k += BASE)
		delta /= BASE - T_MIN;
	return k + (BASE - T_MIN + 1) * delta / (delta + SKEW);
}

static uint32_t
digit(uint32_t value)
{
	return value < 26 ? 'a' + value : '0' + value - 26;
}

/* A number of variable length. */
static void
put_delta(struct encoder *encoder, uint32_t delta)
{
	for (uint32_t k = BASE; !encoder->full; k += BASE) {
		uint32_t t = k <= encoder->bias           ? T_MIN
			     : k >= encoder->bias + T_MAX ? T_MAX
							  : k - encoder->bias;

		if (delta < t)
			break;
		put(encoder, digit(t + (delta - t) % (BASE - t)));
		delta = (delta - t) / (BASE - t);
	}
	put(encoder, digit(delta));
}

static uint32_t
next_point(const struct encoder *encoder, uint32_t n)
{
	uint32_t least = UINT32_MAX;

	for (size_t i = 0; i < encoder->count; i++)
		if (encoder->points[i] >= n && encoder->points[i] < least)
			least = encoder->points[i];
	return least;
}

/* Section 6.3.  63 points of 21 bits: no number overflows. */
static void
encode(struct encoder *encoder, uint32_t basic)
{
	uint32_t n = INITIAL_N, delta = 0, handled = basic;

	while (handled < encoder->count && !encoder->full) {
		uint32_t m = next_point(encoder, n);

		delta += (m - n) * (handled + 1);
		n = m;
		for (size_t i = 0; i < encoder->count; i++) {
			if (encoder->points[i] < n)
				delta++;
			if (encoder->points[i] != n)
				continue;
			put_delta(encoder, delta);
			encoder->bias =
			    adapt(delta, handled + 1, handled == basic);
			delta = 0;
			handled++;
		}
		delta++;
		n++;
	}
}

size_t
punycode_encode(struct slice label, uint8_t out[PUNYCODE_LABEL_MAX])
{
	struct encoder encoder = {.out = out, .size = 4, .bias = INITIAL_BIAS};
	uint32_t basic = 0;
	size_t at = 0;

	memcpy(out, "xn--", 4);
	while (at < label.size) {
		uint32_t c = utf8_next(label, &at);

		if (encoder.count == PUNYCODE_LABEL_MAX)
			return 0;
		encoder.points[encoder.count++] = c;
		if (c < 0x80) {
			put(&encoder, c);
			basic++;
		}
	}
	if (basic > 0)
		put(&encoder, '-');
	encode(&encoder, basic);
	return encoder.full ? 0 : encoder.size;
}
