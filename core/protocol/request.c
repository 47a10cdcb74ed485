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

/* Pointers, so that the compiler keeps no slice in memory: this is half of what
 * the reader does. */
static struct slice
skip_blanks(struct slice s)
{
	const uint8_t *at = s.data, *end = at + s.size;

	while (at < end && is_blank(*at))
		at++;
	return (struct slice){at, (size_t)(end - at)};
}

/* Cut the first word off *rest. */
static struct slice
take_word(struct slice *rest)
{
	const uint8_t *from = rest->data, *at = from, *end = at + rest->size;

	while (at < end && !is_blank(*at))
		at++;
	*rest = skip_blanks((struct slice){at, (size_t)(end - at)});
	return (struct slice){from, (size_t)(at - from)};
}

/* Cut the number off *rest; the reason it is none, or NULL. */
static const char *
take_token(struct slice *rest, struct slice *token_r)
{
	const uint8_t *from = rest->data, *at = from, *end = at + rest->size;

	while (at < end && (unsigned)*at - '0' <= 9)
		at++;
	if (at == from)
		return "the line does not begin with a number";
	if (at < end && !is_blank(*at))
		return "no blank follows the number";
	if (at - from > (ptrdiff_t)REQUEST_TOKEN_MAX)
		return "the number has too many digits";
	*rest = skip_blanks((struct slice){at, (size_t)(end - at)});
	*token_r = (struct slice){from, (size_t)(at - from)};
	return NULL;
}

/* Clearing bit 5 folds letters to upper case.  It folds some other bytes too,
 * but none of them onto a letter. */
static bool
is_word(const uint8_t letters[4], const char *word)
{
	uint32_t folded, wanted;

	memcpy(&folded, letters, 4);
	memcpy(&wanted, word, 4);
	return (folded & 0xDFDFDFDFu) == wanted;
}

/* FILE and a blank: what nearly every line goes on with. */
static bool
is_file_command(struct slice line)
{
	return line.size > 4 && is_blank(line.data[4]) &&
	       is_word(line.data, "FILE");
}

/* All commands we know have three or four letters: one comparison each. */
static enum request_kind
command_kind(struct slice command)
{
	uint8_t letters[4] = {0};

	if (command.size < 3 || command.size > 4)
		return REQUEST_UNKNOWN;
	memcpy(letters, command.data, 3);
	if (command.size == 4)
		letters[3] = command.data[3];
	if (is_word(letters, "FILE"))
		return REQUEST_FILE;
	if (is_word(letters, "INTF"))
		return REQUEST_INTF;
	if (is_word(letters, "QUIT"))
		return REQUEST_QUIT;
	/* A fourth byte may be one that folds to nothing at all. */
	return command.size == 3 && is_word(letters, "KEY") ? REQUEST_KEY
							    : REQUEST_UNKNOWN;
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
	if (is_file_command(line)) {
		request_r->command = (struct slice){line.data, 4};
		request_r->kind = REQUEST_FILE;
		line = skip_blanks(slice_skip(line, 5));
	} else {
		request_r->command = take_word(&line);
		request_r->kind = command_kind(request_r->command);
	}
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
