/*
 * plain_scan - the speed of light: a helper without anything around it
 *
 * One thread; requests read in bulk, each file read into a kept buffer, its
 * MIME boundaries found by memmem, base64 decoded, raw and decoded bytes
 * matched against literals, one write for all answers of a batch.  No policy,
 * no limits, no deadlines, no logs: what the real helper costs above this is
 * the price of being one.
 *
 * usage: plain_scan [-bc] [-m access|raw|decoded] [-N literals] [-S seed]
 *                   [-f FILE]
 *
 *   -b   match by what the product takes for these literals; else all of them
 *        by Hyperscan, as the straight way is
 *   -c   say at QUIT how many bytes were matched, in an information line
 *   -f   literals of an .ndb file (those that are plain hexadecimal) instead of
 *        N random ones of 8 to 40 bytes
 */
#include <err.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bench/serve/random.h"
#include "core/protocol/request.h"
#include "core/protocol/response.h"
#include "simd/base64.h"
#include "simd/matcher.h"

enum mode { MODE_ACCESS, MODE_RAW, MODE_DECODED };

struct buffer {
	uint8_t *bytes;
	size_t room;
	size_t size;
};

struct plain {
	enum mode mode;
	enum matcher_backend backend;
	struct matcher *matcher;
	struct matcher_scratch *scratch;
	struct buffer file;
	struct buffer decoded;
	char path[REQUEST_PATH_MAX + 1];
	char path_buffer[REQUEST_PATH_MAX + 1];
	uint32_t interface_version;
	bool counts;
	uint64_t matched; /* bytes */
};

static void
make_room(struct buffer *buffer, size_t size)
{
	if (size <= buffer->room)
		return;
	buffer->room = size * 2;
	buffer->bytes = realloc(buffer->bytes, buffer->room);
	if (buffer->bytes == NULL)
		err(2, "no memory");
}

/* ---- literals ---------------------------------------------------------- */

struct literals {
	struct matcher_literal *items;
	size_t count;
	size_t room;
};

static void
add_literal(struct literals *literals, const uint8_t *bytes, uint32_t size)
{
	uint8_t *copy = malloc(size);

	if (literals->count == literals->room) {
		literals->room = literals->room * 2 + 1024;
		literals->items = reallocarray(
		    literals->items, literals->room, sizeof(*literals->items));
	}
	if (copy == NULL || literals->items == NULL)
		err(2, "no memory");
	memcpy(copy, bytes, size);
	literals->items[literals->count] = (struct matcher_literal){
	    .bytes = copy, .size = size, .id = (uint32_t)literals->count};
	literals->count++;
}

static void
add_random_literals(struct literals *literals, uint64_t count, uint64_t seed)
{
	for (; count > 0; count--) {
		uint8_t bytes[40];
		uint32_t size = 8 + (uint32_t)random_below(&seed, 33);

		for (uint32_t i = 0; i < size; i++)
			bytes[i] = (uint8_t)random_next(&seed);
		add_literal(literals, bytes, size);
	}
}

static int
hex_value(char c)
{
	const char *digits = "0123456789abcdef";
	const char *at = c == '\0' ? NULL : strchr(digits, c | 0x20);

	return at == NULL ? -1 : (int)(at - digits);
}

/* Plain hexadecimal up to the end of the line, else 0 bytes. */
static uint32_t
read_hex(const char *text, uint8_t *bytes, uint32_t room)
{
	uint32_t size = 0;

	for (; *text != '\0' && *text != '\n'; text += 2) {
		int high = hex_value(text[0]), low = hex_value(text[1]);

		if (high < 0 || low < 0 || size == room)
			return 0;
		bytes[size++] = (uint8_t)(high << 4 | low);
	}
	return size;
}

/* Name:TargetType:Offset:HexSignature */
static void
add_file_literals(struct literals *literals, const char *path)
{
	FILE *file = fopen(path, "r");
	char *line = NULL;
	size_t room = 0;

	if (file == NULL)
		err(2, "%s", path);
	while (getline(&line, &room, file) > 0) {
		uint8_t bytes[MATCHER_LITERAL_MAX];
		const char *hex = strrchr(line, ':');
		uint32_t size =
		    hex == NULL ? 0 : read_hex(hex + 1, bytes, sizeof(bytes));

		if (size > 0)
			add_literal(literals, bytes, size);
	}
	free(line);
	fclose(file);
}

static void
must(enum matcher_result result)
{
	if (result != MATCHER_OK)
		errx(2, "%s", matcher_result_text(result));
}

static void
compile(struct plain *plain, const struct literals *literals)
{
	void *image;
	size_t size;

	enum matcher_result result = matcher_compile(
	    plain->backend, literals->items, literals->count, &image, &size);

	if (result == MATCHER_UNSUPPORTED)
		result = matcher_compile(MATCHER_BEST, literals->items,
		    literals->count, &image, &size);
	must(result);
	must(matcher_open(image, size, &plain->matcher));
	must(matcher_scratch_grow(&plain->scratch, plain->matcher));
}

/* ---- one message ------------------------------------------------------- */

static bool
on_match(void *owner, uint32_t id, uint64_t end)
{
	(void)id;
	(void)end;
	*(bool *)owner = true;
	return true;
}

static bool
is_found(struct plain *plain, const uint8_t *data, size_t size)
{
	bool found = false;

	plain->matched += size;
	matcher_scan(
	    plain->matcher, plain->scratch, data, size, on_match, &found);
	return found;
}

static bool
read_file(struct plain *plain)
{
	struct stat status;
	int file = open(plain->path, O_RDONLY | O_CLOEXEC);
	ssize_t size = -1;

	if (file < 0)
		return false;
	if (fstat(file, &status) == 0 && S_ISREG(status.st_mode)) {
		make_room(&plain->file, (size_t)status.st_size + 1);
		size = read(file, plain->file.bytes, plain->file.room);
	}
	close(file);
	plain->file.size = size < 0 ? 0 : (size_t)size;
	return size >= 0;
}

/* The end of the header block that s begins with; s.size when it has none. */
static size_t
header_end(struct slice s)
{
	size_t lf = slice_find(s, SLICE("\n\n"));
	size_t crlf = slice_find(slice_sub(s, 0, lf), SLICE("\r\n\r\n"));

	if (crlf < lf)
		return crlf + 4;
	return lf < s.size ? lf + 2 : s.size;
}

static bool
scan_part(struct plain *plain, struct slice part)
{
	size_t body = header_end(part);
	struct slice header = slice_sub(part, 0, body);
	struct base64_result result;

	if (slice_find(header, SLICE("base64")) == header.size)
		return false;
	part = slice_skip(part, body);
	make_room(&plain->decoded, BASE64_ROOM(part.size));
	result = base64_decode(
	    part.data, part.size, BASE64_STOP_AT_PADDING, plain->decoded.bytes);
	return is_found(plain, plain->decoded.bytes, result.written);
}

/* "\n--" and the boundary that the header names; false: none. */
static bool
boundary_line(struct slice header, uint8_t line[80], size_t *size_r)
{
	struct slice key = SLICE("boundary=\"");
	struct slice rest =
	    slice_skip(header, slice_find(header, key) + key.size);
	size_t size = slice_find_byte(rest, '"');

	if (size == 0 || size == rest.size || size > 70)
		return false;
	memcpy(line, "\n--", 3);
	memcpy(line + 3, rest.data, size);
	*size_r = size + 3;
	return true;
}

static bool
scan_parts(struct plain *plain, struct slice message)
{
	uint8_t line[80];
	size_t body = header_end(message), line_size;
	struct slice rest = slice_skip(message, body), boundary;

	if (!boundary_line(slice_sub(message, 0, body), line, &line_size))
		return scan_part(plain, message);
	boundary = (struct slice){line, line_size};
	while (rest.size > 0) {
		size_t end = slice_find(rest, boundary);

		if (scan_part(plain, slice_sub(rest, 0, end)))
			return true;
		rest = slice_skip(rest, end + line_size);
	}
	return false;
}

static struct slice
without_envelope(struct slice file)
{
	bool is_queue_file = file.size > 2 && file.data[0] >= 'A' &&
			     file.data[0] <= 'Z' && file.data[1] == ' ';

	return is_queue_file ? slice_skip(file, header_end(file)) : file;
}

static enum answer_word
scan(struct plain *plain, struct slice path)
{
	struct slice message;

	memcpy(plain->path, path.data, path.size);
	plain->path[path.size] = '\0';
	if (!read_file(plain))
		return ANSWER_FAILURE;
	message = without_envelope(
	    (struct slice){plain->file.bytes, plain->file.size});
	if (plain->mode >= MODE_RAW &&
	    is_found(plain, message.data, message.size))
		return ANSWER_ERROR;
	if (plain->mode == MODE_DECODED && scan_parts(plain, message))
		return ANSWER_ERROR;
	return ANSWER_OK;
}

/* ---- the conversation -------------------------------------------------- */

static size_t
answer_request(struct plain *plain, const struct request *request, char *out)
{
	struct answer answer = {.word = ANSWER_FAILURE};

	switch (request->kind) {
	case REQUEST_EMPTY:
	case REQUEST_MALFORMED:
		return 0;
	case REQUEST_INTF:
		return response_interface(request->token,
		    request->version < RESPONSE_INTERFACE ? request->version
							  : RESPONSE_INTERFACE,
		    out);
	case REQUEST_FILE:
		answer.word = scan(plain, request->path);
		answer.report = SLICE("found");
		break;
	case REQUEST_KEY:
	case REQUEST_QUIT:
		answer.word = ANSWER_OK;
		break;
	case REQUEST_UNKNOWN:
	case REQUEST_BAD:
		break;
	}
	return response_answer(&answer, request->token, true, out);
}

static void
write_all(const char *bytes, size_t size)
{
	while (size > 0) {
		ssize_t written = write(STDOUT_FILENO, bytes, size);

		if (written <= 0)
			exit(0);
		bytes += written;
		size -= (size_t)written;
	}
}

/* Answer the whole lines in [in, in + size); returns the bytes they took. */
static size_t
answer_lines(struct plain *plain, const uint8_t *in, size_t size)
{
	static char out[1 << 18];
	struct slice rest = {in, size};
	size_t written = 0, end;
	bool quit = false;

	while (!quit && (end = slice_find_byte(rest, '\n')) < rest.size) {
		struct request request;

		request_parse(
		    slice_sub(rest, 0, end), plain->path_buffer, &request);
		written += answer_request(plain, &request, out + written);
		if (sizeof(out) - written < RESPONSE_MAX) {
			write_all(out, written);
			written = 0;
		}
		quit = request.kind == REQUEST_QUIT;
		rest = slice_skip(rest, end + 1);
	}
	write_all(out, written);
	if (quit && plain->counts)
		dprintf(STDOUT_FILENO, "* matched %llu bytes\n",
		    (unsigned long long)plain->matched);
	if (quit)
		exit(0);
	return size - rest.size;
}

static void
converse(struct plain *plain)
{
	static uint8_t in[1 << 17];
	size_t have = 0;
	ssize_t size;

	while ((size = read(STDIN_FILENO, in + have, sizeof(in) - have)) > 0) {
		size_t taken;

		have += (size_t)size;
		taken = answer_lines(plain, in, have);
		have -= taken;
		memmove(in, in + taken, have);
		if (have == sizeof(in))
			have = 0;
	}
}

static enum mode
mode_by_name(const char *name)
{
	if (strcmp(name, "access") == 0)
		return MODE_ACCESS;
	if (strcmp(name, "raw") == 0)
		return MODE_RAW;
	if (strcmp(name, "decoded") == 0)
		return MODE_DECODED;
	errx(2, "%s: not access, raw or decoded", name);
}

int
main(int argc, char **argv)
{
	static struct plain plain = {
	    .mode = MODE_DECODED, .backend = MATCHER_HYPERSCAN};
	static struct literals literals; /* kept to the end */
	uint64_t count = 10000, seed = 1;
	const char *signatures = NULL;
	int option;

	while ((option = getopt(argc, argv, "bcm:N:S:f:")) != -1) {
		if (option == 'm')
			plain.mode = mode_by_name(optarg);
		else if (option == 'N')
			count = strtoull(optarg, NULL, 10);
		else if (option == 'S')
			seed = strtoull(optarg, NULL, 10);
		else if (option == 'f')
			signatures = optarg;
		else if (option == 'b')
			plain.backend = MATCHER_BEST;
		else if (option == 'c')
			plain.counts = true;
		else
			errx(2,
			    "usage: plain_scan [-bc] [-m access|raw|decoded] "
			    "[-N literals] [-S seed] [-f FILE]");
	}
	if (signatures != NULL)
		add_file_literals(&literals, signatures);
	else
		add_random_literals(&literals, count, seed);
	if (plain.mode != MODE_ACCESS)
		compile(&plain, &literals);
	converse(&plain);
	return 0;
}
