/*
 * url - a link in normal form
 */
#include "core/canonical/url.h"

#include <string.h>

#include "core/base/ascii.h"

/* ---- the scheme -------------------------------------------------------------
 */

/* Bytes of "https:"; 0: none. */
static size_t
scheme_size(struct slice url)
{
	size_t at = 0;

	while (at < url.size && at < 16 &&
	       (ascii_is_letter(url.data[at]) ||
		   (at > 0 && (ascii_is_digit(url.data[at]) ||
				  url.data[at] == '+' || url.data[at] == '-'))))
		at++;
	return at > 0 && at < url.size && url.data[at] == ':' ? at + 1 : 0;
}

struct scheme {
	struct slice name;
	enum url_kind kind;
};

static enum url_kind
kind_of(struct slice scheme)
{
	static const struct scheme schemes[] = {
	    {SLICE("http:"), URL_WEB},
	    {SLICE("https:"), URL_WEB},
	    {SLICE("ftp:"), URL_WEB},
	    {SLICE("hxxp:"), URL_WEB},
	    {SLICE("hxxps:"), URL_WEB},
	    {SLICE("mailto:"), URL_MAIL},
	    {SLICE("tel:"), URL_PHONE},
	    {SLICE("sms:"), URL_PHONE},
	    {SLICE("callto:"), URL_PHONE},
	    {SLICE("cid:"), URL_CONTENT},
	    {SLICE("data:"), URL_DATA},
	    {SLICE("javascript:"), URL_SCRIPT},
	    {SLICE("vbscript:"), URL_SCRIPT},
	};

	for (size_t i = 0; i < sizeof(schemes) / sizeof(*schemes); i++)
		if (slice_equal_nocase(scheme, schemes[i].name))
			return schemes[i].kind;
	return URL_NONE;
}

/* ---- host and port ------------------------------------------------------- */

static bool
is_slash(uint8_t c)
{
	return c == '/' || c == '\\';
}

/* "user@host:port" at the start of s. */
static struct slice
take_authority(struct slice *s)
{
	size_t end = 0;
	struct slice authority;

	while (end < s->size && !is_slash(s->data[end]) &&
	       s->data[end] != '?' && s->data[end] != '#')
		end++;
	authority = slice_sub(*s, 0, end);
	*s = slice_skip(*s, end);
	return authority;
}

static struct slice
drop_user(struct slice authority, unsigned *odd)
{
	for (size_t at = authority.size; at > 0; at--)
		if (authority.data[at - 1] == '@') {
			*odd |= URL_USER;
			return slice_skip(authority, at);
		}
	return authority;
}

/* The port behind the host is taken off. */
static void
drop_port(struct slice *host, unsigned *odd)
{
	size_t at = host->size;

	while (at > 0 && ascii_is_digit(host->data[at - 1]))
		at--;
	if (at == 0 || host->data[at - 1] != ':')
		return;
	*host = slice_sub(*host, 0, at - 1);
	*odd |= URL_PORT;
}

/* ---- what is written ----------------------------------------------------- */

struct writing {
	uint8_t *out;
	size_t size;
	unsigned odd;
};

static void
put(struct writing *writing, struct slice s)
{
	if (s.size > 0)
		memcpy(writing->out + writing->size, s.data, s.size);
	writing->size += s.size;
}

/* RFC 3986, section 2.3: escapes of these mean the same. */
static bool
is_unreserved(int c)
{
	return c >= 0 &&
	       (ascii_is_letter((uint8_t)c) || ascii_is_digit((uint8_t)c) ||
		   c == '-' || c == '.' || c == '_' || c == '~');
}

/* The byte that is escaped at at; -1: none. */
static int
escaped(struct slice s, size_t at)
{
	int high, low;

	if (s.data[at] != '%' || s.size - at < 3)
		return -1;
	high = ascii_hex_value(s.data[at + 1]);
	low = ascii_hex_value(s.data[at + 2]);
	return high < 0 || low < 0 ? -1 : high << 4 | low;
}

/* Bytes at the beginning of s that are written as they are, whatever stands
 * around them: most of a link. */
static size_t
plain_run(struct slice s)
{
	static const bool special[256] = {
	    [0 ... ' '] = true,
	    ['#'] = true,
	    ['%'] = true,
	    ['?'] = true,
	    ['\\'] = true,
	    [0x7F] = true,
	};
	size_t size = 0;

	while (size < s.size && !special[s.data[size]])
		size++;
	return size;
}

/* What stands at at; how many bytes it is. */
static size_t
put_special(struct writing *writing, struct slice s, size_t at, bool query)
{
	uint8_t c = s.data[at];
	int byte = escaped(s, at);

	if (is_unreserved(byte)) {
		writing->out[writing->size++] = (uint8_t)byte;
		writing->odd |= URL_ESCAPED;
		return 3;
	}
	if (c > ' ' && c != 0x7F)
		writing->out[writing->size++] = c == '\\' && !query ? '/' : c;
	return 1;
}

/* Path and query, up to the fragment. */
static void
put_path(struct writing *writing, struct slice s)
{
	bool query = false;
	size_t at = 0, run;

	while (at < s.size && s.data[at] != '#') {
		if (writing->size >= URL_MAX) {
			writing->odd |= URL_LONG;
			return;
		}
		query |= s.data[at] == '?';
		run = plain_run(slice_sub(s, at, URL_MAX - writing->size));
		put(writing, slice_sub(s, at, run));
		at += run > 0 ? run : put_special(writing, s, at, query);
	}
}

static struct slice
first_part(struct slice path)
{
	size_t end = 0;

	path = slice_skip(path, 1);
	while (
	    end < path.size && path.data[end] != '/' && path.data[end] != '?')
		end++;
	return slice_sub(path, 0, end);
}

static bool
write_url(struct slice scheme, struct slice host, struct slice path,
    struct arena *arena, struct canonical_link *link, unsigned *odd)
{
	uint8_t *out =
	    arena_alloc(arena, scheme.size + 2 + host.size + 1 + URL_MAX + 1);
	struct writing writing = {out, 0, 0};
	size_t host_at, path_at;

	if (out == NULL)
		return false;
	/* "hxxp:" is how one writes a link that is not to be clicked. */
	for (size_t i = 0; i < scheme.size; i++) {
		uint8_t c = ascii_lower(scheme.data[i]);

		out[writing.size++] = c == 'x' ? 't' : c;
	}
	put(&writing, SLICE("//"));
	host_at = writing.size;
	put(&writing, host);
	path_at = writing.size;
	if (path.size == 0 || !is_slash(path.data[0]))
		put(&writing, SLICE("/"));
	put_path(&writing, path);
	if (!arena_resize_last(arena, out, writing.size))
		return false;
	link->url = (struct slice){out, writing.size};
	link->host = slice_sub(link->url, host_at, host.size);
	link->path = first_part(slice_skip(link->url, path_at));
	*odd |= writing.odd;
	return true;
}

/* ---- the whole ----------------------------------------------------------- */

static bool
read_web(struct slice scheme, struct slice rest, struct arena *arena,
    struct canonical_link *link, unsigned *odd)
{
	uint8_t name[DOMAIN_HOST_MAX];
	struct slice host, normal = {name, 0};
	unsigned host_odd;

	while (rest.size > 0 && is_slash(rest.data[0]))
		rest = slice_skip(rest, 1);
	host = drop_user(take_authority(&rest), odd);
	drop_port(&host, odd);
	normal.size = host_normal(host, name, &host_odd);
	*odd |= host_odd;
	if (normal.size == 0 ||
	    !write_url(scheme, normal, rest, arena, link, odd))
		return false;
	link->domain =
	    (host_odd & HOST_ADDRESS) != 0 ? link->host : domain_of(link->host);
	if (link->domain.size == 0)
		link->domain = link->host;
	if (url_inner(link->url).size > 0)
		*odd |= URL_INNER;
	return true;
}

enum url_kind
url_read(struct slice written, bool bare, struct arena *arena,
    struct canonical_link *link_r, struct slice *rest_r, unsigned *odd_r)
{
	struct slice scheme;
	enum url_kind kind;

	*link_r = (struct canonical_link){.hidden = false};
	*odd_r = 0;
	written = slice_trim(written);
	scheme = slice_sub(written, 0, scheme_size(written));
	*rest_r = slice_skip(written, scheme.size);
	kind = kind_of(scheme);
	if (kind == URL_NONE &&
	    (bare || slice_starts_with(written, SLICE("//")))) {
		kind = URL_WEB;
		scheme = SLICE("http:");
		*rest_r = written;
	}
	if (kind == URL_WEB && !read_web(scheme, *rest_r, arena, link_r, odd_r))
		return URL_NONE;
	return kind;
}

struct slice
url_inner(struct slice url)
{
	size_t at = slice_find_byte(url, '?');
	struct slice rest = slice_skip(url, at);
	size_t plain = slice_find(rest, SLICE("http"));

	if (plain == rest.size)
		return (struct slice){NULL, 0};
	rest = slice_skip(rest, plain);
	if (slice_starts_with(rest, SLICE("http://")) ||
	    slice_starts_with(rest, SLICE("https://")) ||
	    slice_starts_with_nocase(rest, SLICE("http%3a")) ||
	    slice_starts_with_nocase(rest, SLICE("https%3a")))
		return rest;
	return (struct slice){NULL, 0};
}
