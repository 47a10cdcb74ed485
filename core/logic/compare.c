/*
 * compare - byte compare sub-signatures
 */
#include "core/logic/compare.h"

#include "core/base/ascii.h"

/* Digits of text that are read; clamscan takes up to 18 of hexadecimal. */
#define TEXT_MAX 32u
/* Of less than that clamscan does not tell the form. */
#define AUTO_MIN 3u

/* ---- text of the signature --------------------------------------------- */

static bool
malformed(const char **reason_r, const char *reason)
{
	*reason_r = reason;
	return false;
}

static bool
take(struct slice *rest, const char *word)
{
	struct slice wanted = slice_from_string(word);

	if (!slice_starts_with(*rest, wanted))
		return false;
	*rest = slice_skip(*rest, wanted.size);
	return true;
}

static bool
is_digit_of(uint8_t byte, unsigned base)
{
	int value = ascii_hex_value(byte);

	return value >= 0 && (unsigned)value < base;
}

/* "0x1f", "31", "-5"; values wrap at 64 bits. */
static bool
take_number(struct slice *rest, int64_t *number_r)
{
	uint64_t number = 0;
	bool negative;
	unsigned base = 10;
	size_t digits = 0;

	while (take(rest, " "))
		;
	negative = take(rest, "-");
	if (take(rest, "0x") || take(rest, "0X"))
		base = 16;
	for (; digits < rest->size && is_digit_of(rest->data[digits], base);
	     digits++)
		number = number * base +
			 (unsigned)ascii_hex_value(rest->data[digits]);
	*rest = slice_skip(*rest, digits);
	*number_r = (int64_t)(negative ? 0 - number : number);
	return digits > 0;
}

static bool
take_u32(struct slice *rest, uint32_t *number_r)
{
	int64_t number;

	if (!take_number(rest, &number) || number < 0 || number > UINT32_MAX)
		return false;
	*number_r = (uint32_t)number;
	return true;
}

/* "hb4", "de2", "il8": form, order, exact, size. */
static bool
take_options(struct slice *rest, struct compare *compare, const char **reason_r)
{
	if (take(rest, "h"))
		compare->form = COMPARE_HEX;
	else if (take(rest, "d"))
		compare->form = COMPARE_DECIMAL;
	else if (take(rest, "a"))
		compare->form = COMPARE_AUTO;
	else if (take(rest, "i"))
		compare->form = COMPARE_RAW;
	else
		return malformed(
		    reason_r, "the form of a number is not h, d, a or i");
	if (take(rest, "l"))
		compare->order = COMPARE_LITTLE;
	else if (take(rest, "b"))
		compare->order = COMPARE_BIG;
	if (take(rest, "e"))
		compare->flags |= COMPARE_EXACT;
	if (!take_u32(rest, &compare->size) || compare->size == 0)
		return malformed(reason_r, "the size of a number is missing");
	if (compare->form == COMPARE_RAW && compare->size != 1 &&
	    compare->size != 2 && compare->size != 4 && compare->size != 8)
		return malformed(
		    reason_r, "a number is not of 1, 2, 4 or 8 bytes");
	if (compare->form == COMPARE_DECIMAL &&
	    compare->order == COMPARE_LITTLE)
		return malformed(
		    reason_r, "a decimal number has no byte order");
	return true;
}

static bool
take_tests(struct slice *rest, struct compare *compare, const char **reason_r)
{
	do {
		uint32_t i = compare->test_count;

		if (i == COMPARE_TESTS)
			return malformed(reason_r, "over two comparisons");
		if (rest->size == 0 ||
		    (rest->data[0] != '<' && rest->data[0] != '=' &&
			rest->data[0] != '>'))
			return malformed(
			    reason_r, "a comparison is not <, = or >");
		compare->tests[i].symbol = rest->data[0];
		*rest = slice_skip(*rest, 1);
		if (!take_number(rest, &compare->tests[i].value))
			return malformed(reason_r, "a number is missing");
		compare->test_count++;
	} while (take(rest, ","));
	return true;
}

bool
compare_parse(
    struct slice text, struct compare *compare_r, const char **reason_r)
{
	uint32_t id;

	*compare_r = (struct compare){0};
	if (!take_u32(&text, &id) || id > UINT8_MAX || !take(&text, "("))
		return malformed(reason_r, "a byte compare has no index");
	compare_r->id = (uint8_t)id;
	if (take(&text, "<<"))
		compare_r->flags |= COMPARE_BACK;
	else if (!take(&text, ">>"))
		return malformed(reason_r, "an offset has no << or >>");
	if (!take_u32(&text, &compare_r->offset) || !take(&text, "#"))
		return malformed(reason_r, "the offset is not a number");
	if (!take_options(&text, compare_r, reason_r))
		return false;
	if (!take(&text, "#"))
		return malformed(reason_r, "an option is not known");
	if (!take_tests(&text, compare_r, reason_r))
		return false;
	return slice_equal(text, SLICE(")")) ||
	       malformed(reason_r, "a byte compare does not end in )");
}

bool
compare_check(const struct compare *compare)
{
	if (compare->form >= COMPARE_FORMS || compare->order > COMPARE_BIG ||
	    compare->size == 0 || compare->test_count == 0 ||
	    compare->test_count > COMPARE_TESTS)
		return false;
	return compare->form != COMPARE_RAW || compare->size <= 8;
}

/* ---- the number in a buffer -------------------------------------------- */

static bool
place(const struct compare *compare, struct slice buffer, uint64_t start,
    struct slice *bytes_r)
{
	uint64_t at = start + compare->offset;

	if ((compare->flags & COMPARE_BACK) != 0) {
		if (compare->offset > start)
			return false;
		at = start - compare->offset;
	}
	if (at > buffer.size || compare->size > buffer.size - at)
		return false;
	*bytes_r = slice_sub(buffer, (size_t)at, compare->size);
	return true;
}

static bool
read_raw(const struct compare *compare, struct slice bytes, int64_t *number_r)
{
	uint64_t number = 0;

	if (compare->order == COMPARE_NO_ORDER)
		return false;
	for (size_t i = 0; i < bytes.size; i++)
		number =
		    number << 8 | bytes.data[compare->order == COMPARE_LITTLE
						 ? bytes.size - 1 - i
						 : i];
	*number_r = (int64_t)number;
	return true;
}

static bool
is_blank(uint8_t byte)
{
	return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

static struct slice
skip_blanks(struct slice bytes)
{
	while (bytes.size > 0 && is_blank(bytes.data[0]))
		bytes = slice_skip(bytes, 1);
	return bytes;
}

/* As strtol() would: a sign, digits; without digits 0.  False: something else
 * stands in bytes. */
static bool
read_text(struct slice bytes, unsigned base, uint64_t *number_r)
{
	uint64_t number = 0;
	bool negative = false, over = false;
	size_t digits = 0;

	if (!take(&bytes, "+"))
		negative = take(&bytes, "-");
	if (base == 16 && bytes.size > 2 && is_digit_of(bytes.data[2], 16) &&
	    !take(&bytes, "0x"))
		(void)take(&bytes, "0X");
	for (; digits < bytes.size && is_digit_of(bytes.data[digits], base);
	     digits++) {
		over |= __builtin_mul_overflow(number, base, &number);
		number += (unsigned)ascii_hex_value(bytes.data[digits]);
	}
	if (over)
		number = UINT64_MAX;
	*number_r = negative ? 0 - number : number;
	return digits > 0 && digits == bytes.size;
}

/*
 * Pairs of digits, the lowest first, as far as there are any; to an odd number
 * of them a 0 is put ahead.  False: that, or 0x, which do not stand for
 * themselves; what is no digit counts as one.
 */
static bool
read_pairs(struct slice bytes, uint64_t *number_r)
{
	bool prefixed = slice_starts_with_nocase(bytes, SLICE("0x"));
	size_t at = 0, pairs = 0;
	bool odd;

	if (prefixed)
		bytes = slice_skip(bytes, 2);
	odd = bytes.size % 2 != 0;
	*number_r = 0;
	for (; at < bytes.size; pairs++) {
		int high = 0, low;

		if (!odd || at > 0)
			high = ascii_hex_value(bytes.data[at++]);
		low = ascii_hex_value(bytes.data[at++]);
		if (high < 0 || low < 0)
			break;
		if (pairs < 8)
			*number_r |= (uint64_t)(unsigned)(high << 4 | low)
				     << 8 * pairs;
		else if ((high | low) != 0)
			*number_r = UINT64_MAX;
	}
	return !prefixed && !odd;
}

static bool
read_number(
    const struct compare *compare, struct slice bytes, int64_t *number_r)
{
	struct slice text = skip_blanks(bytes);
	unsigned base = compare->form == COMPARE_DECIMAL ? 10 : 16;
	uint64_t number;
	bool exact;

	if (compare->form == COMPARE_RAW)
		return read_raw(compare, bytes, number_r);
	if (compare->size > TEXT_MAX)
		return false;
	if (compare->form == COMPARE_AUTO) {
		if (text.size < AUTO_MIN)
			return false;
		if (!slice_starts_with_nocase(text, SLICE("0x")))
			base = 10;
	}
	if (compare->form != COMPARE_DECIMAL &&
	    (compare->order == COMPARE_NO_ORDER ||
		(compare->order == COMPARE_LITTLE && base == 10)))
		return false;
	if (base == 16 && compare->size > 18)
		return false;
	if (compare->order == COMPARE_LITTLE && text.size > 1)
		exact = read_pairs(text, &number);
	else
		exact = read_text(text, base, &number);
	*number_r = (int64_t)number;
	return (compare->flags & COMPARE_EXACT) == 0 ||
	       (exact && text.size == bytes.size);
}

bool
compare_holds(
    const struct compare *compare, struct slice buffer, uint64_t start)
{
	struct slice bytes;
	int64_t number;

	if (!place(compare, buffer, start, &bytes) ||
	    !read_number(compare, bytes, &number))
		return false;
	for (uint32_t i = 0; i < compare->test_count; i++) {
		int64_t value = compare->tests[i].value;

		switch (compare->tests[i].symbol) {
		case '<':
			if (number >= value)
				return false;
			break;
		case '=':
			if (number != value)
				return false;
			break;
		default:
			if (number <= value)
				return false;
			break;
		}
	}
	return true;
}
