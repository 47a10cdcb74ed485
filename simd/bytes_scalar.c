/*
 * bytes_scalar - the reference twin: plain C for any processor
 */
#include "simd/bytes_kernels.h"

#include <string.h>

#define HIGH_BITS UINT64_C(0x8080808080808080)

size_t
bytes_find_lf_scalar(const uint8_t *data, size_t size)
{
	const uint8_t *found;

	if (size == 0)
		return 0;
	found = memchr(data, '\n', size);
	return found == NULL ? size : (size_t)(found - data);
}

static bool
begins_line(const uint8_t *data, size_t i)
{
	return i == 0 || data[i - 1] == '\n' || data[i - 1] == '\r';
}

/*
 * memchr finds the dashes, since base64 has none and text has few.  A run of
 * dashes is passed over in one go: only its first can begin a line.
 */
size_t
bytes_find_dash_line_scalar(const uint8_t *data, size_t size, size_t from)
{
	size_t i = from;

	while (i < size && size - i >= 2) {
		const uint8_t *dash = memchr(data + i, '-', size - i - 1);

		if (dash == NULL)
			break;
		i = (size_t)(dash - data);
		if (data[i + 1] == '-' && begins_line(data, i))
			return i;
		do
			i++;
		while (i < size && data[i] == '-');
	}
	return size;
}

bool
bytes_are_ascii_scalar(const uint8_t *data, size_t size)
{
	uint64_t word;
	uint8_t all = 0;
	size_t i = 0;

	for (; size - i >= sizeof(word); i += sizeof(word)) {
		memcpy(&word, data + i, sizeof(word));
		if ((word & HIGH_BITS) != 0)
			return false;
	}
	for (; i < size; i++)
		all |= data[i];
	return all < 0x80;
}

/* bytes_never_in_text() without branches, so that a loop over a fixed number of
 * bytes is made into vector code where the compiler knows some. */
static inline uint8_t
odd_in_text(uint8_t c)
{
	uint8_t format = (uint8_t)(c - 7) <= 6; /* BEL .. CR, with VT */

	return (uint8_t)(((c < 0x20) & !format & (c != 0x1B)) | (c == 0x0B) |
			 (c == 0x7F));
}

#define TEXT_STEP 64u

static bool
is_text_step(const uint8_t *data)
{
	uint8_t odd = 0;

	for (size_t i = 0; i < TEXT_STEP; i++)
		odd |= odd_in_text(data[i]);
	return odd == 0;
}

bool
bytes_are_text_scalar(const uint8_t *data, size_t size)
{
	size_t i = 0;
	uint8_t odd = 0;

	for (; size - i >= TEXT_STEP; i += TEXT_STEP)
		if (!is_text_step(data + i))
			return false;
	for (; i < size; i++)
		odd |= odd_in_text(data[i]);
	return odd == 0;
}

size_t
bytes_count_odd_scalar(const uint8_t *data, size_t size)
{
	size_t count = 0;

	for (size_t i = 0; i < size; i++)
		count += odd_in_text(data[i]);
	return count;
}

size_t
bytes_find_line_scalar(
    const uint8_t *data, size_t size, size_t from, const struct bytes_set *set)
{
	for (size_t i = from; i < size; i++) {
		if (!bytes_in_set(data[i], set))
			continue;
		if (i == 0 || data[i - 1] == '\n' || data[i - 1] == '\r')
			return i;
	}
	return size;
}

static bool
has_look_word(const uint8_t *data, size_t size, size_t from)
{
	const struct bytes_set firsts = bytes_set_of(BYTES_LOOK_FIRSTS);

	for (size_t i = from; i < size; i++) {
		i = bytes_find_line_scalar(data, size, i, &firsts);
		if (bytes_begin_look_word(data + i, size - i))
			return true;
	}
	return false;
}

unsigned
bytes_look_scalar(const uint8_t *data, size_t size, size_t from)
{
	unsigned seen = 0;

	if (from >= size)
		return 0;
	if (!bytes_are_text_scalar(data + from, size - from))
		return BYTES_ODD;
	if (memchr(data + from, '<', size - from) != NULL)
		seen |= BYTES_TAG;
	if (has_look_word(data, size, from))
		seen |= BYTES_LINE;
	return seen;
}

/*
 * A line is empty when its line end follows another one at once.  CR LF is one
 * line end, so the pairs are LF LF, LF CR and CR CR; at the very beginning any
 * line end makes an empty line.
 */
size_t
bytes_find_header_end_scalar(const uint8_t *data, size_t size, size_t from)
{
	uint8_t before = from == 0 ? '\n' : 0;

	if (from > 0 && from < size)
		before = data[from - 1];
	for (size_t i = from; i < size; i++) {
		uint8_t c = data[i];

		if ((c == '\n' && before == '\n') ||
		    (c == '\r' && (before == '\n' || before == '\r')))
			return bytes_behind_empty_line(data, size, i);
		before = c;
	}
	return size;
}

static size_t
find_header_end(const uint8_t *data, size_t size)
{
	return bytes_find_header_end_scalar(data, size, 0);
}

size_t
bytes_find_pair_scalar(const uint8_t *data, size_t size, size_t from,
    const struct bytes_pairs *pairs)
{
	for (size_t i = from; i < size && size - i > 1; i++)
		if (bytes_is_pair(data + i, pairs))
			return i;
	return size;
}

/* One byte alone is what the C library finds by vectors of its own. */
size_t
bytes_find_two_scalar(
    const uint8_t *data, size_t size, size_t from, const struct bytes_two *two)
{
	bool alone = two->first[0] == two->first[1];

	for (size_t i = from; i < size && size - i > 1; i++) {
		if (alone) {
			const uint8_t *hit =
			    memchr(data + i, two->first[0], size - 1 - i);

			if (hit == NULL)
				return size;
			i = (size_t)(hit - data);
		}
		if (bytes_are_two(data + i, two))
			return i;
	}
	return size;
}

size_t
bytes_find_last_two_scalar(
    const uint8_t *data, size_t size, size_t end, const struct bytes_two *two)
{
	for (size_t i = end; i > 1; i--)
		if (bytes_are_two(data + i - 2, two))
			return i - 2;
	return size;
}

static size_t
find_two(const uint8_t *data, size_t size, const struct bytes_two *two)
{
	return bytes_find_two_scalar(data, size, 0, two);
}

static size_t
find_last_two(const uint8_t *data, size_t size, const struct bytes_two *two)
{
	return bytes_find_last_two_scalar(data, size, size, two);
}

#define WHITE 1u
#define STOP 2u

static const uint8_t word_class[256] = {
    ['\t'] = WHITE,
    ['\n'] = WHITE,
    ['\f'] = WHITE,
    ['\r'] = WHITE,
    [' '] = WHITE,
    ['&'] = STOP,
    [0] = STOP,
    [0xC2] = STOP,
};

size_t
bytes_copy_words_scalar(
    const uint8_t *data, size_t size, size_t from, uint8_t *out)
{
	unsigned before = from == 0 ? 0 : word_class[data[from - 1]];
	size_t i = from;

	for (; i < size; i++) {
		unsigned class = word_class[data[i]];

		if (((class & STOP) | (class & before)) != 0)
			break;
		out[i] = class == WHITE ? ' ' : data[i];
		before = class;
	}
	return i;
}

static size_t
copy_words(const uint8_t *data, size_t size, uint8_t *out)
{
	return bytes_copy_words_scalar(data, size, 0, out);
}

/* The byte in lower case; 0: copying stops here. */
static inline uint8_t
lower_or_stop(uint8_t c)
{
	if (c == '&' || c == '<' || c < ' ' || c > 0x7F)
		return 0;
	return (uint8_t)(c - 'A') < 26 ? (uint8_t)(c | 0x20) : c;
}

size_t
bytes_copy_lower_scalar(
    const uint8_t *data, size_t size, size_t from, uint8_t *out)
{
	uint8_t before = from == 0 ? 0 : data[from - 1];
	size_t i = from;

	for (; i < size; i++) {
		uint8_t c = lower_or_stop(data[i]);

		if (c == 0 || (c == ' ' && before == ' '))
			break;
		out[i] = c;
		before = c;
	}
	return i;
}

static size_t
copy_lower(const uint8_t *data, size_t size, uint8_t *out)
{
	return bytes_copy_lower_scalar(data, size, 0, out);
}

const uint8_t bytes_word_low[16] = {122, 126, 126, 190, 191, 190, 190, 191, 190,
    190, 188, 164, 164, 165, 100, 108};
const uint8_t bytes_word_high[16] = {
    0, 0, 1, 2, 4, 8, 4, 16, 32, 32, 32, 32, 32, 32, 192, 32};

size_t
bytes_copy_plain_scalar(const uint8_t *data, size_t size, size_t from,
    bool behind_blank, uint8_t *out)
{
	bool behind = behind_blank;

	for (size_t i = from; i < size; i++) {
		uint8_t c = data[i];
		bool blank = c == ' ' || c == '\n';

		if ((blank && behind) || (!blank && (c <= ' ' || c >= 0x7F)))
			return i;
		out[i] = c;
		behind = blank;
	}
	return size;
}

static size_t
copy_plain(const uint8_t *data, size_t size, bool behind_blank, uint8_t *out)
{
	return bytes_copy_plain_scalar(data, size, 0, behind_blank, out);
}

bool
bytes_map_words_scalar(const uint8_t *data, size_t size, size_t from,
    uint64_t *words_r, uint64_t *dots_r)
{
	uint8_t all = 0;

	for (size_t at = from; at < size; at += 64) {
		size_t end = size - at < 64 ? size - at : 64;
		uint64_t words = 0, dots = 0;

		for (size_t i = 0; i < end; i++) {
			uint8_t c = data[at + i];
			uint8_t class =
			    bytes_word_low[c & 15] & bytes_word_high[c >> 4];

			all |= class;
			words |= (uint64_t)((class & 127) != 0) << i;
			dots |= (uint64_t)(c == '.') << i;
		}
		words_r[at / 64] = words;
		dots_r[at / 64] = dots;
	}
	return (all & 128) != 0;
}

static bool
map_words(const uint8_t *data, size_t size, uint64_t *words_r, uint64_t *dots_r)
{
	return bytes_map_words_scalar(data, size, 0, words_r, dots_r);
}

const struct bytes_kernels bytes_scalar = {
    .find_lf = bytes_find_lf_scalar,
    .find_dash_line = bytes_find_dash_line_scalar,
    .are_ascii = bytes_are_ascii_scalar,
    .are_text = bytes_are_text_scalar,
    .look = bytes_look_scalar,
    .count_odd = bytes_count_odd_scalar,
    .find_line = bytes_find_line_scalar,
    .find_header_end = find_header_end,
    .find_pair = bytes_find_pair_scalar,
    .find_two = find_two,
    .find_last_two = find_last_two,
    .copy_words = copy_words,
    .copy_lower = copy_lower,
    .copy_plain = copy_plain,
    .map_words = map_words,
};
