/*
 * rtf_word - control words and symbols of RTF
 */
#include "core/document/rtf_word.h"

#include "core/base/ascii.h"

/* Destinations that need no "\*" ahead (RTF 1.9.1, appendix B), but for those
 * whose text is text of the document. */
static const struct slice destinations[] = {
    SLICE("author"),
    SLICE("buptim"),
    SLICE("colortbl"),
    SLICE("comment"),
    SLICE("creatim"),
    SLICE("doccomm"),
    SLICE("fonttbl"),
    SLICE("footer"),
    SLICE("footerf"),
    SLICE("footerl"),
    SLICE("footerr"),
    SLICE("footnote"),
    SLICE("ftncn"),
    SLICE("ftnsep"),
    SLICE("ftnsepc"),
    SLICE("header"),
    SLICE("headerf"),
    SLICE("headerl"),
    SLICE("headerr"),
    SLICE("info"),
    SLICE("keywords"),
    SLICE("listname"),
    SLICE("nonshppict"),
    SLICE("objdata"),
    SLICE("object"),
    SLICE("operator"),
    SLICE("pict"),
    SLICE("printim"),
    SLICE("private1"),
    SLICE("result"),
    SLICE("revtim"),
    SLICE("rxe"),
    SLICE("shprslt"),
    SLICE("shptxt"),
    SLICE("stylesheet"),
    SLICE("subject"),
    SLICE("tc"),
    SLICE("title"),
    SLICE("txe"),
    SLICE("xe"),
};

static size_t
skip_number(struct slice rest, size_t at, uint32_t *number_r)
{
	bool negative = at + 1 < rest.size && rest.data[at] == '-' &&
			ascii_is_digit(rest.data[at + 1]);
	uint64_t number = 0;

	for (at += negative; at < rest.size && ascii_is_digit(rest.data[at]);
	     at++)
		if (number < UINT32_MAX)
			number = number * 10 + (rest.data[at] - (uint8_t)'0');
	*number_r = negative              ? 0
		    : number > UINT32_MAX ? UINT32_MAX
					  : (uint32_t)number;
	return at;
}

bool
rtf_word_read(struct slice rest, struct rtf_word *word_r)
{
	size_t at = 0;

	while (at < rest.size && ascii_is_letter(rest.data[at]))
		at++;
	if (at == 0)
		return false;
	word_r->name = slice_sub(rest, 0, at);
	at = skip_number(rest, at, &word_r->number);
	if (at < rest.size && rest.data[at] == ' ')
		at++;
	word_r->size = at;
	return true;
}

size_t
rtf_control_skip(struct slice rest)
{
	struct rtf_word word;

	if (rtf_word_read(rest, &word)) {
		if (slice_equal(word.name, SLICE("bin")))
			return word.size +
			       slice_sub(rest, word.size, word.number).size;
		return word.size;
	}
	if (rest.size > 0 && rest.data[0] == '\'')
		return slice_sub(rest, 0, 3).size;
	return rest.size > 0 ? 1 : 0;
}

bool
rtf_is_destination(struct slice rest)
{
	struct rtf_word word;

	rest = slice_trim(slice_sub(rest, 0, 64));
	if (rest.size == 0 || rest.data[0] != '\\')
		return false;
	rest = slice_skip(rest, 1);
	if (slice_starts_with(rest, SLICE("*")))
		return true;
	if (!rtf_word_read(rest, &word))
		return false;
	for (size_t i = 0; i < sizeof(destinations) / sizeof(*destinations);
	     i++)
		if (slice_equal(word.name, destinations[i]))
			return true;
	return false;
}
