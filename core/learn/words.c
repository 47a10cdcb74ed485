/*
 * words - the words of a page, each with where it stands
 */
#include "core/learn/words.h"

#include <string.h>

#include "simd/bytes.h"
#include "simd/spans.h"

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
/* Words in it, were each second byte one, and a mark behind the last. */
#define SPANS_MAX (STEPS_MAX * SPANS_IN_64 + 1)
#define NO_MORE UINT16_MAX

_Static_assert(STEPS_MAX <= SPANS_STEPS_MAX, "a place has 16 bits");
_Static_assert(SPANS_ROOM <= PAGE_ROOM, "words are read up to there");

/* All words of a page, in order; parts take theirs one after the other. */
struct spans {
	uint16_t begins[SPANS_MAX];
	uint16_t ends[SPANS_MAX];
	uint32_t hashes[SPANS_MAX];
	size_t next; /* not taken yet */
};

struct reading {
	const uint8_t *bytes;
	struct spans *spans; /* NULL: there are ideographs */
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

/* Of a word that does not stand in a page. */
static uint32_t
hash_word(struct slice word)
{
	uint8_t room[LEARN_WORD_MAX + PAGE_ROOM] = {0};

	word = slice_sub(word, 0, LEARN_WORD_MAX);
	if (word.size > 0)
		memcpy(room, word.data, word.size);
	return spans_hash_one(room, word.size);
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
	hash = spans_hash_one(reading->bytes + at, size);
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

static void
take_span(struct reading *reading, size_t i, uint32_t place)
{
	const struct spans *spans = reading->spans;
	uint32_t at = spans->begins[i], size = spans->ends[i] - at;

	reading->words[reading->count++] = (struct learn_word){
	    spans->hashes[i],
	    place,
	    at,
	    size < LEARN_WORD_MAX ? size : LEARN_WORD_MAX,
	};
}

/* No word goes over the end of a part, as that is LF, nor of a name. */
static void
read_words(struct reading *reading, size_t at, size_t end, uint32_t place)
{
	struct spans *spans = reading->spans;
	size_t next;

	if (spans == NULL) {
		read_words_slowly(reading, at, end, place);
		return;
	}
	next = spans->next;
	while (spans->begins[next] < at)
		next++;
	for (; spans->begins[next] < end && reading->count < reading->limit;
	     next++)
		take_span(reading, next, place);
	spans->next = next;
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
find_words(
    struct reading *reading, const struct page *page, struct spans *spans)
{
	/* Bit i % 64 of inside[i / 64]: byte i belongs to a word. */
	uint64_t inside[STEPS_MAX], dots[STEPS_MAX];
	size_t steps = (page->end + 63) / 64, count;

	if (bytes_map_words(page->bytes, page->end, inside, dots))
		return;
	inside[steps] = 0;
	join_at_dots(inside, dots, steps);
	count = spans_of(inside, steps + 1, spans->begins, spans->ends);
	spans_hash(page->bytes, spans->begins, spans->ends, count,
	    LEARN_WORD_MAX, spans->hashes);
	spans->begins[count] = NO_MORE;
	spans->next = 0;
	reading->spans = spans;
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
	struct spans spans;

	find_words(&reading, page, &spans);
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
