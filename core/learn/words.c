/*
 * words - the words of a page, each with where it stands
 */
#include "core/learn/words.h"

#include <string.h>

#include "simd/bytes.h"

/* Words of the head, and of links, that leave room for the others. */
#define HEAD_WORDS_MAX 600u
#define MARK_WORDS_MAX 100u
#define LINK_WORDS_MAX 150u
#define TEXT_WORDS_MAX 1000u

enum kind {
	KIND_NONE, /* between words */
	KIND_WORD,
	KIND_INNER, /* only inside of one: '.' */
	KIND_IDEO,  /* begins a character of three bytes that is a word */
};

/* A page has at most so many steps of 64 bytes, and one more that is clear. */
#define STEPS_MAX (PAGE_MAX / 64 + 2)

struct reading {
	const uint8_t *bytes;
	/* Bit i % 64 of inside[i / 64]: byte i belongs to a word. */
	const uint64_t *inside;
	bool ideographs; /* then inside is of no use */
	struct learn_word *words;
	size_t count;
	size_t limit; /* of count */
};

static const uint8_t kinds[256] = {
    ['0' ... '9'] = KIND_WORD,
    ['A' ... 'Z'] = KIND_WORD,
    ['a' ... 'z'] = KIND_WORD,
    ['$'] = KIND_WORD,
    ['\''] = KIND_WORD,
    ['-'] = KIND_WORD,
    ['_'] = KIND_WORD,
    ['.'] = KIND_INNER,
    [0x80 ... 0xe2] = KIND_WORD,
    /* U+3000 to U+9FFF, U+A000 to U+DFFF: kana, Han, Hangul. */
    [0xe3 ... 0xed] = KIND_IDEO,
    [0xee ... 0xff] = KIND_WORD,
};

/* The first size bytes of eight, size at most that, the others 0. */
static inline uint64_t
load(const uint8_t *bytes, size_t size)
{
	static const uint64_t masks[9] = {0, UINT64_MAX >> 56, UINT64_MAX >> 48,
	    UINT64_MAX >> 40, UINT64_MAX >> 32, UINT64_MAX >> 24,
	    UINT64_MAX >> 16, UINT64_MAX >> 8, UINT64_MAX};
	uint64_t word;

	memcpy(&word, bytes, 8);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	word = __builtin_bswap64(word);
#endif
	return word & masks[size];
}

static inline uint64_t
step(uint64_t hash, uint64_t word)
{
	hash = (hash ^ word) * UINT64_C(0xd6e8feb86659fd93);
	return hash ^ hash >> 32;
}

/* Of size bytes, eight at a time; sixteen may be read.  One step or two are
 * most words: both are taken, since which it is cannot be foreseen. */
static inline uint32_t
hash_bytes(const uint8_t *bytes, size_t size)
{
	uint64_t hash = size * UINT64_C(0x9e3779b97f4a7c15), longer;

	if (size == 0)
		return 0;
	hash = step(hash, load(bytes, size < 8 ? size : 8));
	if (size <= 16) {
		longer = step(hash, load(bytes + 8, size < 8 ? 0 : size - 8));
		return (uint32_t)(size > 8 ? longer : hash);
	}
	for (size_t at = 8; at < size; at += 8)
		hash =
		    step(hash, load(bytes + at, size - at < 8 ? size - at : 8));
	return (uint32_t)hash;
}

/* Of a word that does not stand in a page. */
static uint32_t
hash_word(struct slice word)
{
	uint8_t room[LEARN_WORD_MAX + PAGE_ROOM] = {0};

	word = slice_sub(word, 0, LEARN_WORD_MAX);
	if (word.size > 0)
		memcpy(room, word.data, word.size);
	return hash_bytes(room, word.size);
}

uint32_t
words_place(struct slice name)
{
	return hash_word(name) | PLACE_FIELD;
}

uint32_t
words_feature_of(struct slice word, uint32_t place)
{
	const struct learn_word one = {hash_word(word), place, 0, 0};

	return words_feature(&one);
}

/* The hash of a word that stands in the page, which is kept if there is room
 * for it. */
static inline uint32_t
add(struct reading *reading, size_t at, size_t size, uint32_t place)
{
	uint32_t hash;

	if (size > LEARN_WORD_MAX)
		size = LEARN_WORD_MAX;
	hash = hash_bytes(reading->bytes + at, size);
	if (reading->count < reading->limit)
		reading->words[reading->count++] = (struct learn_word){
		    hash,
		    place,
		    (uint32_t)at,
		    (uint32_t)size,
		};
	return hash;
}

/* Where the word that begins at at ends. */
static size_t
word_end(const uint8_t *bytes, size_t at, size_t end)
{
	if (kinds[bytes[at]] == KIND_IDEO)
		return end - at < 3 ? end : at + 3;
	while (at < end) {
		uint8_t kind = kinds[bytes[at]];

		if (kind == KIND_WORD)
			at++;
		else if (kind == KIND_INNER && at + 1 < end &&
			 kinds[bytes[at + 1]] == KIND_WORD)
			at += 2;
		else
			break;
	}
	return at;
}

static void
read_words_slowly(
    struct reading *reading, size_t at, size_t end, uint32_t place)
{
	const uint8_t *bytes = reading->bytes;

	while (at < end && reading->count < reading->limit) {
		size_t begin = at;

		if (kinds[bytes[at]] == KIND_NONE ||
		    kinds[bytes[at]] == KIND_INNER) {
			at++;
			continue;
		}
		at = word_end(bytes, at, end);
		add(reading, begin, at - begin, place);
	}
}

/* ---- where words are, for a page without ideographs ---------------------- */

/* Bits from at on, of the step that it lies in. */
static inline uint64_t
from(uint64_t bits, size_t at)
{
	return bits & ~UINT64_C(0) << (at & 63);
}

/* Words end with a clear bit, since every part of a page ends with LF. */
static inline size_t
end_of_bits(const uint64_t *inside, size_t at)
{
	size_t step = at / 64;
	uint64_t clear = from(~inside[step], at);

	while (clear == 0)
		clear = ~inside[++step];
	return step * 64 + (size_t)__builtin_ctzll(clear);
}

static void
read_words(struct reading *reading, size_t at, size_t end, uint32_t place)
{
	const uint64_t *inside = reading->inside;

	if (reading->ideographs) {
		read_words_slowly(reading, at, end, place);
		return;
	}
	while (at < end && reading->count < reading->limit) {
		size_t step = at / 64, begin;
		uint64_t set = from(inside[step], at);

		while (set == 0 && (step + 1) * 64 < end)
			set = inside[++step];
		if (set == 0)
			return;
		begin = step * 64 + (size_t)__builtin_ctzll(set);
		if (begin >= end)
			return;
		at = end_of_bits(inside, begin);
		add(reading, begin, at - begin, place);
	}
}

/* A full stop belongs to the word that goes on at both sides of it. */
static void
join_at_dots(uint64_t *words, const uint64_t *dots, size_t steps)
{
	uint64_t before = 0; /* of words, as it was */

	for (size_t i = 0; i < steps; i++) {
		uint64_t here = words[i];
		uint64_t behind = here >> 1 | words[i + 1] << 63;

		words[i] |= dots[i] & (here << 1 | before >> 63) & behind;
		before = here;
	}
}

static void
map_words(struct reading *reading, const struct page *page, uint64_t *inside)
{
	uint64_t dots[STEPS_MAX];
	size_t steps = (page->end + 63) / 64;

	reading->inside = inside;
	reading->ideographs =
	    bytes_map_words(page->bytes, page->end, inside, dots);
	inside[steps] = 0;
	join_at_dots(inside, dots, steps);
}

/* ---- parts of a page ----------------------------------------------------- */

static size_t
find(const uint8_t *bytes, size_t at, size_t end, uint8_t what)
{
	const uint8_t *found = memchr(bytes + at, what, end - at);

	return found == NULL ? end : (size_t)(found - bytes);
}

/* "name:value" LF ... */
static void
read_head(struct reading *reading, size_t end)
{
	size_t at = 0;

	while (at < end) {
		size_t line_end = find(reading->bytes, at, end, '\n');
		size_t name_end = find(reading->bytes, at, line_end, ':');
		uint32_t name = add(reading, at, name_end - at, PLACE_NAME);

		/* What words_place() says of the name. */
		read_words(reading, name_end, line_end, name | PLACE_FIELD);
		at = line_end + 1;
	}
}

/* Marks have blanks between them, and colons inside. */
static void
read_marks(struct reading *reading, size_t at, size_t end)
{
	while (at < end) {
		size_t begin = at;

		while (at < end && reading->bytes[at] > ' ')
			at++;
		if (at > begin)
			add(reading, begin, at - begin, PLACE_MARK);
		at++;
	}
}

size_t
words_read(const struct page *page, struct learn_word *words_r)
{
	struct reading reading = {.bytes = page->bytes, .words = words_r};
	uint64_t inside[STEPS_MAX];

	map_words(&reading, page, inside);
	reading.limit = HEAD_WORDS_MAX;
	read_head(&reading, page->head_end);
	reading.limit = reading.count + MARK_WORDS_MAX;
	read_marks(&reading, page->head_end, page->marks_end);
	reading.limit = reading.count + LINK_WORDS_MAX;
	read_words(&reading, page->marks_end, page->links_end, PLACE_LINK);
	reading.limit = reading.count + TEXT_WORDS_MAX;
	read_words(&reading, page->links_end, page->text_end, PLACE_TEXT);
	reading.limit = LEARN_WORDS_MAX;
	read_words(&reading, page->text_end, page->end, PLACE_HIDDEN);
	return reading.count;
}
