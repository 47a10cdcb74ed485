/*
 * script_number - sums of numbers in scripts
 */
#include "core/script/script_number.h"

#include "core/base/ascii.h"
#include "core/script/script_text.h"

#define NUMBER_MAX 0xFFFFFF
/* Brackets inside each other. */
#define DEPTH_MAX 8u

struct reading {
	struct slice s;
	size_t seen; /* behind the last byte that was looked at, about */
};

static bool read_sum(
    struct reading *reading, size_t *at, unsigned depth, long *value_r);

/* ---- one number -------------------------------------------------------- */

static unsigned
base_at(struct slice s, size_t at)
{
	if (script_is_at(s, at, SLICE("0x")) ||
	    script_is_at(s, at, SLICE("&h")))
		return 16;
	return script_is_at(s, at, SLICE("&o")) ? 8 : 10;
}

bool
script_number_digits(struct slice s, size_t *at, long *value_r)
{
	unsigned base = base_at(s, *at);
	size_t from = *at + (base == 10 ? 0 : 2), i = from;
	long value = 0;

	for (; i < s.size; i++) {
		int digit = ascii_hex_value(s.data[i]);

		if (digit < 0 || (unsigned)digit >= base || value > NUMBER_MAX)
			break;
		value = value * (long)base + digit;
	}
	if (i == from || value > NUMBER_MAX)
		return false;
	/* VBScript's mark of a long one. */
	if (base != 10 && i < s.size && s.data[i] == '&')
		i++;
	*at = i;
	*value_r = value;
	return true;
}

/* "&H61" in quotes, which CLng() takes. */
static bool
read_quoted(struct slice s, size_t *at, long *value_r)
{
	size_t here = *at + 1;

	if (!script_number_digits(s, &here, value_r) || here == s.size ||
	    s.data[here] != s.data[*at])
		return false;
	*at = here + 1;
	return true;
}

/* What changes nothing about a whole number. */
static size_t
skip_conversion(struct slice s, size_t at)
{
	static const struct slice names[] = {
	    SLICE("clng"),
	    SLICE("cint"),
	    SLICE("cbyte"),
	    SLICE("int"),
	    SLICE("parseint"),
	    SLICE("number"),
	    SLICE("[int]"),
	    SLICE("[byte]"),
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (script_is_at(s, at, names[i]))
			return at + names[i].size;
	return at;
}

static bool
read_brackets(
    struct reading *reading, size_t *at, unsigned depth, long *value_r)
{
	struct slice s = reading->s;
	size_t here = *at + 1;

	if (depth == 0 || !read_sum(reading, &here, depth - 1, value_r))
		return false;
	here = script_skip_blanks(s, here);
	if (here == s.size || s.data[here] != ')')
		return false;
	*at = here + 1;
	return true;
}

static bool
read_factor(struct reading *reading, size_t *at, unsigned depth, long *value_r)
{
	struct slice s = reading->s;
	size_t here = script_skip_blanks(s, *at);
	bool negative = here < s.size && s.data[here] == '-';

	here = skip_conversion(s, here + negative);
	if (here > reading->seen)
		reading->seen = here;
	if (here == s.size)
		return false;
	if (s.data[here] == '(' ? !read_brackets(reading, &here, depth, value_r)
	    : s.data[here] == '"' || s.data[here] == '\''
		? !read_quoted(s, &here, value_r)
		: !script_number_digits(s, &here, value_r))
		return false;
	if (negative)
		*value_r = -*value_r;
	*at = here;
	return true;
}

/* ---- several ----------------------------------------------------------- */

struct sign {
	struct slice text;
	char kind;
	bool binds; /* its numbers together, ahead of others */
};

/* The sign at *at, which moves behind it; NULL: there is none. */
static const struct sign *
read_sign(struct slice s, size_t *at, bool binds)
{
	static const struct sign signs[] = {
	    {SLICE("*"), '*', true},
	    {SLICE("/"), '/', true},
	    {SLICE("\\"), '/', true},
	    {SLICE("%"), '%', true},
	    {SLICE("mod "), '%', true},
	    {SLICE("+"), '+', false},
	    {SLICE("-bxor "), '^', false},
	    {SLICE("-"), '-', false},
	    {SLICE("^"), '^', false},
	    {SLICE("xor "), '^', false},
	};
	size_t here = script_skip_blanks(s, *at);

	for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++)
		if (signs[i].binds == binds &&
		    script_is_at(s, here, signs[i].text)) {
			*at = here + signs[i].text.size;
			return &signs[i];
		}
	return NULL;
}

/* A long of 32 bits does not hold each product. */
static int64_t
apply(char kind, int64_t x, int64_t y)
{
	switch (kind) {
	case '+':
		return x + y;
	case '-':
		return x - y;
	case '*':
		return x * y;
	case '/':
		return y == 0 ? 0 : x / y;
	case '%':
		return y == 0 ? 0 : x % y;
	default:
		return x ^ y;
	}
}

static long
apply_sign(const struct sign *sign, long x, long y)
{
	int64_t value = apply(sign->kind, x, y);

	return value < -NUMBER_MAX || value > NUMBER_MAX ? 0 : (long)value;
}

static bool
read_product(struct reading *reading, size_t *at, unsigned depth, long *value_r)
{
	const struct sign *sign;
	size_t here = *at;
	long other;

	if (!read_factor(reading, &here, depth, value_r))
		return false;
	do {
		*at = here;
		sign = read_sign(reading->s, &here, true);
		if (sign == NULL || !read_factor(reading, &here, depth, &other))
			return true;
		*value_r = apply_sign(sign, *value_r, other);
	} while (true);
}

static bool
read_sum(struct reading *reading, size_t *at, unsigned depth, long *value_r)
{
	const struct sign *sign;
	size_t here = *at;
	long other;

	if (!read_product(reading, &here, depth, value_r))
		return false;
	do {
		*at = here;
		sign = read_sign(reading->s, &here, false);
		if (sign == NULL ||
		    !read_product(reading, &here, depth, &other))
			return true;
		*value_r = apply_sign(sign, *value_r, other);
	} while (true);
}

bool
script_number_read(
    struct slice s, size_t *at, long *value_r, size_t *looked_at_r)
{
	struct reading reading = {s, *at};
	size_t from = *at;
	bool read = read_sum(&reading, at, DEPTH_MAX, value_r);

	if (*at > reading.seen)
		reading.seen = *at;
	*looked_at_r = reading.seen - from;
	return read;
}
