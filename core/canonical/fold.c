/*
 * fold - text in which tricks with letters are undone
 */
#include "core/canonical/fold.h"

#include <string.h>

#include "core/base/ascii.h"
#include "core/canonical/compose.h"
#include "core/canonical/tables.h"
#include "core/text/utf8.h"

/* Letters of one word that are looked at together. */
#define WORD_MAX 48u
/* Eight bytes of one value. */
#define EACH(byte) (UINT64_C(0x0101010101010101) * (uint64_t)(byte))

enum script {
	SCRIPT_NONE, /* no letter of an alphabet that has look-alikes */
	SCRIPT_LATIN,
	SCRIPT_CYRILLIC,
	SCRIPT_GREEK,
	SCRIPT_ARMENIAN,
	SCRIPT_MARK, /* an accent by itself: of the script ahead of it */
};

static enum script
script_of(uint32_t c)
{
	if (c < 0x80)
		return ascii_is_letter((uint8_t)c) ? SCRIPT_LATIN : SCRIPT_NONE;
	if (c >= 0x0400 && c <= 0x052F)
		return SCRIPT_CYRILLIC;
	if ((c >= 0x00C0 && c <= 0x02AF && c != 0xD7 && c != 0xF7) ||
	    (c >= 0x1D00 && c <= 0x1D7F) || (c >= 0x1E00 && c <= 0x1EFF))
		return SCRIPT_LATIN;
	if ((c >= 0x0370 && c <= 0x03FF) || (c >= 0x1F00 && c <= 0x1FFF))
		return SCRIPT_GREEK;
	if (c >= 0x0531 && c <= 0x0587)
		return SCRIPT_ARMENIAN;
	return c >= 0x0300 && c <= 0x036F ? SCRIPT_MARK : SCRIPT_NONE;
}

/* The Latin letter that a small letter looks like; 0: none. */
static uint8_t
looks_latin(uint32_t c)
{
	switch (c) {
#define LOOKALIKE(code_point, letter)                                          \
	case code_point:                                                       \
		return letter;
#include "core/canonical/homoglyph.def"
#undef LOOKALIKE
	default:
		return 0;
	}
}

/* The Cyrillic letter that a small Latin one looks like; 0: none. */
static uint32_t
looks_cyrillic(uint32_t c)
{
	static const uint16_t letters[26] = {
	    [0] = 0x430, /* a */
	    ['b' - 'a'] = 0x432,
	    ['c' - 'a'] = 0x441,
	    ['e' - 'a'] = 0x435,
	    ['h' - 'a'] = 0x43D,
	    ['i' - 'a'] = 0x456,
	    ['k' - 'a'] = 0x43A,
	    ['m' - 'a'] = 0x43C,
	    ['o' - 'a'] = 0x43E,
	    ['p' - 'a'] = 0x440,
	    ['t' - 'a'] = 0x442,
	    ['x' - 'a'] = 0x445,
	    ['y' - 'a'] = 0x443,
	};

	return c >= 'a' && c <= 'z' ? letters[c - 'a'] : 0;
}

static uint32_t
lower(uint32_t c)
{
	uint8_t latin;

	if (c < 0x80)
		return ascii_lower((uint8_t)c);
	if (c >= 0x430 && c <= 0x44F)
		return c;
	if (c >= 0x410 && c <= 0x42F)
		return c + 0x20;
	latin = table_latin(c);
	if (latin != 0)
		return latin;
	return c == 0x3C2 ? 0x3C3 : compose_lower(c); /* final sigma */
}

/* Quotes and dashes as a typewriter has them. */
static uint32_t
plain_sign(uint32_t c)
{
	if (c == 0xAB || c == 0xBB)
		return '"';
	if (c < 0x2010 || c > 0x2036)
		return c;
	if (c <= 0x2014)
		return '-';
	if (c >= 0x2018 && c <= 0x201B)
		return '\'';
	if (c >= 0x201C && c <= 0x201F)
		return '"';
	return c == 0x2032 ? '\'' : c;
}

/* ---- words --------------------------------------------------------------- */

struct word {
	uint32_t letters[WORD_MAX]; /* small ones */
	size_t count;
	size_t of[SCRIPT_MARK + 1]; /* how many are of a script */
	bool could_be_latin;        /* all others look like Latin ones */
	bool could_be_cyrillic;     /* all Latin ones look Cyrillic */
};

static void
word_add(struct word *word, uint32_t c, enum script script)
{
	c = lower(c);
	word->letters[word->count++] = c;
	word->of[script]++;
	if (script == SCRIPT_LATIN && looks_latin(c) == 0)
		word->could_be_cyrillic &= looks_cyrillic(c) != 0;
	else if (script != SCRIPT_MARK)
		word->could_be_latin &= looks_latin(c) != 0;
}

/* The word at at; where it ends. */
static size_t
word_read(struct slice text, size_t at, struct word *word_r)
{
	*word_r =
	    (struct word){.could_be_latin = true, .could_be_cyrillic = true};
	while (at < text.size && word_r->count < WORD_MAX) {
		size_t next = at;
		uint32_t c = utf8_next(text, &next);
		enum script script = script_of(c);

		if (script == SCRIPT_NONE)
			break;
		word_add(word_r, c, script);
		at = next;
	}
	return at;
}

static bool
word_is_latin(const struct word *word)
{
	return word->of[SCRIPT_LATIN] > 0 && word->could_be_latin;
}

static bool
word_is_cyrillic(const struct word *word)
{
	return word->of[SCRIPT_CYRILLIC] > 0 && word->of[SCRIPT_LATIN] > 0 &&
	       word->of[SCRIPT_GREEK] + word->of[SCRIPT_ARMENIAN] == 0 &&
	       word->could_be_cyrillic;
}

static size_t
word_put(const struct word *word, uint8_t *out, size_t *homoglyphs)
{
	bool latin = word_is_latin(word);
	bool cyrillic = !latin && word_is_cyrillic(word);
	size_t size = 0;

	for (size_t i = 0; i < word->count; i++) {
		uint32_t c = word->letters[i], alike = c;

		/* Accents of Latin letters go where those on them went. */
		if (script_of(c) == SCRIPT_MARK && word->of[SCRIPT_LATIN] > 0)
			continue;
		if (latin && c >= 0x80)
			alike = looks_latin(c);
		else if (cyrillic && c < 0x80)
			alike = looks_cyrillic(c);
		alike = alike == 0 ? c : alike;
		*homoglyphs += alike != c;
		size += utf8_put(alike, out + size);
	}
	return size;
}

/* ---- the whole ----------------------------------------------------------- */

/* Eight bytes of ASCII with small letters for capital ones. */
static uint64_t
lower_eight(uint64_t bytes)
{
	uint64_t from_a = bytes + EACH(0x80 - 'A');
	uint64_t behind_z = bytes + EACH(0x80 - 'Z' - 1);

	return bytes | ((from_a & ~behind_z & EACH(0x80)) >> 2);
}

static size_t
fold_ascii(struct slice text, size_t at, uint8_t *out)
{
	size_t from = at;

	for (; text.size - at >= sizeof(uint64_t); at += sizeof(uint64_t)) {
		uint64_t bytes;

		memcpy(&bytes, text.data + at, sizeof(bytes));
		if ((bytes & EACH(0x80)) != 0)
			break;
		bytes = lower_eight(bytes);
		memcpy(out + (at - from), &bytes, sizeof(bytes));
	}
	for (; at < text.size && text.data[at] < 0x80; at++)
		out[at - from] = ascii_lower(text.data[at]);
	return at;
}

/* The ASCII letters right ahead of at, which belong to the word there. */
static size_t
letters_ahead(struct slice text, size_t at, size_t floor)
{
	size_t count = 0;

	while (at - count > floor && count < WORD_MAX / 2 &&
	       ascii_is_letter(text.data[at - count - 1]))
		count++;
	return count;
}

/*
 * Russian letters from at on in small, where nothing else is in their word: of
 * two bytes each, and so are the small ones.  Where they end; at: other letters
 * stand beside them.
 */
static size_t
fold_russian(struct slice text, size_t at, size_t floor, uint8_t *out)
{
	size_t from = at, next;

	if (at > floor && ascii_is_letter(text.data[at - 1]))
		return from;
	for (; text.size - at >= 2 && at - from < 2 * WORD_MAX;
	     at += 2, out += 2) {
		uint8_t lead = text.data[at], byte = text.data[at + 1];

		if (lead == 0xD0 && byte >= 0x90) {
			/* U+0410 to U+042F are the capitals. */
			out[0] = byte >= 0xA0 && byte < 0xB0 ? 0xD1 : 0xD0;
			out[1] = byte < 0xA0   ? byte + 0x20
				 : byte < 0xB0 ? byte - 0x20
					       : byte;
		} else if (lead == 0xD1 && byte <= 0x8F) {
			out[0] = lead;
			out[1] = byte;
		} else {
			break;
		}
	}
	next = at;
	if (at < text.size && at - from < 2 * WORD_MAX &&
	    script_of(utf8_next(text, &next)) != SCRIPT_NONE)
		return from;
	return at;
}

/* A character beyond ASCII that is no letter with look-alikes. */
static size_t
put_other(uint32_t c, uint8_t *out)
{
	if (c < 0x2E80 || c >= 0xA640)
		c = compose_lower(plain_sign(c));
	return utf8_put(c, out);
}

/* The word around at, or what is none there; where it ends. */
static size_t
fold_word(struct slice text, size_t at, size_t floor, uint8_t *out,
    struct folded *folded)
{
	size_t next = at, ahead;
	uint32_t c = utf8_next(text, &next);
	struct word word;

	if (script_of(c) == SCRIPT_NONE) {
		folded->size += put_other(c, out + folded->size);
		return next;
	}
	ahead = letters_ahead(text, at, floor);
	folded->size -= ahead;
	at = word_read(text, at - ahead, &word);
	folded->size +=
	    word_put(&word, out + folded->size, &folded->homoglyphs);
	return at;
}

struct folded
fold(struct slice text, uint8_t *out)
{
	struct folded folded = {0, 0};
	size_t at = 0, floor = 0;

	while (at < text.size) {
		size_t from = at;

		at = fold_ascii(text, at, out + folded.size);
		folded.size += at - from;
		if (at == text.size)
			break;
		from = at;
		at = fold_russian(text, at, floor, out + folded.size);
		folded.size += at - from;
		if (at == from)
			at = fold_word(text, at, floor, out, &folded);
		floor = at;
	}
	return folded;
}
