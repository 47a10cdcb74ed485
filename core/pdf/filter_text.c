/*
 * filter_text - ASCII85, ASCIIHex and RunLength (ISO 32000-2, 7.4.2 to 7.4.5)
 */
#include "core/archive/method/lz_output.h"
#include "core/base/ascii.h"
#include "core/pdf/filter.h"
#include "core/pdf/lexer.h"

/* ---- ASCII85 ----------------------------------------------------------- */

#define GROUP 5u

/* The first count - 1 bytes of a group; false: the output is cut. */
static bool
put_group(struct lz_output *out, const uint8_t *digits, unsigned count)
{
	uint64_t value = 0;

	/* What is missing counts as the last digit. */
	for (unsigned i = 0; i < GROUP; i++)
		value = value * 85 + (i < count ? digits[i] : 84);
	for (unsigned i = 0; i + 1 < count; i++)
		if (!lz_literal(out, (uint8_t)(value >> (24 - 8 * i))))
			return false;
	return true;
}

/* Adobe's other programs write "<~" ahead. */
static struct slice
skip_mark(struct slice packed)
{
	size_t at = 0;

	while (at < packed.size && pdf_is_blank(packed.data[at]))
		at++;
	if (slice_starts_with(slice_skip(packed, at), SLICE("<~")))
		return slice_skip(packed, at + 2);
	return packed;
}

/* False: a character that is none of these; it is passed over. */
static bool
is_digit85(uint8_t c)
{
	return c >= '!' && c <= 'u';
}

bool
pdf_undo_ascii85(struct slice packed, struct body_output *output)
{
	struct lz_output out = lz_output_of(output);
	uint8_t digits[GROUP];
	unsigned count = 0;
	bool good = true, room = true;

	packed = skip_mark(packed);
	for (size_t at = 0; room && at < packed.size; at++) {
		uint8_t c = packed.data[at];

		if (c == '~')
			break;
		if (c == 'z' && count == 0) {
			room = lz_write(&out, (const uint8_t[4]){0}, 4);
		} else if (!is_digit85(c)) {
			good = good && pdf_is_blank(c);
		} else {
			digits[count++] = (uint8_t)(c - '!');
			if (count == GROUP) {
				room = put_group(&out, digits, count);
				count = 0;
			}
		}
	}
	if (room && count > 1)
		(void)put_group(&out, digits, count);
	lz_flush(&out);
	return good;
}

/* ---- ASCIIHex ---------------------------------------------------------- */

bool
pdf_undo_ascii_hex(struct slice packed, struct body_output *output)
{
	struct lz_output out = lz_output_of(output);
	int high = -1;
	bool good = true, room = true;

	for (size_t at = 0; room && at < packed.size; at++) {
		uint8_t c = packed.data[at];
		int digit = ascii_hex_value(c);

		if (c == '>')
			break;
		if (digit < 0) {
			good = good && pdf_is_blank(c);
		} else if (high < 0) {
			high = digit;
		} else {
			room = lz_literal(&out, (uint8_t)(high << 4 | digit));
			high = -1;
		}
	}
	if (room && high >= 0)
		(void)lz_literal(&out, (uint8_t)(high << 4));
	lz_flush(&out);
	return good;
}

/* ---- RunLength --------------------------------------------------------- */

#define END_OF_DATA 128u

/* The run at *at, which moves behind it.  False: it broke off, or the output is
 * cut. */
static bool
put_run(struct lz_output *out, struct slice packed, size_t *at)
{
	unsigned length = packed.data[(*at)++];
	struct slice run = slice_sub(packed, *at, length + 1);

	if (length < END_OF_DATA) {
		*at += run.size;
		return lz_write(out, run.data, run.size) &&
		       run.size == length + 1;
	}
	if (run.size == 0)
		return false;
	for (length = 257 - length; length > 0; length--)
		if (!lz_literal(out, run.data[0]))
			return false;
	(*at)++;
	return true;
}

bool
pdf_undo_run_length(struct slice packed, struct body_output *output)
{
	struct lz_output out = lz_output_of(output);
	bool good = true;
	size_t at = 0;

	while (good && at < packed.size && packed.data[at] != END_OF_DATA)
		good = put_run(&out, packed, &at);
	lz_flush(&out);
	return good;
}
