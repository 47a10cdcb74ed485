/*
 * links - what is odd about a link, for a person to look at
 */
#include "core/show/links.h"

#include "core/base/ascii.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* What no browser makes part of an address; controls and blanks. */
static bool
ends_word(uint8_t byte)
{
	return byte <= ' ' || byte == '<' || byte == '>' || byte == '"';
}

/* The size of the first run of bytes that are (or are not) in set. */
static size_t
span(struct slice s, const char *set, bool inside)
{
	struct slice bytes = slice_from_string(set);
	size_t at = 0;

	while (at < s.size &&
	       (slice_find_byte(bytes, s.data[at]) < bytes.size) == inside)
		at++;
	return at;
}

/* ---- the host of a URL --------------------------------------------------- */

/* Bytes of "https:" at the start of url; 0: no scheme. */
static size_t
scheme_size(struct slice url)
{
	size_t at = 0;

	while (at < url.size &&
	       (ascii_is_letter(url.data[at]) ||
		   (at > 0 &&
		       (ascii_is_digit(url.data[at]) || url.data[at] == '+' ||
			   url.data[at] == '-' || url.data[at] == '.'))))
		at++;
	return at > 0 && at < url.size && url.data[at] == ':' ? at + 1 : 0;
}

static bool
is_one_of(struct slice word, const struct slice *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (slice_equal_nocase(word, words[i]))
			return true;
	return false;
}

/* Browsers take "https:host" and "https:\\\host" for "https://host". */
static bool
is_forgiving(struct slice scheme)
{
	static const struct slice schemes[] = {
	    {(const uint8_t *)"http:", 5},
	    {(const uint8_t *)"https:", 6},
	    {(const uint8_t *)"ftp:", 4},
	    {(const uint8_t *)"ws:", 3},
	    {(const uint8_t *)"wss:", 4},
	};

	return is_one_of(scheme, schemes, COUNT(schemes));
}

/* "user@host:port"; empty: there is none. */
static struct slice
authority(struct slice url)
{
	size_t scheme, slashes;

	url = slice_trim(url);
	scheme = scheme_size(url);
	slashes = span(slice_skip(url, scheme), "/\\", true);
	if (!is_forgiving(slice_sub(url, 0, scheme)) && slashes < 2)
		return (struct slice){NULL, 0};
	url = slice_skip(url, scheme + slashes);
	return slice_sub(url, 0, span(url, "/\\?# \t\r\n", false));
}

/* Where the host begins in an authority. */
static size_t
user_size(struct slice authority)
{
	size_t at = authority.size;

	while (at > 0 && authority.data[at - 1] != '@')
		at--;
	return at;
}

struct slice
link_host(struct slice url)
{
	struct slice host = authority(url);

	host = slice_skip(host, user_size(host));
	if (slice_starts_with(host, SLICE("["))) {
		host.size = slice_find_byte(host, ']');
		return slice_skip(host, 1);
	}
	host.size = slice_find_byte(host, ':');
	if (host.size > 0 && host.data[host.size - 1] == '.')
		host.size--;
	return host;
}

/* ---- the host that a text shows ------------------------------------------ */

/* The last label of host; all of it where there is no dot. */
static struct slice
last_label(struct slice host)
{
	size_t at = host.size;

	while (at > 0 && host.data[at - 1] != '.')
		at--;
	return slice_skip(host, at);
}

/*
 * Is it a domain and not the name of a file?  Two letters are a country, but
 * for those that are known better as something else.
 */
static bool
is_top_domain(struct slice label)
{
	static const struct slice files[] = {
	    {(const uint8_t *)"ai", 2},
	    {(const uint8_t *)"db", 2},
	    {(const uint8_t *)"gz", 2},
	    {(const uint8_t *)"js", 2},
	    {(const uint8_t *)"md", 2},
	    {(const uint8_t *)"pl", 2},
	    {(const uint8_t *)"ps", 2},
	    {(const uint8_t *)"py", 2},
	    {(const uint8_t *)"sh", 2},
	    {(const uint8_t *)"so", 2},
	};
	static const struct slice common[] = {
	    {(const uint8_t *)"com", 3},
	    {(const uint8_t *)"net", 3},
	    {(const uint8_t *)"org", 3},
	    {(const uint8_t *)"edu", 3},
	    {(const uint8_t *)"gov", 3},
	    {(const uint8_t *)"mil", 3},
	    {(const uint8_t *)"biz", 3},
	    {(const uint8_t *)"info", 4},
	    {(const uint8_t *)"online", 6},
	    {(const uint8_t *)"shop", 4},
	    {(const uint8_t *)"bank", 4},
	};

	if (label.size == 2)
		return ascii_is_letter(label.data[0]) &&
		       ascii_is_letter(label.data[1]) &&
		       !is_one_of(label, files, COUNT(files));
	return is_one_of(label, common, COUNT(common));
}

/* Letters, digits, '-', '.' and what is over ASCII, no empty label. */
static bool
is_domain(struct slice word)
{
	bool dot = true;

	for (size_t i = 0; i < word.size; i++) {
		uint8_t byte = word.data[i];

		if (byte == '.' && dot)
			return false;
		if (byte != '.' && byte != '-' && byte < 0x80 &&
		    !ascii_is_letter(byte) && !ascii_is_digit(byte))
			return false;
		dot = byte == '.';
	}
	return !dot && slice_find_byte(word, '.') < word.size;
}

static struct slice
shown_host_of(struct slice word)
{
	struct slice host = link_host(word);

	if (scheme_size(word) > 0 && host.size > 0)
		return is_domain(host) ? host : (struct slice){NULL, 0};
	host = slice_sub(word, 0, span(word, "/?#:", false));
	while (host.size > 0 &&
	       slice_find_byte(SLICE(".,;!)"), host.data[host.size - 1]) < 5)
		host.size--;
	if (!is_domain(host))
		return (struct slice){NULL, 0};
	if (slice_starts_with_nocase(host, SLICE("www.")) ||
	    is_top_domain(last_label(host)))
		return host;
	return (struct slice){NULL, 0};
}

struct slice
link_shown_host(struct slice shown)
{
	size_t at = 0, from;

	while (at < shown.size) {
		struct slice host;

		from = at;
		while (at < shown.size && !ends_word(shown.data[at]) &&
		       shown.data[at] != '(')
			at++;
		host = shown_host_of(slice_sub(shown, from, at - from));
		if (host.size > 0)
			return host;
		at++;
	}
	return (struct slice){NULL, 0};
}

/* ---- comparing the two --------------------------------------------------- */

/* "co" and the like, which countries put ahead of their own label. */
static bool
is_second_level(struct slice label)
{
	static const struct slice labels[] = {
	    {(const uint8_t *)"ac", 2},
	    {(const uint8_t *)"co", 2},
	    {(const uint8_t *)"com", 3},
	    {(const uint8_t *)"edu", 3},
	    {(const uint8_t *)"go", 2},
	    {(const uint8_t *)"gob", 3},
	    {(const uint8_t *)"gov", 3},
	    {(const uint8_t *)"ne", 2},
	    {(const uint8_t *)"net", 3},
	    {(const uint8_t *)"or", 2},
	    {(const uint8_t *)"org", 3},
	};

	return is_one_of(label, labels, COUNT(labels));
}

/* What somebody registered: the last two labels, or three for "co.uk". */
static struct slice
registered(struct slice host)
{
	struct slice last = last_label(host), ahead, second, third;

	if (last.size == host.size)
		return host;
	ahead = slice_sub(host, 0, host.size - last.size - 1);
	second = last_label(ahead);
	if (second.size < ahead.size && last.size == 2 &&
	    is_second_level(second)) {
		ahead.size -= second.size + 1;
		third = last_label(ahead);
		return slice_skip(host, ahead.size - third.size);
	}
	return slice_skip(host, ahead.size - second.size);
}

static bool
is_address(struct slice host)
{
	if (host.size == 0)
		return false;
	if (slice_find_byte(host, ':') < host.size)
		return true;
	for (size_t i = 0; i < host.size; i++)
		if (!ascii_is_digit(host.data[i]) && host.data[i] != '.')
			return slice_starts_with_nocase(host, SLICE("0x"));
	return true;
}

static bool
is_script(struct slice url)
{
	static const struct slice schemes[] = {
	    {(const uint8_t *)"javascript:", 11},
	    {(const uint8_t *)"vbscript:", 9},
	    {(const uint8_t *)"data:", 5},
	};

	url = slice_trim(url);
	return is_one_of(
	    slice_sub(url, 0, scheme_size(url)), schemes, COUNT(schemes));
}

static bool
has_punycode(struct slice host)
{
	for (size_t i = 0; i < host.size; i++)
		if ((i == 0 || host.data[i - 1] == '.') &&
		    slice_starts_with_nocase(
			slice_skip(host, i), SLICE("xn--")))
			return true;
	return false;
}

/* ---- mailboxes --------------------------------------------------------- */

/* The first word of s with a '@' in it, without what stands around it. */
static struct slice
mailbox_in(struct slice s)
{
	size_t at = slice_find_byte(s, '@'), from = at, end = at;

	while (from > 0 && !ends_word(s.data[from - 1]) &&
	       slice_find_byte(SLICE("(:'[,;"), s.data[from - 1]) == 6)
		from--;
	while (end < s.size && !ends_word(s.data[end]) &&
	       slice_find_byte(SLICE(")'],;?"), s.data[end]) == 6)
		end++;
	while (end > at && s.data[end - 1] == '.')
		end--;
	if (from == at || end <= at + 1)
		return (struct slice){NULL, 0};
	return slice_sub(s, from, end - from);
}

static bool
is_other_mailbox(struct slice url, struct slice shown)
{
	struct slice mailbox, told;

	url = slice_trim(url);
	if (!slice_starts_with_nocase(url, SLICE("mailto:")))
		return false;
	mailbox = mailbox_in(slice_skip(url, 7));
	told = mailbox_in(shown);
	return mailbox.size > 0 && told.size > 0 &&
	       slice_find_byte(mailbox, '%') == mailbox.size &&
	       !slice_equal_nocase(mailbox, told);
}

unsigned
link_oddities(struct slice url, struct slice shown)
{
	struct slice host = link_host(url), told = link_shown_host(shown);
	unsigned oddities = 0;

	if (host.size > 0 && told.size > 0 &&
	    !slice_equal_nocase(registered(host), registered(told)))
		oddities |= LINK_OTHER_HOST;
	if (user_size(authority(url)) > 0)
		oddities |= LINK_USER;
	if (is_address(host))
		oddities |= LINK_NUMBER;
	if (has_punycode(host))
		oddities |= LINK_PUNYCODE;
	if (is_script(url))
		oddities |= LINK_SCRIPT;
	if (slice_find_byte(host, '%') < host.size)
		oddities |= LINK_ESCAPED;
	if (is_other_mailbox(url, shown))
		oddities |= LINK_OTHER_MAILBOX;
	return oddities;
}

/* ---- addresses in plain text --------------------------------------------- */

static bool
begins_address(struct slice s)
{
	return slice_starts_with_nocase(s, SLICE("http://")) ||
	       slice_starts_with_nocase(s, SLICE("https://")) ||
	       slice_starts_with_nocase(s, SLICE("www."));
}

bool
link_next(struct slice text, size_t *at, struct slice *url_r)
{
	size_t from, end;

	for (from = *at; from < text.size; from++) {
		uint8_t byte = text.data[from] | 0x20;

		if ((byte != 'h' && byte != 'w') ||
		    (from > 0 && ascii_is_letter(text.data[from - 1])) ||
		    !begins_address(slice_skip(text, from)))
			continue;
		end = from;
		while (end < text.size && !ends_word(text.data[end]))
			end++;
		*at = end;
		/* A full stop behind it ends the sentence, not the address. */
		while (
		    slice_find_byte(SLICE(".,;:!?)'"), text.data[end - 1]) < 8)
			end--;
		*url_r = slice_sub(text, from, end - from);
		return true;
	}
	*at = text.size;
	return false;
}
