/*
 * bytes_avx512 - 64 bytes a step, ends by masked loads
 *
 * Mail is looked at in short pieces, header lines above all; a masked load
 * makes any piece up to 64 bytes one step without a scalar tail.  Lanes that
 * are masked out are not touched, so they cannot fault, and read as NUL.
 */
#include "simd/bytes_kernels.h"

#include <immintrin.h>

#include "simd/loading_avx512.h"

#define STEP LOADING_STEP
#define STRIDE (4 * STEP)

static inline uint64_t
equal(__m512i v, char c)
{
	return _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8(c));
}

static inline bool
stride_has(const uint8_t *p, char c)
{
	return (equal(load(p), c) | equal(load(p + STEP), c) |
		   equal(load(p + 2 * STEP), c) |
		   equal(load(p + 3 * STEP), c)) != 0;
}

static size_t
find_lf(const uint8_t *data, size_t size)
{
	size_t i = 0;

	while (i < size) {
		uint64_t found;

		if (size - i >= STRIDE && !stride_has(data + i, '\n')) {
			i += STRIDE;
			continue;
		}
		found = equal(load_first(data + i, size - i), '\n');
		if (found != 0)
			return i + _tzcnt_u64(found);
		i = size - i > STEP ? i + STEP : size;
	}
	return size;
}

/* Bit k: "--" stands at p + k; n bytes may be read from p on. */
static inline uint64_t
dash_pairs(const uint8_t *p, size_t n)
{
	uint64_t dashes = equal(load_first(p, n), '-');

	if (dashes == 0)
		return 0;
	return dashes & equal(load_first(p + 1, n - 1), '-');
}

/* Bit k: p + k stands behind a line end; reads p[-1], n at least 1. */
static inline uint64_t
line_begins(const uint8_t *p, size_t n)
{
	__m512i before = load_first(p - 1, n);

	return equal(before, '\n') | equal(before, '\r');
}

static inline uint64_t
dash_lines(const uint8_t *p, size_t n)
{
	uint64_t found = dash_pairs(p, n);

	return found == 0 ? 0 : found & line_begins(p, n);
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
	while (i < size) {
		/* How far to look closely: a whole stride, if it has dashes. */
		size_t until = size;

		if (size - i >= STRIDE) {
			until = i + STRIDE;
			if (!stride_has(data + i, '-'))
				i = until;
		}
		for (; i < until; i += STEP) {
			uint64_t found = dash_lines(data + i, size - i);

			if (found != 0)
				return i + _tzcnt_u64(found);
		}
	}
	return size;
}

static bool
are_ascii(const uint8_t *data, size_t size)
{
	size_t i = 0;

	for (; size - i >= STRIDE; i += STRIDE) {
		const uint8_t *p = data + i;
		__m512i ab = _mm512_or_si512(load(p), load(p + STEP));
		__m512i cd =
		    _mm512_or_si512(load(p + 2 * STEP), load(p + 3 * STEP));

		if (_mm512_movepi8_mask(_mm512_or_si512(ab, cd)) != 0)
			return false;
	}
	while (i < size) {
		if (_mm512_movepi8_mask(load_first(data + i, size - i)) != 0)
			return false;
		i = size - i > STEP ? i + STEP : size;
	}
	return true;
}

/* Which of the first n bytes at p no text has. */
static inline uint64_t
odd_in_text(const uint8_t *p, size_t n)
{
	const __m512i low =
	    _mm512_broadcast_i32x4(_mm_setr_epi8(BYTES_TEXT_LOW));
	const __m512i high =
	    _mm512_broadcast_i32x4(_mm_setr_epi8(BYTES_TEXT_HIGH));
	const __m512i half = _mm512_set1_epi8(0x0F);
	__m512i v = load_first(p, n);
	__m512i v_high = _mm512_and_si512(_mm512_srli_epi16(v, 4), half);

	/* What was not loaded reads as NUL, which no text has. */
	return _mm512_test_epi8_mask(
		   _mm512_shuffle_epi8(low, _mm512_and_si512(v, half)),
		   _mm512_shuffle_epi8(high, v_high)) &
	       first(n);
}

static bool
are_text(const uint8_t *data, size_t size)
{
	size_t i = 0;

	while (i < size) {
		if (odd_in_text(data + i, size - i) != 0)
			return false;
		i = size - i > STEP ? i + STEP : size;
	}
	return true;
}

static size_t
count_odd(const uint8_t *data, size_t size)
{
	size_t count = 0;

	for (size_t i = 0; i < size; i += STEP)
		count +=
		    (size_t)_mm_popcnt_u64(odd_in_text(data + i, size - i));
	return count;
}

static inline __m512i
load_table(const uint8_t table[16])
{
	return _mm512_broadcast_i32x4(_mm_loadu_si128((const __m128i *)table));
}

/* Bit k: p + k begins a line and is in the set; n bytes, at least 1, may be
 * read; reads p[-1].  What was not loaded has no line end ahead of it. */
static inline uint64_t
lines_at(const uint8_t *p, size_t n, __m512i set)
{
	__m512i here = load_first(p, n);
	uint64_t found =
	    _mm512_cmpeq_epi8_mask(here, _mm512_shuffle_epi8(set, here)) &
	    first(n);

	return found == 0 ? 0 : found & line_begins(p, n);
}

static size_t
find_line(
    const uint8_t *data, size_t size, size_t from, const struct bytes_set *set)
{
	__m512i table = load_table(set->by_low);
	size_t i = from;

	if (i == 0 && size > 0 && bytes_in_set(data[0], set))
		return 0;
	i += i == 0;
	while (i < size) {
		uint64_t found = lines_at(data + i, size - i, table);

		if (found != 0)
			return i + _tzcnt_u64(found);
		i = size - i > STEP ? i + STEP : size;
	}
	return size;
}

/* Bit k: byte k has one of those classes. */
static inline uint64_t
has_class(__m512i classes, char which)
{
	return _mm512_test_epi8_mask(classes, _mm512_set1_epi8(which));
}

/* The classes of bytes; those from 0x80 on have none. */
static inline __m512i
classes_of(__m512i v)
{
	const __m512i low =
	    _mm512_broadcast_i32x4(_mm_setr_epi8(BYTES_LOOK_LOW));
	const __m512i high =
	    _mm512_broadcast_i32x4(_mm_setr_epi8(BYTES_LOOK_HIGH));
	__m512i v_high =
	    _mm512_and_si512(_mm512_srli_epi16(v, 4), _mm512_set1_epi8(0x0F));

	return _mm512_and_si512(
	    _mm512_shuffle_epi8(low, v), _mm512_shuffle_epi8(high, v_high));
}

/* Bit k: byte k may begin a word that is looked for, and begins a line.  LF and
 * CR are the bytes whose low half, looked up, gives themselves. */
static inline uint64_t
word_places(__m512i classes, __m512i before)
{
	const __m512i ends = _mm512_broadcast_i32x4(_mm_setr_epi8(
	    1, 0, 0, 0, 0, 0, 0, 0, 0, 0, '\n', 0, 0, '\r', 0, 0));

	return has_class(classes, BYTES_LOOK_LINE) &
	       _mm512_cmpeq_epi8_mask(
		   before, _mm512_shuffle_epi8(ends, before));
}

/* The STEP bytes at p: their classes are added to *all; reads p[-1]. */
static inline uint64_t
see(const uint8_t *p, __m512i *all)
{
	__m512i classes = classes_of(load(p));

	*all = _mm512_or_si512(*all, classes);
	return word_places(classes, load(p - 1));
}

/* Is at one of these places (bits) among the n bytes at p a word that is looked
 * for? */
static bool
has_look_word(const uint8_t *p, size_t n, uint64_t places)
{
	for (; places != 0; places &= places - 1) {
		size_t at = _tzcnt_u64(places);

		if (bytes_begin_look_word(p + at, n - at))
			return true;
	}
	return false;
}

/* The same as look() for [from, size), from not being 0, with the classes of
 * what lies ahead in all. */
static unsigned
look_at_tail(const uint8_t *data, size_t size, size_t from, __m512i all)
{
	unsigned found = 0;
	size_t i = from;

	while (i < size) {
		const uint8_t *p = data + i;
		__m512i classes = classes_of(load_first(p, size - i));
		uint64_t places =
		    word_places(classes, load_first(p - 1, size - i));

		/* What was not loaded reads as NUL, which no text has. */
		if ((has_class(classes, BYTES_LOOK_ODD) & first(size - i)) != 0)
			return BYTES_ODD;
		if (has_look_word(p, size - i, places))
			found = BYTES_LINE;
		all = _mm512_or_si512(all, classes);
		i = size - i > STEP ? i + STEP : size;
	}
	return found | (has_class(all, BYTES_LOOK_TAG) != 0 ? BYTES_TAG : 0u);
}

static unsigned
look(const uint8_t *data, size_t size, size_t from)
{
	__m512i all = _mm512_setzero_si512();
	size_t i = from;
	unsigned found = 0, behind;

	if (i >= size)
		return 0;
	if (i == 0) {
		found = bytes_look_at_first(data, size);
		if (found == BYTES_ODD)
			return found;
		i = 1;
	}
	for (; size - i >= STRIDE; i += STRIDE) {
		const uint8_t *p = data + i;
		uint64_t a = see(p, &all), b = see(p + STEP, &all);
		uint64_t c = see(p + 2 * STEP, &all);
		uint64_t d = see(p + 3 * STEP, &all);
		size_t n = size - i;

		if (has_class(all, BYTES_LOOK_ODD) != 0)
			return BYTES_ODD;
		if ((a | b | c | d) != 0 &&
		    (has_look_word(p, n, a) ||
			has_look_word(p + STEP, n - STEP, b) ||
			has_look_word(p + 2 * STEP, n - 2 * STEP, c) ||
			has_look_word(p + 3 * STEP, n - 3 * STEP, d)))
			found |= BYTES_LINE;
	}
	behind = look_at_tail(data, size, i, all);
	return behind == BYTES_ODD ? BYTES_ODD : found | behind;
}

/* See bytes_find_header_end_scalar() for the pairs; reads p[-1]. */
static inline uint64_t
empty_lines(const uint8_t *p, size_t n)
{
	__m512i here = load_first(p, n);
	uint64_t lf = equal(here, '\n');
	uint64_t cr = equal(here, '\r');

	/* Most steps see one line end at most and need not look back. */
	if ((lf | cr) == 0)
		return 0;
	__m512i before = load_first(p - 1, n);
	uint64_t lf_before = equal(before, '\n');

	return (lf & lf_before) | (cr & (lf_before | equal(before, '\r')));
}

static size_t
find_header_end(const uint8_t *data, size_t size)
{
	size_t i = 1;

	if (size == 0)
		return 0;
	if (data[0] == '\n' || data[0] == '\r')
		return bytes_behind_empty_line(data, size, 0);
	while (i < size) {
		uint64_t found = empty_lines(data + i, size - i);

		if (found != 0)
			return bytes_behind_empty_line(
			    data, size, i + _tzcnt_u64(found));
		i = size - i > STEP ? i + STEP : size;
	}
	return size;
}

struct halves {
	__m512i first_low, first_high, second_low, second_high;
};

static inline __m512i
groups_of(__m512i v, __m512i low, __m512i high)
{
	const __m512i half = _mm512_set1_epi8(0x0F);
	__m512i v_high = _mm512_and_si512(_mm512_srli_epi16(v, 4), half);

	return _mm512_and_si512(
	    _mm512_shuffle_epi8(low, _mm512_and_si512(v, half)),
	    _mm512_shuffle_epi8(high, v_high));
}

/* Bit k: the halves of the bytes at p + k are those of a pair; n bytes, at
 * least 1, may be read from p on. */
static inline uint64_t
pairs_at(const uint8_t *p, size_t n, const struct halves *halves)
{
	__m512i one =
	    groups_of(load_first(p, n), halves->first_low, halves->first_high);
	__m512i two = groups_of(
	    load_first(p + 1, n - 1), halves->second_low, halves->second_high);

	/* What was not loaded reads as NUL, which may be in a group. */
	return _mm512_test_epi8_mask(one, two) & first(n - 1);
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

	for (size_t i = from; i<size; i = size - i> STEP ? i + STEP : size) {
		uint64_t found = pairs_at(data + i, size - i, &halves);

		for (; found != 0; found = _blsr_u64(found))
			if (bytes_is_pair(data + i + _tzcnt_u64(found), pairs))
				return i + _tzcnt_u64(found);
	}
	return size;
}

static inline uint64_t
looked_up(__m512i v, __m512i table)
{
	__m512i low = _mm512_and_si512(v, _mm512_set1_epi8(0x0F));

	return _mm512_cmpeq_epi8_mask(v, _mm512_shuffle_epi8(table, low));
}

static size_t
copy_words(const uint8_t *data, size_t size, uint8_t *out)
{
	const __m512i white_table =
	    _mm512_broadcast_i32x4(_mm_setr_epi8(BYTES_WHITE_TABLE));
	const __m512i stop_table =
	    _mm512_broadcast_i32x4(_mm_setr_epi8(BYTES_STOP_TABLE));
	uint64_t before = 0; /* bit 0: the last byte was white */

	for (size_t i = 0; i < size; i += STEP) {
		__mmask64 here = first(size - i);
		__m512i v = _mm512_maskz_loadu_epi8(here, data + i);
		uint64_t white = looked_up(v, white_table);
		uint64_t stops = (looked_up(v, stop_table) |
				     (white & (white << 1 | before))) &
				 here;

		_mm512_storeu_si512(out + i,
		    _mm512_mask_blend_epi8(white, v, _mm512_set1_epi8(' ')));
		if (stops != 0)
			return i + _tzcnt_u64(stops);
		before = white >> 63;
	}
	return size;
}

static size_t
copy_lower(const uint8_t *data, size_t size, uint8_t *out)
{
	const __m512i blank = _mm512_set1_epi8(' ');
	uint64_t before = 0; /* bit 0: the last byte was SP */

	for (size_t i = 0; i < size; i += STEP) {
		__mmask64 here = first(size - i);
		__m512i v = _mm512_maskz_loadu_epi8(here, data + i);
		uint64_t blanks = _mm512_cmpeq_epi8_mask(v, blank);
		uint64_t upper = _mm512_cmplt_epu8_mask(
		    _mm512_sub_epi8(v, _mm512_set1_epi8('A')),
		    _mm512_set1_epi8(26));
		/* Signed: 0x80 and above are below SP too. */
		uint64_t stops =
		    (_mm512_cmplt_epi8_mask(v, blank) |
			_mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8('&')) |
			_mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8('<')) |
			(blanks & (blanks << 1 | before))) &
		    here;

		_mm512_storeu_si512(
		    out + i, _mm512_mask_add_epi8(v, upper, v, blank));
		if (stops != 0)
			return i + _tzcnt_u64(stops);
		before = blanks >> 63;
	}
	return size;
}

static size_t
copy_plain(const uint8_t *data, size_t size, bool behind_blank, uint8_t *out)
{
	uint64_t before = behind_blank; /* bit 0: the last byte was a blank */

	for (size_t i = 0; i < size; i += STEP) {
		__mmask64 here = first(size - i);
		__m512i v = load_first(data + i, size - i);
		uint64_t lf = equal(v, '\n'), blanks = equal(v, ' ') | lf;
		/* Signed: 0x80 and above are below SP too. */
		uint64_t odd =
		    _mm512_cmplt_epi8_mask(v, _mm512_set1_epi8(' ')) & ~lf;
		uint64_t stops =
		    (odd | equal(v, 0x7F) | (blanks & (blanks << 1 | before))) &
		    here;

		_mm512_mask_storeu_epi8(out + i, here, v);
		if (stops != 0)
			return i + _tzcnt_u64(stops);
		before = blanks >> 63;
	}
	return size;
}

/* The class of each byte, by its two halves. */
static inline __m512i
word_classes(__m512i v)
{
	const __m512i low = _mm512_broadcast_i32x4(
	    _mm_loadu_si128((const __m128i *)bytes_word_low));
	const __m512i high = _mm512_broadcast_i32x4(
	    _mm_loadu_si128((const __m128i *)bytes_word_high));
	const __m512i half = _mm512_set1_epi8(15);

	return _mm512_and_si512(
	    _mm512_shuffle_epi8(low, _mm512_and_si512(v, half)),
	    _mm512_shuffle_epi8(
		high, _mm512_and_si512(_mm512_srli_epi16(v, 4), half)));
}

/* Signed: those of a class up to 64 are above 0, the ones of 128 below. */
static bool
map_words(const uint8_t *data, size_t size, uint64_t *words_r, uint64_t *dots_r)
{
	uint64_t begins = 0;

	for (size_t i = 0; i < size; i += STEP) {
		__m512i v = load_first(data + i, size - i);
		__m512i classes = word_classes(v);

		begins |= _mm512_movepi8_mask(classes);
		words_r[i / STEP] =
		    _mm512_cmpgt_epi8_mask(classes, _mm512_setzero_si512());
		dots_r[i / STEP] = equal(v, '.');
	}
	return begins != 0;
}

const struct bytes_kernels bytes_avx512 = {
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
