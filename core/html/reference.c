/*
 * reference - character references
 */
#include "core/html/reference.h"

#include <string.h>

#include "core/html/name.h"
#include "core/text/utf8.h"

/* The longest name is CounterClockwiseContourIntegral. */
#define NAME_MAX_BYTES 31u
/* The longest that needs no semicolon is of the length of "frac12". */
#define BARE_MAX_BYTES 6u
#define BUCKET_SEED UINT32_C(0x811C9DC5)
#define BUCKET_SHIFT 22u

/* What stands for 0x80 to 0x9F; 0: the control character itself. */
static const uint16_t windows_1252[32] = {0x20AC, 0, 0x201A, 0x0192, 0x201E,
    0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D,
    0, 0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC,
    0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178};

static bool
is_alnum(uint8_t c)
{
	return (uint8_t)((c | 0x20) - 'a') < 26 || (uint8_t)(c - '0') < 10;
}

static const struct reference_row *
find_row(const uint8_t *name, size_t size)
{
	uint32_t hash = BUCKET_SEED;
	uint32_t bucket;

	for (size_t i = 0; i < size; i++)
		hash = name_hash_step(hash, name[i]);
	bucket = name_hash_mix(hash, BUCKET_SHIFT);
	for (size_t i = html_reference_buckets[bucket];
	     i < html_reference_buckets[bucket + 1]; i++) {
		const struct reference_row *row = &html_references[i];

		if (row->name_size == size &&
		    memcmp(html_reference_names + row->name, name, size) == 0)
			return row;
	}
	return NULL;
}

static size_t
take_row(const struct reference_row *row, uint8_t *out, size_t *written_r)
{
	memcpy(out, row->text, row->text_size);
	*written_r = row->text_size;
	return row->name_size;
}

/* The longest name that needs no semicolon and begins the run of letters. */
static size_t
decode_bare(struct slice s, size_t run, bool in_attribute, uint8_t *out,
    size_t *written_r)
{
	size_t size = run < BARE_MAX_BYTES ? run : BARE_MAX_BYTES;

	for (; size >= 2; size--) {
		const struct reference_row *row = find_row(s.data + 1, size);
		size_t next = size + 1;

		if (row == NULL || row->bare == 0)
			continue;
		if (in_attribute && next < s.size &&
		    (s.data[next] == '=' || is_alnum(s.data[next])))
			return 0;
		return 1 + take_row(row, out, written_r);
	}
	return 0;
}

static size_t
decode_named(struct slice s, bool in_attribute, uint8_t *out, size_t *written_r)
{
	size_t run = 0;

	while (run <= NAME_MAX_BYTES && run + 1 < s.size &&
	       is_alnum(s.data[run + 1]))
		run++;
	if (run <= NAME_MAX_BYTES && run + 1 < s.size &&
	    s.data[run + 1] == ';') {
		const struct reference_row *row = find_row(s.data + 1, run);

		if (row != NULL)
			return 2 + take_row(row, out, written_r);
	}
	return decode_bare(s, run, in_attribute, out, written_r);
}

static int
digit_value(uint8_t c, uint32_t base)
{
	if ((uint8_t)(c - '0') < 10)
		return c - '0';
	if (base == 16 && (uint8_t)((c | 0x20) - 'a') < 6)
		return (c | 0x20) - 'a' + 10;
	return -1;
}

static size_t
put_code(uint32_t code, uint8_t *out)
{
	if (code >= 0x80 && code <= 0x9F && windows_1252[code - 0x80] != 0)
		code = windows_1252[code - 0x80];
	return utf8_put(code == 0 ? UTF8_REPLACEMENT : code, out);
}

/* Any number of digits, as browsers: zeros ahead do not count. */
static size_t
decode_numeric(struct slice s, uint8_t *out, size_t *written_r)
{
	bool hex = s.size > 2 && (s.data[2] | 0x20) == 'x';
	uint32_t base = hex ? 16 : 10;
	size_t begin = hex ? 3 : 2;
	size_t at = begin;
	uint32_t code = 0;

	for (int digit;
	     at < s.size && (digit = digit_value(s.data[at], base)) >= 0; at++)
		if (code <= 0x10FFFF)
			code = code * base + (uint32_t)digit;
	if (at == begin)
		return 0;
	*written_r = put_code(code, out);
	return at < s.size && s.data[at] == ';' ? at + 1 : at;
}

size_t
reference_decode(
    struct slice s, bool in_attribute, uint8_t *out, size_t *written_r)
{
	*written_r = 0;
	if (s.size < 3)
		return 0;
	if (s.data[1] == '#')
		return decode_numeric(s, out, written_r);
	return decode_named(s, in_attribute, out, written_r);
}

bool
reference_needs_decoding(struct slice s)
{
	return slice_find_byte(s, '&') < s.size ||
	       slice_find_byte(s, 0) < s.size;
}

size_t
reference_room(struct slice s)
{
	size_t room = s.size + s.size / 4 + REFERENCE_MAX;

	for (size_t i = 0; i < s.size; i++)
		room += s.data[i] == 0 ? 2 : 0;
	return room;
}

static size_t
put_odd(struct slice s, bool in_attribute, uint8_t *out, size_t *taken_r)
{
	size_t written;

	*taken_r = 1;
	if (s.data[0] == 0)
		return utf8_put(UTF8_REPLACEMENT, out);
	*taken_r = reference_decode(s, in_attribute, out, &written);
	if (*taken_r != 0)
		return written;
	*taken_r = 1;
	out[0] = '&';
	return 1;
}

size_t
reference_decode_all(struct slice s, bool in_attribute, uint8_t *out)
{
	size_t written = 0;

	for (size_t at = 0; at < s.size;) {
		size_t taken = 1;

		if (s.data[at] == '&' || s.data[at] == 0)
			written += put_odd(slice_skip(s, at), in_attribute,
			    out + written, &taken);
		else
			out[written++] = s.data[at];
		at += taken;
	}
	return written;
}
