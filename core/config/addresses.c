/*
 * addresses - who gets mail from us, from the configuration
 *
 * Told where the file is read: a report that comes back a day later, or to
 * nobody, is found out much later.  "ann@example.net", also behind a name:
 * "Ann <ann@example.net>".
 */
#include "core/config/keys.h"

#include <string.h>

/* Bytes of an address that a message shows. */
#define SHOWN_MAX 40u

/* Neither blanks nor what stands between and around addresses in a header.  An
 * address that needs quotes is none of ours. */
static bool
is_plain(struct slice s)
{
	for (size_t i = 0; i < s.size; i++)
		if (s.data[i] <= ' ' || s.data[i] == 0x7F ||
		    strchr("\"(),;<>@\\", s.data[i]) != NULL)
			return false;
	return s.size > 0;
}

static bool
is_domain(struct slice s)
{
	return is_plain(s) && s.data[0] != '.' && s.data[s.size - 1] != '.' &&
	       slice_find(s, SLICE("..")) == s.size;
}

static bool
is_address(struct slice s)
{
	size_t at = slice_find_byte(s, '@');

	return is_plain(slice_sub(s, 0, at)) &&
	       is_domain(slice_skip(s, at + 1));
}

/* What stands in angle brackets at the end, or all of it. */
static struct slice
without_name(struct slice s)
{
	size_t open = slice_find_byte(s, '<');

	if (open == s.size || s.data[s.size - 1] != '>')
		return s;
	return slice_sub(s, open + 1, s.size - open - 2);
}

static bool
check_one(struct slice s, bool several, struct text *why)
{
	if (is_address(without_name(s)))
		return true;
	text_put_byte(why, '"');
	text_put_printable(why, s, SHOWN_MAX);
	text_printf(why, "\" is not a mail address such as ann@example.com%s",
	    several ? ", or several with commas between" : "");
	return false;
}

bool
addresses_check(struct slice s, bool several, struct text *why)
{
	if (!template_check_line(s, why))
		return false;
	s = slice_trim(s);
	if (!several)
		return s.size == 0 || check_one(s, false, why);
	while (s.size > 0) {
		struct slice one = slice_sub(s, 0, slice_find_byte(s, ','));

		if (!check_one(slice_trim(one), true, why))
			return false;
		s = slice_skip(s, one.size + 1);
	}
	return true;
}
