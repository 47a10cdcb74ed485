/*
 * fuzz_response - any bytes as the text of an answer
 *
 * The law: one line, ended by its only LF, at most RESPONSE_MAX bytes, the
 * token echoed, the quotes balanced; and the string, un-quoted, is the text as
 * a slow and plain twin cleans it, or the front of that when it was cut.
 *
 * Input: one byte for the word, one for the token's length and with_ok, text.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/check.h"
#include "core/base/quoted.h"
#include "core/base/text.h"
#include "core/protocol/request.h"
#include "core/protocol/response.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What response.h promises to make of text, byte by byte. */
static size_t
clean(struct slice text, char *out)
{
	size_t size = 0, column = 0;

	while (text.size > 0) {
		uint8_t c = text.data[0];
		size_t length = c < 0x80 ? 1 : text_utf8_length(text);
		bool end = c == '\n' || c == '\r';

		if (end) {
			if (size > 0 && out[size - 1] != '\n')
				out[size++] = '\n';
			column = 0;
		} else if (length == 0 || c == '\0') {
			length = 1;
			if (column < RESPONSE_FIELD_MAX)
				out[size++] = '?', column++;
		} else if (length <= RESPONSE_FIELD_MAX - column) {
			memcpy(out + size, text.data, length);
			size += length;
			column += length;
		}
		text = slice_skip(text, length);
	}
	return size > 0 && out[size - 1] == '\n' ? size - 1 : size;
}

/* The longest text may lose: an escape, an owed line end, a character. */
#define CUT_MAX 8u

static void
check_quoted(struct slice string, struct slice text, size_t line_size)
{
	char *expected = malloc(text.size + 1);
	char decoded[RESPONSE_MAX];
	size_t expected_size, size, consumed;

	CHECK(expected != NULL);
	expected_size = clean(text, expected);
	CHECK(quoted_decode(string, decoded, sizeof(decoded), &size,
		  &consumed) == QUOTED_OK);
	CHECK(consumed == string.size);
	CHECK(size <= expected_size);
	CHECK(size == 0 || memcmp(decoded, expected, size) == 0);
	if (size < expected_size)
		CHECK(line_size > RESPONSE_MAX - CUT_MAX);
	free(expected);
}

/* rest: the line behind "<token> ", without its LF. */
static void
check_answer(const struct answer *answer, bool with_ok, struct slice text,
    struct slice rest, size_t line_size)
{
	static const char *const words[] = {
	    "OK", "ADDHEADER ", "ERROR ", "DISCARD", "REJECTED ", "FAILURE"};
	struct slice word = slice_from_string(words[answer->word]);
	struct slice tail = SLICE(" OK");

	if (answer->word == ANSWER_ADDHEADER &&
	    slice_equal(rest, SLICE("OK"))) {
		for (size_t i = 0; i < text.size; i++)
			CHECK(text.data[i] == '\n' || text.data[i] == '\r');
		return;
	}
	CHECK(slice_starts_with(rest, word));
	rest = slice_skip(rest, word.size);
	if (answer->word == ANSWER_ADDHEADER && with_ok) {
		CHECK(rest.size > tail.size);
		CHECK(
		    slice_equal(slice_skip(rest, rest.size - tail.size), tail));
		rest.size -= tail.size;
	}
	if (word.data[word.size - 1] == ' ')
		check_quoted(rest, text, line_size);
	else
		CHECK(rest.size == 0);
}

static void
check_line(const char *line, size_t size, struct slice token)
{
	CHECK(size > 0 && size <= RESPONSE_MAX);
	CHECK(memchr(line, '\n', size) == line + size - 1);
	CHECK(memchr(line, '\r', size) == NULL);
	CHECK(memchr(line, '\0', size) == NULL);
	CHECK(size > token.size && memcmp(line, token.data, token.size) == 0);
	CHECK(line[token.size] == ' ');
}

static void
check_information(struct slice text, char *line)
{
	size_t size = response_information(text, line);

	check_line(line, size, SLICE("*"));
	for (size_t i = 0; i + 1 < size; i++)
		CHECK((uint8_t)line[i] >= 0x20 && line[i] != 0x7F);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct answer answer = {ANSWER_OK, {NULL, 0}, {NULL, 0}};
	struct slice token = SLICE("12345678901234567890123456789012");
	struct slice text;
	char *line;
	bool with_ok;
	size_t line_size;

	if (size < 2)
		return 0;
	text = (struct slice){data + 2, size - 2};
	answer.word = data[0] % (ANSWER_FAILURE + 1);
	answer.headers = text;
	answer.report = text;
	token.size = 1 + data[1] % REQUEST_TOKEN_MAX;
	with_ok = data[1] >= 128;
	line = malloc(RESPONSE_MAX);
	CHECK(line != NULL);
	line_size = response_answer(&answer, token, with_ok, line);
	check_line(line, line_size, token);
	check_answer(&answer, with_ok, text,
	    (struct slice){(const uint8_t *)line + token.size + 1,
		line_size - token.size - 2},
	    line_size);
	check_information(text, line);
	free(line);
	return 0;
}
