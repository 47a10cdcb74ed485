/*
 * charset_wide - UTF-16 and UTF-32: marks, zeros, and which byte comes first
 */
#include "core/text/charset_state.h"

#include <string.h>

#include "simd/bytes.h"

/* Bytes looked at for zeros. */
#define ZEROS_LOOK 512u

static bool
is_utf16(const struct charset_info *info)
{
	return info->kind >= CHARSET_UTF16 && info->kind <= CHARSET_UTF16BE;
}

static bool
is_utf32(const struct charset_info *info)
{
	return info->kind >= CHARSET_UTF32 && info->kind <= CHARSET_UTF32BE;
}

/* ---- byte order marks and zeros --------------------------------------------
 */

/* UTF-32 of some characters: no unit is over U+10FFFF. */
static bool
could_be_utf32(struct slice bytes, bool big_endian)
{
	size_t look = bytes.size < ZEROS_LOOK ? bytes.size : ZEROS_LOOK;

	if (bytes.size < 4 || bytes.size % 4 != 0)
		return false;
	for (size_t i = 0; i + 4 <= look; i += 4) {
		const uint8_t *p = bytes.data + i;
		uint8_t top = big_endian ? p[0] : p[3];
		uint8_t plane = big_endian ? p[1] : p[2];

		if (top != 0 || plane > 0x10)
			return false;
	}
	return true;
}

static const char *
mark_name(struct slice bytes)
{
	if (slice_starts_with(bytes, SLICE("\xEF\xBB\xBF")))
		return "utf-8";
	if (slice_starts_with(bytes, SLICE("\xFF\xFE\0\0")) &&
	    could_be_utf32(bytes, false))
		return "utf-32le";
	if (slice_starts_with(bytes, SLICE("\0\0\xFE\xFF")) &&
	    could_be_utf32(bytes, true))
		return "utf-32be";
	if (slice_starts_with(bytes, SLICE("\xFF\xFE")))
		return "utf-16le";
	if (slice_starts_with(bytes, SLICE("\xFE\xFF")))
		return "utf-16be";
	return NULL;
}

bool
charset_choose_by_mark(struct slice bytes, const struct charset_info *label,
    struct charset_choice *choice_r)
{
	const char *name = mark_name(bytes);

	if (name == NULL)
		return false;
	*choice_r = charset_chosen(name, label);
	/* "utf-16" is no lie for what its mark makes utf-16le. */
	if ((label->kind == CHARSET_UTF16 && is_utf16(choice_r->info)) ||
	    (label->kind == CHARSET_UTF32 && is_utf32(choice_r->info)))
		choice_r->wrong = false;
	return true;
}

struct zeros {
	size_t even;
	size_t odd;
	size_t looked; /* bytes, an even number */
};

static struct zeros
count_zeros(struct slice bytes)
{
	struct zeros zeros = {0};

	zeros.looked = bytes.size < ZEROS_LOOK ? bytes.size : ZEROS_LOOK;
	zeros.looked -= zeros.looked % 2;
	for (size_t i = 0; i < zeros.looked; i += 2) {
		zeros.even += bytes.data[i] == 0;
		zeros.odd += bytes.data[i + 1] == 0;
	}
	return zeros;
}

/* Text in ASCII letters: every second byte, or three in four, are zero. */
bool
charset_choose_by_zeros(struct slice bytes, const struct charset_info *label,
    struct charset_choice *choice_r)
{
	struct slice look = slice_sub(bytes, 0, ZEROS_LOOK);
	struct zeros zeros;
	size_t pairs;
	const char *name = NULL;

	if (bytes.size < 4 || slice_find_byte(look, 0) == look.size)
		return false;
	zeros = count_zeros(bytes);
	pairs = zeros.looked / 2;
	if (zeros.even * 8 > pairs * 3 && zeros.odd * 8 > pairs * 3) {
		if (could_be_utf32(bytes, false))
			name = "utf-32le";
		else if (could_be_utf32(bytes, true))
			name = "utf-32be";
	} else if (zeros.odd * 4 > pairs * 3 && zeros.even * 8 < pairs) {
		name = "utf-16le";
	} else if (zeros.even * 4 > pairs * 3 && zeros.odd * 8 < pairs) {
		name = "utf-16be";
	}
	if (name == NULL)
		return false;
	*choice_r = charset_chosen(name, label);
	return true;
}

/* ---- UTF-16 and UTF-32 by label --------------------------------------------
 */

/* How many units of a sample are blanks, line ends, or common letters. */
static size_t
common_units(
    const struct charsets *charsets, struct slice bytes, bool big_endian)
{
	size_t look = bytes.size < ZEROS_LOOK ? bytes.size : ZEROS_LOOK;
	size_t common = 0;

	for (size_t i = 0; i + 2 <= look; i += 2) {
		uint32_t first = bytes.data[i];
		uint32_t second = bytes.data[i + 1];
		uint32_t unit =
		    big_endian ? first << 8 | second : second << 8 | first;

		common += (unit >= ' ' && unit < 0x7F) || unit == '\n' ||
			  unit == '\r' || charsets->common[unit] != 0;
	}
	return common;
}

/* Bytes that are plain text in ASCII or UTF-8, and too many for chance. */
static bool
is_plain_text(struct slice bytes)
{
	return bytes.size >= 16 && bytes_are_text(bytes.data, bytes.size) &&
	       utf8_valid(bytes);
}

static struct charset_choice
choose_utf16(const struct charsets *charsets, struct slice bytes,
    const struct charset_info *label)
{
	size_t little = common_units(charsets, bytes, false);
	size_t big = common_units(charsets, bytes, true);
	struct charset_choice choice = {.info = label};
	bool says_big = label->kind == CHARSET_UTF16BE;

	if (is_plain_text(bytes))
		return charset_chosen("utf-8", label);
	/* Neither order is preferred by "utf-16": RFC 2781 says big-endian, the
	 * standard of browsers little-endian, and so do the programs. */
	if (label->kind == CHARSET_UTF16) {
		choice.info =
		    charset_named(big > little ? "utf-16be" : "utf-16le");
		return choice;
	}
	if (says_big ? little > 2 * big + 2 : big > 2 * little + 2)
		return charset_chosen(
		    says_big ? "utf-16le" : "utf-16be", label);
	return choice;
}

static struct charset_choice
choose_utf32(struct slice bytes, const struct charset_info *label)
{
	struct charset_choice choice = {.info = label};

	if (is_plain_text(bytes))
		return charset_chosen("utf-8", label);
	if (label->kind == CHARSET_UTF32)
		choice.info = charset_named(
		    could_be_utf32(bytes, false) ? "utf-32le" : "utf-32be");
	return choice;
}

bool
charset_choose_wide(const struct charsets *charsets, struct slice bytes,
    const struct charset_info *label, struct charset_choice *choice_r)
{
	if (is_utf16(label))
		*choice_r = choose_utf16(charsets, bytes, label);
	else if (is_utf32(label))
		*choice_r = choose_utf32(bytes, label);
	else
		return false;
	return true;
}
