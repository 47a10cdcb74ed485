/*
 * content_encoding - the transfer encodings that a part may be in
 */
#include "core/message/content_encoding.h"

#include "core/base/ascii.h"
#include "core/header/header.h"

/* ---- what is said ------------------------------------------------------ */

/* The first word of the value; some clients write it in quotes. */
static struct slice
encoding_word(struct slice value)
{
	struct slice rest, word = slice_trim(header_main_value(value, &rest));
	size_t size = 0;

	if (word.size > 0 && word.data[0] == '"')
		word = slice_skip(word, 1);
	while (size < word.size && !ascii_is_space(word.data[size]) &&
	       word.data[size] != '"' && word.data[size] != '(')
		size++;
	return slice_sub(word, 0, size);
}

static enum part_encoding
encoding_of(struct slice value)
{
	struct slice word = encoding_word(value);

	if (slice_equal_nocase(word, SLICE("base64")))
		return ENCODING_BASE64;
	if (slice_equal_nocase(word, SLICE("quoted-printable")))
		return ENCODING_QP;
	if (word.size == 0 || slice_equal_nocase(word, SLICE("7bit")) ||
	    slice_equal_nocase(word, SLICE("8bit")) ||
	    slice_equal_nocase(word, SLICE("binary")))
		return ENCODING_IDENTITY;
	return ENCODING_UNKNOWN;
}

/* Bytes of letters and digits of a value that are looked at. */
#define LETTERS_MAX 128u

/* Encodings that value has the name of in it, whatever stands around. */
static unsigned
encodings_in(struct slice value)
{
	uint8_t letters[LETTERS_MAX];
	struct slice all = {letters, 0};
	unsigned set = 0;

	for (size_t i = 0; i < value.size && all.size < LETTERS_MAX; i++) {
		uint8_t c = value.data[i], low = c | 0x20;

		if ((low >= 'a' && low <= 'z') || (c >= '0' && c <= '9'))
			letters[all.size++] = low;
	}
	if (slice_find(all, SLICE("base64")) < all.size ||
	    slice_find(all, SLICE("gzip64")) < all.size ||
	    slice_find(all, SLICE("b64")) < all.size)
		set |= 1u << ENCODING_BASE64;
	if (slice_find(all, SLICE("quoted")) < all.size ||
	    slice_find(all, SLICE("printable")) < all.size)
		set |= 1u << ENCODING_QP;
	return set;
}

enum part_encoding
content_encoding_read(const struct content_values *values, unsigned *others_r)
{
	enum part_encoding encoding;
	unsigned set = 0;

	*others_r = 0;
	if (values->count == 0)
		return ENCODING_IDENTITY;
	encoding = encoding_of(values->value[0]);
	if (encoding == ENCODING_UNKNOWN || encoding == ENCODING_IDENTITY)
		set = encodings_in(values->value[0]);
	for (size_t i = 1; i < content_values_kept(values); i++)
		set |= encodings_in(values->value[i]) |
		       1u << encoding_of(values->value[i]);
	/* To be matched, what is in none need not be a part of its own: those
	 * bytes stand in the message.  To be read it must. */
	if (encoding == ENCODING_IDENTITY || encoding == ENCODING_UNKNOWN)
		set &= ~(1u << ENCODING_IDENTITY);
	set &= ~(1u << ENCODING_UNKNOWN);
	*others_r = set & ~(1u << encoding);
	return encoding;
}

/* ---- what it looks like ------------------------------------------------ */

/* Less base64 than this is words. */
#define BASE64_LOOK_MIN 40u
/* So much of a body is looked at. */
#define LOOK_MAX ((size_t)4 << 10)
/* Escapes in that much that are no accident. */
#define ESCAPES_MIN 3u

static bool
is_base64(uint8_t c)
{
	uint8_t low = c | 0x20;

	return (low >= 'a' && low <= 'z') || (c >= '0' && c <= '9') ||
	       c == '+' || c == '/';
}

/* No blanks but line ends: words are no base64. */
static bool
looks_like_base64(struct slice raw)
{
	size_t size = raw.size < LOOK_MAX ? raw.size : LOOK_MAX, letters = 0;
	bool upper = false, lower = false;

	for (size_t i = 0; i < size; i++) {
		uint8_t c = raw.data[i];

		if (c == '\r' || c == '\n' || (c == '=' && letters > 0))
			continue;
		if (!is_base64(c))
			return false;
		letters++;
		upper |= c >= 'A' && c <= 'Z';
		lower |= c >= 'a' && c <= 'z';
	}
	return letters >= BASE64_LOOK_MIN && upper && lower;
}

static bool
is_hex(uint8_t c)
{
	uint8_t low = c | 0x20;

	return (c >= '0' && c <= '9') || (low >= 'a' && low <= 'f');
}

static bool
looks_like_qp(struct slice raw)
{
	size_t size = raw.size < LOOK_MAX ? raw.size : LOOK_MAX, escapes = 0;

	for (size_t i = 0; i + 2 < size && escapes < ESCAPES_MIN; i++)
		if (raw.data[i] == '=' && is_hex(raw.data[i + 1]) &&
		    is_hex(raw.data[i + 2]))
			escapes++;
	return escapes >= ESCAPES_MIN;
}

unsigned
content_encoding_guess(struct slice raw, enum part_encoding encoding)
{
	if (encoding != ENCODING_IDENTITY && encoding != ENCODING_UNKNOWN)
		return 0;
	if (looks_like_base64(raw))
		return 1u << ENCODING_BASE64;
	if (encoding == ENCODING_UNKNOWN && looks_like_qp(raw))
		return 1u << ENCODING_QP;
	return 0;
}
