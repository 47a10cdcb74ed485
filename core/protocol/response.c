/*
 * response - a verdict as one line to the server
 */
#include "core/protocol/response.h"

#include <stdio.h>
#include <string.h>

#include "core/base/check.h"
#include "core/base/text.h"
#include "core/protocol/request.h"

/* One character of text: what it is written as. */
struct piece {
	char bytes[4];
	size_t size; /* as written */
};

/* A text on its way into the line. */
struct quoter {
	char *out;
	size_t at;
	size_t end;    /* one past the last byte that text may take */
	size_t column; /* bytes of text since the last line end */
	bool line_end; /* one is owed before the next character */
	bool any;
	bool full;
};

static size_t
put_literal(char *out, size_t at, struct slice literal)
{
	memcpy(out + at, literal.data, literal.size);
	return at + literal.size;
}

/*
 * s begins with a character that is no line end: what stands for it, and in
 * *taken_r how many bytes of s it takes.
 */
static struct piece
next_piece(struct slice s, size_t *taken_r)
{
	uint8_t c = s.data[0];
	struct piece piece = {{(char)c}, 1};

	*taken_r = 1;
	if (c >= 0x80) {
		size_t length = text_utf8_length(s);

		if (length == 0)
			return (struct piece){{'?'}, 1};
		memcpy(piece.bytes, s.data, length);
		piece.size = length;
		*taken_r = length;
	} else if (c == '"' || c == '\\') {
		piece = (struct piece){{'\\', (char)c}, 2};
	} else if (c == '\t') {
		piece = (struct piece){{'\\', 't'}, 2};
	} else if (c == '\0') {
		piece = (struct piece){{'?'}, 1};
	} else if (c < 0x20 || c == 0x7F) {
		piece.bytes[0] = '\\';
		piece.bytes[1] = (char)('0' + c / 100);
		piece.bytes[2] = (char)('0' + c / 10 % 10);
		piece.bytes[3] = (char)('0' + c % 10);
		piece.size = 4;
	}
	return piece;
}

static void
put_piece(struct quoter *quoter, const struct piece *piece, size_t taken)
{
	size_t owed = quoter->line_end ? 2 : 0;

	if (quoter->line_end)
		quoter->column = 0;
	if (taken > RESPONSE_FIELD_MAX - quoter->column)
		return;
	if (piece->size + owed > quoter->end - quoter->at) {
		quoter->full = true;
		return;
	}
	if (owed > 0)
		quoter->at = put_literal(quoter->out, quoter->at, SLICE("\\e"));
	memcpy(quoter->out + quoter->at, piece->bytes, piece->size);
	quoter->at += piece->size;
	quoter->column += taken;
	quoter->line_end = false;
	quoter->any = true;
}

/* Bytes at the front of s that stand for themselves. */
static size_t
plain_run(struct slice s)
{
	size_t size = 0;

	while (size < s.size && s.data[size] >= 0x20 && s.data[size] < 0x7F &&
	       s.data[size] != '"' && s.data[size] != '\\')
		size++;
	return size;
}

/*
 * Most text is plain: copy as much of a run as line and answer have room for.
 * The bytes that were dealt with; 0: the slow way must look at the next one.
 */
static size_t
put_plain(struct quoter *quoter, struct slice s)
{
	size_t room = quoter->end - quoter->at, run;

	if (quoter->line_end)
		return 0;
	if (room > RESPONSE_FIELD_MAX - quoter->column)
		room = RESPONSE_FIELD_MAX - quoter->column;
	run = plain_run(slice_sub(s, 0, room));
	memcpy(quoter->out + quoter->at, s.data, run);
	quoter->at += run;
	quoter->column += run;
	quoter->any |= run > 0;
	return run;
}

/* Write text at out + at, its quotes not included; the end of what was
 * written, at most end. */
static size_t
put_text(struct slice text, char *out, size_t at, size_t end)
{
	struct quoter quoter = {.out = out, .at = at, .end = end};

	while (text.size > 0 && !quoter.full) {
		size_t taken = 1;

		if (text.data[0] == '\n' || text.data[0] == '\r') {
			quoter.line_end = quoter.any;
		} else {
			taken = put_plain(&quoter, text);
			if (taken == 0) {
				struct piece piece = next_piece(text, &taken);

				put_piece(&quoter, &piece, taken);
			}
		}
		text.data += taken;
		text.size -= taken;
	}
	return quoter.at;
}

/* <word> "<text>"<tail> */
static size_t
put_quoted(struct slice word, struct slice text, struct slice tail, char *out,
    size_t at)
{
	at = put_literal(out, at, word);
	out[at++] = '"';
	at = put_text(text, out, at, RESPONSE_MAX - tail.size);
	return put_literal(out, at, tail);
}

static size_t
put_token(struct slice token, char *out)
{
	CHECK(token.size > 0 && token.size <= REQUEST_TOKEN_MAX);
	/* Tokens are short: a loop beats the call of memcpy. */
	for (size_t i = 0; i < token.size; i++)
		out[i] = (char)token.data[i];
	out[token.size] = ' ';
	return token.size + 1;
}

/* True when text holds anything but line ends. */
static bool
has_text(struct slice text)
{
	size_t i = 0;

	while (i < text.size && (text.data[i] == '\n' || text.data[i] == '\r'))
		i++;
	return i < text.size;
}

static size_t
put_headers(struct slice headers, bool with_ok, char *out, size_t at)
{
	if (!has_text(headers))
		return put_literal(out, at, SLICE("OK\n"));
	return put_quoted(SLICE("ADDHEADER "), headers,
	    with_ok ? SLICE("\" OK\n") : SLICE("\"\n"), out, at);
}

struct slice
response_word(const struct answer *answer)
{
	switch (answer->word) {
	case ANSWER_OK:
		return SLICE("OK\n");
	case ANSWER_ADDHEADER:
		return has_text(answer->headers) ? (struct slice){NULL, 0}
						 : SLICE("OK\n");
	case ANSWER_DISCARD:
		return SLICE("DISCARD\n");
	case ANSWER_FAILURE:
		return SLICE("FAILURE\n");
	case ANSWER_ERROR:
	case ANSWER_REJECTED:
		break;
	}
	return (struct slice){NULL, 0};
}

size_t
response_answer(
    const struct answer *answer, struct slice token, bool with_ok, char *out)
{
	size_t at = put_token(token, out);

	switch (answer->word) {
	case ANSWER_OK:
		return put_literal(out, at, SLICE("OK\n"));
	case ANSWER_ADDHEADER:
		return put_headers(answer->headers, with_ok, out, at);
	case ANSWER_ERROR:
		return put_quoted(
		    SLICE("ERROR "), answer->report, SLICE("\"\n"), out, at);
	case ANSWER_DISCARD:
		return put_literal(out, at, SLICE("DISCARD\n"));
	case ANSWER_REJECTED:
		return put_quoted(
		    SLICE("REJECTED "), answer->report, SLICE("\"\n"), out, at);
	case ANSWER_FAILURE:
		return put_literal(out, at, SLICE("FAILURE\n"));
	}
	/* An enum that holds none of its values is memory gone wrong. */
	CHECK(false);
	return 0;
}

size_t
response_interface(struct slice token, uint32_t version, char *out)
{
	size_t at = put_token(token, out);
	int size = snprintf(out + at, RESPONSE_MAX - at, "INTF %u\n", version);

	CHECK(size > 0);
	return at + (size_t)size;
}

/* s without a UTF-8 sequence that its end cuts short. */
static size_t
whole_characters(const char *bytes, size_t size)
{
	size_t back = 0;
	struct slice tail;

	while (back < 3 && back < size &&
	       ((uint8_t)bytes[size - 1 - back] & 0xC0) == 0x80)
		back++;
	if (back == size || ((uint8_t)bytes[size - 1 - back] & 0x80) == 0)
		return size;
	tail =
	    (struct slice){(const uint8_t *)bytes + size - 1 - back, back + 1};
	return text_utf8_length(tail) == back + 1 ? size : size - 1 - back;
}

size_t
response_information(struct slice text, char *out)
{
	/* One byte is the NUL of the text, which the LF takes the place of. */
	struct text line = text_over(out, RESPONSE_MAX);

	text_put(&line, SLICE("* "));
	text_put_printable(&line, slice_trim(text), RESPONSE_MAX);
	if (line.truncated)
		line.size = whole_characters(out, line.size);
	out[line.size] = '\n';
	return line.size + 1;
}
