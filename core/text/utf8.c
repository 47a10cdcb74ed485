/*
 * utf8 - code points in and out (RFC 3629)
 */
#include "core/text/utf8.h"

#include "simd/unicode.h"

/* What may stand behind a lead byte. */
struct sequence {
	unsigned more; /* bytes behind the lead; 0: it is none */
	uint8_t low;   /* the first of them lies in [low, high] ... */
	uint8_t high;  /* ... the others in [0x80, 0xBF] */
};

/* RFC 3629, section 4: overlong forms and surrogates have no second byte. */
static struct sequence
sequence_of(uint8_t lead)
{
	if (lead >= 0xC2 && lead <= 0xDF)
		return (struct sequence){1, 0x80, 0xBF};
	if (lead == 0xE0)
		return (struct sequence){2, 0xA0, 0xBF};
	if (lead == 0xED)
		return (struct sequence){2, 0x80, 0x9F};
	if (lead >= 0xE1 && lead <= 0xEF)
		return (struct sequence){2, 0x80, 0xBF};
	if (lead == 0xF0)
		return (struct sequence){3, 0x90, 0xBF};
	if (lead >= 0xF1 && lead <= 0xF3)
		return (struct sequence){3, 0x80, 0xBF};
	if (lead == 0xF4)
		return (struct sequence){3, 0x80, 0x8F};
	return (struct sequence){0, 0, 0};
}

uint32_t
utf8_next(struct slice s, size_t *at)
{
	uint8_t lead = s.data[(*at)++];
	struct sequence sequence;
	uint32_t code_point;

	if (lead < 0x80)
		return lead;
	sequence = sequence_of(lead);
	if (sequence.more == 0)
		return UTF8_REPLACEMENT;
	code_point = lead & (0x3Fu >> sequence.more);
	for (unsigned i = 0; i < sequence.more; i++) {
		uint8_t byte = *at < s.size ? s.data[*at] : 0;

		if (byte < sequence.low || byte > sequence.high)
			return UTF8_REPLACEMENT;
		code_point = code_point << 6 | (byte & 0x3Fu);
		sequence.low = 0x80;
		sequence.high = 0xBF;
		(*at)++;
	}
	return code_point;
}

size_t
utf8_put(uint32_t code_point, uint8_t *out)
{
	if (code_point < 0x80) {
		out[0] = (uint8_t)code_point;
		return 1;
	}
	if (code_point < 0x800) {
		out[0] = (uint8_t)(0xC0 | code_point >> 6);
		out[1] = (uint8_t)(0x80 | (code_point & 0x3F));
		return 2;
	}
	if ((code_point >= 0xD800 && code_point <= 0xDFFF) ||
	    code_point > 0x10FFFF)
		code_point = UTF8_REPLACEMENT;
	if (code_point < 0x10000) {
		out[0] = (uint8_t)(0xE0 | code_point >> 12);
		out[1] = (uint8_t)(0x80 | (code_point >> 6 & 0x3F));
		out[2] = (uint8_t)(0x80 | (code_point & 0x3F));
		return 3;
	}
	out[0] = (uint8_t)(0xF0 | code_point >> 18);
	out[1] = (uint8_t)(0x80 | (code_point >> 12 & 0x3F));
	out[2] = (uint8_t)(0x80 | (code_point >> 6 & 0x3F));
	out[3] = (uint8_t)(0x80 | (code_point & 0x3F));
	return 4;
}

bool
utf8_valid(struct slice s)
{
	return unicode_utf8_run(s.data, s.size) == s.size;
}

struct class_range {
	uint32_t first;
	uint32_t last;
	enum utf8_class class;
};

/*
 * In order.  Bidi_Control is a property of Unicode; the invisible ones are
 * those of Default_Ignorable_Code_Point, and the Hangul fillers that fonts
 * show as nothing.
 */
static const struct class_range ranges[] = {
    {0x0000, 0x001F, UTF8_CONTROL}, {0x007F, 0x009F, UTF8_CONTROL},
    {0x00AD, 0x00AD, UTF8_INVISIBLE}, /* soft hyphen */
    {0x034F, 0x034F, UTF8_INVISIBLE}, /* combining grapheme joiner */
    {0x061C, 0x061C, UTF8_BIDI},
    {0x115F, 0x1160, UTF8_INVISIBLE}, /* Hangul fillers */
    {0x17B4, 0x17B5, UTF8_INVISIBLE}, /* Khmer inherent vowels */
    {0x180B, 0x180F, UTF8_INVISIBLE}, /* Mongolian selectors */
    {0x200B, 0x200D, UTF8_INVISIBLE}, /* zero width space, joiners */
    {0x200E, 0x200F, UTF8_BIDI},
    {0x2028, 0x2029, UTF8_CONTROL}, /* line and paragraph separators */
    {0x202A, 0x202E, UTF8_BIDI},
    {0x2060, 0x2065, UTF8_INVISIBLE}, /* word joiner, invisible operators */
    {0x2066, 0x2069, UTF8_BIDI},
    {0x206A, 0x206F, UTF8_INVISIBLE},   /* deprecated format controls */
    {0x3164, 0x3164, UTF8_INVISIBLE},   /* Hangul filler */
    {0xFE00, 0xFE0F, UTF8_INVISIBLE},   /* variation selectors */
    {0xFEFF, 0xFEFF, UTF8_INVISIBLE},   /* byte order mark */
    {0xFFA0, 0xFFA0, UTF8_INVISIBLE},   /* halfwidth Hangul filler */
    {0xFFF0, 0xFFFB, UTF8_INVISIBLE},   /* interlinear annotation */
    {0x1BCA0, 0x1BCA3, UTF8_INVISIBLE}, /* shorthand format controls */
    {0x1D173, 0x1D17A, UTF8_INVISIBLE}, /* musical format controls */
    {0xE0000, 0xE0FFF, UTF8_INVISIBLE}, /* tags, more selectors */
};

enum utf8_class
utf8_class(uint32_t code_point)
{
	size_t low = 0;
	size_t high = sizeof(ranges) / sizeof(*ranges);

	if (code_point >= 0x20 && code_point < 0x7F)
		return UTF8_PLAIN;
	while (low < high) {
		size_t middle = (low + high) / 2;

		if (code_point > ranges[middle].last)
			low = middle + 1;
		else
			high = middle;
	}
	if (low < sizeof(ranges) / sizeof(*ranges) &&
	    code_point >= ranges[low].first)
		return ranges[low].class;
	return UTF8_PLAIN;
}
