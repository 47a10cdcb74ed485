/*
 * link_find - where links, domains and addresses stand in a text
 *
 * Pairs of bytes that a link, a domain or an address has in it are looked for;
 * the word around one is what may be it.
 */
#include "core/canonical/link_find.h"

#include "core/base/ascii.h"
#include "core/canonical/host.h"

/* ":/", ".c", "@c", and "[." for "example[.]com". */
void
link_clues(struct bytes_pairs *clues_r)
{
	*clues_r = (struct bytes_pairs){{0}, {0}, {0}, {0}, {0}, {0}};
	bytes_pairs_add(clues_r, 0, ':', '/');
	for (unsigned c = 'a'; c <= 'z'; c++) {
		bytes_pairs_add(clues_r, 1, '.', (uint8_t)c);
		bytes_pairs_add(clues_r, 1, '.', (uint8_t)(c & ~0x20u));
		bytes_pairs_add(clues_r, 2, '@', (uint8_t)c);
		bytes_pairs_add(clues_r, 2, '@', (uint8_t)(c & ~0x20u));
	}
	for (unsigned c = '0'; c <= '9'; c++)
		bytes_pairs_add(clues_r, 2, '@', (uint8_t)c);
	for (const char *c = ".dD"; *c != '\0'; c++) {
		bytes_pairs_add(clues_r, 3, '[', (uint8_t)*c);
		bytes_pairs_add(clues_r, 3, '(', (uint8_t)*c);
	}
}

/* ---- words --------------------------------------------------------------- */

static bool
is_host_byte(uint8_t c)
{
	return ascii_is_letter(c) || ascii_is_digit(c) || c == '-' ||
	       c == '.' || c == '_' || c >= 0x80;
}

static bool
is_local_byte(uint8_t c)
{
	return is_host_byte(c) || c == '+' || c == '=' || c == '&' || c == '\'';
}

/* What may stand in a URL that no blank ends. */
static bool
is_url_byte(uint8_t c)
{
	return c > ' ' && c != '<' && c != '>' && c != '"' && c != 0x7F &&
	       c != '`' && c != '|' && c != '{' && c != '}';
}

static size_t
back(struct slice s, size_t at, size_t floor, bool (*inside)(uint8_t))
{
	while (at > floor && inside(s.data[at - 1]))
		at--;
	return at;
}

static size_t
forth(struct slice s, size_t at, bool (*inside)(uint8_t))
{
	while (at < s.size && inside(s.data[at]))
		at++;
	return at;
}

/* Signs that end a sentence, not an address. */
static size_t
drop_signs(struct slice s, size_t from, size_t to)
{
	while (to > from &&
	       slice_find_byte(SLICE(".,;:!?)]'*_-~="), s.data[to - 1]) < 14)
		to--;
	return to;
}

/* ---- what a word is ------------------------------------------------------ */

/* Countries whose letters are mostly the endings of file names, or of words
 * that no blank follows. */
static bool
is_file_ending(struct slice host)
{
	static const struct slice endings[] = {SLICE("py"), SLICE("pl"),
	    SLICE("sh"), SLICE("md"), SLICE("so"), SLICE("ps"), SLICE("cc"),
	    SLICE("rs"), SLICE("zip"), SLICE("mov"), SLICE("java"), SLICE("is"),
	    SLICE("it"), SLICE("in"), SLICE("my"), SLICE("to"), SLICE("at"),
	    SLICE("be"), SLICE("am"), SLICE("as"), SLICE("no"), SLICE("do"),
	    SLICE("me"), SLICE("us")};
	size_t at = host.size;

	while (at > 0 && host.data[at - 1] != '.')
		at--;
	host = slice_skip(host, at);
	for (size_t i = 0; i < sizeof(endings) / sizeof(*endings); i++)
		if (slice_equal(host, endings[i]))
			return true;
	return false;
}

/* "end.Next": a sentence that no blank follows. */
static bool
is_next_word(struct slice word)
{
	size_t at = word.size;

	while (at > 0 && word.data[at - 1] != '.')
		at--;
	return word.size - at > 1 && ascii_is_letter(word.data[at]) &&
	       (word.data[at] & 0x20) == 0 && (word.data[at + 1] & 0x20) != 0;
}

/* A domain that nobody called one: its suffix must be known. */
static bool
is_bare_domain(struct slice word, bool has_path)
{
	uint8_t name[DOMAIN_HOST_MAX];
	struct slice host = {name, 0};
	unsigned odd;

	if (word.size > DOMAIN_HOST_MAX)
		return false;
	host.size = host_normal(word, name, &odd);
	if (host.size == 0 || (odd & HOST_ADDRESS) != 0)
		return false;
	if (slice_starts_with(host, SLICE("www.")))
		return true;
	return !is_next_word(word) && (has_path || !is_file_ending(host)) &&
	       domain_is_known(host);
}

/* The URL whose "://" begins at colon. */
static bool
take_url(struct slice s, size_t colon, size_t floor, size_t *at,
    struct slice *written_r)
{
	size_t from = colon, to;

	while (from > floor && colon - from < 6 &&
	       ascii_is_letter(s.data[from - 1]))
		from--;
	to = forth(s, colon + 1, is_url_byte);
	*at = to;
	to = drop_signs(s, colon, to);
	if (from == colon || to < colon + 4)
		return false;
	*written_r = slice_sub(s, from, to - from);
	return true;
}

/* The domain with a dot at dot, and its path. */
static bool
take_domain(struct slice s, size_t dot, size_t floor, size_t *at,
    struct slice *written_r)
{
	size_t from = back(s, dot, floor, is_host_byte), to, end;

	to = forth(s, dot, is_host_byte);
	*at = to;
	to = drop_signs(s, dot, to);
	end = to;
	if (end < s.size && s.data[end] == '/') {
		*at = forth(s, end, is_url_byte);
		end = drop_signs(s, end, *at);
	}
	if (from == dot ||
	    !is_bare_domain(slice_sub(s, from, to - from), end > to))
		return false;
	*written_r = slice_sub(s, from, end - from);
	return true;
}

/* ---- dots in disguise ---------------------------------------------------- */

/* Bytes of "[.]", "(dot)" and the like at at; 0: none. */
static size_t
masked_dot(struct slice s, size_t at)
{
	static const char *const masks[] = {"[.]", "(.)", "[dot]", "(dot)"};

	for (size_t i = 0; i < sizeof(masks) / sizeof(*masks); i++)
		if (slice_starts_with_nocase(
			slice_skip(s, at), slice_from_string(masks[i])))
			return slice_from_string(masks[i]).size;
	return 0;
}

/* The domain with a masked dot at mask, in room as it is meant. */
static bool
take_masked(struct slice s, size_t mask, size_t floor, size_t *at,
    uint8_t room[DOMAIN_HOST_MAX], struct slice *written_r)
{
	size_t from = back(s, mask, floor, is_host_byte), size = 0, to = from;

	while (to < s.size && size < DOMAIN_HOST_MAX) {
		size_t dot = masked_dot(s, to);

		if (dot == 0 && !is_host_byte(s.data[to]))
			break;
		room[size++] = dot == 0 ? s.data[to] : '.';
		to += dot == 0 ? 1 : dot;
	}
	*at = to > mask ? to : mask + 1;
	*written_r = (struct slice){room, size};
	return masked_dot(s, mask) > 0 && from < mask &&
	       is_bare_domain(*written_r, false);
}

/* ---- one after the other ------------------------------------------------- */

static bool
take_address(struct slice s, size_t sign, size_t floor, size_t *at,
    struct slice *written_r)
{
	size_t from = back(s, sign, floor, is_local_byte);
	size_t to = forth(s, sign + 1, is_host_byte);

	*at = to;
	to = drop_signs(s, sign + 1, to);
	if (from == sign || to == sign + 1 ||
	    slice_find_byte(slice_sub(s, sign + 1, to - sign - 1), '.') ==
		to - sign - 1)
		return false;
	*written_r = slice_sub(s, from, to - from);
	return true;
}

/* "ann.smith@example.net": where its sign is; 0: no address comes. */
static size_t
sign_behind(struct slice s, size_t dot)
{
	size_t end = forth(s, dot, is_local_byte);

	return end < s.size && s.data[end] == '@' ? end : 0;
}

static bool
take(struct slice s, size_t clue, size_t floor, size_t *at,
    struct link_found *found_r)
{
	size_t sign;

	found_r->address = s.data[clue] == '@';
	found_r->masked = s.data[clue] == '[' || s.data[clue] == '(';
	if (found_r->masked)
		return take_masked(
		    s, clue, floor, at, found_r->room, &found_r->written);
	if (s.data[clue] == ':')
		return take_url(s, clue, floor, at, &found_r->written);
	if (found_r->address)
		return take_address(s, clue, floor, at, &found_r->written);
	sign = sign_behind(s, clue);
	if (sign == 0)
		return take_domain(s, clue, floor, at, &found_r->written);
	*at = sign;
	return false;
}

bool
link_find(const struct bytes_pairs *clues, struct slice s, size_t *at,
    struct link_found *found_r)
{
	size_t floor = *at;

	while (*at < s.size) {
		size_t clue = bytes_find_pair(s.data, s.size, *at, clues);

		if (clue == s.size)
			break;
		*at = clue + 1;
		if (take(s, clue, floor, at, found_r))
			return true;
	}
	*at = s.size;
	return false;
}
