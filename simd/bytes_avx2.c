/*
 * bytes_avx2 - 32 bytes a step, 128 where nothing is found
 *
 * Ends that do not fill a vector go to the scalar twin, or to a last vector
 * that overlaps what was looked at already.
 */
#include "simd/bytes_kernels.h"

#include <immintrin.h>

#define STEP 32u
#define STRIDE (4 * STEP)

static inline __m256i
load(const uint8_t *p)
{
	return _mm256_loadu_si256((const __m256i *)p);
}

static inline __m256i
equal(__m256i v, char c)
{
	return _mm256_cmpeq_epi8(v, _mm256_set1_epi8(c));
}

static inline uint32_t
mask_of(__m256i v)
{
	return (uint32_t)_mm256_movemask_epi8(v);
}

static inline __m256i
or4(__m256i a, __m256i b, __m256i c, __m256i d)
{
	return _mm256_or_si256(_mm256_or_si256(a, b), _mm256_or_si256(c, d));
}

static size_t
find_lf(const uint8_t *data, size_t size)
{
	size_t i = 0;
	uint32_t found;

	if (size < STEP)
		return bytes_find_lf_scalar(data, size);
	for (; size - i >= STRIDE; i += STRIDE) {
		const uint8_t *p = data + i;

		if (mask_of(
			or4(equal(load(p), '\n'), equal(load(p + STEP), '\n'),
			    equal(load(p + 2 * STEP), '\n'),
			    equal(load(p + 3 * STEP), '\n'))) != 0)
			break;
	}
	for (; size - i >= STEP; i += STEP) {
		found = mask_of(equal(load(data + i), '\n'));
		if (found != 0)
			return i + _tzcnt_u32(found);
	}
	/* The last vector overlaps bytes that are known to hold no LF. */
	found = mask_of(equal(load(data + size - STEP), '\n'));
	return found == 0 ? size : size - STEP + _tzcnt_u32(found);
}

/* One load for each vector: base64 has no dash at all. */
static inline bool
stride_has_dash(const uint8_t *p)
{
	return mask_of(or4(equal(load(p), '-'), equal(load(p + STEP), '-'),
		   equal(load(p + 2 * STEP), '-'),
		   equal(load(p + 3 * STEP), '-'))) != 0;
}

/* Reads [p, p + STEP + 1). */
static inline __m256i
dash_pairs(const uint8_t *p)
{
	return _mm256_and_si256(equal(load(p), '-'), equal(load(p + 1), '-'));
}

/* Which of the STEP bytes at p stand behind a line end; reads p[-1]. */
static inline __m256i
line_begins(const uint8_t *p)
{
	__m256i before = load(p - 1);

	return _mm256_or_si256(equal(before, '\n'), equal(before, '\r'));
}

/* The lines that begin with two dashes among the STEP bytes at p; reads
 * [p - 1, p + STEP + 1). */
static inline uint32_t
dash_lines(const uint8_t *p)
{
	uint32_t found = mask_of(dash_pairs(p));

	return found == 0 ? 0 : found & mask_of(line_begins(p));
}

static size_t
find_dash_line(const uint8_t *data, size_t size, size_t from)
{
	size_t i = from;

	if (i == 0) {
		if (size >= 2 && data[0] == '-' && data[1] == '-')
			return 0;
		i = 1;
	}
	while (i < size && size - i > STEP) {
		/* How far to look closely: a whole stride, if it has dashes. */
		size_t until = i + STEP;

		if (size - i > STRIDE) {
			until = i + STRIDE;
			if (!stride_has_dash(data + i))
				i = until;
		}
		for (; i < until; i += STEP) {
			uint32_t found = dash_lines(data + i);

			if (found != 0)
				return i + _tzcnt_u32(found);
		}
	}
	return bytes_find_dash_line_scalar(data, size, i);
}

static bool
are_ascii(const uint8_t *data, size_t size)
{
	size_t i = 0;

	if (size < STEP)
		return bytes_are_ascii_scalar(data, size);
	for (; size - i >= STRIDE; i += STRIDE) {
		const uint8_t *p = data + i;

		if (mask_of(or4(load(p), load(p + STEP), load(p + 2 * STEP),
			load(p + 3 * STEP))) != 0)
			return false;
	}
	for (; size - i >= STEP; i += STEP)
		if (mask_of(load(data + i)) != 0)
			return false;
	return mask_of(load(data + size - STEP)) == 0;
}

/* The bytes at p that no text has are not 0. */
static inline __m256i
odd_in_text(const uint8_t *p)
{
	const __m256i low =
	    _mm256_broadcastsi128_si256(_mm_setr_epi8(BYTES_TEXT_LOW));
	const __m256i high =
	    _mm256_broadcastsi128_si256(_mm_setr_epi8(BYTES_TEXT_HIGH));
	const __m256i half = _mm256_set1_epi8(0x0F);
	__m256i v = load(p);
	__m256i v_high = _mm256_and_si256(_mm256_srli_epi16(v, 4), half);

	return _mm256_and_si256(
	    _mm256_shuffle_epi8(low, _mm256_and_si256(v, half)),
	    _mm256_shuffle_epi8(high, v_high));
}

static inline bool
is_zero(__m256i v)
{
	return _mm256_testz_si256(v, v) != 0;
}

static bool
are_text(const uint8_t *data, size_t size)
{
	size_t i = 0;

	if (size < STEP)
		return bytes_are_text_scalar(data, size);
	for (; size - i >= STRIDE; i += STRIDE) {
		const uint8_t *p = data + i;

		if (!is_zero(or4(odd_in_text(p), odd_in_text(p + STEP),
			odd_in_text(p + 2 * STEP), odd_in_text(p + 3 * STEP))))
			return false;
	}
	for (; size - i >= STEP; i += STEP)
		if (!is_zero(odd_in_text(data + i)))
			return false;
	return is_zero(odd_in_text(data + size - STEP));
}

static size_t
count_odd(const uint8_t *data, size_t size)
{
	size_t i = 0, count = 0;

	for (; size - i >= STEP; i += STEP)
		count +=
		    STEP - (size_t)_mm_popcnt_u32(mask_of(_mm256_cmpeq_epi8(
			       odd_in_text(data + i), _mm256_setzero_si256())));
	return count + bytes_count_odd_scalar(data + i, size - i);
}

static inline __m256i
load_table(const uint8_t table[16])
{
	return _mm256_broadcastsi128_si256(
	    _mm_loadu_si128((const __m128i *)table));
}

/* Bytes that begin a line and are in the set; reads p[-1].  Bytes from 0x80 on
 * look up 0, which none of them is. */
static inline __m256i
lines_at(const uint8_t *p, __m256i set)
{
	__m256i here = load(p);
	__m256i before = load(p - 1);

	return _mm256_and_si256(
	    _mm256_cmpeq_epi8(here, _mm256_shuffle_epi8(set, here)),
	    _mm256_or_si256(equal(before, '\n'), equal(before, '\r')));
}

static size_t
find_line(
    const uint8_t *data, size_t size, size_t from, const struct bytes_set *set)
{
	__m256i table = load_table(set->by_low);
	size_t i = from;

	if (i == 0 && size > 0 && bytes_in_set(data[0], set))
		return 0;
	i += i == 0;
	if (i >= size || size - i < STEP)
		return bytes_find_line_scalar(data, size, i, set);
	for (; size - i >= STRIDE; i += STRIDE) {
		const uint8_t *p = data + i;

		if (!is_zero(or4(lines_at(p, table), lines_at(p + STEP, table),
			lines_at(p + 2 * STEP, table),
			lines_at(p + 3 * STEP, table))))
			break;
	}
	while (i < size) {
		uint32_t found;

		/* The last vector overlaps what had none. */
		if (size - i < STEP)
			i = size - STEP;
		found = mask_of(lines_at(data + i, table));
		if (found != 0)
			return i + _tzcnt_u32(found);
		i += STEP;
	}
	return size;
}

struct seen {
	__m256i all;   /* the classes of all bytes */
	__m256i lines; /* of those that begin a line, as far as not settled */
};

/* Adds the STEP bytes at p; reads p[-1].  LF and CR are the bytes whose low
 * half, looked up, gives themselves. */
static inline void
see(const uint8_t *p, struct seen *seen)
{
	const __m256i low =
	    _mm256_broadcastsi128_si256(_mm_setr_epi8(BYTES_LOOK_LOW));
	const __m256i high =
	    _mm256_broadcastsi128_si256(_mm_setr_epi8(BYTES_LOOK_HIGH));
	const __m256i ends = _mm256_broadcastsi128_si256(_mm_setr_epi8(
	    1, 0, 0, 0, 0, 0, 0, 0, 0, 0, '\n', 0, 0, '\r', 0, 0));
	const __m256i half = _mm256_set1_epi8(0x0F);
	__m256i v = load(p), before = load(p - 1);
	__m256i v_high = _mm256_and_si256(_mm256_srli_epi16(v, 4), half);
	/* Of bytes from 0x80 on the shuffle makes 0: they have no class. */
	__m256i classes = _mm256_and_si256(
	    _mm256_shuffle_epi8(low, v), _mm256_shuffle_epi8(high, v_high));
	__m256i begins =
	    _mm256_cmpeq_epi8(before, _mm256_shuffle_epi8(ends, before));

	seen->all = _mm256_or_si256(seen->all, classes);
	seen->lines =
	    _mm256_or_si256(seen->lines, _mm256_and_si256(classes, begins));
}

static inline bool
has_class(__m256i classes, char which)
{
	return _mm256_testz_si256(classes, _mm256_set1_epi8(which)) == 0;
}

/* Does a line in [from, end), at least STEP bytes behind the first of size,
 * begin with a word that is looked for? */
static bool
has_look_word(const uint8_t *data, size_t size, size_t from, size_t end)
{
	const struct bytes_set firsts = bytes_set_of(BYTES_LOOK_FIRSTS);
	__m256i table = load_table(firsts.by_low);

	for (size_t i = from; i < end; i += STEP) {
		uint32_t places;

		if (end - i < STEP)
			i = end - STEP;
		places = mask_of(lines_at(data + i, table));
		for (; places != 0; places &= places - 1) {
			size_t at = i + _tzcnt_u32(places);

			if (bytes_begin_look_word(data + at, size - at))
				return true;
		}
	}
	return false;
}

/* The lines seen, in [from, end), come to this; they are settled then. */
static unsigned
settle_lines(struct seen *seen, const uint8_t *data, size_t size, size_t from,
    size_t end)
{
	bool may_be = has_class(seen->lines, BYTES_LOOK_LINE);

	seen->lines = _mm256_setzero_si256();
	return may_be && has_look_word(data, size, from, end) ? BYTES_LINE : 0;
}

static unsigned
look(const uint8_t *data, size_t size, size_t from)
{
	struct seen seen = {_mm256_setzero_si256(), _mm256_setzero_si256()};
	size_t i = from, tail;
	unsigned found = 0;

	if (i >= size || size - i <= STEP)
		return bytes_look_scalar(data, size, i);
	if (i == 0) {
		found = bytes_look_at_first(data, size);
		if (found == BYTES_ODD)
			return found;
		i = 1;
	}
	for (; size - i >= STRIDE; i += STRIDE) {
		const uint8_t *p = data + i;

		see(p, &seen);
		see(p + STEP, &seen);
		see(p + 2 * STEP, &seen);
		see(p + 3 * STEP, &seen);
		if (has_class(seen.all, BYTES_LOOK_ODD))
			return BYTES_ODD;
		found |= settle_lines(&seen, data, size, i, i + STRIDE);
	}
	tail = i;
	for (; size - i >= STEP; i += STEP)
		see(data + i, &seen);
	/* The last vector overlaps what was seen. */
	see(data + size - STEP, &seen);
	if (has_class(seen.all, BYTES_LOOK_ODD))
		return BYTES_ODD;
	if (size - tail < STEP)
		tail = size - STEP;
	found |= settle_lines(&seen, data, size, tail, size);
	return found | (has_class(seen.all, BYTES_LOOK_TAG) ? BYTES_TAG : 0);
}

/* See bytes_find_header_end_scalar() for the pairs; reads p[-1]. */
static inline uint32_t
empty_lines(const uint8_t *p)
{
	__m256i here = load(p);
	__m256i before = load(p - 1);
	__m256i lf = equal(before, '\n');
	__m256i any = _mm256_or_si256(lf, equal(before, '\r'));

	return mask_of(_mm256_or_si256(_mm256_and_si256(equal(here, '\n'), lf),
	    _mm256_and_si256(equal(here, '\r'), any)));
}

static size_t
find_header_end(const uint8_t *data, size_t size)
{
	size_t i = 1;

	if (size <= STEP || data[0] == '\n' || data[0] == '\r')
		return bytes_find_header_end_scalar(data, size, 0);
	for (; size - i >= STEP; i += STEP) {
		uint32_t found = empty_lines(data + i);

		if (found != 0)
			return bytes_behind_empty_line(
			    data, size, i + _tzcnt_u32(found));
	}
	return bytes_find_header_end_scalar(data, size, i);
}

struct halves {
	__m256i first_low, first_high, second_low, second_high;
};

static inline __m256i
groups_of(__m256i v, __m256i low, __m256i high)
{
	const __m256i half = _mm256_set1_epi8(0x0F);
	__m256i v_high = _mm256_and_si256(_mm256_srli_epi16(v, 4), half);

	return _mm256_and_si256(
	    _mm256_shuffle_epi8(low, _mm256_and_si256(v, half)),
	    _mm256_shuffle_epi8(high, v_high));
}

/* Not 0 where the halves of the bytes are those of a pair; reads
 * [p, p + STEP + 1). */
static inline __m256i
pairs_at(const uint8_t *p, const struct halves *halves)
{
	return _mm256_and_si256(
	    groups_of(load(p), halves->first_low, halves->first_high),
	    groups_of(load(p + 1), halves->second_low, halves->second_high));
}

/* The first of the STEP bytes at p that begins a pair, or STEP. */
static inline size_t
first_pair(const uint8_t *p, const struct halves *halves,
    const struct bytes_pairs *pairs)
{
	uint32_t found = ~mask_of(
	    _mm256_cmpeq_epi8(pairs_at(p, halves), _mm256_setzero_si256()));

	for (; found != 0; found = _blsr_u32(found))
		if (bytes_is_pair(p + _tzcnt_u32(found), pairs))
			return _tzcnt_u32(found);
	return STEP;
}

static inline bool
stride_has_pair(const uint8_t *p, const struct halves *halves)
{
	return !is_zero(or4(pairs_at(p, halves), pairs_at(p + STEP, halves),
	    pairs_at(p + 2 * STEP, halves), pairs_at(p + 3 * STEP, halves)));
}

static size_t
find_pair(const uint8_t *data, size_t size, size_t from,
    const struct bytes_pairs *pairs)
{
	const struct halves halves = {
	    .first_low = load_table(pairs->first_low),
	    .first_high = load_table(pairs->first_high),
	    .second_low = load_table(pairs->second_low),
	    .second_high = load_table(pairs->second_high),
	};
	size_t i = from;

	while (i < size && size - i > STEP) {
		size_t until = i + STEP;

		if (size - i > STRIDE) {
			until = i + STRIDE;
			if (!stride_has_pair(data + i, &halves))
				i = until;
		}
		for (; i < until; i += STEP) {
			size_t at = first_pair(data + i, &halves, pairs);

			if (at < STEP)
				return i + at;
		}
	}
	return bytes_find_pair_scalar(data, size, i, pairs);
}

static inline __m256i
looked_up(__m256i v, __m256i table)
{
	__m256i low = _mm256_and_si256(v, _mm256_set1_epi8(0x0F));

	return _mm256_cmpeq_epi8(v, _mm256_shuffle_epi8(table, low));
}

static size_t
copy_words(const uint8_t *data, size_t size, uint8_t *out)
{
	const __m256i white_table =
	    _mm256_broadcastsi128_si256(_mm_setr_epi8(BYTES_WHITE_TABLE));
	const __m256i stop_table =
	    _mm256_broadcastsi128_si256(_mm_setr_epi8(BYTES_STOP_TABLE));
	uint32_t before = 0; /* bit 0: the last byte was white */
	size_t i = 0;

	for (; size - i >= STEP; i += STEP) {
		__m256i v = load(data + i);
		__m256i white = looked_up(v, white_table);
		uint32_t whites = mask_of(white);
		uint32_t stops = mask_of(looked_up(v, stop_table)) |
				 (whites & (whites << 1 | before));

		_mm256_storeu_si256((__m256i *)(out + i),
		    _mm256_blendv_epi8(v, _mm256_set1_epi8(' '), white));
		if (stops != 0)
			return i + _tzcnt_u32(stops);
		before = whites >> 31;
	}
	return bytes_copy_words_scalar(data, size, i, out);
}

/* Bit i: byte i lies in [first, last], both below 0x80. */
static inline __m256i
between(__m256i v, char first, char last)
{
	return _mm256_and_si256(
	    _mm256_cmpgt_epi8(v, _mm256_set1_epi8((char)(first - 1))),
	    _mm256_cmpgt_epi8(_mm256_set1_epi8((char)(last + 1)), v));
}

static size_t
copy_lower(const uint8_t *data, size_t size, uint8_t *out)
{
	uint32_t before = 0; /* bit 0: the last byte was SP */
	size_t i = 0;

	for (; size - i >= STEP; i += STEP) {
		__m256i v = load(data + i);
		__m256i upper = between(v, 'A', 'Z');
		uint32_t blanks = mask_of(equal(v, ' '));
		/* Signed: 0x80 and above are below SP too. */
		uint32_t stops =
		    mask_of(_mm256_or_si256(
			_mm256_cmpgt_epi8(_mm256_set1_epi8(' '), v),
			_mm256_or_si256(equal(v, '&'), equal(v, '<')))) |
		    (blanks & (blanks << 1 | before));

		_mm256_storeu_si256((__m256i *)(out + i),
		    _mm256_or_si256(
			v, _mm256_and_si256(upper, _mm256_set1_epi8(0x20))));
		if (stops != 0)
			return i + _tzcnt_u32(stops);
		before = blanks >> 31;
	}
	return bytes_copy_lower_scalar(data, size, i, out);
}

static size_t
copy_plain(const uint8_t *data, size_t size, bool behind_blank, uint8_t *out)
{
	uint32_t before = behind_blank; /* bit 0: the last byte was a blank */
	size_t i = 0;

	for (; size - i >= STEP; i += STEP) {
		__m256i v = load(data + i), lf = equal(v, '\n');
		uint32_t blanks = mask_of(_mm256_or_si256(equal(v, ' '), lf));
		/* Signed: 0x80 and above are below SP too. */
		uint32_t stops =
		    mask_of(_mm256_or_si256(equal(v, 0x7F),
			_mm256_andnot_si256(
			    lf, _mm256_cmpgt_epi8(_mm256_set1_epi8(' '), v)))) |
		    (blanks & (blanks << 1 | before));

		_mm256_storeu_si256((__m256i *)(out + i), v);
		if (stops != 0)
			return i + _tzcnt_u32(stops);
		before = blanks >> 31;
	}
	return bytes_copy_plain_scalar(data, size, i, before != 0, out);
}

/* The class of each byte, by its two halves. */
static inline __m256i
word_classes(__m256i v)
{
	const __m256i low = _mm256_broadcastsi128_si256(
	    _mm_loadu_si128((const __m128i *)bytes_word_low));
	const __m256i high = _mm256_broadcastsi128_si256(
	    _mm_loadu_si128((const __m128i *)bytes_word_high));
	const __m256i half = _mm256_set1_epi8(15);

	return _mm256_and_si256(
	    _mm256_shuffle_epi8(low, _mm256_and_si256(v, half)),
	    _mm256_shuffle_epi8(
		high, _mm256_and_si256(_mm256_srli_epi16(v, 4), half)));
}

/* Signed: those of a class up to 64 are above 0, the ones of 128 below. */
static inline uint64_t
in_words(__m256i classes)
{
	return mask_of(_mm256_cmpgt_epi8(classes, _mm256_setzero_si256()));
}

static bool
map_words(const uint8_t *data, size_t size, uint64_t *words_r, uint64_t *dots_r)
{
	__m256i all = _mm256_setzero_si256();
	size_t i = 0;

	for (; size - i >= 2 * STEP; i += 2 * STEP) {
		__m256i a = load(data + i), b = load(data + i + STEP);
		__m256i first = word_classes(a), second = word_classes(b);

		all = _mm256_or_si256(all, _mm256_or_si256(first, second));
		words_r[i / 64] = in_words(first) | in_words(second) << STEP;
		dots_r[i / 64] = mask_of(equal(a, '.')) |
				 (uint64_t)mask_of(equal(b, '.')) << STEP;
	}
	return bytes_map_words_scalar(data, size, i, words_r, dots_r) ||
	       mask_of(all) != 0;
}

const struct bytes_kernels bytes_avx2 = {
    .find_lf = find_lf,
    .find_dash_line = find_dash_line,
    .are_ascii = are_ascii,
    .are_text = are_text,
    .look = look,
    .count_odd = count_odd,
    .find_line = find_line,
    .find_header_end = find_header_end,
    .find_pair = find_pair,
    .find_two = bytes_find_two_avx2,
    .find_last_two = bytes_find_last_two_avx2,
    .copy_words = copy_words,
    .copy_lower = copy_lower,
    .copy_plain = copy_plain,
    .map_words = map_words,
};
