/*
 * fuzz_request - any bytes as a line from the server
 *
 * Whatever comes in: a token is digits of the line, a path is whole and fits
 * where it is kept, and the kind goes with what was filled in.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/check.h"
#include "core/protocol/request.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool
lies_in(struct slice inner, const uint8_t *data, size_t size)
{
	return inner.data >= data && inner.size <= size &&
	       (size_t)(inner.data - data) <= size - inner.size;
}

static void
check_path(
    const struct request *request, struct slice line, const char *path_buffer)
{
	struct slice path = request->path;

	CHECK(path.size > 0 && path.size <= REQUEST_PATH_MAX);
	CHECK(lies_in(path, line.data, line.size) ||
	      path.data == (const uint8_t *)path_buffer);
	CHECK(memchr(path.data, '\0', path.size) == NULL);
}

static void
check_token(const struct request *request, struct slice line)
{
	bool has_none = request->kind == REQUEST_EMPTY ||
			request->kind == REQUEST_MALFORMED;

	CHECK((request->token.size == 0) == has_none);
	CHECK(request->token.size <= REQUEST_TOKEN_MAX);
	for (size_t i = 0; i < request->token.size; i++)
		CHECK(request->token.data[i] >= '0' &&
		      request->token.data[i] <= '9');
	if (!has_none)
		CHECK(lies_in(request->token, line.data, line.size));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	/* On the heap, so that one byte too many is seen. */
	char *path_buffer = malloc(REQUEST_PATH_MAX + 1);
	struct slice line = {data, size};
	struct request request;

	CHECK(path_buffer != NULL);
	request_parse(line, path_buffer, &request);
	check_token(&request, line);
	CHECK(
	    (request.reason != NULL) ==
	    (request.kind == REQUEST_BAD || request.kind == REQUEST_MALFORMED));
	if (request.kind == REQUEST_FILE)
		check_path(&request, line, path_buffer);
	else
		CHECK(request.path.size == 0);
	CHECK(request.version == 0 || request.kind == REQUEST_INTF);
	free(path_buffer);
	return 0;
}
