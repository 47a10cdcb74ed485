/*
 * received - one hop of a message's way
 *
 * One pass over words and comments.  A keyword begins a clause, the word behind
 * it is its value; what else stands there is looked at where it may be known.
 */
#include "core/header/received.h"

#include "core/header/lexical.h"
#include "core/header/received_comment.h"

enum clause {
	CLAUSE_NONE,
	CLAUSE_FROM,
	CLAUSE_BY,
	CLAUSE_VIA,
	CLAUSE_WITH,
	CLAUSE_ID,
	CLAUSE_FOR,
};

struct hop {
	struct slice s;
	size_t at;
	enum clause clause;
	bool expects_value;
	bool no_comment; /* a parenthesis that nothing closes was met */
	struct slice values[CLAUSE_FOR + 1];
	struct slice from_address; /* "from name [192.0.2.1] by" */
	struct received_comments comments;
	size_t date; /* where it may begin, if has_semicolon or has_weekday */
	bool has_semicolon;
	bool has_weekday;
};

/* ---- words ------------------------------------------------------------- */

static size_t
comment_end(struct hop *hop, size_t at)
{
	size_t end;

	if (hop->no_comment)
		return at;
	end = lexical_comment_end(hop->s, at, SIZE_MAX);
	if (end == at)
		hop->no_comment = true;
	return end;
}

/* "<a b@c>" is one word where a '>' ends it on the same line. */
static size_t
bracket_end(struct slice s, size_t at)
{
	for (size_t i = at + 1; i < s.size; i++) {
		if (s.data[i] == '>')
			return i + 1;
		if (s.data[i] == '<' || lexical_is_line_end(s.data[i]))
			break;
	}
	return at;
}

static size_t
word_end(struct hop *hop, size_t start)
{
	struct slice s = hop->s;
	size_t at = start;

	if (s.data[at] == '<')
		at = bracket_end(s, at);
	while (at < s.size && !ascii_is_space(s.data[at]) &&
	       s.data[at] != ';' &&
	       (at == start || s.data[at] != '(' || comment_end(hop, at) == at))
		at++;
	return at;
}

static enum clause
find_clause(struct slice word)
{
	static const struct slice names[] = {SLICE("from"), SLICE("by"),
	    SLICE("via"), SLICE("with"), SLICE("id"), SLICE("for")};

	for (unsigned i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (slice_equal_nocase(word, names[i]))
			return (enum clause)(i + 1);
	return CLAUSE_NONE;
}

/* Some servers write no semicolon: "id 123 Mon, 5 Jan 2004 ...". */
static bool
begins_date(struct slice word)
{
	static const struct slice days[] = {SLICE("Sun"), SLICE("Mon"),
	    SLICE("Tue"), SLICE("Wed"), SLICE("Thu"), SLICE("Fri"),
	    SLICE("Sat")};

	for (size_t i = 0; i < 7; i++)
		if (slice_starts_with_nocase(word, days[i]) &&
		    (word.size == 3 || word.data[3] == ','))
			return true;
	/* 2004-01-05 */
	return word.size == 10 && ascii_is_digit(word.data[0]) &&
	       word.data[4] == '-' && word.data[7] == '-';
}

/* ---- clauses ----------------------------------------------------------- */

/* "from name [192.0.2.1]"; Smail: "from name from [192.0.2.1]". */
static void
take_from_address(struct hop *hop, struct slice word)
{
	struct slice address, name;

	if (hop->from_address.size == 0 &&
	    received_address(word, &address, &name))
		hop->from_address = address;
}

static void
set_value(struct hop *hop, struct slice word)
{
	hop->expects_value = false;
	if (hop->values[hop->clause].size == 0) {
		hop->values[hop->clause] = word;
		return;
	}
	if (hop->clause == CLAUSE_FROM)
		take_from_address(hop, word);
	hop->clause = CLAUSE_NONE; /* a second one of its kind */
}

/* "with Microsoft SMTP Server": words up to the next keyword or comment. */
static void
go_on_with(struct hop *hop, struct slice word)
{
	struct slice *with = &hop->values[CLAUSE_WITH];
	uint8_t last = word.data[word.size - 1];

	if (last == ',' || ascii_is_digit(word.data[0]))
		hop->clause = CLAUSE_NONE;
	else
		with->size = (size_t)(word.data - with->data) + word.size;
}

static void
take_more(struct hop *hop, struct slice word)
{
	if (!hop->has_semicolon && !hop->has_weekday && begins_date(word)) {
		hop->has_weekday = true;
		hop->date = hop->at;
		hop->clause = CLAUSE_NONE;
	} else if (hop->clause == CLAUSE_WITH) {
		go_on_with(hop, word);
	} else if (hop->clause == CLAUSE_FROM) {
		take_from_address(hop, word);
	}
}

static void
take_word(struct hop *hop, struct slice word)
{
	enum clause clause = find_clause(word);

	/* "from by host": the client gave no name. */
	if (hop->expects_value &&
	    (clause == CLAUSE_NONE || hop->clause != CLAUSE_FROM ||
		clause != CLAUSE_BY)) {
		set_value(hop, word);
	} else if (clause != CLAUSE_NONE) {
		hop->clause = clause;
		hop->expects_value = true;
	} else {
		take_more(hop, word);
	}
}

static void
take_comment(struct hop *hop, size_t end)
{
	struct slice inside = slice_sub(hop->s, hop->at + 1, end - hop->at - 2);

	received_comment(inside, hop->clause == CLAUSE_FROM, &hop->comments);
	if (hop->clause == CLAUSE_FROM)
		hop->expects_value = false;
	else if (!hop->expects_value)
		hop->clause = CLAUSE_NONE;
}

static void
take_all(struct hop *hop)
{
	struct slice s = hop->s;

	while (hop->at < s.size) {
		uint8_t c = s.data[hop->at];
		size_t end = hop->at + 1;

		if (c == ';') {
			hop->clause = CLAUSE_NONE;
			hop->expects_value = false;
			hop->has_semicolon = true;
			hop->date = end;
		} else if (c == '(' && comment_end(hop, hop->at) > hop->at) {
			end = comment_end(hop, hop->at);
			take_comment(hop, end);
		} else if (!ascii_is_space(c)) {
			end = word_end(hop, hop->at);
			take_word(hop, slice_sub(s, hop->at, end - hop->at));
		}
		hop->at = end;
	}
}

/* ---- what it comes to -------------------------------------------------- */

/* Who the client is: by its own word, by name, by address. */
static void
read_client(const struct hop *hop, struct received *received)
{
	const struct received_comments *comments = &hop->comments;
	struct slice word = hop->values[CLAUSE_FROM], address, name = word;
	bool has_address = received_address(word, &address, &name);

	received->from = name.size > 0 ? name : word;
	received->address = comments->address;
	received->reverse = comments->reverse;
	if (received->address.size == 0)
		received->address = hop->from_address;
	if (received->address.size == 0 && has_address)
		received->address = address;
	if (comments->helo.size == 0)
		return;
	/* qmail and others put what the server knows first. */
	received->from = comments->helo;
	if (received->reverse.size == 0 && !(has_address && name.size == 0) &&
	    !slice_equal_nocase(name, SLICE("unknown")))
		received->reverse = name;
}

/* RFC 3848: what stands behind "...MTP" or "HTTP". */
static void
read_protocol(struct slice with, struct received *received)
{
	size_t at, end = slice_find_byte(with, '/');
	struct slice tail;

	if (slice_equal_nocase(with, SLICE("local")))
		received->local = true;
	if (slice_equal_nocase(with, SLICE("asmtp")))
		received->authenticated = true;
	with.size = end;
	for (at = 0; at + 2 <= with.size; at++)
		if (slice_starts_with_nocase(slice_skip(with, at), SLICE("TP")))
			break;
	tail = slice_skip(with, at + 2);
	if (slice_equal_nocase(tail, SLICE("S")) ||
	    slice_equal_nocase(tail, SLICE("SA")))
		received->encrypted = true;
	if (slice_equal_nocase(tail, SLICE("A")) ||
	    slice_equal_nocase(tail, SLICE("SA")))
		received->authenticated = true;
}

/* "<a@b>," */
static struct slice
without_brackets(struct slice s)
{
	size_t end;

	if (s.size > 0 && s.data[s.size - 1] == ',')
		s.size--;
	if (s.size == 0 || s.data[0] != '<')
		return s;
	s = slice_skip(s, 1);
	end = slice_find_byte(s, '>');
	return slice_sub(s, 0, end);
}

static void
read_comments(const struct hop *hop, struct received *received)
{
	const struct received_comments *comments = &hop->comments;

	received->user = comments->user;
	if (comments->authenticated || comments->user.size > 0)
		received->authenticated = true;
	if (comments->encrypted)
		received->encrypted = true;
	if (comments->local)
		received->local = true;
	if (received->address.size > 0)
		received->local = false;
}

bool
received_parse(struct slice value, struct received *received_r)
{
	struct hop hop = {.s = value};
	struct received received = {.has_date = false};
	const struct slice *values = hop.values;

	take_all(&hop);
	read_client(&hop, &received);
	received.by = values[CLAUSE_BY];
	received.with = values[CLAUSE_WITH].size > 0 ? values[CLAUSE_WITH]
						     : values[CLAUSE_VIA];
	received.id = values[CLAUSE_ID];
	received.recipient = without_brackets(values[CLAUSE_FOR]);
	read_protocol(received.with, &received);
	read_comments(&hop, &received);
	if (hop.has_semicolon || hop.has_weekday)
		received.has_date =
		    date_parse(slice_skip(value, hop.date), &received.date);
	*received_r = received;
	return received.from.size > 0 || received.by.size > 0 ||
	       received.address.size > 0 || received.local || received.has_date;
}
