/*
 * request - one line from the server
 */
#include "core/protocol/request.h"

#include <string.h>

#include "core/base/quoted.h"

static bool
is_blank(uint8_t c)
{
	return c == ' ' || c == '\t';
}

static bool
is_line_end(uint8_t c)
{
	return c == '\n' || c == '\r';
}

static struct slice
skip_blanks(struct slice s)
{
	while (s.size > 0 && is_blank(s.data[0])) {
		s.data++;
		s.size--;
	}
	return s;
}

/* Cut the first word off *rest. */
static struct slice
take_word(struct slice *rest)
{
	struct slice word = {rest->data, 0};

	while (word.size < rest->size && !is_blank(rest->data[word.size]))
		word.size++;
	rest->data += word.size;
	rest->size -= word.size;
	*rest = skip_blanks(*rest);
	return word;
}

/* Cut the number off *rest; the reason it is none, or NULL. */
static const char *
take_token(struct slice *rest, struct slice *token_r)
{
	struct slice token = {rest->data, 0};

	while (token.size < rest->size && rest->data[token.size] >= '0' &&
	       rest->data[token.size] <= '9')
		token.size++;
	if (token.size == 0)
		return "the line does not begin with a number";
	if (token.size < rest->size && !is_blank(rest->data[token.size]))
		return "no blank follows the number";
	if (token.size > REQUEST_TOKEN_MAX)
		return "the number has too many digits";
	rest->data += token.size;
	rest->size -= token.size;
	*rest = skip_blanks(*rest);
	*token_r = token;
	return NULL;
}

/* All commands we know have three or four letters: one comparison each. */
static enum request_kind
command_kind(struct slice command)
{
	uint32_t word = 0;

	if (command.size < 3 || command.size > 4)
		return REQUEST_UNKNOWN;
	/* Clearing bit 5 folds letters to upper case.  It folds some other
	 * bytes too, but none of them onto a letter. */
	for (size_t i = 0; i < command.size; i++)
		word = word << 8 | (command.data[i] & 0xDFu);
	switch (word) {
	case 'F' << 24 | 'I' << 16 | 'L' << 8 | 'E':
		return REQUEST_FILE;
	case 'I' << 24 | 'N' << 16 | 'T' << 8 | 'F':
		return REQUEST_INTF;
	case 'Q' << 24 | 'U' << 16 | 'I' << 8 | 'T':
		return REQUEST_QUIT;
	case 'K' << 16 | 'E' << 8 | 'Y':
		return REQUEST_KEY;
	default:
		return REQUEST_UNKNOWN;
	}
}

/* What stands behind the number is ignored: a later server may say more. */
static const char *
parse_version(struct slice parameters, uint32_t *version_r)
{
	uint32_t version = 0;
	struct slice word = take_word(&parameters);

	if (word.size == 0)
		return "INTF without a version";
	for (size_t i = 0; i < word.size; i++) {
		uint32_t digit = (uint32_t)word.data[i] - '0';

		if (digit > 9)
			return "the version of INTF is not a number";
		if (version > (UINT32_MAX - digit) / 10)
			version = UINT32_MAX;
		else
			version = version * 10 + digit;
	}
	*version_r = version;
	return NULL;
}

static const char *
decode_path(struct slice quoted, char *path_buffer, struct slice *path_r)
{
	size_t size, consumed;
	enum quoted_result result;

	result = quoted_decode(
	    quoted, path_buffer, REQUEST_PATH_MAX, &size, &consumed);
	if (result == QUOTED_TOO_LONG)
		return "the file name is too long";
	if (result != QUOTED_OK)
		return quoted_result_text(result);
	if (consumed < quoted.size)
		return "something follows the quoted file name";
	*path_r = (struct slice){(const uint8_t *)path_buffer, size};
	return NULL;
}

static void
copy_with_slashes(struct slice name, char *path_buffer)
{
	for (size_t i = 0; i < name.size; i++)
		path_buffer[i] =
		    name.data[i] == '\\' ? '/' : (char)name.data[i];
}

static const char *
parse_path(struct slice name, char *path_buffer, struct slice *path_r)
{
	struct slice path = name;

	if (name.size > 0 && name.data[0] == '"') {
		const char *reason = decode_path(name, path_buffer, &path);

		if (reason != NULL)
			return reason;
	} else if (name.size > REQUEST_PATH_MAX) {
		return "the file name is too long";
	} else if (name.size > 0 &&
		   memchr(name.data, '\\', name.size) != NULL) {
		copy_with_slashes(name, path_buffer);
		path.data = (const uint8_t *)path_buffer;
	}
	if (path.size == 0)
		return "FILE without a name";
	if (memchr(path.data, '\0', path.size) != NULL)
		return "a NUL byte in the file name";
	*path_r = path;
	return NULL;
}

static const char *
parse_parameters(
    struct slice parameters, char *path_buffer, struct request *request)
{
	switch (request->kind) {
	case REQUEST_FILE:
		return parse_path(parameters, path_buffer, &request->path);
	case REQUEST_INTF:
		return parse_version(parameters, &request->version);
	default: /* of QUIT and KEY nothing is used */
		return NULL;
	}
}

void
request_parse(struct slice line, char *path_buffer, struct request *request_r)
{
	bool too_long = line.size > REQUEST_LINE_MAX;

	*request_r = (struct request){.kind = REQUEST_EMPTY};
	while (line.size > 0 && (is_line_end(line.data[line.size - 1]) ||
				    is_blank(line.data[line.size - 1])))
		line.size--;
	line = skip_blanks(line);
	if (line.size == 0)
		return;
	request_r->reason = take_token(&line, &request_r->token);
	if (request_r->reason != NULL) {
		request_r->kind = REQUEST_MALFORMED;
		return;
	}
	request_r->command = take_word(&line);
	request_r->kind = command_kind(request_r->command);
	if (request_r->kind == REQUEST_UNKNOWN)
		return;
	if (too_long)
		request_r->reason = "the line is too long";
	else
		request_r->reason =
		    parse_parameters(line, path_buffer, request_r);
	if (request_r->reason != NULL)
		request_r->kind = REQUEST_BAD;
}
