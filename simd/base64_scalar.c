/*
 * base64_scalar - the reference twin, and the odd cases of all variants
 *
 * Eight characters a step while they are all of the alphabet, then one by one
 * up to the next quantum.
 */
#include "simd/base64_kernels.h"

#include <string.h>

#define JU BASE64_JUNK
#define PA BASE64_PAD
#define BL BASE64_BLANK

/* clang-format off */
_Alignas(64) const uint8_t base64_class[256] = {
	JU, JU, JU, JU, JU, JU, JU, JU, JU, BL, BL, BL, BL, BL, JU, JU,
	JU, JU, JU, JU, JU, JU, JU, JU, JU, JU, JU, JU, JU, JU, JU, JU,
	BL, JU, JU, JU, JU, JU, JU, JU, JU, JU, JU, 62, JU, JU, JU, 63,
	52, 53, 54, 55, 56, 57, 58, 59, 60, 61, JU, JU, JU, PA, JU, JU,
	JU, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14,
	15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, JU, JU, JU, JU, JU,
	JU, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40,
	41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, JU, JU, JU, JU, JU,
	JU, JU, JU, JU, JU, JU, JU, JU, JU, JU, JU, JU, JU, JU, JU, JU,
	JU, JU, JU, JU, JU, JU, JU, JU, JU, JU, JU, JU, JU, JU, JU, JU,
	JU, JU, JU, JU, JU, JU, JU, JU, JU, JU, JU, JU, JU, JU, JU, JU,
	JU, JU, JU, JU, JU, JU, JU, JU, JU, JU, JU, JU, JU, JU, JU, JU,
	JU, JU, JU, JU, JU, JU, JU, JU, JU, JU, JU, JU, JU, JU, JU, JU,
	JU, JU, JU, JU, JU, JU, JU, JU, JU, JU, JU, JU, JU, JU, JU, JU,
	JU, JU, JU, JU, JU, JU, JU, JU, JU, JU, JU, JU, JU, JU, JU, JU,
	JU, JU, JU, JU, JU, JU, JU, JU, JU, JU, JU, JU, JU, JU, JU, JU,
};
/* clang-format on */

struct base64_cursor
base64_begin(
    const uint8_t *data, size_t size, enum base64_padding padding, uint8_t *out)
{
	return (struct base64_cursor){
	    .data = data,
	    .in = data,
	    /* NULL + 0 would be undefined. */
	    .end = size == 0 ? data : data + size,
	    .out = out,
	    .padding = padding,
	};
}

/* Whole bytes of the quantum begun; a lone character holds none. */
static inline void
end_quantum(struct base64_cursor *c)
{
	if (c->held == 2) {
		*c->out++ = (uint8_t)(c->bits >> 4);
	} else if (c->held == 3) {
		*c->out++ = (uint8_t)(c->bits >> 10);
		*c->out++ = (uint8_t)(c->bits >> 2);
	}
	c->held = 0;
	c->bits = 0;
}

static inline void
put_data(struct base64_cursor *c, uint8_t six)
{
	c->bits = c->bits << 6 | six;
	if (++c->held < 4)
		return;
	c->out[0] = (uint8_t)(c->bits >> 16);
	c->out[1] = (uint8_t)(c->bits >> 8);
	c->out[2] = (uint8_t)c->bits;
	c->out += 3;
	c->held = 0;
	c->bits = 0;
}

/* c->in stands on a '='.  Adjacent ones are one run. */
static inline void
pass_pad(struct base64_cursor *c)
{
	if (c->in == c->data || c->in[-1] != '=')
		c->pads++;
	end_quantum(c);
	c->in++;
	if (c->padding == BASE64_PASS_PADDING)
		return;
	while (c->in < c->end && *c->in == '=')
		c->in++;
	c->stopped = true;
}

static inline void
feed_one(struct base64_cursor *c)
{
	uint8_t class = base64_class[*c->in];

	if (class == BASE64_PAD) {
		pass_pad(c);
		return;
	}
	if ((class & BASE64_NOT_DATA) == 0)
		put_data(c, class);
	else if (class == BASE64_JUNK)
		c->junk++;
	c->in++;
}

/* Four characters as 24 bits; their classes are gathered in *any. */
static inline uint32_t
join4(const uint8_t *in, uint32_t *any)
{
	uint32_t a = base64_class[in[0]];
	uint32_t b = base64_class[in[1]];
	uint32_t c = base64_class[in[2]];
	uint32_t d = base64_class[in[3]];

	*any |= a | b | c | d;
	return a << 18 | b << 12 | c << 6 | d;
}

/* value as its most significant byte comes first in memory. */
static inline uint64_t
big_endian(uint64_t value)
{
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	return __builtin_bswap64(value);
#else
	return value;
#endif
}

/*
 * Eight characters to eight bytes, the first six of which count.  False:
 * another byte is among them; nothing was written.
 */
static inline bool
decode8(const uint8_t *in, uint8_t *out)
{
	uint32_t any = 0;
	uint64_t first = join4(in, &any);
	uint64_t bits = first << 40 | (uint64_t)join4(in + 4, &any) << 16;

	if ((any & BASE64_NOT_DATA) != 0)
		return false;
	bits = big_endian(bits);
	memcpy(out, &bits, sizeof(bits));
	return true;
}

static inline bool
decode4(const uint8_t *in, uint8_t *out)
{
	uint32_t any = 0;
	uint32_t bits = join4(in, &any);

	if ((any & BASE64_NOT_DATA) != 0)
		return false;
	out[0] = (uint8_t)(bits >> 16);
	out[1] = (uint8_t)(bits >> 8);
	out[2] = (uint8_t)bits;
	return true;
}

/* Whole quanta, and the blanks between them. */
static inline void
feed_quanta(struct base64_cursor *c, const uint8_t *until)
{
	const uint8_t *in = c->in;
	uint8_t *out = c->out;

	do {
		for (; until - in >= 8 && decode8(in, out); in += 8)
			out += 6;
		for (; until - in >= 4 && decode4(in, out); in += 4)
			out += 3;
		c->in = in;
		while (in < until && base64_class[*in] == BASE64_BLANK)
			in++;
	} while (in != c->in);
	c->out = out;
}

void
base64_feed(struct base64_cursor *cursor, const uint8_t *until)
{
	/* A copy that nobody else can see lives in registers. */
	struct base64_cursor c = *cursor;

	while (c.in < until && !c.stopped) {
		if (c.held == 0)
			feed_quanta(&c, until);
		if (c.in == until)
			break;
		/* At least one step, then on to the next quantum. */
		do
			feed_one(&c);
		while (c.in < until && !c.stopped && c.held != 0);
	}
	*cursor = c;
}

bool
base64_resync(struct base64_cursor *cursor)
{
	struct base64_cursor c = *cursor;
	bool found = false;

	while (c.in < c.end && !c.stopped) {
		found =
		    c.held == 0 && (base64_class[*c.in] & BASE64_NOT_DATA) == 0;
		if (found)
			break;
		feed_one(&c);
	}
	*cursor = c;
	return found;
}

struct base64_result
base64_end(struct base64_cursor *c, const uint8_t *out)
{
	end_quantum(c);
	return (struct base64_result){
	    .written = (size_t)(c->out - out),
	    .consumed = (size_t)(c->in - c->data),
	    .junk = c->junk,
	    .pads = c->pads,
	};
}

struct base64_result
base64_decode_scalar(
    const uint8_t *data, size_t size, enum base64_padding padding, uint8_t *out)
{
	struct base64_cursor c = base64_begin(data, size, padding, out);

	base64_feed(&c, c.end);
	return base64_end(&c, out);
}
