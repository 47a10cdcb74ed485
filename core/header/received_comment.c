/*
 * received_comment - what servers write into the comments of Received
 *
 *     (mail.example.com [192.0.2.1])             sendmail, Postfix, Google
 *     ([192.0.2.1]:5432 helo=mail)               Exim
 *     (HELO mail) (user@192.0.2.1)               qmail
 *     (account bob@example.com HELO mail)        CommuniGate Pro
 *     (Authenticated sender: bob)                Postfix
 *     (AUTH: PLAIN bob, TLS: TLS1.2,256bits)     Courier
 *     (version=TLS1_3 cipher=... bits=256/256)   sendmail, Google, Exchange
 *     (qmail 123 invoked by uid 0)
 */
#include "core/header/received_comment.h"

#include "core/base/ipv4.h"
#include "core/header/lexical.h"

/* ---- addresses --------------------------------------------------------- */

/* Bytes of the dotted quad that s begins with, or 0. */
static size_t
quad_size(struct slice s)
{
	uint8_t octets[4];

	return ipv4_read(s, octets);
}

static bool
is_hex_digit(uint8_t c)
{
	c = ascii_lower(c);
	return ascii_is_digit(c) || (c >= 'a' && c <= 'f');
}

/*
 * An IPv6 address by its look (RFC 4291 2.2): groups of up to four digits, of
 * which there are eight, or less with one "::".
 */
static bool
is_ipv6(struct slice s)
{
	unsigned groups = 0, gaps = 0;
	size_t digits = 0;

	for (size_t i = 0; i < s.size; i++) {
		if (is_hex_digit(s.data[i])) {
			groups += digits == 0;
			if (++digits > 4)
				return false;
			continue;
		}
		if (s.data[i] == '.' && digits > 0 && groups > 0 &&
		    quad_size(slice_skip(s, i - digits)) ==
			s.size - (i - digits)) {
			groups++;
			break;
		}
		if (s.data[i] != ':')
			return false;
		gaps += i > 0 && s.data[i - 1] == ':';
		digits = 0;
	}
	return (groups == 8 && gaps == 0) || (groups < 8 && gaps == 1);
}

/* An address alone, perhaps with its port, zone or tag. */
static bool
read_address(struct slice s, struct slice *address_r)
{
	size_t quad;

	if (slice_starts_with_nocase(s, SLICE("IPv6:")))
		s = slice_skip(s, 5);
	quad = quad_size(s);
	if (quad > 0) {
		uint8_t behind = quad < s.size ? s.data[quad] : 0;

		*address_r = slice_sub(s, 0, quad);
		return quad == s.size || behind == ':' || behind == '/' ||
		       behind == '[' || (behind == '.' && quad + 1 == s.size);
	}
	s.size = slice_find_byte(s, '%');
	*address_r = s;
	return is_ipv6(s);
}

/* "user@host": the host. */
static struct slice
behind_at(struct slice word)
{
	size_t at = word.size;

	while (at > 0 && word.data[at - 1] != '@')
		at--;
	return slice_skip(word, at);
}

bool
received_address(
    struct slice word, struct slice *address_r, struct slice *name_r)
{
	size_t open = slice_find_byte(word, '[');
	struct slice inside = slice_skip(word, open + 1);
	size_t close = slice_find_byte(inside, ']');

	*name_r = word;
	if (open < word.size && close < inside.size &&
	    read_address(slice_sub(inside, 0, close), address_r)) {
		name_r->size = open;
		return true;
	}
	if (!read_address(behind_at(word), address_r))
		return false;
	name_r->size = 0;
	return true;
}

/* ---- words ------------------------------------------------------------- */

static bool
parts_words(uint8_t c)
{
	return ascii_is_space(c) || c == ',' || c == ';' || c == '(' ||
	       c == ')';
}

static bool
next_word(struct slice *rest, struct slice *word_r)
{
	struct slice s = *rest;
	size_t start = 0, end;

	while (start < s.size && parts_words(s.data[start]))
		start++;
	for (end = start; end < s.size && !parts_words(s.data[end]);)
		end++;
	*word_r = slice_sub(s, start, end - start);
	*rest = slice_skip(s, end);
	return end > start;
}

static bool
is_word(struct slice word, struct slice name)
{
	return word.size == name.size && slice_equal_nocase(word, name);
}

static bool
is_any(struct slice word, const struct slice *names, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (is_word(word, names[i]))
			return true;
	return false;
}
#define IS_ANY(word, names)                                                    \
	is_any((word), (names), sizeof(names) / sizeof((names)[0]))

static void
set(struct slice *slice, struct slice value)
{
	if (slice->size == 0)
		*slice = value;
}

/* "TLSv1.2", "TLS1_3:...", "SSL"; not "ssl.example.com". */
static bool
is_protocol(struct slice word)
{
	uint8_t behind = word.size > 3 ? word.data[3] : 0;

	return (slice_starts_with_nocase(word, SLICE("TLS")) ||
		   slice_starts_with_nocase(word, SLICE("SSL"))) &&
	       (behind == 0 || behind == 'v' || behind == 'V' ||
		   behind == '_' || behind == ':' || ascii_is_digit(behind));
}

static bool
says_encrypted(struct slice word)
{
	if (slice_starts_with_nocase(word, SLICE("version=")))
		word = slice_skip(word, 8);
	else if (slice_starts_with_nocase(word, SLICE("cipher=")))
		return word.size > 7 &&
		       !is_word(slice_skip(word, 7), SLICE("NONE"));
	return is_protocol(word);
}

/* ---- one comment ------------------------------------------------------- */

struct reader {
	struct received_comments *comments;
	bool of_from;
	size_t index; /* of the word */
	struct slice before, before_that;
	struct slice reverse; /* if an address follows */
};

/* The name that may stand ahead of an address: no "user@", no dot behind. */
static struct slice
host_name(struct slice word)
{
	word = behind_at(word);
	if (word.size > 0 && word.data[word.size - 1] == '.')
		word.size--;
	if (is_word(word, SLICE("unknown")) || is_word(word, SLICE("verified")))
		word.size = 0;
	return word;
}

/* "HELO name", "helo=name".  True: the word is done with. */
static bool
take_helo(struct reader *reader, struct slice word)
{
	static const struct slice keywords[] = {
	    SLICE("HELO"), SLICE("EHLO"), SLICE("LHLO")};

	if (IS_ANY(reader->before, keywords)) {
		set(&reader->comments->helo, word);
		return true;
	}
	if (slice_starts_with_nocase(word, SLICE("helo=")) ||
	    slice_starts_with_nocase(word, SLICE("ehlo="))) {
		set(&reader->comments->helo, slice_skip(word, 5));
		return true;
	}
	return IS_ANY(word, keywords);
}

static bool
take_user(struct reader *reader, struct slice word)
{
	struct received_comments *comments = reader->comments;
	static const struct slice ahead[] = {SLICE("sender:"), SLICE("as"),
	    SLICE("user"), SLICE("user:"), SLICE("username")};

	if (is_word(reader->before, SLICE("account")) && reader->index == 1) {
		comments->authenticated = true;
		set(&comments->user, word);
		return true;
	}
	if (is_word(reader->before_that, SLICE("AUTH:")) ||
	    (comments->authenticated && IS_ANY(reader->before, ahead))) {
		set(&comments->user, word);
		return true;
	}
	if ((is_word(word, SLICE("authenticated")) &&
		!is_word(reader->before, SLICE("not"))) ||
	    is_word(word, SLICE("AUTH:")) || is_word(word, SLICE("smtp-auth")))
		comments->authenticated = true;
	return false;
}

static void
take_address(struct reader *reader, struct slice word)
{
	struct received_comments *comments = reader->comments;
	struct slice address, name;
	bool found = received_address(word, &address, &name);

	if (reader->index == 0)
		reader->reverse = host_name(name);
	/* "(root@localhost)" without an address: sendmail of that machine. */
	if (!found && reader->index == 0 &&
	    slice_find_byte(word, '@') < word.size &&
	    is_word(behind_at(word), SLICE("localhost")))
		comments->local = true;
	if (!found || comments->address.size > 0)
		return;
	comments->address = address;
	set(&comments->reverse, reader->reverse);
}

static void
take_word(struct reader *reader, struct slice word)
{
	struct received_comments *comments = reader->comments;
	bool first = reader->index == 1;

	if (says_encrypted(word))
		comments->encrypted = true;
	if ((first && is_word(reader->before, SLICE("from"))) ||
	    is_word(word, SLICE("userid")) ||
	    (is_word(reader->before, SLICE("invoked")) &&
		is_word(word, SLICE("by"))))
		comments->local = true;
	if (take_user(reader, word))
		return;
	if (reader->of_from && !take_helo(reader, word))
		take_address(reader, word);
	/* "(qmail 123 invoked from network[192.0.2.1/unknown])" and
	 * "(ofmipd 192.0.2.1)" */
	else if (!reader->of_from &&
		 (slice_starts_with_nocase(word, SLICE("network[")) ||
		     is_word(reader->before, SLICE("ofmipd"))))
		take_address(reader, word);
}

void
received_comment(
    struct slice text, bool of_from, struct received_comments *comments)
{
	struct reader reader = {.comments = comments, .of_from = of_from};
	struct slice word;

	while (next_word(&text, &word)) {
		take_word(&reader, word);
		reader.before_that = reader.before;
		reader.before = word;
		reader.index++;
	}
}
