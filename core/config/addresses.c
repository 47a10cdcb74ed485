/*
 * addresses - who gets mail from us, from the configuration
 *
 * Told where the file is read: a report that comes back a day later, or to
 * nobody, is found out much later.  But a configuration that is refused costs
 * more than a report: whatever a server may deliver to is taken.
 */
#include "core/config/addresses.h"

#include <string.h>

#include "core/config/keys.h"

/* Bytes of an address that a message shows. */
#define SHOWN_MAX 40u

/* Where the last c stands; s.size: nowhere. */
static size_t
find_last(struct slice s, char c)
{
	size_t at = s.size;

	while (at > 0 && s.data[at - 1] != (uint8_t)c)
		at--;
	return at > 0 ? at - 1 : s.size;
}

/* Neither blanks nor what stands between and around addresses in a header. */
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
is_quoted(struct slice s)
{
	return s.size > 2 && s.data[0] == '"' && s.data[s.size - 1] == '"';
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
	size_t at = find_last(s, '@');
	struct slice account = slice_sub(s, 0, at);

	return (is_plain(account) || is_quoted(account)) &&
	       (at == s.size || is_domain(slice_skip(s, at + 1)));
}

/* What stands in angle brackets at the end, or ahead of a comment, or all. */
static struct slice
without_name(struct slice s)
{
	size_t angle = find_last(s, '<'), comment = find_last(s, '(');

	if (angle < s.size && s.data[s.size - 1] == '>')
		return slice_trim(slice_sub(s, angle + 1, s.size - angle - 2));
	if (comment < s.size && s.data[s.size - 1] == ')')
		return slice_trim(slice_sub(s, 0, comment));
	return s;
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

struct slice
addresses_first(struct slice addresses)
{
	bool quoted = false;

	for (size_t i = 0; i < addresses.size; i++) {
		if (addresses.data[i] == '\\' && quoted)
			i++;
		else if (addresses.data[i] == '"')
			quoted = !quoted;
		else if (addresses.data[i] == ',' && !quoted)
			return slice_sub(addresses, 0, i);
	}
	return addresses;
}

bool
addresses_check(struct slice s, bool several, struct text *why)
{
	struct slice left = slice_trim(s);
	size_t count = 0;

	if (!template_check_line(s, why))
		return false;
	if (left.size == 0)
		return true;
	if (!several)
		return check_one(left, false, why);
	while (left.size > 0) {
		struct slice one = addresses_first(left);

		left = slice_skip(left, one.size + 1);
		one = slice_trim(one);
		if (one.size == 0) /* the letter leaves it out */
			continue;
		if (!check_one(one, true, why))
			return false;
		count++;
	}
	return count > 0 || check_one(slice_trim(s), true, why);
}
