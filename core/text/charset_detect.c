/*
 * charset_detect - what the bytes are, whatever the label says
 *
 * The label holds unless the bytes cannot be what it says.  In this order: a
 * byte order mark; zero bytes of UTF-16 and UTF-32; escapes of ISO-2022 among
 * nothing but ASCII; valid UTF-8; a text that reads well in another charset
 * and not at all in its own.
 */
#include "core/text/charset_state.h"

#include <string.h>

#include "simd/bytes.h"

static bool
is_nothing(const struct charset_info *info)
{
	return info->kind == CHARSET_UNKNOWN;
}

static bool
is_double(const struct charset_info *info)
{
	return (info->kind == CHARSET_SJIS || info->kind == CHARSET_EUCJP ||
		info->kind == CHARSET_GB18030 || info->kind == CHARSET_BIG5 ||
		info->kind == CHARSET_EUCKR);
}

static bool
is_seven_bit(const struct charset_info *info)
{
	return (info->kind == CHARSET_UTF7 || info->kind == CHARSET_IMAP7 ||
		info->kind == CHARSET_ISO2022JP || info->kind == CHARSET_HZ ||
		info->kind == CHARSET_ISO2022KR);
}

/* In such a charset bytes below 0x80 are ASCII, so it can be mistaken. */
static bool
holds_ascii(const struct charset_info *info)
{
	return is_nothing(info) || is_double(info) ||
	       info->kind == CHARSET_UTF8 || info->kind == CHARSET_SINGLE ||
	       info->kind == CHARSET_ASCII;
}

/* ---- seven bits ------------------------------------------------------------
 */

static const char *
escape_name(struct slice at)
{
	if (slice_starts_with(at, SLICE("\x1b$)C")))
		return "iso-2022-kr";
	if (slice_starts_with(at, SLICE("\x1b$)A")) ||
	    slice_starts_with(at, SLICE("\x1b$)G")))
		return "iso-2022-cn";
	if (slice_starts_with(at, SLICE("\x1b$B")) ||
	    slice_starts_with(at, SLICE("\x1b$@")) ||
	    slice_starts_with(at, SLICE("\x1b$(D")) ||
	    slice_starts_with(at, SLICE("\x1b(I")) ||
	    slice_starts_with(at, SLICE("\x1b(J")))
		return "iso-2022-jp";
	return NULL;
}

/* The first escapes, or tildes, are looked at; plain text has few. */
#define ESCAPES_LOOK 16u

/* "~{" at the start of s, and pairs of GB 2312 up to "~}". */
static bool
is_hz_run(struct slice s)
{
	size_t i = 2;

	if (!slice_starts_with(s, SLICE("~{")))
		return false;
	while (s.size - i >= 2 && s.data[i] >= 0x21 && s.data[i] <= 0x77 &&
	       s.data[i + 1] >= 0x21 && s.data[i + 1] <= 0x7E)
		i += 2;
	return i > 2 && slice_starts_with(slice_skip(s, i), SLICE("~}"));
}

/* The next place of byte in bytes behind at. */
static size_t
find_behind(struct slice bytes, size_t at, uint8_t byte)
{
	return at + 1 + slice_find_byte(slice_skip(bytes, at + 1), byte);
}

static bool
is_hz(struct slice bytes)
{
	size_t at = slice_find_byte(bytes, '~');

	for (unsigned i = 0; i < ESCAPES_LOOK && at < bytes.size; i++) {
		if (is_hz_run(slice_skip(bytes, at)))
			return true;
		at = find_behind(bytes, at, '~');
	}
	return false;
}

static const char *
seven_bit_name(struct slice bytes)
{
	size_t at = slice_find_byte(bytes, 0x1B);

	for (unsigned i = 0; i < ESCAPES_LOOK && at < bytes.size; i++) {
		const char *name = escape_name(slice_skip(bytes, at));

		if (name != NULL)
			return name;
		at = find_behind(bytes, at, 0x1B);
	}
	return NULL;
}

static struct charset_choice
choose_ascii(struct charsets *charsets, struct slice bytes,
    const struct charset_info *label)
{
	const char *name = seven_bit_name(bytes);
	struct charset_choice choice = {.info = label, .as_is = true};

	if (name == NULL && is_hz(bytes) &&
	    (is_nothing(label) || label->kind == CHARSET_ASCII ||
		label->kind == CHARSET_GB18030))
		name = "hz-gb-2312";
	if (name != NULL &&
	    charset_double_can(&charsets->tables, charset_named(name)))
		return charset_chosen(name, label);
	if (is_nothing(label))
		choice.info = NULL;
	return choice;
}

/* ---- eight bits ------------------------------------------------------------
 */

/* Enough of UTF-8 that no other charset gives it by chance. */
#define UTF8_ENOUGH 3u

/* Bytes behind leads, up to UTF8_ENOUGH, at the start of valid UTF-8 or of
 * what is not. */
static size_t
utf8_evidence(struct slice s)
{
	size_t run = unicode_utf8_run(s.data, s.size);
	size_t found = 0;

	for (size_t i = unicode_ascii_run(s.data, s.size);
	     i < run && found < UTF8_ENOUGH; i++)
		found += (s.data[i] & 0xC0) == 0x80;
	return found;
}

/* Mostly UTF-8, with some bytes broken or cut off. */
static bool
is_mostly_utf8(struct slice s)
{
	size_t good = 0;
	size_t bad = 0;
	size_t at = unicode_ascii_run(s.data, s.size);

	s = slice_sub(s, at, CHARSET_SAMPLE);
	for (at = 0; at < s.size;) {
		size_t from = at;
		uint32_t c = utf8_next(s, &at);

		if (c >= 0x80 && c != UTF8_REPLACEMENT)
			good++;
		else if (c == UTF8_REPLACEMENT && s.size - from >= UTF8_MAX)
			bad++;
	}
	return good >= bad * 4 && good > 0;
}

static struct charset_choice
guess(struct charsets *charsets, struct slice bytes,
    const struct charset_info *label)
{
	const struct charset_info *info;

	if (is_mostly_utf8(bytes))
		return charset_chosen("utf-8", label);
	info = charset_guess(charsets, bytes);
	return charset_chosen(
	    info == NULL ? "windows-1252" : info->name, label);
}

/* Fewer may be bytes that were damaged. */
#define ERRORS_MIN 3u

/* The label's own charset reads the sample badly, and another one well. */
static struct charset_choice
choose_double(struct charsets *charsets, struct slice bytes,
    const struct charset_info *label)
{
	struct charset_choice choice = {.info = label};
	struct charset_score own;
	const struct charset_info *better;

	/* Without its table nothing can be said against the label. */
	if (!charset_double_can(&charsets->tables, label))
		return choice;
	own = charset_score(charsets, label, LANGUAGE_ANY, bytes);
	if (own.errors < ERRORS_MIN || own.errors * 20 <= own.letters)
		return choice;
	better = charset_guess(charsets, bytes);
	return better == NULL ? choice : charset_chosen(better->name, label);
}

static struct charset_choice
choose_eight_bit(struct charsets *charsets, struct slice bytes,
    const struct charset_info *label)
{
	struct charset_choice choice = {.info = label};
	bool says_latin = is_nothing(label) || label->kind == CHARSET_ASCII ||
			  strcmp(label->name, "windows-1252") == 0;
	size_t enough = says_latin ? 1 : UTF8_ENOUGH;

	if (utf8_evidence(bytes) >= enough && utf8_valid(bytes)) {
		choice = charset_chosen("utf-8", label);
		choice.as_is = true;
		return choice;
	}
	if (is_nothing(label) || label->kind == CHARSET_ASCII ||
	    label->kind == CHARSET_UTF8)
		return guess(charsets, bytes, label);
	if (is_double(label))
		return choose_double(charsets, bytes, label);
	return choice;
}

/* ISO-2022-JP, UTF-7 and their like hold no eight bit bytes: these are
 * something else, unless there are escapes. */
static struct charset_choice
choose_seven_bit(struct charsets *charsets, struct slice bytes,
    const struct charset_info *label)
{
	struct charset_choice choice = {.info = label};

	if (seven_bit_name(bytes) != NULL ||
	    bytes_are_ascii(bytes.data, bytes.size))
		return choice;
	return choose_eight_bit(charsets, bytes, charset_named("unknown-8bit"));
}

struct charset_choice
charset_choose(struct charsets *charsets, struct slice bytes,
    const struct charset_info *label)
{
	struct charset_choice choice = {.info = label};

	if (charset_choose_by_mark(bytes, label, &choice))
		return choice;
	if (charset_choose_wide(charsets, bytes, label, &choice))
		return choice;
	if (is_seven_bit(label)) {
		choice = choose_seven_bit(charsets, bytes, label);
		choice.wrong = choice.info != label;
		return choice;
	}
	if (!holds_ascii(label))
		return choice;
	if (charset_choose_by_zeros(bytes, label, &choice))
		return choice;
	if (bytes_are_ascii(bytes.data, bytes.size))
		return choose_ascii(charsets, bytes, label);
	if (label->kind == CHARSET_UTF8 && utf8_valid(bytes)) {
		choice.as_is = true;
		return choice;
	}
	return choose_eight_bit(charsets, bytes, label);
}
