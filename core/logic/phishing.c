/*
 * phishing - lists of hosts that are imitated, and of links that may
 */
#include "core/logic/phishing.h"

#include "core/base/ascii.h"

#define FIELDS_MAX 4u

/* ---- lines ------------------------------------------------------------- */

static size_t
split(struct slice line, struct slice fields[FIELDS_MAX])
{
	size_t count = 0;

	for (;;) {
		size_t at = 0;

		while (at < line.size && line.data[at] != ':')
			at +=
			    line.data[at] == '\\' && at + 1 < line.size ? 2 : 1;
		if (count == FIELDS_MAX)
			return FIELDS_MAX + 1;
		fields[count++] = slice_sub(line, 0, at);
		if (at >= line.size)
			return count;
		line = slice_skip(line, at + 1);
	}
}

static bool
parse_levels(struct slice field, struct phishing_rule *rule)
{
	size_t dash = slice_find_byte(field, '-');
	struct slice most = slice_skip(field, dash + 1);

	if (!slice_to_u64(slice_sub(field, 0, dash), &rule->level_min))
		return false;
	return most.size == 0 || slice_to_u64(most, &rule->level_max);
}

static const struct {
	char letter;
	bool allow;
	enum phishing_kind kind;
	size_t fields; /* behind the letter */
} kinds[] = {
    {'H', false, PHISHING_HOST, 1},
    {'R', false, PHISHING_SHOWN, 1},
    {'M', true, PHISHING_PAIR, 2},
    {'X', true, PHISHING_PAIR_REGEX, 2},
    {'Y', true, PHISHING_REAL_REGEX, 1},
};

static bool
refuse(const char **reason_r, const char *reason)
{
	*reason_r = reason;
	return false;
}

bool
phishing_parse(struct slice line, bool allow, struct phishing_rule *rule_r,
    const char **reason_r)
{
	struct slice fields[FIELDS_MAX] = {{NULL, 0}};
	size_t count = split(line, fields), kind = 0, wanted;

	*rule_r = (struct phishing_rule){.level_max = UINT64_MAX};
	while (
	    kind < sizeof(kinds) / sizeof(kinds[0]) &&
	    (fields[0].size != 1 || fields[0].data[0] != kinds[kind].letter ||
		kinds[kind].allow != allow))
		kind++;
	if (kind == sizeof(kinds) / sizeof(kinds[0]))
		return refuse(reason_r, allow ? "it begins with none of M, X, Y"
					      : "it begins with none of H, R");
	wanted = 1 + kinds[kind].fields;
	if (count < wanted || count > wanted + 1)
		return refuse(reason_r, "it has too few or too many fields");
	if (count > wanted && !parse_levels(fields[wanted], rule_r))
		return refuse(reason_r, "its level is no number and no range");
	rule_r->kind = kinds[kind].kind;
	rule_r->first = fields[1];
	if (kinds[kind].fields == 2)
		rule_r->second = fields[2];
	if (rule_r->first.size == 0 ||
	    (kinds[kind].fields == 2 && rule_r->second.size == 0))
		return refuse(reason_r, "a host or expression is empty");
	return true;
}

/* ---- URLs -------------------------------------------------------------- */

static bool
is_host_byte(uint8_t c)
{
	return ascii_is_letter(c) || ascii_is_digit(c) || c == '-' ||
	       c == '.' || c == '_' || c >= 0x80;
}

/* host[:port][/?#...], or nothing of the kind. */
static bool
take_host(struct slice rest, struct phishing_url *url_r)
{
	size_t end = 0, size;

	while (end < rest.size && is_host_byte(rest.data[end]))
		end++;
	if (end < rest.size && rest.data[end] != ':' && rest.data[end] != '/' &&
	    rest.data[end] != '?' && rest.data[end] != '#')
		return false;
	for (size = end; size > 0 && rest.data[size - 1] == '.'; size--)
		;
	url_r->host = slice_sub(rest, 0, size);
	return size > 0;
}

/* "https://", in any case; 0: none. */
static size_t
scheme_size(struct slice url, struct phishing_url *url_r)
{
	static const struct slice schemes[] = {
	    {(const uint8_t *)"http://", 7},
	    {(const uint8_t *)"https://", 8},
	    {(const uint8_t *)"ftp://", 6},
	    {(const uint8_t *)"//", 2},
	};

	for (size_t i = 0; i < sizeof(schemes) / sizeof(schemes[0]); i++)
		if (slice_starts_with_nocase(url, schemes[i])) {
			url_r->secure = i == 1;
			url_r->plain = i == 0;
			return schemes[i].size;
		}
	url_r->plain = true;
	return 0;
}

/* A name before a colon, unless digits follow: a port, then. */
static bool
has_other_scheme(struct slice url)
{
	size_t colon = slice_find_byte(url, ':');
	size_t slash = slice_find_byte(url, '/');

	return colon < slash &&
	       (colon + 1 >= url.size || !ascii_is_digit(url.data[colon + 1]));
}

/* user:password@ ahead of the host, as browsers skip it. */
static struct slice
skip_user(struct slice rest)
{
	size_t end = 0, at = 0;
	bool found = false;

	while (end < rest.size && rest.data[end] != '/' &&
	       rest.data[end] != '?' && rest.data[end] != '#') {
		if (rest.data[end] == '@') {
			found = true;
			at = end;
		}
		end++;
	}
	return found ? slice_skip(rest, at + 1) : rest;
}

bool
phishing_real(struct slice url, struct phishing_url *url_r)
{
	size_t scheme;

	*url_r = (struct phishing_url){.secure = false};
	url = slice_trim(url);
	scheme = scheme_size(url, url_r);
	if (scheme == 0 && has_other_scheme(url))
		return false;
	if (!take_host(skip_user(slice_skip(url, scheme)), url_r))
		return false;
	/* Without a scheme it is a path, unless it looks like a host. */
	return scheme > 0 ||
	       slice_find_byte(url_r->host, '.') < url_r->host.size;
}

static bool
is_wrapping(uint8_t c)
{
	return c == '"' || c == '\'' || c == '(' || c == ')' || c == '<' ||
	       c == '>' || c == '[' || c == ']' || c == ',' || c == ';';
}

/* UTF-8 of U+00A0 is a blank to a reader, too. */
static struct slice
without_blanks(struct slice text, uint8_t *buffer)
{
	size_t size = 0;

	for (size_t i = 0; i < text.size && size < PHISHING_SHOWN_MAX; i++) {
		if (text.data[i] == 0xC2 && i + 1 < text.size &&
		    text.data[i + 1] == 0xA0)
			i++;
		else if (text.data[i] > ' ')
			buffer[size++] = text.data[i];
	}
	return (struct slice){buffer, size};
}

/* "visit:", ahead of a host. */
static struct slice
skip_words(struct slice s)
{
	size_t colon = slice_find_byte(s, ':');

	if (colon < s.size &&
	    slice_find_byte(slice_sub(s, 0, colon), '.') == colon)
		return slice_skip(s, colon + 1);
	return s;
}

bool
phishing_shown(struct slice text, uint8_t *buffer, struct phishing_url *url_r)
{
	struct slice s = without_blanks(text, buffer);
	size_t mark;

	*url_r = (struct phishing_url){.secure = false};
	while (s.size > 0 && is_wrapping(s.data[0]))
		s = slice_skip(s, 1);
	while (s.size > 0 && is_wrapping(s.data[s.size - 1]))
		s.size--;
	/* Words may stand ahead of it: "see http://..." */
	mark = slice_find(s, SLICE("://"));
	if (mark < s.size) {
		url_r->secure =
		    mark >= 5 && slice_equal_nocase(
				     slice_sub(s, mark - 5, 5), SLICE("https"));
		s = slice_skip(s, mark + 3);
	}
	url_r->plain = !url_r->secure;
	return take_host(skip_words(s), url_r) &&
	       slice_find_byte(url_r->host, '.') < url_r->host.size;
}

bool
phishing_below(struct slice host, struct slice domain)
{
	size_t ahead;

	if (host.size < domain.size)
		return false;
	ahead = host.size - domain.size;
	return slice_equal_nocase(slice_skip(host, ahead), domain) &&
	       (ahead == 0 || host.data[ahead - 1] == '.');
}
