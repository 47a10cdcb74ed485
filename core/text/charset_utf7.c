/*
 * charset_utf7 - UTF-7 (RFC 2152), and as IMAP modified it (RFC 3501)
 *
 * A run of base64 holds UTF-16, the high byte first.  Any byte that is no
 * base64 ends it; '-' is the end's own sign and goes.
 */
#include "core/text/charset_decode.h"

struct shifted {
	struct charset_out *out;
	bool imap;
	bool on;       /* inside a run */
	bool empty;    /* nothing came in it yet */
	uint32_t bits; /* the low count of them wait */
	unsigned count;
	uint32_t high; /* a high surrogate that waits for its low one; or 0 */
};

/* The value of a character of base64, 64: it is none. */
static unsigned
value_of(uint8_t c, bool imap)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26u;
	if (c >= '0' && c <= '9')
		return c - '0' + 52u;
	if (c == '+')
		return 62;
	return c == (imap ? ',' : '/') ? 63 : 64;
}

static void
put_unit(struct shifted *s, uint32_t unit)
{
	bool is_low = (unit & 0xFC00) == 0xDC00;

	if (s->high != 0 && is_low) {
		charset_out_put(s->out,
		    0x10000 + ((s->high & 0x3FF) << 10 | (unit & 0x3FF)));
		s->high = 0;
		return;
	}
	if (s->high != 0)
		charset_out_replace(s->out);
	s->high = (unit & 0xFC00) == 0xD800 ? unit : 0;
	if (is_low)
		charset_out_replace(s->out);
	else if (s->high == 0)
		charset_out_put(s->out, unit);
}

static void
take(struct shifted *s, unsigned value)
{
	s->bits = (s->bits << 6 | value) & 0x3FFFFF;
	s->count += 6;
	s->empty = false;
	if (s->count >= 16) {
		s->count -= 16;
		put_unit(s, s->bits >> s->count & 0xFFFF);
	}
}

/* The run is over: what waits was half of something, or zeros. */
static void
end_run(struct shifted *s)
{
	bool torn = s->count >= 6 || (s->bits & ((1u << s->count) - 1)) != 0;

	if (s->high != 0 || torn)
		charset_out_replace(s->out);
	s->on = false;
	s->high = 0;
	s->bits = 0;
	s->count = 0;
}

static void
step(struct shifted *s, uint8_t c)
{
	uint8_t sign = s->imap ? '&' : '+';

	if (s->on) {
		unsigned value = value_of(c, s->imap);

		if (value < 64) {
			take(s, value);
			return;
		}
		if (s->empty && c == '-')
			charset_out_put(s->out, sign);
		end_run(s);
		if (c == '-')
			return;
	}
	if (c == sign) {
		s->on = true;
		s->empty = true;
	} else if (c >= 0x80) {
		charset_out_replace(s->out);
	} else {
		charset_out_put(s->out, c);
	}
}

void
charset_from_utf7(struct slice bytes, bool imap, struct charset_out *out)
{
	struct shifted s = {.out = out, .imap = imap};
	size_t at = 0;
	size_t piece;

	/* A byte may end a run, torn, and be none itself: six bytes. */
	while ((piece = charset_out_piece(out, bytes.size - at, 6, 16)) > 0)
		for (size_t until = at + piece; at < until; at++)
			step(&s, bytes.data[at]);
	if (s.on && !out->cut)
		end_run(&s);
}
