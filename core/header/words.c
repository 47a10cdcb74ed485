/*
 * words - encoded words in header values (RFC 2047, and what is found for it)
 *
 * A value is text and words in turn.  The bytes of adjacent words that share
 * charset and encoding are gathered and decoded together, so that a character
 * (or a shift state of ISO-2022-JP) may go from one into the next.
 */
#include "core/header/words.h"

#include <string.h>

#include "core/base/ascii.h"
#include "core/header/encoded_word.h"
#include "core/header/lexical.h"
#include "core/text/utf8.h"
#include "simd/base64.h"
#include "simd/bytes.h"

/* UTF-8 bytes that one byte of a charset may become: a character of two bytes
 * is at most two code points of three bytes.  More is cut, and said. */
#define GROWTH 3u

struct joiner {
	struct slice value;
	struct slice default_charset;
	struct charsets *charsets;
	struct arena *arena;
	/* What was gathered and not decoded yet: bytes of Q words, characters
	 * of B words, a stretch of text. */
	uint8_t *gathered;
	size_t gathered_size;
	uint8_t *bytes; /* room for gathered base64, decoded */
	uint8_t *out;
	size_t out_size;
	size_t out_room;
	struct encoded_word word; /* the last one */
	bool after_word;          /* nothing but blanks behind it so far */
	struct words words;
};

/* ---- plain values ------------------------------------------------------ */

#define BLOCK 16u

/* Neither the start of a word, nor raw bytes, folds or escapes. */
static bool
is_plain_byte(uint8_t c)
{
	return (uint8_t)(c - 0x20) < 0x60 && c != '=';
}

static bool
is_plain(struct slice s)
{
	size_t at = 0;

	/* A fixed count and no exit: compilers make one vector of it. */
	for (; s.size - at >= BLOCK; at += BLOCK) {
		uint8_t odd = 0;

		for (size_t i = 0; i < BLOCK; i++)
			odd |= (uint8_t)!is_plain_byte(s.data[at + i]);
		if (odd != 0)
			return false;
	}
	while (at < s.size && is_plain_byte(s.data[at]))
		at++;
	return at == s.size;
}

/* ---- what comes out ---------------------------------------------------- */

/* Append valid UTF-8; one line stays one line. */
static void
put(struct joiner *joiner, struct slice s)
{
	uint8_t *out = joiner->out + joiner->out_size;

	if (s.size > joiner->out_room - joiner->out_size) {
		joiner->words.flags |= WORDS_CUT;
		return;
	}
	for (size_t i = 0; i < s.size; i++)
		out[i] = lexical_is_line_end(s.data[i]) ? ' ' : s.data[i];
	joiner->out_size += s.size;
}

static void
put_decoded(struct joiner *joiner, struct slice bytes, struct slice charset)
{
	struct charset_text text = charset_decode(
	    joiner->charsets, bytes, charset, joiner->arena, NULL);

	if ((text.flags & (CHARSET_UNKNOWN_LABEL | CHARSET_REPLACED)) != 0)
		joiner->words.flags |= WORDS_BAD;
	if ((text.flags & CHARSET_CUT) != 0)
		joiner->words.flags |= WORDS_CUT;
	put(joiner, text.text);
}

/* Decode the words that were gathered. */
static void
flush_words(struct joiner *joiner)
{
	struct slice bytes = {joiner->gathered, joiner->gathered_size};
	struct slice charset = joiner->word.charset;

	joiner->gathered_size = 0;
	if (bytes.size == 0)
		return;
	if (joiner->word.base64) {
		struct base64_result result = base64_decode(
		    bytes.data, bytes.size, BASE64_PASS_PADDING, joiner->bytes);

		if (result.junk > 0)
			joiner->words.flags |= WORDS_BAD;
		bytes = (struct slice){joiner->bytes, result.written};
	}
	put_decoded(joiner, bytes,
	    charset.size > 0 ? charset : joiner->default_charset);
}

/* ---- words ------------------------------------------------------------- */

/* The byte that "=XX" at at stands for, or -1. */
static int
escaped_byte(struct slice s, size_t at)
{
	int high, low;

	if (s.size - at < 3)
		return -1;
	high = ascii_hex_value(s.data[at + 1]);
	low = ascii_hex_value(s.data[at + 2]);
	return high < 0 || low < 0 ? -1 : high << 4 | low;
}

/* RFC 2047 4.2; a soft line break of quoted-printable is passed over, too. */
static void
gather_q(struct joiner *joiner, struct slice text)
{
	uint8_t *out = joiner->gathered + joiner->gathered_size;

	for (size_t i = 0; i < text.size; i++) {
		uint8_t c = text.data[i];
		int byte = c == '=' ? escaped_byte(text, i) : -1;

		if (byte >= 0) {
			*out++ = (uint8_t)byte;
			i += 2;
		} else if (c == '_') {
			*out++ = ' ';
		} else if (c == '=' && text.size - i > 1 &&
			   lexical_is_line_end(text.data[i + 1])) {
			continue;
		} else if (!lexical_is_line_end(c)) {
			*out++ = c;
			if (c == '=')
				joiner->words.flags |= WORDS_BAD;
		}
	}
	joiner->gathered_size = (size_t)(out - joiner->gathered);
}

/* The six bits of a base64 character, or -1. */
static int
six_bits(uint8_t c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (ascii_is_digit(c))
		return c - '0' + 52;
	return c == '+' ? 62 : c == '/' ? 63 : -1;
}

/*
 * Some programs cut a base64 text wherever the line is full, and the quantum
 * goes on in the next word.  Where the padding was only forgotten, the bits
 * that no byte takes are zero.
 */
static bool
quantum_goes_on(struct slice text, bool *whole_r)
{
	size_t count = 0;
	int last = 0;

	*whole_r = true;
	for (size_t i = 0; i < text.size; i++) {
		int bits = six_bits(text.data[i]);

		if (text.data[i] == '=')
			count = (count + 3) & ~(size_t)3;
		if (bits < 0)
			continue;
		last = bits;
		count++;
	}
	if (text.size > 0 && text.data[text.size - 1] == '=')
		return false;
	*whole_r = count % 4 == 0;
	return count % 4 == 1 || (count % 4 == 2 && (last & 15) != 0) ||
	       (count % 4 == 3 && (last & 3) != 0);
}

static void
gather_b(struct joiner *joiner, struct slice text)
{
	bool whole, goes_on = quantum_goes_on(text, &whole);
	uint8_t *out = joiner->gathered + joiner->gathered_size;

	if (text.size > 0)
		memcpy(out, text.data, text.size);
	joiner->gathered_size += text.size;
	if (!whole)
		joiner->words.flags |= WORDS_BAD;
	if (!goes_on) /* room: that of the word's "=?" */
		joiner->gathered[joiner->gathered_size++] = '=';
}

/*
 * A word of UTF-16 or UTF-32 with a byte order mark of its own stands alone:
 * inside of gathered bytes the mark would be a character in the text.
 */
static bool
has_own_mark(const struct encoded_word *word)
{
	static const struct slice q[] = {
	    SLICE("=FE=FF"), SLICE("=FF=FE"), SLICE("=00=00=FE=FF")};
	/* The bits behind a mark are those of the next byte. */
	static const struct slice b[] = {SLICE("/v8"), SLICE("/v9"),
	    SLICE("/v+"), SLICE("/v/"), SLICE("//4"), SLICE("//5"),
	    SLICE("//6"), SLICE("//7"), SLICE("AAD+/")};
	const struct slice *marks = word->base64 ? b : q;
	size_t count =
	    word->base64 ? sizeof(b) / sizeof(*b) : sizeof(q) / sizeof(*q);

	if (!slice_starts_with_nocase(word->charset, SLICE("utf")))
		return false;
	for (size_t i = 0; i < count; i++)
		if (word->base64
			? slice_starts_with(word->text, marks[i])
			: slice_starts_with_nocase(word->text, marks[i]))
			return true;
	return false;
}

static void
take_word(struct joiner *joiner, const struct encoded_word *word)
{
	struct words *words = &joiner->words;

	if (words->count == 0)
		words->charset = word->charset;
	else if (!slice_equal_nocase(words->charset, word->charset))
		words->flags |= WORDS_CHARSETS;
	if (words->count > 0 &&
	    (joiner->word.base64 != word->base64 || has_own_mark(word) ||
		!slice_equal_nocase(joiner->word.charset, word->charset)))
		flush_words(joiner);
	words->count++;
	joiner->word = *word;
	joiner->after_word = true;
	if (word->open)
		words->flags |= WORDS_BAD;
	if (word->base64)
		gather_b(joiner, word->text);
	else
		gather_q(joiner, word->text);
}

/* ---- text between words ------------------------------------------------ */

/* Line ends go; one that no blank follows leaves one. */
static struct slice
unfold(struct joiner *joiner, struct slice s)
{
	uint8_t *out = joiner->gathered;
	size_t size = 0;

	for (size_t i = 0; i < s.size; i++) {
		uint8_t c = s.data[i];

		if (!lexical_is_line_end(c))
			out[size++] = c;
		else if (s.size - i < 2 || !ascii_is_space(s.data[i + 1]))
			out[size++] = ' ';
	}
	return (struct slice){out, size};
}

/* Mail of the time before RFC 2047 has ISO-2022-JP as it is. */
static bool
has_escapes(struct slice s)
{
	return slice_find_byte(s, 0x1B) < s.size;
}

static void
put_text(struct joiner *joiner, struct slice s)
{
	struct slice charset = joiner->default_charset;
	bool ascii = bytes_are_ascii(s.data, s.size);

	flush_words(joiner);
	s = unfold(joiner, s);
	if (!ascii)
		joiner->words.flags |= WORDS_RAW;
	if (ascii && has_escapes(s))
		put_decoded(joiner, s,
		    slice_starts_with_nocase(charset, SLICE("iso-2022"))
			? charset
			: SLICE(""));
	else if (ascii || utf8_valid(s))
		put(joiner, s);
	else
		put_decoded(joiner, s, charset);
}

/* Text from..to of the value, ahead of a word or at the end. */
static void
take_text(struct joiner *joiner, size_t from, size_t to, bool before_word)
{
	struct slice s = slice_sub(joiner->value, from, to - from);

	if (s.size == 0)
		return;
	if (joiner->after_word && before_word &&
	    lexical_skip_blanks(s, 0) == s.size)
		return;
	joiner->after_word = false;
	put_text(joiner, s);
}

/* ---- the whole --------------------------------------------------------- */

static void
join(struct joiner *joiner)
{
	struct slice value = joiner->value;
	size_t done = 0, at = encoded_word_find(value, 0);

	while (at < value.size) {
		struct encoded_word word;
		enum encoded_word_kind kind =
		    encoded_word_parse(value, at, &word);

		if (kind == ENCODED_WORD_GOOD) {
			take_text(joiner, done, at, true);
			take_word(joiner, &word);
			done = at = word.end;
		} else {
			if (kind == ENCODED_WORD_ODD)
				joiner->words.flags |= WORDS_BAD;
			at += 2;
		}
		at = encoded_word_find(value, at);
	}
	take_text(joiner, done, value.size, false);
	flush_words(joiner);
}

/* Where is no memory: what of the value can stand as it is. */
static struct words
as_written(struct slice value)
{
	size_t at = 0;

	while (at < value.size && value.data[at] < 0x80 &&
	       !lexical_is_line_end(value.data[at]))
		at++;
	return (struct words){
	    .text = slice_sub(value, 0, at), .flags = WORDS_CUT};
}

struct words
words_decode(struct slice value, struct slice charset,
    struct charsets *charsets, struct arena *arena)
{
	struct joiner joiner = {.value = value,
	    .default_charset = charset,
	    .charsets = charsets,
	    .arena = arena};

	if (is_plain(value))
		return (struct words){.text = value};
	if (value.size > arena_free(arena) / (GROWTH + 2))
		return as_written(value);
	joiner.out_room = value.size * GROWTH;
	joiner.gathered = arena_alloc(arena, value.size);
	joiner.bytes = arena_alloc(arena, BASE64_ROOM(value.size));
	joiner.out = arena_alloc(arena, joiner.out_room);
	if (joiner.gathered == NULL || joiner.bytes == NULL ||
	    joiner.out == NULL)
		return as_written(value);
	join(&joiner);
	if ((joiner.words.flags & WORDS_CUT) != 0)
		return as_written(value);
	joiner.words.text = (struct slice){joiner.out, joiner.out_size};
	return joiner.words;
}
