/*
 * filetype_text - texts with a meaning of their own, by how they begin
 */
#include "core/filetype/filetype_magic.h"

/* Sections may stand ahead of the one that makes an Internet shortcut. */
#define URL_LOOK 1024u

static const struct {
	struct slice start;
	enum filetype type;
} starts[] = {
    {SLICE("#!"), FILETYPE_SCRIPT},
    {SLICE("%!PS"), FILETYPE_POSTSCRIPT},
    {SLICE("BEGIN:VCALENDAR"), FILETYPE_CALENDAR},
    {SLICE("BEGIN:VCARD"), FILETYPE_VCARD},
    {SLICE("-----BEGIN PGP "), FILETYPE_PGP},
};

static bool
is_internet_shortcut(struct slice text)
{
	static const struct slice section = SLICE("[InternetShortcut]");
	struct slice rest = slice_sub(text, 0, URL_LOOK);

	while (rest.size > 0) {
		size_t end = slice_find_byte(rest, '\n');

		if (slice_starts_with_nocase(rest, section))
			return true;
		rest = slice_trim(slice_skip(rest, end + 1));
	}
	return false;
}

/* Most texts begin with a letter that none of these does. */
static bool
may_begin(struct slice text)
{
	switch (text.size == 0 ? 0 : text.data[0]) {
	case '#':
	case '%':
	case 'B':
	case 'b':
	case '-':
	case '[':
		return true;
	default:
		return false;
	}
}

enum filetype
filetype_of_text(struct slice text)
{
	text = slice_trim(slice_sub(text, 0, 2 * URL_LOOK));
	if (!may_begin(text))
		return FILETYPE_TEXT;
	for (size_t i = 0; i < sizeof(starts) / sizeof(starts[0]); i++)
		if (slice_starts_with_nocase(text, starts[i].start))
			return starts[i].type;
	if (text.size > 0 && text.data[0] == '[' && is_internet_shortcut(text))
		return FILETYPE_URL;
	return FILETYPE_TEXT;
}
